"""The memory of station and pass over the 3,000 tickets of a 12-hour day, which pass as fast as the machine can."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack

from playwright.async_api import Browser

from bench.feed import Restaurant
from bench.glass import Glass, Which, glass
from bench.table import Row, at_most

HOURS = 12
OPEN = 40
"""Tickets that are open at any time of the day."""
AT_ONCE = 10
"""Tickets that are finished in one go."""
SAMPLES_AN_HOUR = 2
LOOKS = 3
FLAT = 10.0
"""Percent that the heap may be off its median, after the first hour."""

NAMES = {"JSHeapUsedSize": "heap", "Nodes": "document nodes", "JSEventListeners": "listeners"}


async def day(browser: Browser, restaurant: Restaurant, pages: list[Which], tickets: int) -> list[Row]:
    await restaurant.fill(OPEN)
    async with AsyncExitStack() as stack:
        glasses = {
            which: await stack.enter_async_context(glass(browser, restaurant, which, slowdown=1)) for which in pages
        }
        samples: dict[Which, list[dict[str, float]]] = {which: [] for which in pages}
        every = tickets // (HOURS * SAMPLES_AN_HOUR)
        for placed in range(0, tickets, AT_ONCE):
            await serve_some(restaurant)
            for one in glasses.values():
                await one.touch()
            if placed > tickets // HOURS and placed % every < AT_ONCE:
                for which, one in glasses.items():
                    samples[which].append(await rested(one))
                print(f"  day: {placed}/{tickets} tickets", file=sys.stderr, flush=True)
    return [row for which in pages for row in rows(which, tickets, samples[which])]


async def serve_some(restaurant: Restaurant) -> None:
    """Ten new orders come, the ten oldest are cooked, served and closed."""
    for _ in range(AT_ONCE):
        await restaurant.place(restaurant.order())
    oldest = sorted(restaurant.open, key=lambda ticket: ticket.opened_ms)[: len(restaurant.open) - OPEN]
    await restaurant.finish([ticket.id for ticket in oldest], serve=True)


async def rested(one: Glass) -> dict[str, float]:
    """The least of a few: what is on its way in one moment is no memory."""
    heaps = []
    for _ in range(LOOKS):
        await one.pause()
        heaps.append(await one.heap())
    return min(heaps, key=lambda heap: heap["JSHeapUsedSize"])


def rows(which: Which, tickets: int, samples: list[dict[str, float]]) -> Iterator[Row]:
    workload = f"({which}) a day of {HOURS} h, {tickets} tickets"
    yield at_most(workload, "heap after the first hour, median MB", median(samples, "JSHeapUsedSize") / 1e6)
    for name, called in NAMES.items():
        middle = median(samples, name)
        off = max(abs(sample[name] / middle - 1) for sample in samples) * 100
        half = len(samples) // 2
        drift = (median(samples[half:], name) / median(samples[:half], name) - 1) * 100
        if name == "JSHeapUsedSize":
            yield at_most(workload, f"{called}, furthest from its median, %", off, FLAT, "%")
        yield at_most(workload, f"{called}, second half of the day against the first, %", drift, FLAT, "%")


def median(samples: list[dict[str, float]], name: str) -> float:
    return statistics.median(sample[name] for sample in samples)
