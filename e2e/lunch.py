"""Lunch, already over when a test begins: orders placed, cooked and served under the kitchen's own rules, hours ago."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from e2e.shop import SAMPLE
from kds.adapters.sqlite_log import SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.config import load_kitchen
from kds.kitchen.businessday import business_day, day_start_ms
from kds.kitchen.command import Actor, Line, Seen
from kds.kitchen.commands import AnyCommand, Bump, Place, Serve
from kds.kitchen.model import Ticket
from kds.service.executor import Executor
from kds.service.ports import CLOSED_KEPT
from kds.service.receipt import Publication, Submission

TILL = Actor("source", "pos", "pos")
WOK = Actor("cook", "hot-1c0c")
PASS = Actor("expo", "expo-77aa")
SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
BACK_MS = 9 * 60 * MINUTE_MS
"""Lunch is at one, the guest comes back at ten in the evening; in the morning it is as long ago as the day is old."""


class Earlier:
    """A clock that goes only as the lunch does."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic_ms(self) -> int:
        return 0

    def passes(self, ms: int) -> None:
        self._now_ms += ms


class Nobody:
    def publish(self, publication: Publication) -> None:
        """No screen was on."""


def lunch(data: Path) -> None:
    """Order 38 for table 7, then so many others that no screen holds it any more."""
    data.mkdir(parents=True, exist_ok=True)
    # The browser's driver has a loop on this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _lunch(data)).result()


def _began_ms() -> int:
    kitchen = load_kitchen(SAMPLE).kitchen
    now_ms = SystemClock().now_ms()
    today = business_day(now_ms, kitchen.timezone, kitchen.day_starts)
    return max(now_ms - BACK_MS, day_start_ms(today, kitchen.timezone, kitchen.day_starts) + SECOND_MS)


async def _lunch(data: Path) -> None:
    clock = Earlier(_began_ms())
    executor = Executor(SqliteLog(data), clock, load_kitchen(SAMPLE).kitchen, "0" * 16, _broken)
    await executor.open()
    executor.publish_to(Nobody())
    kitchen = _Kitchen(executor, clock)
    dishes = (Line("1", sku="S02"), Line("2", name="Grandmother's dumplings", station_hint="hot"))
    await kitchen.serves(Place("pos", "38", dishes, revision=1, number="38", table="7", guest="Mrs Ada"), cook_s=8)
    for number in range(101, 101 + CLOSED_KEPT + 5):
        line = Line("1", name="Lunch set", station_hint="hot")
        await kitchen.serves(Place("pos", f"{number}", (line,), revision=1, number=f"{number}", table="9"))
    await executor.close()


class _Kitchen:
    def __init__(self, executor: Executor, clock: Earlier) -> None:
        self._executor = executor
        self._clock = clock
        self._done = 0

    async def serves(self, order: Place, cook_s: int = 0) -> None:
        ticket = await self._do(order, TILL)
        self._clock.passes(cook_s * SECOND_MS)
        pairs = tuple(Seen(task.id, task.gen) for each in ticket.items for task in each.tasks)
        await self._do(Bump(pairs, ticket.id), WOK)
        self._clock.passes(4 * SECOND_MS if cook_s else 0)
        await self._do(Serve(ticket.id), PASS)

    async def _do(self, command: AnyCommand, actor: Actor) -> Ticket:
        self._done += 1
        receipt = await self._executor.submit(Submission(command, actor, f"lunch-{self._done}"))
        assert receipt.result == "ok", receipt
        assert receipt.ticket is not None
        return receipt.ticket


def _broken(error: BaseException) -> None:
    raise AssertionError("the lunch could not be kept") from error
