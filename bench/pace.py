"""The load of a paced run: a few orders a second to each of several servers in turns, with fifty screens on each.

Every order is cooked and served once enough others stand before it, so that the number of open tickets stays.
Run as `python -m bench.pace '<spec as JSON>'`; prints one JSON line.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable

import msgspec
from msgspec import Struct

from bench.load import KEY, Till
from bench.screen import STATIONS, Hand, Screen, stalled
from bench.servers import cpu_s, memory_mb

LAST_FRAMES_S = 10


class Side(Struct, frozen=True):
    port: int
    token: str
    pid: int
    stalled: bool
    """One of its screens takes nothing."""


class Pace(Struct, frozen=True):
    sides: tuple[Side, ...]
    seconds: float
    per_s: float
    """On each side."""
    screens: int
    open: int
    run: str
    """Four hex characters that make the keys of this run its own."""


class Measured(Struct):
    """What one side came to, order by order."""

    ack_ms: list[float]
    frame_ms: list[list[float]]
    """Of each order: one figure for each screen that reads."""
    cpu_ms: float
    """Of the server, for each order with all that is done to it."""
    rss_mb: float


class Store:
    """One side: its till, its hand, its screens."""

    def __init__(self, side: Side, pace: Pace) -> None:
        self.side, self.pace = side, pace
        self.hand = Hand(side.port, side.token, pace.open)
        self.reading = [
            Screen(side.port, side.token, STATIONS[n % len(STATIONS)], heard=self._hear(n))
            for n in range(pace.screens - 1 - side.stalled)
        ]
        self.sent: dict[bytes, float] = {}
        self.acked: dict[bytes, float] = {}
        self.seen: dict[bytes, dict[int, float]] = {}
        self._came = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def _hear(self, n: int) -> Callable[[bytes, float], None]:
        def heard(payload: bytes, arrived: float) -> None:
            for key in set(KEY.findall(payload)):
                self.seen.setdefault(key, {}).setdefault(n, arrived)
            self._came.set()

        return heard

    async def open(self) -> None:
        """The screens are there, and so many tickets are open."""
        side = self.side
        self._tasks = [asyncio.create_task(screen.run()) for screen in (self.hand, *self.reading)]
        if side.stalled:
            self._tasks.append(asyncio.create_task(stalled(side.port, side.token)))
        await asyncio.gather(*(screen.joined.wait() for screen in (self.hand, *self.reading)))
        till = await Till.at(side.port, side.token)
        for n in range(self.pace.open):
            await till.place(self.key(50_000 + n))
        till.close()

    def key(self, n: int) -> str:
        return f"bench-{self.pace.run}-{n:07d}"

    async def sell(self, place: int, began: float) -> None:
        """Its orders, each in the gap that the other sides leave; who is first changes from order to order."""
        till = await Till.at(self.side.port, self.side.token)
        sides, every = len(self.pace.sides), 1 / self.pace.per_s
        for n in range(round(self.pace.seconds * self.pace.per_s)):
            due = began + (n + ((place + n) % sides) / sides) * every
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            key = self.key(n)
            sent, acked = await till.place(key)
            self.sent[key.encode()], self.acked[key.encode()] = sent, acked
        till.close()

    async def all_seen(self) -> None:
        async with asyncio.timeout(LAST_FRAMES_S):
            for key in self.sent:
                while len(self.seen.get(key, ())) < len(self.reading):
                    self._came.clear()
                    await self._came.wait()

    async def close(self) -> None:
        """With all that was ordered cooked and served, so that the next run finds what this one found."""
        await self.hand.at_rest(0)
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        for task in self._tasks:
            if not task.cancelled():
                raise SystemExit(f"a screen ended by itself: {task.exception()}")


async def run(pace: Pace) -> list[Measured]:
    stores = [Store(side, pace) for side in pace.sides]
    await asyncio.gather(*(store.open() for store in stores))
    before = [cpu_s(store.side.pid) for store in stores]
    began = time.perf_counter()
    await asyncio.gather(*(store.sell(place, began) for place, store in enumerate(stores)))
    await asyncio.gather(*(store.all_seen() for store in stores))
    spent = [cpu_s(store.side.pid) - cpu for store, cpu in zip(stores, before, strict=True)]
    sizes = [memory_mb(store.side.pid) for store in stores]
    await asyncio.gather(*(store.close() for store in stores))
    return [
        Measured(
            ack_ms=[(store.acked[key] - at) * 1e3 for key, at in store.sent.items()],
            frame_ms=[[(seen - at) * 1e3 for seen in store.seen[key].values()] for key, at in store.sent.items()],
            cpu_ms=cpu * 1e3 / len(store.sent),
            rss_mb=rss,
        )
        for store, cpu, rss in zip(stores, spent, sizes, strict=True)
    ]


def main() -> None:
    pace = msgspec.json.decode(sys.argv[1].encode(), type=Pace)
    print(msgspec.json.encode(asyncio.run(run(pace))).decode())


if __name__ == "__main__":
    main()
