"""Sends the commands that time itself gives: release, threshold, new day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

from kds.kitchen.businessday import business_day
from kds.kitchen.commands import Actor, AnyCommand, PassThreshold, Release, StartDay
from kds.kitchen.coursing import scheduled
from kds.kitchen.keeping import LEVELS
from kds.kitchen.model import Ticket
from kds.kitchen.state import State
from kds.kitchen.timeouts import level
from kds.service.ports import Clock
from kds.service.receipt import Commands, Receipt, Submission

TICK_S = 1.0
"""A card may turn yellow this late in the record (screens colour by themselves); looking through a full evening's
open tickets takes about a millisecond."""

CLOCK = Actor("system", "clock")

_logger = logging.getLogger("kds.timekeeper")


def due(state: State, now_ms: int) -> Iterator[AnyCommand]:
    """What is due at `now_ms`, worked out from the state each time, so that nothing is armed and nothing is missed."""
    store = state.store()
    day = business_day(now_ms, store.timezone, store.day_starts)
    if day > store.day:
        yield StartDay(day)
    for ticket in state.open_tickets():
        if scheduled(ticket) and now_ms >= ticket.release_ms:
            yield Release(ticket.id)
        if ticket.state != "closed" and _passes_threshold(ticket, now_ms):
            yield PassThreshold(ticket.id)


def _passes_threshold(ticket: Ticket, now_ms: int) -> bool:
    return any(
        LEVELS.index(level(task, now_ms)) > LEVELS.index(task.level) for item in ticket.items for task in item.tasks
    )


class Timekeeper:
    """Looks at the published state once a second and submits what is due."""

    def __init__(self, commands: Commands, published: State, clock: Clock) -> None:
        self._commands = commands
        self._published = published
        self._clock = clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK_S)

    async def tick(self) -> None:
        """Submit everything due, as one batch where the writer is free."""
        await asyncio.gather(*map(self._submit, tuple(due(self._published, self._clock.now_ms()))))

    async def _submit(self, command: AnyCommand) -> Receipt:
        receipt = await self._commands.submit(Submission(command, CLOCK, self._id_of(command)))
        if receipt.result == "rejected":
            _logger.warning("%s was due and refused: %s %s", command, receipt.why, receipt.detail)
        return receipt

    def _id_of(self, command: AnyCommand) -> str:
        """New for every state it is decided on, without a source of chance: the same seed replays the same run."""
        ticket = command.ticket if isinstance(command, Release | PassThreshold) else ""
        return f"{self._commands.term}.{self._commands.head}.{command.__struct_config__.tag}.{ticket}"
