"""Tells in one line each what happens in the kitchen, as the pass sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kds.kitchen.model import Item, Ticket


class Narrator:
    """Says each thing once; what was there when it came is old news."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] | None = None

    def news(self, tickets: Iterable[Ticket]) -> list[str]:
        found = {key: line for ticket in tickets for key, line in _notable(ticket)}
        if self._said is None:
            self._said = set(found)
            return []
        fresh = [line for key, line in found.items() if key not in self._said]
        self._said |= found.keys()
        return fresh


def _notable(ticket: Ticket) -> Iterator[tuple[tuple[str, str], str]]:
    name = f"{ticket.mark}{ticket.number}" + (f" (table {ticket.table})" if ticket.table else "")
    if ticket.cancelled:
        yield (ticket.id, "cancelled"), f"{name} is cancelled"
    if any(task.level == "late" for item in ticket.items for task in item.tasks):
        yield (ticket.id, "late"), f"{name} is late"
    if ticket.state == "closed" and ticket.close_reason == "served":
        yield (ticket.id, "served"), f"{name} is served"
    for item in ticket.items:
        for what, line in _about(item):
            yield (item.id, what), f"{name}: {item.name} {line}"


def _about(item: Item) -> Iterator[tuple[str, str]]:
    if item.unrouted:
        yield "unrouted", f"is in no route; {item.tasks[0].station} gets it, marked" if item.tasks else "is in no route"
    if item.addon:
        yield "added", "was added"
    if item.void_asked:
        yield "asked", "was started already: the kitchen is asked what becomes of it"
    if item.state == "void":
        yield "void", "is taken back" + (f" ({item.void_answer})" if item.void_answer else "")
    if item.rush:
        yield f"rush {item.rush.times}", "is rushed"
        if item.rush.reply:
            yield f"reply {item.rush.times}", f"has an answer to the rush: {item.rush.reply}"
    if any(task.gen > 1 and not task.bump and task.queued_ms for task in item.tasks):
        yield "again", "is to be cooked again, or differently"
