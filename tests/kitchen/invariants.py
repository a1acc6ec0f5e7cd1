"""What must hold of the documents after every command, whatever it was; each broken rule is one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kds.kitchen.commands import AnyCommand, Bump, Recall
from kds.kitchen.model import Item, Task, Ticket
from kds.kitchen.state import Document
from tests.kitchen.portionwatch import PortionWatch

Documents = Mapping[str, Document]
"""By their keys: "ticket/{id}", "dish/{sku}", "store/main"."""

UNFINISHED = ("waiting", "queued", "started")


class Watch:
    """Remembers what was once acknowledged, so that nothing of it can get lost or happen twice."""

    def __init__(self) -> None:
        self._homes: dict[str, str] = {}
        """Item -> its ticket."""
        self._tasks: dict[str, Task] = {}
        self._bumped: set[tuple[str, int]] = set()
        """Every (task, gen) that was ever bumped."""
        self._portions = PortionWatch()

    def look(self, command: AnyCommand, before: Documents, after: Documents) -> None:
        """Check everything that the command altered; raises AssertionError."""
        altered = [
            document
            for key, document in after.items()
            if isinstance(document, Ticket) and document is not before.get(key)
        ]
        assert before.keys() <= after.keys(), "a document vanished"
        for ticket in altered:
            problems = [*ticket_problems(ticket)]
            assert not problems, (problems, command, ticket)
        self._items(altered, after)
        self._portions.look(command, before, after, altered)
        for ticket in altered:
            for item in ticket.items:
                for task in item.tasks:
                    self._task(command, task)

    def _items(self, altered: list[Ticket], after: Documents) -> None:
        here = Counter(item.id for ticket in altered for item in ticket.items)
        twice = [item for item, count in here.items() if count > 1]
        assert not twice, f"an item is on two tickets: {twice}"
        touched = {ticket.id for ticket in altered}
        lost = [item for item, home in self._homes.items() if home in touched and item not in here]
        assert not lost, f"an acknowledged item vanished: {lost}"
        for ticket in altered:
            for item in ticket.items:
                home = self._homes.get(item.id, ticket.id)
                moved_from = after.get(f"ticket/{home}")
                moved = isinstance(moved_from, Ticket) and item.id in moved_from.gone
                assert home == ticket.id or moved, f"an item changed its ticket without a split: {item.id}"
                self._homes[item.id] = ticket.id

    def _task(self, command: AnyCommand, task: Task) -> None:
        before = self._tasks.get(task.id)
        self._tasks[task.id] = task
        if task.state == "done" and (before is None or before.state != "done") and isinstance(command, Bump):
            assert (task.id, task.gen) not in self._bumped, f"generation {task.gen} of {task.id} was bumped twice"
            self._bumped.add((task.id, task.gen))
        if before is None:
            return
        assert task.gen >= before.gen, f"a generation went back: {task.id}"
        assert before.state != "void" or task.state == "void", f"void was not final: {task.id}"
        if before.state == "done" and task.state in UNFINISHED:
            assert isinstance(command, Recall), f"finished work was undone without a recall: {task.id}"
            assert task.gen == before.gen + 1, f"a recall did not raise the generation: {task.id}"
            assert task.queued_ms <= before.done_ms, f"a recall started a new clock: {task.id}"
        if isinstance(command, Bump) and before != task:
            seen = {pair.task: pair.gen for pair in command.tasks}
            if task.state == "done" and before.state != "done":
                assert seen[task.id] == before.gen, f"a bump of another generation changed {task.id}"


def ticket_problems(ticket: Ticket) -> Iterator[str]:
    """Rules that one ticket breaks by itself."""
    if ticket.tombstone:
        if ticket.items or ticket.state != "closed":
            yield "a tombstone is drawn"
        return
    for item in ticket.items:
        yield from item_problems(item)
    alive = [item for item in ticket.items if item.state != "void"]
    finished = alive and all(item.state in ("ready", "served") for item in alive)
    if ticket.close_reason == "abandoned":
        return
    if ticket.state == "open" and (finished or not alive):
        yield "an open ticket has nothing left to cook"
    if ticket.state == "ready" and not finished:
        yield "a ready ticket has something left to cook"
    if ticket.state == "closed" and alive and not finished:
        yield "a closed ticket has something left to cook"
    if ticket.state == "closed" and any(item.void_asked for item in alive):
        yield "a closed ticket has an open question"
    if bool(ticket.close_reason) != (ticket.state == "closed"):
        yield "a close reason and the state disagree"
    yield from change_problems(ticket)


def item_problems(item: Item) -> Iterator[str]:
    unfinished = [task for task in item.tasks if task.state in UNFINISHED]
    if not item.tasks:
        yield f"{item.id} has no task"
    if item.state == "open" and not unfinished:
        yield f"{item.id} is open with nothing left to do"
    if item.state in ("ready", "served", "void") and unfinished:
        yield f"{item.id} is {item.state} with work left"
    if item.state == "void" and any(task.state != "void" for task in item.tasks):
        yield f"{item.id} is void, a task of it is not"
    if (item.state == "served") != bool(item.served_ms and item.state != "void"):
        yield f"{item.id} is {item.state}, served at {item.served_ms}"
    for task in item.tasks:
        yield from task_problems(item, task)


def task_problems(item: Item, task: Task) -> Iterator[str]:
    before = [other for other in item.tasks if other.chain == task.chain and other.step < task.step]
    blocked = any(other.state in UNFINISHED for other in before)
    if task.state == "queued" and (blocked or not task.queued_ms or task.wait):
        yield f"{task.id} is queued and cannot be cooked"
    if task.state == "waiting" and not task.wait:
        yield f"{task.id} waits for nothing"
    if task.state == "waiting" and task.wait == "step" and not blocked:
        yield f"{task.id} waits for a step that is done"
    if task.state == "done" and not (task.bump and task.done_by and task.done_ms):
        yield f"{task.id} is done and nobody did it"
    if task.state in UNFINISHED and (task.bump or task.done_ms):
        yield f"{task.id} is not done and names a bump"


def change_problems(ticket: Ticket) -> Iterator[str]:
    ids = [change.id for change in ticket.changes]
    if len(set(ids)) != len(ids) or any(not 0 < number < ticket.next_change for number in ids):
        yield f"the ids of changes are not its own: {ids}"
    if any(not change.waits for change in ticket.changes):
        yield "a change waits for nobody"
    items = {item.id for item in ticket.items}
    if any(change.item and change.item not in items for change in ticket.changes):
        yield "a change is about an item of another ticket"
