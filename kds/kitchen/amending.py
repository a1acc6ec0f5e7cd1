"""Amends: items added, changed and voided on a ticket that is already there, or that has yet to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from kds.kitchen.command import LinePatch, VoidLine
from kds.kitchen.commands import Amend
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Accepted, Noop, NoopCode, Outcome, Rejected
from kds.kitchen.events import ItemsAdded, TombstoneLaid
from kds.kitchen.finding import ended, tombstone, unknown_item, unknown_ticket
from kds.kitchen.model import Item, Refused, Ticket
from kds.kitchen.order import Order, Part, present
from kds.kitchen.portions import left, portions
from kds.kitchen.prepare import (
    MAX_TICKET_ITEMS,
    SoldOut,
    Wanted,
    all_sold_out,
    bad_quantity,
    leave_out_sold_out,
    make_item,
    plain_modifiers,
    take_apart,
)
from kds.kitchen.quantity import spell, thousandths
from kds.kitchen.rehoming import catch_up
from kds.kitchen.repeats import keep_left_out, repeated, take_revision
from kds.kitchen.revise import Patch, revise_line, tell_added, warn
from kds.kitchen.state import State, addressed
from kds.kitchen.voiding import void_item

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Amend)

MAX_PENDING = 50
"""Amends kept for an order that never came: more is a source that will never send it."""


def amend(state: State, command: Amend, context: Context) -> Outcome:
    ticket = state.ticket(addressed(command))
    if ticket is None or ticket.tombstone:
        return _amend_before_create(ticket, command, context)
    answer = repeated(state, ticket, command, context)
    if answer is not None:
        return answer
    if ticket.cancelled:
        return Rejected("ticket_cancelled", "the ticket is cancelled; place a new one", "", ticket.id)
    order = Order(state, Draft(ticket, context))
    if command.revision:
        take_revision(order.main, command)
    answer = apply_amend(state, order, command)
    if answer is not None and (isinstance(answer, Rejected) or not order.events):
        return answer
    if not command.revision and context.actor.role == "source":
        take_revision(order.main, command)
    if command.revision or context.actor.role == "source":
        keep_left_out(order.main, command)
    if ticket.state == "closed":
        catch_up(order.main)
    return order.accepted()


def apply_amend(state: State, order: Order, command: Amend) -> Noop | Rejected | None:
    """Void, then modify, then add; the first fault stops it, and a Noop says that nothing was to do."""
    before = order.events
    draft = order.main
    why: NoopCode = "nothing_to_do"
    for index, line in enumerate(command.void):
        answer = _void(order, line, f"/void/{index}")
        if isinstance(answer, Rejected):
            return answer
        why = answer or why
    for index, patch in enumerate(command.modify):
        fault = _modify(state, order, patch, f"/modify/{index}", command.sold_out)
        if fault is not None:
            return fault
    if command.add:
        fault = _add(state, order, command)
        if fault is not None:
            return fault
    if order.events > before:
        return None
    if draft.refused:
        return all_sold_out(draft.refused, ticket=draft.ticket.id)
    return Noop(why, ticket=draft.ticket.id)


def add_items(draft: Draft, wanted: Sequence[Wanted]) -> Rejected | None:
    """New work on a ticket that the kitchen knows: an add-on, whatever has become of the rest."""
    if len(draft.ticket.items) + len(wanted) > MAX_TICKET_ITEMS:
        return Rejected(
            "too_many_items", f"a ticket holds at most {MAX_TICKET_ITEMS} items; open another one", "", draft.ticket.id
        )
    items = tuple(
        make_item(draft.context, draft.ticket, each, draft.free_n(each.line.uid), addon=True) for each in wanted
    )
    draft.add(ItemsAdded(*draft.at, items))
    for item in items:
        tell_added(draft, item)
    announce(draft, items)
    return None


def announce(draft: Draft, items: Iterable[Item]) -> None:
    """What must be confirmed of new items: allergens everywhere, sold-out dishes at the pass."""
    for item in items:
        if item.allergens:
            warn(draft, item)
        if item.sold_out:
            draft.tell("sold_out", draft.context.pass_waits, item.id, now=item.name)


def without_sold_out(state: State, order: Order, parts: Sequence[Part], patch: Patch, policy: SoldOut) -> Patch:
    """More of a dish than is left is refused, or, where the order is paid, put before the pass."""
    ordered = sum(thousandths(part.item.quantity) for part in parts)
    if patch.total is None or patch.total <= ordered:
        return patch
    last = parts[-1]
    there = left(state, last.item.sku, order.drafts)
    more = portions(last.item.unit, patch.total) - portions(last.item.unit, ordered)
    if there is None or 0 < there >= more:
        return patch
    if policy == "decide":
        last.draft.tell("sold_out", last.draft.context.pass_waits, last.item.id, now=last.item.name)
        return patch
    order.main.refused.append(Refused(last.item.uid, last.item.name, "sold_out", left=there))
    return replace(patch, total=None)


def pending_amends(ticket: Ticket) -> tuple[Amend, ...]:
    """The amends that came before their create, in order."""
    return tuple(map(_decoder.decode, ticket.pending))


def _void(order: Order, line: VoidLine, pointer: str) -> NoopCode | Rejected | None:
    parts = _named(order, line.item, pointer)
    if isinstance(parts, Rejected):
        return parts
    if not parts:
        asked = any(part.item.void_asked for part in order.find(line.item))
        return "already_asked" if asked else "already_voided"
    if not line.quantity:
        faults = [void_item(part.draft, part.item, line.reason) for part in parts]
        return next((replace(fault, pointer=pointer) for fault in faults if fault is not None), None)
    if _is_set_meal(parts, line.item):
        return _set_meal(order, parts, line.item, pointer)
    less = thousandths(line.quantity)
    total = sum(thousandths(part.item.quantity) for part in parts)
    if not less:
        return bad_quantity(line.quantity, f"{pointer}/quantity")
    if less > total:
        there = spell(total)
        remedy = f'send "{there}" at most, or no quantity to take back all of it'
        return Rejected(
            "invalid_quantity",
            f"{parts[0].item.name}: only {there} there, not {line.quantity}; {remedy}",
            f"{pointer}/quantity",
            order.main.ticket.id,
        )
    fault = revise_line(order, parts, Patch(total=total - less), line.reason)
    return fault and replace(fault, pointer=f"{pointer}/quantity")


def _modify(state: State, order: Order, line: LinePatch, pointer: str, policy: SoldOut) -> Rejected | None:
    parts = _named(order, line.item, pointer)
    if isinstance(parts, Rejected):
        return parts
    if not parts:
        name = order.find(line.item)[0].item.name
        return Rejected("illegal_transition", f"{name} is void; add it anew", pointer, order.main.ticket.id)
    if _is_set_meal(parts, line.item):
        return _set_meal(order, parts, line.item, pointer)
    if line.quantity is not None and not thousandths(line.quantity):
        return bad_quantity(line.quantity, f"{pointer}/quantity")
    modifiers = None if line.modifiers is None else plain_modifiers(line.modifiers, f"{pointer}/modifiers")
    if isinstance(modifiers, Rejected):
        return modifiers
    total = None if line.quantity is None else thousandths(line.quantity)
    patch = Patch(total, line.note, modifiers, line.allergens, line.course, line.seat)
    fault = revise_line(order, parts, without_sold_out(state, order, parts, patch, policy))
    return fault and replace(fault, pointer=f"{pointer}/quantity")


def _named(order: Order, name: str, pointer: str) -> list[Part] | Rejected:
    """What is still there of the item, line or set meal; empty where all of it was taken back, or is asked to be."""
    found = order.find(name)
    if not found:
        return unknown_item(order.main.ticket, name, f"{pointer}/item")
    over = next((part.draft.ticket for part in found if part.draft.ticket.close_reason == "abandoned"), None)
    if over is not None:
        return ended(over)
    return [part for part in found if present(part.item)]


def _is_set_meal(parts: Sequence[Part], name: str) -> bool:
    return name not in (parts[0].item.id, parts[0].item.uid)


def _set_meal(order: Order, parts: Sequence[Part], name: str, pointer: str) -> Rejected:
    uids = dict.fromkeys(part.item.uid for part in parts)
    return Rejected(
        "illegal_transition",
        f'"{name}" is a set meal: take it back whole, or name its dishes ({", ".join(uids)})',
        pointer,
        order.main.ticket.id,
    )


def _add(state: State, order: Order, command: Amend) -> Rejected | None:
    draft = order.main
    wanted = take_apart(draft.context, command.add, "/add")
    if isinstance(wanted, Rejected):
        return wanted
    there = {uid for uid, parts in order.lines().items() if any(part.item.state != "void" for part in parts)}
    for each in wanted:
        if each.line.uid in there:
            return Rejected(
                "duplicate_uid",
                f'the ticket has a line "{each.line.uid}"; modify it, or give the new line its own uid',
                f"{each.pointer}/uid",
                draft.ticket.id,
            )
    kept, refused = leave_out_sold_out(state, wanted, command.sold_out, order.drafts)
    draft.refused += refused
    return add_items(draft, kept) if kept else None


def _amend_before_create(ticket: Ticket | None, command: Amend, context: Context) -> Outcome:
    if not command.source or not command.external_id:
        return unknown_ticket(command.ticket)
    if ticket is not None and ticket.cancelled:
        return Rejected("ticket_cancelled", "the order was cancelled before it came", "", ticket.id)
    pending = _encoder.encode(command)
    if ticket is not None and pending in ticket.pending:
        return Noop("same_contents", "kept until the order comes", ticket.id)
    if ticket is not None and len(ticket.pending) >= MAX_PENDING:
        return unknown_ticket(ticket.id)
    header = tombstone(command.source, command.external_id, context)
    return Accepted((TombstoneLaid(header.id, context.now_ms, context.actor.name, header, pending),))
