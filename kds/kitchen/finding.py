"""Finding what a command means: tickets, items by id or by the source's uid, also after a split moved them."""

from __future__ import annotations

from kds.kitchen.context import Context
from kds.kitchen.errors import Rejected
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import CloseReason, Item, Ticket
from kds.kitchen.state import State

HOW_IT_ENDED: dict[CloseReason, str] = {
    "served": "every item was served",
    "ready": "every item is ready",
    "void": "every item was taken back",
    "cancelled": "it was cancelled",
    "abandoned": "it was left over and closed at the start of the business day",
}


def unknown_ticket(ticket: str) -> Rejected:
    return Rejected("unknown_ticket", f'there is no ticket "{ticket}"; send its id, or place it first', "/ticket")


def unknown_item(ticket: Ticket, item: str, pointer: str) -> Rejected:
    return Rejected("unknown_item", f'the ticket has no item "{item}"; send its id or its uid', pointer, ticket.id)


def known(state: State, ticket: str) -> Ticket | None:
    """The ticket, unless it is only the tombstone of one that never came."""
    found = state.ticket(ticket)
    return None if found is None or found.tombstone else found


def closed(ticket: Ticket) -> Rejected | None:
    """Why nothing more can be asked of the ticket's food, if so."""
    if ticket.cancelled:
        return Rejected("ticket_cancelled", "the ticket is cancelled", "", ticket.id)
    return ended(ticket) if ticket.state == "closed" else None


def ended(ticket: Ticket) -> Rejected:
    return Rejected("ticket_closed", f"the ticket is closed: {HOW_IT_ENDED[ticket.close_reason]}", "", ticket.id)


def find_item(ticket: Ticket, name: str) -> Item | None:
    """By id, else by uid: the line's first item that is not void, or its last void one."""
    last = None
    for item in ticket.items:
        if item.id == name:
            return item
        if item.uid == name and (last is None or last.state == "void"):
            last = item
    return last


def find_items(ticket: Ticket, name: str) -> list[Item]:
    """The one item of this id, else every item of the line with this uid, else every dish of the set meal."""
    by_id = [item for item in ticket.items if item.id == name]
    by_uid = by_id or [item for item in ticket.items if item.uid == name]
    return by_uid or [item for item in ticket.items if item.set_name and item.uid.startswith(f"{name}/")]


def home(state: State, ticket: Ticket, item: str) -> Ticket:
    """Where the item is now: splits move it, and late commands still name the ticket it came from."""
    moved = ticket.gone.get(item)
    while moved is not None:
        found = state.ticket(moved)
        if found is None:
            break
        ticket = found
        moved = ticket.gone.get(item)
    return ticket


def split_off_from(state: State, ticket: Ticket) -> list[Ticket]:
    """Where the items are now that splits took off the ticket."""
    found = {there.id: there for name in ticket.gone if (there := home(state, ticket, name)).id != ticket.id}
    return list(found.values())


def split_off_by_staff(state: State, ticket: Ticket) -> list[Ticket]:
    """Tickets that are still this order to its source: it knows no other id for them."""
    return [there for there in split_off_from(state, ticket) if there.split_from == ticket.id]


def tombstone(source: str, external_id: str, context: Context) -> Ticket:
    """Stands for an order that was cancelled or amended before it came; closed, so that no screen draws it."""
    return Ticket(
        id=ticket_id(source, external_id),
        source=source,
        external_id=external_id,
        tombstone=True,
        state="closed",
        opened_ms=context.now_ms,
        touched_ms=context.now_ms,
    )
