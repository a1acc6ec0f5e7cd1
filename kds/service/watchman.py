"""Submits once a second what follows from what screens have painted: marks, warnings, covers, silent stations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from kds.kitchen.commands import Actor, AnyCommand
from kds.kitchen.setup import Kitchen
from kds.service.glass import Glass
from kds.service.outputs import Moment
from kds.service.ports import Clock
from kds.service.receipt import Commands, Receipt, Submission

TICK_S = 1.0
"""A mark is told this late, in one commit with all of that second; covering is judged as often."""

GLASS = Actor("system", "glass")

_logger = logging.getLogger("kds.glass")


class Watchman:
    """What a full disk kept out of the log is still due the next time."""

    def __init__(self, commands: Commands, glass: Glass, kitchen: Callable[[], Kitchen], clock: Clock) -> None:
        self._commands = commands
        self._glass = glass
        self._kitchen = kitchen
        self._clock = clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK_S)

    async def tick(self) -> None:
        now = Moment(self._clock.now_ms(), self._clock.monotonic_ms())
        due = self._glass.due(now, self._kitchen().glass)
        await asyncio.gather(*map(self._submit, named(due, self._commands.term, self._commands.head)))

    async def _submit(self, submission: Submission) -> Receipt:
        receipt = await self._commands.submit(submission)
        if receipt.result == "rejected":
            _logger.warning("%s was due and refused: %s %s", submission.command, receipt.why, receipt.detail)
        return receipt


def named(due: Sequence[AnyCommand], term: str, head: int) -> list[Submission]:
    """What is due at this head. What comes to nothing has no row, so the next tick may ask under the same name."""
    return [Submission(command, GLASS, f"{term}.{head}.glass.{number}") for number, command in enumerate(due)]
