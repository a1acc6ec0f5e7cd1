"""The browser part: taps, orders, idle seconds and a day of memory of station and pass, with 200 tickets open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from playwright.async_api import Browser, async_playwright

from bench.against_floor import quantile
from bench.day import day
from bench.feed import Restaurant
from bench.glass import PATHS, SLOWDOWN, Glass, Order, Tap, Which, glass
from bench.servers import ours, running
from bench.table import Row, at_most
from scripts.find_browser import installed

__all__ = ["PATHS", "Plan", "measure"]

OPEN = 200
MISSES = 0.2
"""Share of taps that may miss because a card had just moved; more, and nothing can be said of the rest."""

PRESSED_MS, DONE_MS, PAINTED_MS = 50, 100, 100


class Plan(Struct, frozen=True):
    """How much of each; the day's tickets may be 0."""

    taps: int = 120
    orders: int = 120
    tickets: int = 3000


class Measured(Struct):
    """Everything of one page; `clock_ms` is how far off the common clock may be."""

    taps: list[Tap]
    front: list[Order]
    behind: list[Order]
    clock_ms: float
    long_tasks: list[float]
    busy_ms: float
    changed: float


async def measure(pages: Sequence[Which], plan: Plan) -> tuple[str, list[Row]]:
    """The browser's name, and the rows of the table."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    rows: list[Row] = []
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=installed(), args=["--disable-gpu", *sandbox])
        for which in pages:
            with running(ours) as server:
                async with Restaurant(server.port, server.token) as restaurant:
                    rows += page_rows(which, await page(browser, restaurant, which, plan))
        if plan.tickets > 0:
            with running(ours) as server:
                async with Restaurant(server.port, server.token) as restaurant:
                    rows += await day(browser, restaurant, list(pages), plan.tickets)
        version = f"Chromium {browser.version}"
        await browser.close()
    return version, rows


async def page(browser: Browser, restaurant: Restaurant, which: Which, plan: Plan) -> Measured:
    await restaurant.fill(OPEN)
    async with glass(browser, restaurant, which) as one:
        await one.pause()
        _, clock_ms = ahead = await one.clock_ahead_ms()
        busy_ms, changed = await one.second()
        await one.long_tasks_ms()
        orders = [await order(one, restaurant, plan, n, ahead[0]) for n in range(plan.orders)]
        if which == "pass":
            await restaurant.finish([ticket.id for ticket in restaurant.open[: OPEN // 2]], serve=False)
            await one.pause()
        taps = [tap for n in range(plan.taps) if (tap := await tapped(one, plan, n)) is not None]
        if len(taps) < (1 - MISSES) * plan.taps:
            raise SystemExit(f"only {len(taps)} of {plan.taps} taps hit a row")
        long_tasks = await one.long_tasks_ms()
    return Measured(taps, orders[0::2], orders[1::2], clock_ms, long_tasks, busy_ms, changed)


async def order(one: Glass, restaurant: Restaurant, plan: Plan, n: int, ahead_ms: float) -> Order:
    taken = await one.order(restaurant, front=n % 2 == 0, ahead_ms=ahead_ms)
    if taken is None:
        raise SystemExit("an order was not drawn")
    await one.pause()
    if n % 20 == 19:
        print(f"  order {n + 1}/{plan.orders}", file=sys.stderr, flush=True)
    return taken


async def tapped(one: Glass, plan: Plan, n: int) -> Tap | None:
    taken = await one.tap()
    await one.pause()
    if n % 20 == 19:
        print(f"  tap {n + 1}/{plan.taps}", file=sys.stderr, flush=True)
    return taken


def page_rows(which: Which, measured: Measured) -> Iterator[Row]:
    workload = f"({which}) {OPEN} open tickets, CPU {SLOWDOWN} × slower"
    taps, orders = measured.taps, [*measured.front, *measured.behind]
    figures = (
        ("finger down → pressed look painted", [tap.pressed for tap in taps], PRESSED_MS),
        ("tap → row painted as done", [tap.done for tap in taps], PRESSED_MS),
        ("tap → durable, painted as done", [tap.durable for tap in taps], DONE_MS),
        ("order → painted as first card", [order.from_post for order in measured.front], PAINTED_MS),
        ("order → painted in the counts", [order.from_post for order in measured.behind], PAINTED_MS),
        ("frame in the page → painted", [order.from_frame for order in orders], None),
    )
    for name, values, bound in figures:
        yield at_most(workload, f"{name}, p50 ms", quantile(values, 0.5))
        yield at_most(workload, f"{name}, p95 ms", quantile(values, 0.95), bound)
    yield at_most(workload, "the till's clock against the page's, off by at most ms", measured.clock_ms)
    yield at_most(workload, f"long tasks in {len(taps)} taps and {len(orders)} orders", len(measured.long_tasks))
    yield at_most(workload, "longest task, ms", max(measured.long_tasks, default=0.0))
    yield at_most(workload, "an idle second: main thread, ms", measured.busy_ms)
    yield at_most(workload, "an idle second: elements that change", measured.changed)
