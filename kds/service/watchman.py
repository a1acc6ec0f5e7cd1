"""Submits once a second what follows from what screens have painted: marks, warnings, covers, silent stations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

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
        await asyncio.gather(*(self._submit(number, command) for number, command in enumerate(due)))

    async def _submit(self, number: int, command: AnyCommand) -> Receipt:
        id_ = f"{self._commands.term}.{self._commands.head}.glass.{number}"
        receipt = await self._commands.submit(Submission(command, GLASS, id_))
        if receipt.result == "rejected":
            _logger.warning("%s was due and refused: %s %s", command, receipt.why, receipt.detail)
        return receipt
