"""What each event makes of the items and tasks of its ticket; derived states are left to `settle`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from kds.kitchen.events import (
    ItemsServed,
    ItemVoided,
    RecoveredConfirmed,
    RushAsked,
    RushReplied,
    ServeRecalled,
    TasksBumped,
    TasksRecalled,
    TasksStarted,
    ThresholdPassed,
    VoidAnswered,
    VoidAsked,
)
from kds.kitchen.model import Item, Rush, Task, Ticket
from kds.kitchen.settle import queue, unqueued, untouched


def start(ticket: Ticket, event: TasksStarted) -> Ticket:
    def started(task: Task) -> Task:
        queued = queue(task, event.at_ms, ticket.due_ms)
        return replace(queued, state="started", started_ms=event.at_ms, started_by=event.by)

    return each_task(ticket, event.tasks, started)


def bump(ticket: Ticket, event: TasksBumped) -> Ticket:
    def bumped(task: Task) -> Task:
        queued = task if task.queued_ms else queue(task, event.at_ms, ticket.due_ms)
        return replace(queued, state="done", wait="", done_ms=event.at_ms, done_by=event.by, bump=event.bump)

    return each_task(ticket, event.tasks, bumped)


def recall(ticket: Ticket, event: TasksRecalled) -> Ticket:
    """Back to the queue with the original clock; a serve of the item is taken back too."""

    def recalled(task: Task) -> Task:
        return replace(
            task,
            state="waiting",
            wait="due" if ticket.release_ms > event.at_ms else "",
            gen=task.gen + 1,
            started_ms=0,
            started_by="",
            done_ms=0,
            done_by="",
            bump="",
        )

    after = each_task(ticket, event.tasks, recalled)
    return _each_item(after, map(item_of, event.tasks), lambda item: replace(item, served_ms=0))


def put(ticket: Ticket, item: Item) -> Ticket:
    return _each_item(ticket, (item.id,), lambda _: item)


def void(ticket: Ticket, event: ItemVoided) -> Ticket:
    """Final; what else was to be acknowledged about the item no longer matters."""

    def voided(item: Item) -> Item:
        return replace(
            item,
            state="void",
            tasks=tuple(replace(task, state="void", wait="") for task in item.tasks),
            void_asked="",
            void_answer=event.answer,
            reason=event.reason,
            withdrawn=event.withdrawn,
        )

    left = tuple(change for change in ticket.changes if change.item != event.item)
    return _each_item(replace(ticket, changes=left), (event.item,), voided)


def ask_void(ticket: Ticket, event: VoidAsked) -> Ticket:
    def asked(item: Item) -> Item:
        return replace(item, void_asked=event.by, reason=event.reason, withdrawn=event.withdrawn)

    return _each_item(ticket, (event.item,), asked)


def keep(ticket: Ticket, event: VoidAnswered) -> Ticket:
    def kept(item: Item) -> Item:
        return replace(item, void_asked="", reason=event.reason, withdrawn=False)

    return _each_item(ticket, (event.item,), kept)


def serve(ticket: Ticket, event: ItemsServed) -> Ticket:
    """Food that is with the guest can no longer be voided: an open question about it is moot."""

    def served(item: Item) -> Item:
        return replace(item, served_ms=event.at_ms, void_asked="", withdrawn=False)

    return _each_item(ticket, event.items, served)


def recall_serve(ticket: Ticket, event: ServeRecalled) -> Ticket:
    return _each_item(ticket, event.items, lambda item: replace(item, served_ms=0))


def confirm_recovered(ticket: Ticket, event: RecoveredConfirmed) -> Ticket:
    return _each_item(ticket, event.items, lambda item: replace(item, recovered=False))


def rush(ticket: Ticket, event: RushAsked) -> Ticket:
    """Asked again, it keeps its place by the first ask and wants a new reply."""

    def rushed(item: Item) -> Item:
        before = item.rush
        if before is None:
            return replace(item, rush=Rush(asked_ms=event.at_ms, last_ms=event.at_ms, by=event.by))
        return replace(
            item,
            rush=Rush(asked_ms=before.asked_ms, last_ms=event.at_ms, by=event.by, times=before.times + 1),
        )

    return _each_item(ticket, event.items, rushed)


def reply_rush(ticket: Ticket, event: RushReplied) -> Ticket:
    def replied(item: Item) -> Item:
        assert item.rush is not None, f"reply to a rush that nobody asked: {item.id}"
        return replace(item, rush=replace(item.rush, reply=event.reply, replied_ms=event.at_ms, replied_by=event.by))

    return _each_item(ticket, event.items, replied)


def pass_threshold(ticket: Ticket, event: ThresholdPassed) -> Ticket:
    return each_task(ticket, event.tasks, lambda task: replace(task, level=event.level))


def release(ticket: Ticket) -> Ticket:
    """Nothing waits for the due time any more; settling queues what can be cooked."""
    return _all_tasks(ticket, lambda task: replace(task, wait="") if task.wait == "due" else task)


def postpone(ticket: Ticket) -> Ticket:
    """The order is due later than it was: items nobody has touched wait again."""

    def waiting(task: Task) -> Task:
        if task.state not in ("queued", "waiting"):
            return task
        return unqueued(task, "due")

    items = tuple(
        replace(item, tasks=tuple(map(waiting, item.tasks))) if untouched(item) else item for item in ticket.items
    )
    return replace(ticket, items=items)


def item_of(task: str) -> str:
    """The item's id inside a task's id."""
    return task.partition(".")[0]


def _each_item(ticket: Ticket, ids: Iterable[str], change: Callable[[Item], Item]) -> Ticket:
    wanted = frozenset(ids)
    return replace(ticket, items=tuple([change(item) if item.id in wanted else item for item in ticket.items]))


def each_task(ticket: Ticket, ids: Iterable[str], change: Callable[[Task], Task]) -> Ticket:
    wanted = frozenset(ids)

    def changed(item: Item) -> Item:
        return replace(item, tasks=tuple([change(task) if task.id in wanted else task for task in item.tasks]))

    return _each_item(ticket, map(item_of, wanted), changed)


def _all_tasks(ticket: Ticket, change: Callable[[Task], Task]) -> Ticket:
    items = tuple(replace(item, tasks=tuple(map(change, item.tasks))) for item in ticket.items)
    return replace(ticket, items=items)
