"""A kitchen file that breaks while the server runs: served as before, and every screen says what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.serverprocess import ServerProcess
from tests.storefront import fronting


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    for name in ("stations.yaml", "menu.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    with ServerProcess(tmp_path / "data", kitchen=tmp_path / "stations.yaml") as one:
        yield one


async def test_a_kitchen_file_that_breaks_changes_nothing_and_shows_until_it_is_mended(server: ServerProcess) -> None:
    good = server.kitchen.read_text(encoding="utf-8")
    async with fronting(server) as store, store.screen("expo") as screen:
        settings = screen.docs["store/main"]
        server.kitchen.write_text(good.replace("default_station: hot", "default_station: hto"), encoding="utf-8")
        await screen.until(lambda: bool(screen.ping.get("banners")))
        (banner,) = screen.ping["banners"]
        assert (banner["code"], banner["level"]) == ("kitchen_file", "warning")
        assert (banner["args"]["file"], "hto" in banner["args"]["message"]) == (str(server.kitchen), True)
        line = int(banner["args"]["line"])
        assert server.kitchen.read_text(encoding="utf-8").splitlines()[line - 1].startswith("default_station")
        assert screen.ping["health"] == "ok"
        ticket = await store.placed("pos", "meanwhile", "Birthday cake")
        await screen.sees(ticket)
        assert screen.cards("hot") == [("meanwhile", "Birthday cake")]
        assert screen.docs["store/main"][1]["kitchen_digest"] == settings[1]["kitchen_digest"]
        server.kitchen.write_text(good.replace("default_station: hot", "default_station: fry"), encoding="utf-8")
        await screen.until(lambda: not screen.ping.get("banners"))
        await store.placed("pos", "afterwards", "Birthday cake")
        await screen.until(lambda: screen.cards("fry") == [("afterwards", "Birthday cake")])
