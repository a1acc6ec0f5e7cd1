"""Where a ticket belongs: table moves, merges, splits. None of them makes or alters food."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import Merge, Move, Split
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft, at_work
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import AnyEvent, ItemsSplitOff, ItemsTakenOver, TicketMerged, TicketMoved, TicketPlaced
from kds.kitchen.finding import closed, find_items, known, unknown_item, unknown_ticket
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Item, Ticket
from kds.kitchen.state import State


def move(state: State, command: Move, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    fault = closed(ticket)
    if fault is not None:
        return fault
    if (command.table, command.area, command.seat) == (ticket.table, ticket.area, ticket.seat):
        return Noop("already_there", ticket=ticket.id)
    draft = Draft(ticket, context)
    draft.add(TicketMoved(*draft.at, command.table, command.area, command.seat))
    draft.tell("moved", (*at_work(ticket), *context.pass_waits), was=ticket.table, now=command.table)
    return draft.accepted()


def merge(state: State, command: Merge, context: Context) -> Outcome:
    """Drawn together from here on, with everything that was drawn with the ticket before."""
    ticket, into = known(state, command.ticket), known(state, command.into)
    if ticket is None:
        return unknown_ticket(command.ticket)
    if into is None:
        return replace(unknown_ticket(command.into), pointer="/into")
    root = (known(state, into.merged_into) if into.merged_into else None) or into
    if root.id == ticket.id:
        return Rejected("same_ticket", "the two are on one card already", "/into", ticket.id)
    if ticket.merged_into == root.id:
        return Noop("already_there", ticket=ticket.id)
    fault = closed(ticket) or closed(root)
    if fault is not None:
        return fault
    events: list[AnyEvent] = []
    for other in state.open_tickets():
        if other.merged_into == ticket.id:
            events.append(TicketMerged(other.id, context.now_ms, context.actor.name, root.id))
    draft = Draft(ticket, context)
    draft.add(TicketMerged(*draft.at, root.id))
    draft.tell("merged", (*at_work(ticket), *context.pass_waits), was=ticket.number, now=root.number)
    return Accepted((*events, *draft.accepted().events))


def split(state: State, command: Split, context: Context) -> Outcome:
    """Items move as they are; the bill of food that is eaten may be split too."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    if ticket.cancelled:
        return Rejected("ticket_cancelled", "the ticket is cancelled", "", ticket.id)
    if not command.items:
        return Noop("nothing_to_do", "no item is named", ticket.id)
    new_id = ticket_id(ticket.source, command.external_id)
    there = state.ticket(new_id)
    if there is not None and all(_came_from(ticket, there, name) for name in command.items):
        return Noop("already_there", ticket=new_id)
    if there is not None:
        return Rejected(
            "external_id_taken", f'there is a ticket "{command.external_id}" already', "/external_id", ticket.id
        )
    moved = _moved(ticket, command.items)
    if isinstance(moved, Rejected):
        return moved
    if len(moved) == sum(item.state != "void" for item in ticket.items):
        return Rejected("illegal_transition", "these are all its items; move the ticket instead", "/items", ticket.id)
    return _split_off(ticket, moved, command, context)


def _came_from(ticket: Ticket, there: Ticket, name: str) -> bool:
    """The item is there because it was split off from this ticket before."""
    return any(ticket.gone.get(item.id) == there.id for item in find_items(there, name))


def _moved(ticket: Ticket, names: tuple[str, ...]) -> tuple[Item, ...] | Rejected:
    moved: dict[str, Item] = {}
    for index, name in enumerate(names):
        found = find_items(ticket, name)
        if not found:
            return unknown_item(ticket, name, f"/items/{index}")
        alive = [item for item in found if item.state != "void"]
        if not alive:
            return Rejected("illegal_transition", f"{found[0].name} is void", f"/items/{index}", ticket.id)
        moved.update((item.id, item) for item in alive)
    return tuple(moved.values())


def _split_off(ticket: Ticket, moved: tuple[Item, ...], command: Split, context: Context) -> Accepted:
    header = replace(
        ticket,
        id=ticket_id(ticket.source, command.external_id),
        external_id=command.external_id,
        number=command.number or ticket.number,
        table=command.table or ticket.table,
        revision=0,
        digest="",
        state="open",
        close_reason="",
        merged_into="",
        ready_ms=0,
        closed_ms=0,
        items=(),
        changes=(),
        next_change=1,
        gone={},
        left_out=(),
        split_from="" if context.actor.role == "source" else ticket.split_from or ticket.id,
    )
    ids = tuple(item.id for item in moved)
    draft = Draft(header, context)
    draft.events.append(TicketPlaced(*draft.at, header))
    draft.add(ItemsTakenOver(*draft.at, ticket.id, moved))
    draft.take_over(change for change in ticket.changes if change.item in ids)
    draft.tell("split", (*at_work(draft.ticket), *context.pass_waits), was=ticket.number, now=header.number)
    taken = draft.accepted().events
    return Accepted((*taken, ItemsSplitOff(ticket.id, context.now_ms, context.actor.name, header.id, ids)))
