"""Orders coming in: new tickets, born plain, scheduled, amended or cancelled; known ones go on to `renewing`."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.amending import announce, apply_amend, pending_amends
from kds.kitchen.businessday import business_day
from kds.kitchen.commands import Amend, Place
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft, stations_of
from kds.kitchen.errors import Accepted, Outcome, Rejected
from kds.kitchen.events import AnyEvent, ItemsAdded, NumberTaken, TicketPlaced
from kds.kitchen.identity import digest, ticket_id
from kds.kitchen.model import Item, Refused, Ticket
from kds.kitchen.order import Order
from kds.kitchen.prepare import Wanted, all_sold_out, due_start_ms, leave_out_sold_out, make_item, take_apart, until_due
from kds.kitchen.rehoming import close_rule
from kds.kitchen.renewing import renew
from kds.kitchen.repeats import keep_left_out, same_key, take_revision
from kds.kitchen.state import State


def place(state: State, command: Place, context: Context) -> Outcome:
    if not command.revision and not command.key:
        return Rejected(
            "revision_missing",
            "send a revision that grows with every change of the order, or an Idempotency-Key",
            "/revision",
        )
    if not command.revision:
        answer = same_key(state, command.source, command.external_id, command, context)
        if answer is not None:
            return answer
    ticket = state.ticket(ticket_id(command.source, command.external_id))
    if ticket is not None and not ticket.tombstone:
        return renew(state, ticket, command, context)
    if not command.lines:
        return Rejected("empty_order", "the order has no items; send at least one", "/lines")
    wanted = take_apart(context, command.lines, "/lines")
    if isinstance(wanted, Rejected):
        return wanted
    left, refused = leave_out_sold_out(state, wanted, command.sold_out)
    if not left:
        return all_sold_out(refused, "/lines")
    return _create(state, command, context, ticket, left, refused)


def _create(
    state: State,
    command: Place,
    context: Context,
    tombstone: Ticket | None,
    wanted: list[Wanted],
    refused: tuple[Refused, ...],
) -> Accepted:
    header = _header(command, context)
    events: list[AnyEvent] = []
    if not header.number:
        number = state.store().next_number
        header = replace(header, number=f"A{number:03d}")
        events.append(NumberTaken("", context.now_ms, context.actor.name, number + 1))
    items = tuple([make_item(context, header, each) for each in wanted])
    release_ms = due_start_ms(command.due_ms, command.start_ms, [task for item in items for task in item.tasks])
    if release_ms:
        header = replace(header, release_ms=release_ms)
        items = tuple(replace(item, tasks=until_due(item.tasks, header, context.now_ms)) for item in items)
    if tombstone is not None and tombstone.cancelled:
        header = replace(header, cancelled=True)
        items = tuple(map(_stillborn, items))
    events.append(TicketPlaced(header.id, context.now_ms, context.actor.name, header))
    draft = Draft(header, context)
    draft.add(ItemsAdded(*draft.at, items))
    draft.refused += refused
    if not header.cancelled:
        _announce_ticket(draft, items)
        for amend in pending_amends(tombstone) if tombstone is not None else ():
            draft = with_pending(state, draft, amend)
    keep_left_out(draft, command)
    outcome = draft.accepted()
    return Accepted((*events, *outcome.events), outcome.refused, outcome.ticket)


def _header(command: Place, context: Context) -> Ticket:
    kitchen = context.kitchen
    source = next((each for each in kitchen.sources if each.id == command.source), None)
    to_approve = context.actor.role == "guest" and kitchen.guest_orders == "approve"
    return Ticket(
        id=ticket_id(command.source, command.external_id),
        source=command.source,
        external_id=command.external_id,
        number=command.number,
        mark=command.mark or (source.mark if source is not None else ""),
        revision=command.revision,
        digest=digest(command),
        close_on=close_rule(context, command.service),
        service=command.service,
        table=command.table,
        area=command.area,
        tab=command.tab,
        seat=command.seat,
        guest=command.guest,
        server=command.server,
        covers=command.covers,
        brand=command.brand,
        note=command.note,
        payment=command.payment,
        priority=command.priority,
        allergens=command.allergens,
        held=(0,) if to_approve else tuple(sorted(set(command.held))),
        to_approve=to_approve,
        day=business_day(context.now_ms, kitchen.timezone, kitchen.day_starts),
        placed_ms=command.placed_ms,
        opened_ms=context.now_ms,
        touched_ms=context.now_ms,
        due_ms=command.due_ms,
    )


def _announce_ticket(draft: Draft, items: tuple[Item, ...]) -> None:
    announce(draft, items)
    allergens = draft.ticket.allergens
    if allergens:
        stations = (station for item in items for station in stations_of(item))
        draft.tell("allergen", (*stations, *draft.context.pass_waits), now=", ".join(allergens))


def _stillborn(item: Item) -> Item:
    """Cancelled before it came: on record, never on a card."""
    return replace(item, state="void", tasks=tuple(replace(task, state="void", wait="") for task in item.tasks))


def with_pending(state: State, draft: Draft, amend: Amend) -> Draft:
    """An amend that came too early is done now, unless the order already holds it; its faults are told, not fatal."""
    if amend.revision and amend.revision <= draft.ticket.revision:
        return draft
    attempt = draft.copy()
    if amend.revision:
        take_revision(attempt, amend)
    fault = apply_amend(state, Order(state, attempt), amend)
    if isinstance(fault, Rejected):
        draft.refused.append(Refused(amend.external_id, "", fault.why))
        return draft
    if not amend.revision:
        take_revision(attempt, amend)
    return attempt
