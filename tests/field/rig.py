"""A store of its own whose clock can be moved and whose reads of the log are counted."""

from __future__ import annotations

from pathlib import Path

from kds.adapters.systemclock import SystemClock
from tests.process import rigged
from tests.serverprocess import ServerProcess

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
NOON_MS = 4 * HOUR_MS
"""Of the sample kitchen, in UTC: a test must not run into the new business day because it is run late."""


class Rig:
    def __init__(self, folder: Path) -> None:
        self._clock = folder / "ahead"
        self._reads = folder / "reads"
        self._clock.write_text(str((NOON_MS - SystemClock().now_ms()) % DAY_MS))
        env = {rigged.CLOCK: str(self._clock), rigged.READS: str(self._reads)}
        self.server = ServerProcess(folder / "data", module="tests.process.rigged", env=env)

    def pass_hours(self, hours: float) -> None:
        moved = self._clock.with_suffix(".new")
        moved.write_text(str(int(self._clock.read_text()) + int(hours * HOUR_MS)))
        moved.replace(self._clock)

    @property
    def reads(self) -> int:
        """How often the log was asked anything, by boot and commands included."""
        return self._reads.stat().st_size
