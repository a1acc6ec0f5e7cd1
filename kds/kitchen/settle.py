"""What follows by itself after every event: steps come free, items get ready, tickets get ready, close and reopen."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.model import Change, CloseReason, Item, ItemState, Task, Ticket, TicketState, WaitReason
from kds.kitchen.timeouts import queue_moments

FINAL = frozenset({"done", "void"})
BEGUN = frozenset({"started", "done"})

OUTLIVES_CLOSING = frozenset({"voided", "cancelled"})
"""Kinds of change that a station must still see when the ticket is closed: food to stop or to throw away."""


def settle(ticket: Ticket, at_ms: int) -> Ticket:
    """The ticket with every derived state as its tasks, holds and serves now make it."""
    items = tuple([_settle_item(ticket, item, at_ms) for item in ticket.items])
    clock_ms = ticket.clock_ms
    if not clock_ms and any(task.queued_ms for item in items for task in item.tasks):
        clock_ms = at_ms
    if ticket.close_reason == "abandoned":
        return replace(ticket, items=items, clock_ms=clock_ms)
    state, reason = _ticket_state(ticket, items)
    if state == ticket.state:
        return replace(ticket, items=items, clock_ms=clock_ms, close_reason=reason)
    return replace(
        ticket,
        items=items,
        clock_ms=clock_ms,
        state=state,
        close_reason=reason,
        ready_ms=(ticket.ready_ms or at_ms) if state != "open" and _any_made(items) else 0,
        called_ms=0 if state == "open" else ticket.called_ms,
        calls=0 if state == "open" else ticket.calls,
        closed_ms=at_ms if state == "closed" else 0,
        changes=outliving(ticket.changes) if state == "closed" else ticket.changes,
    )


def _any_made(items: tuple[Item, ...]) -> bool:
    """Whether there is food: what was all taken back was never ready."""
    return any(item.state in ("ready", "served") for item in items)


def outliving(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that must still be seen after the ticket is closed."""
    return tuple(change for change in changes if change.kind in OUTLIVES_CLOSING)


def untouched(item: Item) -> bool:
    """True while nobody has started, let alone finished, any of its tasks."""
    return not any(task.state in BEGUN for task in item.tasks)


def _settle_item(ticket: Ticket, item: Item, at_ms: int) -> Item:
    if item.state == "void":
        return item
    finished = True
    for task in item.tasks:
        if task.state not in FINAL:
            finished = False
            break
    state: ItemState = ("served" if item.served_ms else "ready") if finished else "open"
    tasks = item.tasks if finished else _settle_tasks(ticket, item, at_ms)
    if state == item.state and tasks is item.tasks:
        return item
    return replace(item, state=state, tasks=tasks, served_ms=item.served_ms if finished else 0)


def _settle_tasks(ticket: Ticket, item: Item, at_ms: int) -> tuple[Task, ...]:
    held = bool(ticket.held) and (0 in ticket.held or item.course in ticket.held)
    settled: list[Task] | None = None
    for index, task in enumerate(item.tasks):
        if task.state in ("waiting", "queued"):
            now = _settle_task(ticket, item, task, held, at_ms)
            if now is not task:
                settled = settled or list(item.tasks)
                settled[index] = now
    return item.tasks if settled is None else tuple(settled)


def _settle_task(ticket: Ticket, item: Item, task: Task, held: bool, at_ms: int) -> Task:
    wait = _why_wait(item, task, held)
    if not wait:
        return task if task.state == "queued" else queue(task, at_ms, ticket.due_ms)
    if task.state == "queued":
        return unqueued(task, wait)
    return task if task.wait == wait else replace(task, wait=wait)


def queue(task: Task, at_ms: int, due_ms: int) -> Task:
    """The task on its station's queue; one that was there before (a recall) keeps its clock."""
    queued_ms = task.queued_ms or at_ms
    attention_ms, late_ms = queue_moments(task, queued_ms, due_ms)
    return replace(task, state="queued", wait="", queued_ms=queued_ms, attention_ms=attention_ms, late_ms=late_ms)


def unqueued(task: Task, wait: WaitReason) -> Task:
    """Off the queue again: who has seen it there no longer matters, for it will be called up anew."""
    return replace(
        task,
        state="waiting",
        wait=wait,
        queued_ms=0,
        attention_ms=0,
        late_ms=0,
        shown=None,
        unshown=0,
        cover=None,
    )


def _why_wait(item: Item, task: Task, held: bool) -> WaitReason:
    """A chain that has begun flows on, held or not yet due: started food is not called back.

    Of what was brought back after a restore nothing moves by itself: it may have been eaten long ago.
    """
    if item.recovered:
        return "due" if task.wait == "due" else "recovered"
    begun = blocked = False
    if len(item.tasks) > 1:
        for other in item.tasks:
            if other.chain == task.chain:
                begun = begun or other.state in BEGUN
                blocked = blocked or (other.step < task.step and other.state not in FINAL)
    if not begun:
        if task.wait == "due":
            return "due"
        if held and not task.remake:
            return "held"
    return "step" if blocked else ""


def _ticket_state(ticket: Ticket, items: tuple[Item, ...]) -> tuple[TicketState, CloseReason]:
    alive = served = ready = asked = 0
    for item in items:
        if item.state != "void":
            alive += 1
            served += item.state == "served"
            ready += item.state == "ready"
            asked += bool(item.void_asked)
    if not alive:
        return "closed", "cancelled" if ticket.cancelled else "void"
    if served + ready < alive:
        return "open", ""
    if asked or (served < alive and ticket.close_on == "served"):
        return "ready", ""
    if ticket.cancelled:
        return "closed", "cancelled"
    return "closed", "served" if served == alive else "ready"
