"""Time in the hand of a test: hours pass on a server's clocks and on a device's, and nobody waits for them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from e2e.shop import Opening, Shop
from kds.adapters.systemclock import SystemClock
from tests.process.rigged import CLOCK, WALL
from tests.serverprocess import ServerProcess

KITCHEN = ZoneInfo("Asia/Shanghai")
"""Where the sample kitchen stands."""
MINUTE_MS = 60_000

MOVE = """([passed, off]) => {
  if (window.moved === undefined) {
    const mono = performance.now.bind(performance);
    const wall = Date.now;
    performance.now = () => mono() + window.moved.passed;
    Date.now = () => wall() + window.moved.passed + window.moved.off;
  }
  window.moved = { passed, off };
}"""
"""The two clocks that a page reads: the steady one, which begins with the page, and the one that people set."""


class Hours:
    """The clocks of a server."""

    def __init__(self, folder: Path) -> None:
        self._both, self._wall = folder / "both", folder / "wall"
        self._ahead_ms = 0
        self.env = {CLOCK: str(self._both), WALL: str(self._wall)}
        self.pass_by(0)
        self.set_wall(0)

    def pass_by(self, minutes: float) -> None:
        self._ahead_ms += round(minutes * MINUTE_MS)
        write(self._both, self._ahead_ms)

    def it_is(self, hour: int) -> None:
        """Today in the kitchen; before it is opened."""
        now = datetime.fromtimestamp(SystemClock().now_ms() / 1000, KITCHEN)
        self.pass_by((now.replace(hour=hour, minute=0, second=0) - now).total_seconds() / 60)

    def set_wall(self, minutes: float) -> None:
        """Somebody sets it so far ahead of what it is."""
        write(self._wall, round(minutes * MINUTE_MS))

    def opened(self, opening: Opening) -> Shop:
        """The sample kitchen, on these clocks."""
        server = ServerProcess(opening.folder / "data", module="tests.process.rigged", env=self.env)
        return opening.at(server)


def write(path: Path, number: int) -> None:
    """The server reads it at any moment."""
    fresh = path.with_suffix(".new")
    fresh.write_text(str(number), encoding="utf-8")
    fresh.replace(path)


class Watch:
    """The clocks of one device, also of the page that is loaded next on it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._passed_ms = self._off_ms = 0

    def passes(self, seconds: float) -> None:
        self._passed_ms += round(seconds * 1000)
        self._move()

    def set_wall(self, seconds: float) -> None:
        """Somebody sets it so far ahead of what it is."""
        self._off_ms = round(seconds * 1000)
        self._move()

    def _move(self) -> None:
        self._page.evaluate(MOVE, [self._passed_ms, self._off_ms])
        self._page.add_init_script(f"({MOVE})([0, {self._passed_ms + self._off_ms}])")
