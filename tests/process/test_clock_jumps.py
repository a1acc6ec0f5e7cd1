"""The server's clock is set wrong and right again, or the night is an hour longer: nothing is cooked out of order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from kds.adapters.systemclock import SystemClock
from kds.kitchen.model import Ticket
from kds.service.documents import value_of
from kds.service.steadyclock import BELIEF_MS
from tests import history
from tests.house import ROOT
from tests.process.rigged import CLOCK, WALL
from tests.serverprocess import ServerProcess
from tests.storefront import Screen, Storefront, fronting, tasks

HOUR_MS = 3_600_000
SLOW_MS = 60_000
"""This machine may be that slow between an order and the next."""


class Clocks:
    """Both of a server, in the hands of the test."""

    def __init__(self, folder: Path) -> None:
        self._both, self._wall = folder / "both", folder / "wall"
        self._both.write_text("0")
        self.set_wall(0)
        self.env = {CLOCK: str(self._both), WALL: str(self._wall)}

    def set_wall(self, ahead_ms: int) -> None:
        write(self._wall, ahead_ms)

    def pass_until(self, moment: datetime) -> None:
        """Or start there: it is then that moment on both clocks."""
        write(self._both, round(moment.timestamp() * 1000) - SystemClock().now_ms())

    def passes(self, elapsed_ms: int) -> None:
        write(self._both, int(self._both.read_text()) + elapsed_ms)


def write(path: Path, number: int) -> None:
    """The server reads it at any moment."""
    (new := path.with_suffix(".new")).write_text(str(number))
    new.replace(path)


@pytest.fixture
def clocks(tmp_path: Path) -> Clocks:
    return Clocks(tmp_path)


@asynccontextmanager
async def opened(folder: Path, clocks: Clocks, kitchen: Path) -> AsyncIterator[tuple[Storefront, Screen]]:
    with ServerProcess(folder / "data", kitchen=kitchen, module="tests.process.rigged", env=clocks.env) as server:
        async with fronting(server) as store, store.screen("expo") as screen:
            yield store, screen


def queued(screen: Screen) -> list[str]:
    """The orders as a station sorts them: by their first task's clock."""
    clock = {ticket["external_id"]: min(task["queued_ms"] for _, task in tasks(ticket)) for ticket in screen.tickets}
    assert len(set(clock.values())) == len(clock), "two stand at the same moment"
    return sorted(clock, key=clock.__getitem__)


async def begins(screen: Screen, day: str) -> None:
    await screen.until(lambda: screen.docs["store/main"][1].get("day") == day)


def tickets(folder: Path) -> Iterator[Ticket]:
    for row in history.read(folder).documents.values():
        if isinstance(value := value_of(row), Ticket):
            yield value


async def test_a_clock_that_is_set_eight_hours_forward_and_back_changes_no_order_of_work_and_no_age(
    tmp_path: Path, clocks: Clocks
) -> None:
    async with opened(tmp_path, clocks, ROOT / "stations.yaml") as (store, screen):
        names = []
        for name, ahead_ms in (("right", 0), ("forward", 8 * HOUR_MS), ("back", -8 * HOUR_MS), ("again", 0)):
            clocks.set_wall(ahead_ms)
            heard = screen.heard["ping"]
            names.append(name)
            await screen.sees(await store.placed("pos", name, "Tea"))
            assert queued(screen) == names
            await screen.until(lambda heard=heard: screen.heard["ping"] > heard + 1)  # type: ignore[misc] # mypy cannot infer defaults of a lambda
            first = min(ticket["clock_ms"] for ticket in screen.tickets)
            assert 0 <= screen.ping["time"] - first < SLOW_MS
    kinds = [row.kind for row in history.read(tmp_path / "data").rows]
    assert (kinds.count("start_day"), kinds.count("pass_threshold")) == (1, 0)


async def test_a_clock_that_was_wrong_from_the_start_is_put_right_while_orders_wait(
    tmp_path: Path, clocks: Clocks
) -> None:
    clocks.set_wall(-8 * HOUR_MS)
    async with opened(tmp_path, clocks, ROOT / "stations.yaml") as (store, screen):
        await screen.sees(await store.placed("pos", "early", "Tea"))
        await screen.until(lambda: bool(screen.ping))
        before = screen.ping["time"]
        clocks.set_wall(0)
        await screen.until(lambda: screen.heard["ping"] > 2)
        assert screen.ping["time"] - before < SLOW_MS, "no jump is believed at once"
        clocks.passes(BELIEF_MS)
        # The connection has said nothing for five minutes now; the next one is new to the server.
        async with store.screen("expo") as later:
            await later.until(lambda: bool(later.ping) and later.ping["time"] - before > 7 * HOUR_MS)
            await later.sees(await store.placed("pos", "late", "Tea"))
            assert queued(later) == ["early", "late"]


@pytest.mark.parametrize(
    ("night", "hours", "days"),
    [
        ("2026-10-25T00:30:00+00:00", (0, 1, 3.4, 3.6), ["2026-10-24"] * 3 + ["2026-10-25"]),
        ("2026-03-29T00:30:00+00:00", (0, 1, 2.4, 2.6), ["2026-03-28"] * 3 + ["2026-03-29"]),
    ],
    ids=["the hour that comes twice", "the hour that is left out"],
)
async def test_the_night_the_clocks_change_has_one_business_day_and_the_next_begins_at_its_hour(
    night: str, hours: tuple[float, ...], days: list[str], tmp_path: Path, clocks: Clocks
) -> None:
    for name in ("stations.yaml", "menu.yaml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("Asia/Shanghai", "Europe/Berlin"), encoding="utf-8")
    clocks.pass_until(datetime.fromisoformat(night))
    async with opened(tmp_path, clocks, tmp_path / "stations.yaml") as (store, _):
        names = [f"{number}" for number, _ in enumerate(hours)]
        passed = 0.0
        for name, hour, day in zip(names, hours, days, strict=True):
            clocks.passes(round((hour - passed) * HOUR_MS))
            passed = hour
            # No connection outlives an hour without a word.
            async with store.screen("expo") as screen:
                await begins(screen, day)
                await store.placed("pos", name, "Tea")
    found = sorted(tickets(tmp_path / "data"), key=lambda ticket: ticket.opened_ms)
    assert [(ticket.external_id, ticket.day) for ticket in found] == list(zip(names, days, strict=True))
    assert [row.kind for row in history.read(tmp_path / "data").rows].count("start_day") == 2
