"""One measured page in a real Chromium, as slow as on a cheap wall computer: its taps, its orders, its idle time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from playwright.async_api import Browser, CDPSession, Page

from bench.feed import Restaurant, ticket_of

STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text(encoding="utf-8")
SLOWDOWN = 4
"""A cheap wall computer is about so much slower than the machine of a developer."""

FINGER_MS = 80
"""How long a finger stays on the glass."""

PAUSE_MS = (900, 1400)
"""Between two taps or orders: the page comes to rest, and does not beat with its own seconds."""

CALIBRATIONS = 50
IDLE_S = 10

Which: TypeAlias = Literal["station", "pass"]
PATHS: dict[Which, str] = {"station": "/station/hot", "pass": "/expo"}
ROWS: dict[Which, tuple[str, str]] = {
    "station": ('.line[data-state="queued"]', "done"),
    "pass": ('.line[data-state="ready"]', "served"),
}
"""What a finger is put on, and what it is afterwards."""


class Tap(Struct):
    """In ms: from the finger's coming, and twice from its going, which is when the browser knows that it was a tap."""

    pressed: float
    done: float
    durable: float


class Order(Struct):
    """In ms until it was painted."""

    from_post: float
    """From just before the till sent it, by the machine's one clock."""
    from_frame: float
    """From when the page's script got the frame."""


class Glass:
    def __init__(self, page: Page, devtools: CDPSession, which: Which) -> None:
        self._page = page
        self._devtools = devtools
        self._which = which
        self._random = Random(2)

    async def pause(self) -> None:
        await asyncio.sleep(self._random.uniform(*PAUSE_MS) / 1000)

    async def tap(self) -> Tap | None:
        """A finger on any open row of the page; None: it missed, or there is no such row."""
        row = await self._row()
        if row is None:
            return None
        await self._page.evaluate(
            "([row, becomes]) => stopwatch.armTap(row, becomes)", [row["row"], ROWS[self._which][1]]
        )
        await self._put_finger(row)
        told = await self._page.evaluate("stopwatch.result")
        return None if told is None else Tap(**told)

    async def touch(self) -> None:
        """The same, and nobody measures it."""
        row = await self._row()
        if row is not None:
            await self._put_finger(row)

    async def _row(self) -> dict[str, Any] | None:
        chosen = [ROWS[self._which][0], self._random.random()]
        found: dict[str, Any] | None = await self._page.evaluate(
            "([rows, chance]) => stopwatch.choose(rows, chance)", chosen
        )
        return found

    async def _put_finger(self, row: dict[str, Any]) -> None:
        finger = [{"x": row["x"], "y": row["y"]}]
        await self._devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
        await asyncio.sleep(FINGER_MS / 1000)
        await self._devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def clock_ahead_ms(self) -> tuple[float, float]:
        """How much more the page's clock says than ours, and by how much that may be wrong."""
        best = (0.0, float("inf"))
        for _ in range(CALIBRATIONS):
            before = time.perf_counter() * 1000
            theirs: float = await self._page.evaluate("performance.now()")
            after = time.perf_counter() * 1000
            best = min(best, (theirs - (before + after) / 2, (after - before) / 2), key=lambda guess: guess[1])
        return best

    async def order(self, restaurant: Restaurant, *, front: bool, ahead_ms: float) -> Order | None:
        """`front`: before all the others, so that every card moves; else behind other pages, where it is counted."""
        body = restaurant.order() | ({"priority": 9} if front else {})
        ticket = ticket_of(body)
        await self._page.evaluate("([ticket, front]) => stopwatch.armOrder(ticket, front)", [ticket, front])
        sent_ms = time.perf_counter() * 1000 + ahead_ms
        await restaurant.place(body)
        told = await self._page.evaluate("stopwatch.result")
        await restaurant.finish([ticket], serve=True)
        return None if told is None else Order(told["paintedMs"] - sent_ms, told["paintedMs"] - told["frameMs"])

    async def long_tasks_ms(self) -> list[float]:
        """Those since the last time this was asked; a browser calls a task long from 50 ms on."""
        found: list[float] = await self._page.evaluate("stopwatch.longTasks.splice(0)")
        return found

    async def heap(self) -> dict[str, float]:
        """What is held after a collection: bytes of JavaScript, nodes of the document, listeners."""
        await self._devtools.send("HeapProfiler.collectGarbage")
        metrics = await self._metrics()
        return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}

    async def second(self) -> tuple[float, float]:
        """Of a second in which only time passes: busy ms of the main thread, and elements that changed."""
        before = (await self._metrics())["TaskDuration"]
        changed: int = await self._page.evaluate("(seconds) => stopwatch.changed(seconds)", IDLE_S)
        return ((await self._metrics())["TaskDuration"] - before) * 1000 / IDLE_S, changed / IDLE_S

    async def _metrics(self) -> dict[str, float]:
        told = await self._devtools.send("Performance.getMetrics")
        return {one["name"]: one["value"] for one in told["metrics"]}


@asynccontextmanager
async def glass(
    browser: Browser, restaurant: Restaurant, which: Which, slowdown: int = SLOWDOWN
) -> AsyncIterator[Glass]:
    """The page on a wall screen, signed in, with its tickets drawn."""
    context = await browser.new_context(viewport={"width": 1920, "height": 1080}, has_touch=True)
    try:
        await context.add_init_script(STOPWATCH)
        page = await context.new_page()
        page.on("pageerror", _fail)
        await page.goto(f"{restaurant.url}/login?next={PATHS[which]}")
        await page.locator("#token").fill(restaurant.token)
        await page.locator("button").click()
        await page.locator("kds-card").first.wait_for()
        devtools = await context.new_cdp_session(page)
        await devtools.send("Performance.enable")
        await devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        yield Glass(page, devtools, which)
    finally:
        await context.close()


def _fail(error: Exception) -> None:
    raise SystemExit(f"the page failed: {error}")
