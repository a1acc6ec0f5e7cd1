"""A decision in the making: the events so far, and the ticket as they leave it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted
from kds.kitchen.events import AnyEvent, ChangesRaised
from kds.kitchen.evolve_ticket import TicketEvent, on_ticket
from kds.kitchen.identity import item_id
from kds.kitchen.model import Change, ChangeKind, Item, Refused, Ticket


class Draft:
    """Collects what one command does to one ticket; each event is applied at once, so rules see its effect."""

    def __init__(self, ticket: Ticket, context: Context) -> None:
        self.ticket = ticket
        self.context = context
        self.events: list[AnyEvent] = []
        self.refused: list[Refused] = []
        self._changes: list[Change] = []

    def copy(self) -> Draft:
        """To try something that may be refused halfway; keep the copy, or drop it."""
        other = Draft(self.ticket, self.context)
        other.events = self.events.copy()
        other.refused = self.refused.copy()
        other._changes = self._changes.copy()
        return other

    @property
    def at(self) -> tuple[str, int, str]:
        """The fields that open every event of this ticket."""
        return self.ticket.id, self.context.now_ms, self.context.actor.name

    @property
    def unseen(self) -> bool:
        """A scheduled order that is not released: no station has it on its glass, so nothing about it differs there."""
        return self.ticket.release_ms > self.context.now_ms

    def add(self, event: TicketEvent) -> None:
        self.events.append(event)
        self.ticket = on_ticket(self.ticket, event)

    def item(self, item: str) -> Item:
        return next(each for each in self.ticket.items if each.id == item)

    def free_n(self, uid: str) -> int:
        """The number of the next item of this line: no id is given twice, split-off items included."""
        taken = self.ticket.gone.keys() | {item.id for item in self.ticket.items}
        n = 0
        while item_id(self.ticket.id, uid, n) in taken:
            n += 1
        return n

    def tell(self, kind: ChangeKind, waits: Iterable[str], item: str = "", was: str = "", now: str = "") -> None:
        """Put a difference on the glass of everyone in `waits`; of nobody: there is nothing to tell."""
        to = tuple(dict.fromkeys(waits))
        if to:
            number = self.ticket.next_change + len(self._changes)
            self._changes.append(Change(number, kind, self.context.now_ms, item, was, now, to))

    def take_over(self, changes: Iterable[Change]) -> None:
        """Differences that came with items of another ticket, numbered anew."""
        for change in changes:
            number = self.ticket.next_change + len(self._changes)
            self._changes.append(replace(change, id=number))

    def accepted(self) -> Accepted:
        if self._changes:
            self.add(ChangesRaised(*self.at, tuple(self._changes)))
            self._changes = []
        return Accepted(tuple(self.events), tuple(self.refused), self.ticket)


def shown_at(item: Item) -> tuple[str, ...]:
    """Stations that have, or had, the item on their glass: its tasks were queued there."""
    return tuple(dict.fromkeys(task.station for task in item.tasks if task.queued_ms and task.state != "void"))


def stations_of(item: Item) -> tuple[str, ...]:
    """Every station that makes a part of the item, now or later."""
    return tuple(dict.fromkeys(task.station for task in item.tasks if task.state != "void"))


def at_work(ticket: Ticket) -> tuple[str, ...]:
    """Stations with unfinished tasks of the ticket on their glass."""
    return tuple(
        dict.fromkeys(
            task.station
            for item in ticket.items
            for task in item.tasks
            if task.queued_ms and task.state in ("waiting", "queued", "started")
        )
    )
