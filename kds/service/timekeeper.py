"""What time itself brings about: scheduled orders are released, thresholds passed, a new day begins."""

from __future__ import annotations

from collections.abc import Iterator

from kds.kitchen.businessday import business_day
from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.kitchen.coursing import scheduled
from kds.kitchen.keeping import LEVELS
from kds.kitchen.model import Ticket
from kds.kitchen.state import State
from kds.kitchen.system_commands import PassThreshold, Release, StartDay
from kds.kitchen.timeouts import level

CLOCK = Actor("system", "clock")


def due(state: State, now_ms: int) -> Iterator[AnyCommand]:
    """What is due at `now_ms`, worked out from the state each time, so that nothing is armed and nothing is missed.

    Looking through a full evening's open tickets takes about a millisecond.
    """
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
