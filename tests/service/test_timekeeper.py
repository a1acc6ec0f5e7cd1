"""What time itself brings about: releases, thresholds and days, once each, and a clock that jumps fools nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from kds.kitchen.commands import AnyCommand
from kds.kitchen.model import Ticket
from kds.kitchen.system_commands import PassThreshold, Release, StartDay
from kds.service.executor import Executor
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.receipt import Publication, Submission
from kds.service.steadyclock import BELIEF_MS, SteadyClock
from kds.service.ticker import Ticker
from kds.service.timekeeper import CLOCK, due
from tests.service.kitchen import NOON_MS, TILL, StoppedClock, bump_all, id_of, kitchen, order, place, tap

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


class Evening:
    """An executor whose clock the test winds, and its timekeeper."""

    def __init__(self) -> None:
        self.clock = StoppedClock()
        self.steady = SteadyClock(self.clock)
        self.disk = MemoryDisk()
        self.executor = Executor(MemoryLog(self.disk), self.steady, kitchen(), "00000000000000aa", raising)
        self.begin()

    def begin(self) -> None:
        """As at the start of the server."""
        self.ticker = Ticker(self.executor, CLOCK, self.due)

    def publish(self, publication: Publication) -> None:
        """Nobody looks."""

    def passes(self, elapsed_ms: int) -> None:
        self.clock.elapsed_ms += elapsed_ms
        self.clock.wall_ms += elapsed_ms

    def jumps(self, jump_ms: int) -> None:
        self.clock.wall_ms += jump_ms

    async def ticks(self) -> list[str]:
        """The kinds of what one look at the clock put into the log."""
        before = len(self.disk.rows)
        await self.ticker.tick()
        return [row.kind for row in self.disk.rows[before:]]

    def due(self) -> list[AnyCommand]:
        return list(due(self.executor.published, self.steady.now_ms()))

    @property
    def ticket(self) -> Ticket:
        found = self.executor.ticket(id_of("38"))
        assert found is not None
        return found


def raising(error: BaseException) -> None:
    raise error


@asynccontextmanager
async def an_evening(day: bool = True) -> AsyncIterator[Evening]:
    evening = Evening()
    await evening.executor.open()
    evening.executor.publish_to(evening)
    if day:
        assert await evening.ticks() == ["start_day"]
    yield evening
    await evening.executor.close()


async def test_the_first_look_starts_the_business_day_once() -> None:
    async with an_evening(day=False) as evening:
        assert evening.due() == [StartDay("2026-03-06")]
        assert await evening.ticks() == ["start_day"]
        assert await evening.ticks() == []


async def test_the_next_day_starts_at_its_hour_in_the_stores_timezone() -> None:
    async with an_evening() as evening:
        evening.passes(17 * HOUR_MS - 1)
        assert await evening.ticks() == []
        evening.passes(1)
        assert evening.due() == [StartDay("2026-03-07")]


async def test_a_threshold_is_recorded_when_it_is_passed_and_only_once() -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38", "Mapo tofu", "Rice"))
        (first, *_) = evening.ticket.items[0].tasks
        evening.passes(first.attention_ms - NOON_MS - 1)
        assert await evening.ticks() == []
        evening.passes(1)
        assert await evening.ticks() == ["pass_threshold"]
        assert {task.level for item in evening.ticket.items for task in item.tasks} == {"attention"}
        assert await evening.ticks() == []
        evening.passes(first.late_ms - first.attention_ms)
        assert await evening.ticks() == ["pass_threshold"]


async def test_finished_work_passes_no_threshold() -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38"))
        await evening.executor.submit(tap(bump_all(evening.ticket), 1))
        evening.passes(HOUR_MS)
        assert evening.due() == []


async def test_a_scheduled_order_is_released_at_its_moment() -> None:
    async with an_evening() as evening:
        later = replace(place("38"), due_ms=NOON_MS + 6 * HOUR_MS, start_ms=NOON_MS + 5 * HOUR_MS)
        await evening.executor.submit(Submission(later, TILL, "order-38"))
        evening.passes(5 * HOUR_MS - 1)
        assert await evening.ticks() == []
        evening.passes(1)
        assert evening.due() == [Release(id_of("38"))]
        assert await evening.ticks() == ["release"]
        assert evening.ticket.items[0].tasks[0].state == "queued"


async def test_what_came_due_while_the_server_was_off_is_due_at_once() -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38"))
        evening.passes(2 * HOUR_MS)
        evening.begin()
        assert await evening.ticks() == ["pass_threshold"]


@pytest.mark.parametrize("jump_ms", [8 * HOUR_MS, -8 * HOUR_MS])
async def test_a_clock_that_jumps_and_comes_back_brings_nothing_about(jump_ms: int) -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38"))
        evening.jumps(jump_ms)
        assert await evening.ticks() == []
        evening.passes(BELIEF_MS - MINUTE_MS)
        assert await evening.ticks() == []
        evening.jumps(-jump_ms)
        assert await evening.ticks() == []
        evening.passes(BELIEF_MS)
        assert evening.due() == []


async def test_a_clock_that_jumped_and_stays_is_believed() -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38"))
        evening.jumps(2 * HOUR_MS)
        assert await evening.ticks() == []
        evening.passes(BELIEF_MS)
        assert await evening.ticks() == ["pass_threshold"]


async def test_what_a_full_disk_refused_is_submitted_again_at_the_next_look() -> None:
    async with an_evening() as evening:
        await evening.executor.submit(order("38"))
        evening.passes(HOUR_MS)
        evening.disk.full = True
        assert await evening.ticks() == []
        evening.disk.full = False
        assert evening.due() == [PassThreshold(id_of("38"))]
        assert await evening.ticks() == ["pass_threshold"]
