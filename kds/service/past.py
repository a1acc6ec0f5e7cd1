"""What is over: the tickets of a business day that somebody looks for, and the timeline of one, read from the log.

The log is read in small steps between two batches of the writer, so that no order waits for a search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from kds.kitchen.events import AnyEvent, TicketMerged, TicketPlaced
from kds.kitchen.model import Ticket
from kds.kitchen.searching import Sought, is_meant
from kds.service.hub import Hub
from kds.service.ports import DocRow, Entry, LogStore
from kds.service.receipt import Commands
from kds.service.shelf import Held

STEP_DOCUMENTS = 50
"""Closed tickets read at once: half a millisecond of the writer's time, and as much of the loop's."""

SEARCH_DOCUMENTS = 5_000
"""Closed tickets looked at for one page: a very busy day. What lies beyond is looked at for the next page."""

STEP_ROWS = 100
"""Rows of the log looked through at once, by SQLite itself: as long."""

TIMELINE_ROWS = 100_000
"""Rows of the log looked at for one timeline: some three busy days. What began before that has no beginning."""

TIMELINE_STEPS = 500
"""Steps of one timeline: what a person can read; the newest are told."""

TIMELINE_NAMES = 20
"""Other tickets that a timeline names."""

_sought = msgspec.msgpack.Decoder(Sought)
_ticket = msgspec.msgpack.Decoder(Ticket)
_events = msgspec.msgpack.Decoder(tuple[AnyEvent, ...])


class Cursor(Struct, frozen=True):
    """Behind the last ticket of a page: by its opening where it was live, by its last row of the log where not."""

    part: Literal["live", "over"]
    at: int
    id: str


class Search(Struct, frozen=True):
    day: str
    today: str
    """What is live is of today, whenever it was opened."""
    words: tuple[str, ...]
    stations: frozenset[str]
    """Only tickets with work of one of these; none for all."""
    limit: int
    after: Cursor | None = None


class Found(Struct, frozen=True):
    """Live tickets first, the last opened before the others, then those that are over, the last changed first."""

    tickets: tuple[Ticket, ...]
    after: Cursor | None
    """Where to look on; None: that was all."""


class Step(Struct, frozen=True):
    """What one command did to the ticket; `seq` is its row of the log."""

    seq: int
    at_ms: int
    kind: str
    events: tuple[AnyEvent, ...]


class Name(Struct, frozen=True):
    """What another ticket is called."""

    number: str
    mark: str = ""


class Timeline(Struct, frozen=True):
    steps: tuple[Step, ...]
    """The oldest first."""
    whole: bool
    """False: it began earlier than was read."""
    others: dict[str, Name]
    """Tickets that it was joined with, split from or split into."""


async def find(commands: Commands, hub: Hub, search: Search) -> Found:
    found: list[Ticket] = []
    after = search.after
    before = (after.at, after.id) if after is not None and after.part == "over" else None
    for ticket in _live(hub, search) if before is None else ():
        if len(found) == search.limit:
            return Found(tuple(found), after)
        found.append(ticket)
        after = Cursor("live", *_opened(ticket))
    for _ in range(SEARCH_DOCUMENTS // STEP_DOCUMENTS):
        rows = await commands.ask(_closed(search.day, before))
        for seq, row in rows:
            if len(found) == search.limit:
                return Found(tuple(found), after)
            before = (seq, row.id)
            after = Cursor("over", *before)
            sought = _sought.decode(row.doc)
            if _is_of(sought, search.stations) and is_meant(sought, search.words):
                found.append(_ticket.decode(row.doc))
        if len(rows) < STEP_DOCUMENTS:
            return Found(tuple(found), None)
    return Found(tuple(found), after)


def _closed(day: str, before: tuple[int, str] | None) -> Callable[[LogStore], Sequence[tuple[int, DocRow]]]:
    return lambda store: store.closed(day, before, STEP_DOCUMENTS)


def _live(hub: Hub, search: Search) -> list[Ticket]:
    def is_wanted(held: Held) -> bool:
        ticket = held.value
        return (
            held.row.open
            and isinstance(ticket, Ticket)
            and search.day in (ticket.day, search.today)
            and _is_of(ticket, search.stations)
            and is_meant(ticket, search.words)
        )

    tickets = [held.value for held in hub.all(is_wanted).puts if isinstance(held.value, Ticket)]
    tickets.sort(key=_opened, reverse=True)
    after = search.after
    return [ticket for ticket in tickets if after is None or _opened(ticket) < (after.at, after.id)]


def _opened(ticket: Ticket) -> tuple[int, str]:
    return ticket.opened_ms, ticket.id


def _is_of(ticket: Sought | Ticket, stations: frozenset[str]) -> bool:
    return not stations or any(task.station in stations for item in ticket.items for task in item.tasks)


async def timeline(commands: Commands, ticket: Ticket) -> Timeline:
    """From its last change back to its placing."""
    steps: list[Step] = []
    before = await commands.ask(lambda store: store.changed_at(ticket.id)) + 1
    lowest = max(1, before - TIMELINE_ROWS)
    whole = False
    while not whole and before > lowest and len(steps) < TIMELINE_STEPS:
        upper, lower = before, max(lowest, before - STEP_ROWS)
        for row in await commands.ask(_about(ticket.id, lower, upper)):
            events = tuple(event for event in _events.decode(row.events) if _concerns(event, ticket.id))
            if events:
                steps.append(Step(row.seq, row.ts_ms, row.kind, events))
            whole = whole or any(isinstance(event, TicketPlaced) and event.ticket == ticket.id for event in events)
        before = lower
    told = tuple(reversed(steps[:TIMELINE_STEPS]))
    return Timeline(told, (whole or before <= 1) and len(told) == len(steps), await _others(commands, ticket, told))


def _about(ticket: str, lower: int, upper: int) -> Callable[[LogStore], Sequence[Entry]]:
    return lambda store: store.about(ticket, lower, upper)


def _concerns(event: AnyEvent, ticket: str) -> bool:
    return event.ticket == ticket or (isinstance(event, TicketMerged) and event.into == ticket)


async def _others(commands: Commands, ticket: Ticket, steps: tuple[Step, ...]) -> dict[str, Name]:
    ids = dict.fromkeys([ticket.merged_into, ticket.split_from, *ticket.gone.values()])
    for step in steps:
        for event in step.events:
            ids |= dict.fromkeys(getattr(event, name, "") for name in ("ticket", "into", "to", "origin"))
    names: dict[str, Name] = {}
    for id_ in [one for one in ids if one and one != ticket.id][:TIMELINE_NAMES]:
        other = await commands.find_ticket(id_)
        if other is not None:
            names[id_] = Name(other.number, other.mark)
    return names
