"""Taking food back: voids, cancels, and the answer to "it is already started"."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import AnswerVoid, Cancel
from kds.kitchen.context import Context
from kds.kitchen.difference import amount
from kds.kitchen.draft import Draft, shown_at
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import ItemVoided, TicketCancelled, TombstoneLaid, VoidAnswered, VoidAsked
from kds.kitchen.finding import ended, find_item, home, tombstone, unknown_ticket
from kds.kitchen.model import Item, Ticket
from kds.kitchen.order import KNOW_THE_ORDER_ONLY, Order
from kds.kitchen.settle import untouched
from kds.kitchen.state import State, addressed

DECIDE_THEMSELVES = frozenset({"expo", "manager"})
"""Who voids started food without asking: they stand beside it."""


def void_item(draft: Draft, item: Item, reason: str, *, tell: bool = True) -> Rejected | None:
    """Void it now, or ask about it where somebody is at work on it; a served item is beyond that."""
    actor = draft.context.actor
    if item.state == "void" or item.void_asked:
        return None
    if item.state == "served":
        return Rejected("too_late_to_void", f"{item.name} is served; take the serve back first")
    ready = item.state == "ready"
    if not untouched(item) and not ready and actor.role not in DECIDE_THEMSELVES:
        draft.add(VoidAsked(*draft.at, item.id, reason, actor.role == "source"))
        return None
    answer = "" if untouched(item) or ready else "stop"
    draft.add(ItemVoided(*draft.at, item.id, reason, answer, actor.role == "source"))
    if tell:
        draft.tell("voided", _who_learns(draft, item), item.id, was=amount(item))
    return None


def cancel(state: State, command: Cancel, context: Context) -> Outcome:
    """The ticket; by those who know the order under no other id, also what staff split off it."""
    ticket = state.ticket(addressed(command))
    if ticket is None or ticket.tombstone:
        return _cancel_before_create(ticket, command, context)
    order = Order(state, Draft(ticket, context))
    drafts = [order.main, *(order.by_staff if context.actor.role in KNOW_THE_ORDER_ONLY else ())]
    alive = [draft for draft in drafts if _over(draft.ticket) is None]
    over = _over(ticket)
    if over is not None and not alive:
        return over
    if command.revision and command.revision < ticket.revision:
        return Rejected(
            "revision_stale",
            f"revision {command.revision} is older than {ticket.revision}; cancel the latest one",
            "/revision",
            ticket.id,
        )
    for draft in alive:
        _cancel(draft, command.reason)
    return order.accepted()


def _over(ticket: Ticket) -> Noop | Rejected | None:
    """Why there is nothing to cancel, if so."""
    if ticket.cancelled:
        return Noop("already_cancelled", ticket=ticket.id)
    if ticket.state != "closed" or ticket.close_reason == "ready":
        return None
    if ticket.close_reason == "void":
        return Noop("already_voided", "every item is void already", ticket.id)
    return ended(ticket)


def _cancel(draft: Draft, reason: str) -> None:
    ticket = draft.ticket
    draft.add(TicketCancelled(*draft.at, reason))
    shown: list[str] = []
    for item in ticket.items:
        if item.state not in ("void", "served"):
            shown += shown_at(item)
            void_item(draft, item, reason, tell=False)
    if shown:
        draft.tell("cancelled", (*shown, *draft.context.pass_waits), now=reason)


def answer_void(state: State, command: AnswerVoid, context: Context) -> Outcome:
    ticket = state.ticket(command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    ticket = home(state, ticket, command.item)
    item = find_item(ticket, command.item)
    if item is None:
        return Rejected("unknown_item", f'the ticket has no item "{command.item}"', "/item", ticket.id)
    if item.state == "void":
        return Noop("already_voided", ticket=ticket.id)
    if not item.void_asked:
        return Rejected("illegal_transition", f"nobody asked to void {item.name}", "/item", ticket.id)
    draft = Draft(ticket, context)
    if command.answer == "keep":
        return _keep(draft, item, command)
    draft.add(ItemVoided(*draft.at, item.id, command.reason or item.reason, command.answer, item.withdrawn))
    draft.tell("voided", _who_learns(draft, item), item.id, was=amount(item), now=command.answer)
    return draft.accepted()


def _keep(draft: Draft, item: Item, command: AnswerVoid) -> Outcome:
    if draft.ticket.cancelled:
        return Rejected(
            "ticket_cancelled",
            "the whole ticket is cancelled; answer stop, reuse or waste",
            "/answer",
            draft.ticket.id,
        )
    draft.add(VoidAnswered(*draft.at, item.id, command.answer, command.reason))
    waits = (*shown_at(item), *draft.context.pass_waits)
    draft.tell("modified", waits, item.id, was="void", now="keep")
    return draft.accepted()


def _who_learns(draft: Draft, item: Item) -> tuple[str, ...]:
    """Stations that have it on the glass, the pass where food is finished or was asked about; not who did it."""
    actor = draft.context.actor
    at_pass = () if actor.role == "expo" else draft.context.pass_waits
    if item.state == "ready":
        return at_pass
    stations = tuple(station for station in shown_at(item) if actor.role != "cook" or station != actor.scope)
    return (*stations, *at_pass) if item.void_asked else stations


def _cancel_before_create(ticket: Ticket | None, command: Cancel, context: Context) -> Outcome:
    if ticket is not None and ticket.cancelled:
        return Noop("already_cancelled", ticket=ticket.id)
    if not command.source or not command.external_id:
        return unknown_ticket(command.ticket)
    header = replace(tombstone(command.source, command.external_id, context), cancelled=True)
    return Accepted((TombstoneLaid(header.id, context.now_ms, context.actor.name, header),))
