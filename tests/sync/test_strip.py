"""What is wrong with the server reaches every connected screen with the next ping, and goes again."""

from __future__ import annotations

import pytest

from kds.asgi.services import Health
from kds.service.kitchenfiles import FileProblem, KitchenFiles
from tests.service.commits import Log
from tests.sync.glass import glass
from tests.sync.harness import Unread, serving

pytestmark = pytest.mark.process


async def test_a_full_disk_and_a_bad_kitchen_file_show_on_every_screen() -> None:
    problem = FileProblem("stations.yaml", 7, "no such station", "did you mean 'wok'?")
    async with (
        serving(
            Log().hub,
            health=lambda: Health("full", "no space"),
            files=lambda: KitchenFiles(problems=(problem, problem)),
        ) as site,
        glass(site.url) as screen,
    ):
        await screen.until(lambda: bool(screen.ping))
        assert screen.ping["health"] == "full"
        assert screen.ping["banners"] == [
            {"code": "storage_full", "level": "error", "args": {"detail": "no space"}},
            {
                "code": "kitchen_file",
                "level": "warning",
                "args": {"file": "stations.yaml", "line": "7", "message": "no such station (did you mean 'wok'?)"},
            },
        ]


async def test_a_banner_goes_when_its_cause_is_gone() -> None:
    state = [Health("read_only", "no space")]
    async with serving(Log().hub, health=lambda: state[0]) as site, glass(site.url) as screen:
        await screen.until(lambda: screen.ping.get("health") == "read_only")
        state[0] = Health()
        await screen.until(lambda: screen.ping["health"] == "ok")
        assert "banners" not in screen.ping


async def test_bodies_in_quarantine_are_counted_until_there_are_none() -> None:
    inbox = Unread(3)
    async with serving(Log().hub, inbox=inbox) as site, glass(site.url) as screen:
        await screen.until(lambda: bool(screen.ping))
        assert screen.ping["banners"] == [{"code": "quarantine", "level": "warning", "args": {"count": "3"}}]
        inbox.quarantined = 0
        await screen.until(lambda: "banners" not in screen.ping)
