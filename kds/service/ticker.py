"""Submits once a second what is due: what time itself brings, and what follows from what screens have painted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.service.receipt import Commands, Receipt, Submission

TICK_S = 1.0
"""A card turns yellow this late in the record (screens colour by themselves), a mark is told this late, in one commit
with all of that second, and covering is judged as often."""

_logger = logging.getLogger("kds.ticker")


class Ticker:
    """Submits in the name of `actor`. What a full disk kept out of the log is still due the next time."""

    def __init__(self, commands: Commands, actor: Actor, due: Callable[[], Iterable[AnyCommand]]) -> None:
        self._commands = commands
        self._actor = actor
        self._due = due

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK_S)

    async def tick(self) -> None:
        """Submit everything due, as one batch where the writer is free."""
        due = named(self._due(), self._actor, self._commands.term, self._commands.head)
        await asyncio.gather(*map(self._submit, due))

    async def _submit(self, submission: Submission) -> Receipt:
        receipt = await self._commands.submit(submission)
        if receipt.result == "rejected":
            _logger.warning("%s was due and refused: %s %s", submission.command, receipt.why, receipt.detail)
        return receipt


def named(due: Iterable[AnyCommand], actor: Actor, term: str, head: int) -> list[Submission]:
    """What is due at this head, named without a source of chance, so that the same seed replays the same run.

    What comes to nothing has no row, so the next tick may ask under the same name.
    """
    return [Submission(command, actor, f"{term}.{head}.{actor.name}.{number}") for number, command in enumerate(due)]
