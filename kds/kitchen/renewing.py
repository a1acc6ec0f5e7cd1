"""A newer full order of a ticket that the kitchen knows: what is gone is voided, what differs changed, new added."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.amending import add_items, without_sold_out
from kds.kitchen.command import Line
from kds.kitchen.commands import Place
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft, at_work
from kds.kitchen.errors import Outcome, Rejected
from kds.kitchen.events import ItemChanged, RevisionTaken, TicketMoved, TicketReleased
from kds.kitchen.identity import digest
from kds.kitchen.model import Item, Refused, Task, Ticket
from kds.kitchen.order import Order, Part, present
from kds.kitchen.prepare import SoldOut, Wanted, due_start_ms, leave_out_sold_out, take_apart
from kds.kitchen.quantity import spell, thousandths
from kds.kitchen.rehoming import catch_up
from kds.kitchen.repeats import keep_left_out, ordered, repeated, told_again
from kds.kitchen.revise import Patch, revise_line
from kds.kitchen.settle import FINAL
from kds.kitchen.state import State
from kds.kitchen.timeouts import queue_moments, thresholds
from kds.kitchen.voiding import void_item


def renew(state: State, ticket: Ticket, command: Place, context: Context) -> Outcome:
    """The full contents again: as they are, changed, too old, or in conflict."""
    answer = repeated(state, ticket, command, context)
    if answer is not None:
        return answer
    if ticket.cancelled:
        return Rejected("ticket_cancelled", "the order was cancelled; place it under a new id", "", ticket.id)
    if not command.lines:
        return Rejected("empty_order", "the order has no items left; cancel it instead", "/lines", ticket.id)
    wanted = take_apart(context, command.lines, "/lines")
    if isinstance(wanted, Rejected):
        return replace(wanted, ticket=ticket.id)
    contents = digest(command)
    if contents == ordered(ticket) and not command.revision:
        return told_again(ticket, command)
    order = Order(state, Draft(ticket, context))
    _take_table(order.main, command)
    _take_header(order.main, command, command.revision or ticket.revision, contents)
    for draft in order.by_staff:
        if draft.ticket.state != "closed" and _header(draft.ticket) != _header(command):
            _take_header(draft, command, draft.ticket.revision, draft.ticket.digest)
    if contents != ticket.digest:
        fault = _take_lines(state, order, wanted, command.sold_out)
        if fault is not None:
            return fault
    else:
        order.main.refused += ticket.left_out
    keep_left_out(order.main, command)
    if ticket.state == "closed":
        catch_up(order.main)
    return order.accepted()


def _header(of: Ticket | Place) -> tuple[object, ...]:
    """What a newer order says of all its food."""
    return of.note, of.guest, of.covers, of.due_ms, of.allergens, of.priority


def _take_header(draft: Draft, command: Place, revision: int, contents: str) -> None:
    was = draft.ticket
    postponed = command.due_ms != was.due_ms
    tasks = [task for item in was.items for task in item.tasks if task.state != "void"]
    draft.add(
        RevisionTaken(
            *draft.at,
            revision=revision,
            digest=contents,
            note=command.note,
            guest=command.guest,
            covers=command.covers,
            due_ms=command.due_ms,
            allergens=command.allergens,
            priority=command.priority,
            release_ms=due_start_ms(command.due_ms, command.start_ms, tasks) if postponed else was.release_ms,
        )
    )
    waits = (*at_work(was), *draft.context.pass_waits)
    if command.note != was.note:
        draft.tell("modified", waits, was=was.note, now=command.note)
    if command.allergens != was.allergens:
        draft.tell("allergen", waits, was=", ".join(was.allergens), now=", ".join(command.allergens))
    if postponed:
        _take_due_time(draft)


def _take_table(draft: Draft, command: Place) -> None:
    was = draft.ticket
    if (command.table, command.area, command.seat) != (was.table, was.area, was.seat):
        draft.add(TicketMoved(*draft.at, command.table, command.area, command.seat))
        draft.tell("moved", (*at_work(was), *draft.context.pass_waits), was=was.table, now=command.table)


def _take_due_time(draft: Draft) -> None:
    """Thresholds count from the new due time, and what need not wait any more is released."""
    for item in draft.ticket.items:
        if item.state == "open":
            tasks = tuple(_timed(draft, task) for task in item.tasks)
            draft.add(ItemChanged(*draft.at, replace(item, tasks=tasks)))
    scheduled = any(task.wait == "due" for item in draft.ticket.items for task in item.tasks)
    if scheduled and draft.ticket.release_ms <= draft.context.now_ms:
        draft.add(TicketReleased(*draft.at))


def _timed(draft: Draft, task: Task) -> Task:
    if task.state in FINAL:
        return task
    ticket = draft.ticket
    attention_s, late_s = thresholds(draft.context.kitchen, ticket.service, task.estimate_s, ticket.due_ms > 0)
    timed = replace(task, attention_s=attention_s, late_s=late_s)
    if not task.queued_ms:
        return timed
    attention_ms, late_ms = queue_moments(timed, task.queued_ms, ticket.due_ms)
    return replace(timed, attention_ms=attention_ms, late_ms=late_ms)


def _take_lines(state: State, order: Order, wanted: list[Wanted], policy: SoldOut) -> Rejected | None:
    known = order.lines()
    wanted = _less_settled(order, known, wanted)
    lines = {each.line.uid: each for each in wanted}
    fresh = [each for each in wanted if _is_new(known.get(each.line.uid, []), each.line)]
    new_uids = {each.line.uid for each in fresh}
    gone = {uid: None for uid in known if uid not in lines or uid in new_uids}
    # First, since what they give back may be what another line needs.
    for uid in gone:
        _void_line(order, uid, _present(known[uid]))
    for uid, parts in known.items():
        there = _present(parts)
        if there and uid not in gone:
            _revise_line(state, order, there, lines[uid].line, policy)
    kept, refused = leave_out_sold_out(state, fresh, policy, order.drafts)
    order.main.refused += refused
    return add_items(order.main, kept) if kept else None


def _less_settled(order: Order, known: dict[str, list[Part]], wanted: list[Wanted]) -> list[Wanted]:
    """Less what was settled elsewhere: the source may count it or not, neither makes food or takes any back."""
    elsewhere = order.settled_elsewhere()
    left = []
    for each in wanted:
        asked = thousandths(each.line.quantity)
        there = sum(thousandths(part.item.quantity) for part in _present(known.get(each.line.uid, [])))
        rest = max(asked - elsewhere[each.line.uid], min(asked, there))
        if rest > 0:
            left.append(replace(each, line=replace(each.line, quantity=spell(rest))))
    return left


def _is_new(parts: list[Part], line: Line) -> bool:
    """New to the kitchen, taken back by the source and now ordered again, or another dish on the same line.

    What somebody else voided is still in the source's contents: that does not order it again.
    """
    there = _present(parts)
    if there:
        return not _same_dish(there[0].item, line)
    return all(part.item.withdrawn for part in parts)


def _present(parts: list[Part]) -> list[Part]:
    return [part for part in parts if present(part.item)]


def _same_dish(item: Item, line: Line) -> bool:
    return item.sku == line.sku if item.sku and line.sku else item.name == line.name


def _void_line(order: Order, uid: str, parts: list[Part]) -> None:
    for part in parts:
        fault = void_item(part.draft, part.item, "")
        if fault is not None:
            order.main.refused.append(Refused(uid, part.item.name, fault.why))


def _revise_line(state: State, order: Order, parts: list[Part], line: Line, policy: SoldOut) -> None:
    total = thousandths(line.quantity)
    patch = Patch(total, line.note, line.modifiers, line.allergens, line.course, line.seat)
    fault = revise_line(order, parts, without_sold_out(state, order, parts, patch, policy))
    if fault is not None:
        order.main.refused.append(Refused(line.uid, line.name, fault.why))
