"""One measured page in a real Chromium, slowed down as a cheap wall computer is: its taps, orders, memory and idle time."""

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
WALL = {"width": 1920, "height": 1080}
SLOWDOWN = 4
FINGER_MS = 80
"""How long a finger stays on the glass."""

QUIET_MS = (900, 1400)
"""Between two taps or orders: the page is at rest again, and the second does not beat in time."""

CALIBRATIONS = 30
IDLE_S = 10

Where: TypeAlias = Literal["station", "pass"]
PATHS: dict[Where, str] = {"station": "/station/hot", "pass": "/expo"}
ROWS: dict[Where, tuple[str, str]] = {
    "station": ('.line[data-state="queued"]', "done"),
    "pass": ('.line[data-state="ready"]', "served"),
}
"""What a finger is put on, and what it then is."""


class Tap(Struct):
    pressed: float
    done: float
    durable: float


class Order(Struct):
    from_post: float
    from_frame: float


class Glass:
    def __init__(self, page: Page, devtools: CDPSession, where: Where) -> None:
        self.page = page
        self.devtools = devtools
        self._where = where
        self._random = Random(2)

    async def rest(self) -> None:
        await asyncio.sleep(self._random.uniform(*QUIET_MS) / 1000)

    async def tap(self) -> Tap | None:
        """A finger on a row in the middle of the glass; None: there is none left on this page."""
        rows, becomes = ROWS[self._where]
        row: dict[str, Any] | None = await self.page.evaluate(CHOOSE, [rows, self._random.random()])
        if row is None:
            return None
        await self.page.evaluate("([row, becomes]) => stopwatch.armTap(row, becomes)", [row["row"], becomes])
        finger = [{"x": row["x"], "y": row["y"]}]
        await self.devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
        await asyncio.sleep(FINGER_MS / 1000)
        await self.devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        async with asyncio.timeout(15):
            return Tap(**await self.page.evaluate("stopwatch.result"))

    async def clock_offset_ms(self) -> tuple[float, float]:
        """What the page's clock is ahead of ours, and how far off this may be."""
        best = (0.0, float("inf"))
        for _ in range(CALIBRATIONS):
            before = time.perf_counter() * 1000
            theirs = await self.page.evaluate("performance.now()")
            after = time.perf_counter() * 1000
            if after - before < 2 * best[1]:
                best = (theirs - (before + after) / 2, (after - before) / 2)
        return best

    async def order(self, restaurant: Restaurant, *, front: bool, offset_ms: float) -> Order:
        body = restaurant.order() | ({"priority": 9} if front else {})
        ticket = ticket_of(body)
        await self.page.evaluate("([ticket, front]) => stopwatch.armOrder(ticket, front)", [ticket, front])
        sent = time.perf_counter() * 1000 + offset_ms
        await restaurant.place(body)
        async with asyncio.timeout(15):
            told = await self.page.evaluate("stopwatch.result")
        await restaurant.finish([ticket], serve=True)
        return Order(told["paintedMs"] - sent, told["paintedMs"] - told["frameMs"])

    async def long_tasks(self) -> list[dict[str, float]]:
        found: list[dict[str, float]] = await self.page.evaluate("stopwatch.longTasks.splice(0)")
        return found

    async def metrics(self) -> dict[str, float]:
        told = await self.devtools.send("Performance.getMetrics")
        return {one["name"]: one["value"] for one in told["metrics"]}

    async def heap(self) -> dict[str, float]:
        """After a collection: bytes of JavaScript, nodes and listeners that are still held."""
        await self.devtools.send("HeapProfiler.collectGarbage")
        metrics = await self.metrics()
        return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}

    async def idle(self) -> tuple[float, dict[str, int]]:
        """Main thread ms a second, and what changes a second, while only the time goes on."""
        before = (await self.metrics())["TaskDuration"]
        changes: dict[str, int] = await self.page.evaluate("(seconds) => stopwatch.idle(seconds)", IDLE_S)
        took = (await self.metrics())["TaskDuration"] - before
        return took * 1000 / IDLE_S, changes


CHOOSE = """([rows, chance]) => {
  const here = [...document.querySelectorAll(rows)].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return row.querySelector('.dish[aria-disabled="false"]') && !row.querySelector("[data-unconfirmed]") && top > 0 && bottom < innerHeight - 80;
  });
  if (here.length === 0) return null;
  const row = here[Math.floor(chance * here.length)];
  const { left, top, width, height } = row.querySelector(".dish").getBoundingClientRect();
  const key = row.dataset.task === undefined ? "item" : "task";
  return { row: `[data-${key}="${row.dataset[key]}"]`, x: left + width / 2, y: top + Math.min(height / 2, 30) };
}"""


@asynccontextmanager
async def glass(browser: Browser, restaurant: Restaurant, where: Where, *, slowdown: int = SLOWDOWN) -> AsyncIterator[Glass]:
    """The page, signed in and shown, with its tickets on it."""
    context = await browser.new_context(viewport=WALL, has_touch=True)
    await context.add_init_script(STOPWATCH)
    page = await context.new_page()
    page.on("pageerror", lambda error: print(f"  the page failed: {error}"))
    await page.goto(f"{restaurant.url}/login?next={PATHS[where]}")
    await page.locator("#token").fill(restaurant.token)
    await page.locator("button").click()
    await page.locator("kds-card").first.wait_for()
    devtools = await context.new_cdp_session(page)
    await devtools.send("Performance.enable")
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    try:
        yield Glass(page, devtools, where)
    finally:
        await context.close()
