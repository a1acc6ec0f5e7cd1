"""What guests who wait at the counter may see: numbers and how far they are, and nothing else of an order."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.model import Ticket
from kds.kitchen.screens import Layout
from kds.kitchen.venue import BoardCard, Store

NAME_CHARS = 12
"""Longest brand beside a number that is read from ten metres; a longer one is left out."""

PickupState: TypeAlias = Literal["preparing", "ready"]


class Pickup(Struct, frozen=True, gc=False):
    """A number on the guests' board."""

    id: str
    number: str
    mark: str
    """The source's mark, shown before the number, since two sources may both call 38."""
    name: str
    """The brand that a courier asks for; never a guest's name."""
    state: PickupState
    since_ms: int
    """When its first dish was queued: the order of what is being prepared."""
    ready_ms: int
    called_ms: int
    """When it was last called again; 0: never."""
    calls: int


class Board(Struct, frozen=True, gc=False):
    """What a board needs to know of the store."""

    id: str
    name: dict[str, str]
    languages: tuple[str, ...]
    timezone: str
    clear_s: int
    """A ready number that nobody served leaves the board so long after it was last called."""
    flash_s: int
    """A number flashes so long after it became ready or was called again."""
    screens: Layout
    """What every screen follows that did not choose otherwise."""


def board_of(store: Store) -> Board:
    return Board(
        store.id, store.name, store.languages, store.timezone, store.board.clear_s, store.board.flash_s, store.screens
    )


def pickup_of(ticket: Ticket, card: BoardCard) -> Pickup | None:
    """None: nobody waits at the counter for it, not yet, or no longer."""
    waits = ticket.state != "closed" or ticket.close_reason == "ready"
    # Without a clock nothing of it has been given to the kitchen: it is held, or for later.
    if not waits or ticket.cancelled or not ticket.number or not ticket.clock_ms or ticket.service not in card.services:
        return None
    state: PickupState = "preparing" if ticket.state == "open" else "ready"
    brand = ticket.brand if ticket.service == "delivery" and len(ticket.brand) <= NAME_CHARS else ""
    return Pickup(
        id=ticket.id,
        number=ticket.number,
        mark=ticket.mark,
        name=brand,
        state=state,
        since_ms=ticket.clock_ms,
        ready_ms=ticket.ready_ms,
        called_ms=ticket.called_ms,
        calls=ticket.calls,
    )
