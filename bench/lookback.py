"""`python -m bench.lookback`: what looking back costs on a day of 3,000 tickets, and what an order notices of it."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.writer import ended, kitchen, order
from kds.adapters.sqlite_log import SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.kitchen.businessday import business_day
from kds.kitchen.command import Actor, Seen
from kds.kitchen.commands import AnyCommand, Bump, Recall, Serve, Start
from kds.kitchen.model import Ticket
from kds.kitchen.searching import words_of
from kds.service.executor import Executor
from kds.service.hub import Hub
from kds.service.past import Search, find, timeline
from kds.service.receipt import Submission

TICKETS = 3_000
AT_ONCE = 60
"""Tickets that are open together."""
ORDERS = 200
"""Orders whose answers are timed, one after the other."""
ROUNDS = 20

COOK = Actor("cook", "hot-3f2a", "hot")
PASS = Actor("expo", "expo-77aa")


class Day:
    """A store whose day is over: every ticket was placed, started, bumped and served."""

    def __init__(self, folder: Path) -> None:
        self.clock = SystemClock()
        self.executor = Executor(SqliteLog(folder), self.clock, kitchen(), os.urandom(8).hex(), ended)
        self._next = 0

    async def open(self) -> None:
        documents = await self.executor.open()
        self.hub = Hub(self.executor.terms, self.executor.head, documents)
        self.executor.publish_to(self.hub)

    async def spend(self) -> list[str]:
        """Ids of its tickets, the first first."""
        ids: list[str] = []
        for start in range(0, TICKETS, AT_ONCE):
            placed = await asyncio.gather(*(self.executor.submit(order(start + one)) for one in range(AT_ONCE)))
            tickets = [receipt.ticket for receipt in placed if receipt.ticket]
            for step in (_start, _bump, _serve):
                await asyncio.gather(*(self.do(*step(ticket)) for ticket in tickets))
            ids += [ticket.id for ticket in tickets]
        return ids

    async def do(self, command: AnyCommand, actor: Actor) -> None:
        self._next += 1
        await self.executor.submit(Submission(command, actor, f"step-{self._next}"))

    async def orders_ms(self, first: int) -> list[float]:
        """How long each of some orders waits for its answer."""
        waits = []
        for number in range(first, first + ORDERS):
            started = time.perf_counter()
            await self.executor.submit(order(number))
            waits.append((time.perf_counter() - started) * 1_000)
        return waits


def _seen(ticket: Ticket) -> tuple[Seen, ...]:
    return tuple(Seen(task.id, task.gen) for item in ticket.items for task in item.tasks)


def _start(ticket: Ticket) -> tuple[AnyCommand, Actor]:
    return Start(_seen(ticket), ticket.id), COOK


def _bump(ticket: Ticket) -> tuple[AnyCommand, Actor]:
    return Bump(_seen(ticket), ticket.id), COOK


def _serve(ticket: Ticket) -> tuple[AnyCommand, Actor]:
    return Serve(ticket.id), PASS


async def timed_ms(what: Callable[[], Awaitable[object]]) -> float:
    """The median."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await what()
        times.append((time.perf_counter() - started) * 1_000)
    return statistics.median(times)


async def reopened(day: Day, ticket_id: str) -> None:
    """The first ticket of the day comes back at its end: its timeline spans all of it."""
    ticket = await day.executor.find_ticket(ticket_id)
    assert ticket is not None
    task = ticket.items[0].tasks[0]
    await day.do(Recall((Seen(task.id, task.gen, task.bump),), ticket.id), COOK)


async def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        day = Day(Path(name))
        await day.open()
        ids = await day.spend()
        await reopened(day, ids[0])
        today = business_day(day.clock.now_ms(), "UTC", "05:00")

        async def search(query: str) -> object:
            return await find(day.executor, day.hub, Search(today, today, words_of(query), frozenset(), 20))

        async def tell(ticket_id: str) -> object:
            ticket = await day.executor.find_ticket(ticket_id)
            assert ticket is not None
            return await timeline(day.executor, ticket)

        print(f"{TICKETS} tickets, {day.executor.head} rows of the log, medians of {ROUNDS}, ms")
        print(f"  a dish that every ticket has     {await timed_ms(lambda: search('tofu')):7.1f}")
        print(f"  a word that no ticket has        {await timed_ms(lambda: search('nowhere')):7.1f}")
        print(f"  the timeline of the last ticket  {await timed_ms(lambda: tell(ids[-1])):7.1f}")
        print(f"  the timeline of the first, just taken back  {await timed_ms(lambda: tell(ids[0])):.1f}")
        for title, what in (("nobody looks", None), ("searches", search), ("timelines", lambda _: tell(ids[0]))):
            looking = asyncio.create_task(_for_ever(what)) if what else None
            waits = sorted(await day.orders_ms(10_000 * (1 + len(title))))
            if looking:
                looking.cancel()
            print(f"  an order while {title:12}  median {waits[ORDERS // 2]:.1f}, p99 {waits[ORDERS * 99 // 100]:.1f}")
        await day.executor.close()


async def _for_ever(what: Callable[[str], Awaitable[object]]) -> None:
    while True:
        await what("nowhere")


if __name__ == "__main__":
    asyncio.run(main())
