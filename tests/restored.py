"""Invariant 14: what surviving screens held when an old backup was put back is there again when all is healed.

Also how much of it people then had cooked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kds.kitchen.evolve_items import item_of
from kds.kitchen.model import Task, Ticket
from kds.service.documents import value_of
from tests.history import History
from tests.record import Line

DEATHS = ("ended", "wiped", "lost power", "refused")
"""After these a page, or a tablet, is no survivor of what befell the server before."""

FAR = {"waiting": 0, "queued": 0, "started": 1, "done": 2, "void": 3}


def not_back(record: Sequence[Line], log: History) -> Iterator[str]:
    """Of the last restore: those before it gave the screens what they held then.

    That nothing is back twice is for invariants 3 and 7, which hold for every ticket and command.
    """
    restored = max((place for place, line in enumerate(record) if line.what == "restore"), default=None)
    if restored is None:
        return
    before, after = record[:restored], record[restored:]
    dead = {line.who for line in after if line.what in DEATHS}
    rows = {row.command_id for row in log.rows}
    settled = rows | _settled(before, after)
    answered = rows | {line.id for line in record if line.what == "answer"}
    tickets = {row.id: value_of(row) for row in log.documents.values() if row.kind == "ticket"}
    for line in after:
        if line.what != "held" or line.who in dead:
            continue
        # What an answer took from its page before it was written is in a ticket of that page.
        known = settled if line.about["where"] == "page" else answered
        yield from (
            f"{line.who} held {id_}, which nobody answered" for id_ in line.about["commands"] if id_ not in known
        )
        for held in line.about["tickets"]:
            yield from (f"{line.who} held more than is back: {text}" for text in _missing(held, tickets))


def counted(log: History) -> Counter[str]:
    """What became of work that came back unfinished."""
    waits: set[str] = set()
    became: dict[str, set[str]] = {"confirmed by the pass": set(), "cooked after that": set(), "dropped": set()}
    confirmed, cooked, dropped = became.values()
    for row in log.rows:
        documents = (value_of(doc) for doc in row.docs if doc.kind == "ticket")
        for item in (item for ticket in documents if isinstance(ticket, Ticket) for item in ticket.items):
            if item.id in waits and row.kind == "drop_recovered" and item.state == "void":
                dropped.add(item.id)
            if item.id in waits and row.kind == "confirm_recovered" and not item.recovered:
                confirmed.add(item.id)
            if item.id in confirmed and item.state in ("ready", "served"):
                cooked.add(item.id)
            (waits.add if item.recovered and item.state == "open" else waits.discard)(item.id)
    return Counter({f"brought back and {name}": len(items) for name, items in became.items() if items})


def _settled(before: Sequence[Line], after: Sequence[Line]) -> set[str]:
    """Commands that came to nothing before, and those that were answered afterwards.

    A late answer of the server that was lost counts: what it answered is in a ticket of that page.
    """
    nothing = {line.id for line in before if line.what == "answer" and line.phase != "ok"}
    return nothing | {line.id for line in after if line.what == "answer"}


def _missing(held: list[Any], tickets: Mapping[str, object]) -> Iterator[str]:
    id_, revision, tasks = held
    ticket = tickets.get(id_)
    if not isinstance(ticket, Ticket):
        yield f"ticket {id_} is not there"
        return
    if ticket.revision < revision:
        yield f"ticket {id_} is of revision {ticket.revision}, not {revision}"
    for name, gen, state in tasks:
        task = _find(name, ticket, tickets)
        if task is None and ticket.revision > revision:
            # An order that its till has changed meanwhile may not need it any more.
            continue
        if task is None:
            yield f"task {name} is not there, it was {state}"
        elif task.state != "void" and not _is_as_far(task, gen, state):
            yield f"task {name} is {task.state} in generation {task.gen}, it was {state} in {gen}"


def _find(name: str, ticket: object, tickets: Mapping[str, object]) -> Task | None:
    """On this ticket, or on the one that its item was split off to, in one step or several."""
    if not isinstance(ticket, Ticket):
        return None
    there = (task for item in ticket.items for task in item.tasks if task.id == name)
    gone = ticket.gone.get(item_of(name))
    return next(there, None) or (None if gone is None else _find(name, tickets.get(gone), tickets))


def _is_as_far(task: Task, gen: int, state: str) -> bool:
    return (task.gen, FAR[task.state]) >= (gen, FAR[state]) and state != "void"
