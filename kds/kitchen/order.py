"""An order as its source knows it: the ticket that it placed, and what was split off that ticket since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kds.kitchen.command import Actor
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Accepted, Outcome
from kds.kitchen.finding import find_items, split_off_by_staff, split_off_from
from kds.kitchen.model import Item, Ticket
from kds.kitchen.quantity import thousandths
from kds.kitchen.state import State

KNOW_THE_ORDER_ONLY = frozenset({"source", "guest"})
"""Who sees the order and not the tickets that staff made of it; a waiter or the pass names the ticket that is meant."""


def meant(state: State, ticket: Ticket, actor: Actor) -> list[Ticket]:
    """The ticket, and for those who know the order under no other id also what staff split off it."""
    return [ticket, *(split_off_by_staff(state, ticket) if actor.role in KNOW_THE_ORDER_ONLY else ())]


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """Of one command on several tickets: all that was accepted, else the answer of the first."""
    accepted = [each for each in outcomes if isinstance(each, Accepted)]
    if len(outcomes) == 1 or not accepted:
        return outcomes[0]
    return Accepted(tuple(event for each in accepted for event in each.events))


class Part(Struct, frozen=True):
    """An item and the draft of the ticket that has it."""

    draft: Draft
    item: Item


class Order:
    """Drafts of all its tickets; one that nothing happens to makes no event.

    What staff split off is still this order to its source, which knows no other id for it. What the source itself
    split off is an order of its own.
    """

    def __init__(self, state: State, main: Draft) -> None:
        self.main = main
        ticket = main.ticket
        self.by_staff = [Draft(each, main.context) for each in split_off_by_staff(state, ticket)]
        known = {draft.ticket.id for draft in self.by_staff}
        self._by_source = [Draft(each, main.context) for each in split_off_from(state, ticket) if each.id not in known]

    @property
    def drafts(self) -> list[Draft]:
        return [self.main, *self.by_staff, *self._by_source]

    @property
    def events(self) -> int:
        """How many there are so far."""
        return sum(len(draft.events) for draft in self.drafts)

    def find(self, name: str) -> list[Part]:
        """As `find_items`, wherever splits took them, the ticket's own last.

        What the source split off itself is meant only where the name fits nothing else.
        """
        own = [part for draft in (*self.by_staff, self.main) for part in self._parts(draft, name)]
        return own or [part for draft in self._by_source for part in self._parts(draft, name)]

    def lines(self) -> dict[str, list[Part]]:
        """uid -> the items of the line: all of the ticket itself, and what there still is of it elsewhere."""
        lines: dict[str, list[Part]] = {}
        for draft in self.by_staff:
            for item in self._came_here(draft):
                if present(item):
                    lines.setdefault(item.uid, []).append(Part(draft, item))
        for item in self.main.ticket.items:
            lines.setdefault(item.uid, []).append(Part(self.main, item))
        return lines

    def settled_elsewhere(self) -> Counter[str]:
        """uid -> thousandths that the source may still count here though they are not its order's to change.

        On a ticket that it split off itself, or taken back by staff where it does not see it.
        """
        away: Counter[str] = Counter()
        for draft in self.by_staff:
            for item in self._came_here(draft):
                if not present(item) and not item.withdrawn:
                    away[item.uid] += thousandths(item.quantity)
        for draft in self._by_source:
            for item in self._came_here(draft):
                if not item.withdrawn:
                    away[item.uid] += thousandths(item.quantity)
        return away

    def accepted(self) -> Accepted:
        main = self.main.accepted()
        others = tuple(event for draft in self.drafts[1:] for event in draft.accepted().events)
        return Accepted(main.events + others, main.refused, main.ticket if main.events else None)

    def _parts(self, draft: Draft, name: str) -> Iterator[Part]:
        for item in find_items(draft.ticket, name):
            if draft is self.main or item.id in self.main.ticket.gone:
                yield Part(draft, item)

    def _came_here(self, draft: Draft) -> list[Item]:
        return [item for item in draft.ticket.items if item.id in self.main.ticket.gone]


def present(item: Item) -> bool:
    """Neither taken back nor asked to be."""
    return item.state != "void" and not item.void_asked
