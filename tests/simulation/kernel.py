"""Time and chance of a simulated world: events in order, and one seeded source of everything that is not certain."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from random import Random

GRID_MS = 10
"""Moments are whole multiples of this, so that what happens about the same time costs one step of the browser."""


class Kernel:
    def __init__(self, seed: int) -> None:
        self.now = 0
        self.random = Random(seed)
        self._order = count()
        self._events: list[tuple[int, int, Callable[[], None]]] = []

    def at(self, moment: float, run: Callable[[], None]) -> None:
        due = max(self.now, on_grid(int(moment)))
        heapq.heappush(self._events, (due, next(self._order), run))

    def after(self, ms: float, run: Callable[[], None]) -> None:
        self.at(self.now + ms, run)

    @property
    def next(self) -> int | None:
        return self._events[0][0] if self._events else None

    def run(self) -> None:
        """Everything that is due now."""
        while self._events and self._events[0][0] <= self.now:
            heapq.heappop(self._events)[2]()

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def between(self, low: float, high: float) -> float:
        return self.random.uniform(low, high)

    def seed(self) -> int:
        """For a source of chance elsewhere."""
        return self.random.getrandbits(32)


def on_grid(moment: int) -> int:
    return -(-moment // GRID_MS) * GRID_MS


class WorldClock:
    """The server's two clocks: the wall may jump."""

    def __init__(self, kernel: Kernel, start_ms: int) -> None:
        self._kernel = kernel
        self._start_ms = start_ms
        self.ahead_ms = 0

    def now_ms(self) -> int:
        return self._start_ms + self._kernel.now + self.ahead_ms

    def monotonic_ms(self) -> int:
        return self._kernel.now
