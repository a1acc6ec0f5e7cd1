"""The order of cards at a station: one key, lower first, and the reasons a card shows for its place.

The browser computes the same key; `tests/golden/priority.json` holds both to it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from kds.kitchen.model import Item, Task, Ticket

NEVER = 2**53 - 1
"""Sorts behind every time; the greatest integer a browser holds exactly."""

SortKey: TypeAlias = tuple[int, int, int, str]
Reason: TypeAlias = Literal["rush", "priority", "due"]


def sort_key(ticket: Ticket, station: str = "") -> SortKey:
    """(earliest rush, minus priority, due start or first queued, id) of the ticket's unfinished work there.

    No station means all of them: the pass. Times are ms; `NEVER` where there is none.
    """
    rushed = queued = NEVER
    for item, task in _unfinished(ticket, station):
        if item.rush is not None:
            rushed = min(rushed, item.rush.asked_ms)
        if task.queued_ms:
            queued = min(queued, task.queued_ms)
    return rushed, -ticket.priority, ticket.release_ms or queued, ticket.id


def reasons(ticket: Ticket, station: str = "") -> tuple[Reason, ...]:
    """Why the card stands where it stands, the strongest first; none: first come, first cooked."""
    found: list[Reason] = []
    if sort_key(ticket, station)[0] != NEVER:
        found.append("rush")
    if ticket.priority > 0:
        found.append("priority")
    if ticket.release_ms:
        found.append("due")
    return tuple(found)


def _unfinished(ticket: Ticket, station: str) -> list[tuple[Item, Task]]:
    return [
        (item, task)
        for item in ticket.items
        if item.state == "open"
        for task in item.tasks
        if task.state not in ("done", "void") and is_at(task, station)
    ]


def is_at(task: Task, station: str) -> bool:
    """Its own station and one that covers it; no station means any."""
    return station in ("", task.station) or (task.cover is not None and task.cover.station == station)
