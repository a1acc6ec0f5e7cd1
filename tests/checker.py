"""The invariants of `docs/protocol.md` as one checker: what was recorded, held against what the log says.

`tests/history.py` checks the log by itself (2, 3, 5, 7); here is what needs to know who was told what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Task, Ticket
from kds.kitchen.venue import Store
from kds.service.documents import value_of
from kds.service.ports import LogRow
from kds.wire.limits import MAX_INTEGER
from tests import history, restored, seen
from tests.history import History, Kind
from tests.record import Line

REPEATED = ("same_contents", "same_command")
"""Answers to an order that was placed before, and is there: as good as the first."""


class Fault(Struct, frozen=True):
    invariant: int
    kind: Kind
    text: str

    def __str__(self) -> str:
        return f"invariant {self.invariant}: {self.text} ({self.kind})"


class Acknowledged(Struct):
    """What was promised and not taken back by a restore."""

    orders: dict[tuple[str, str], Line]
    """Source key → the last acknowledgement."""
    commands: dict[str, Line]
    """Command id → the answer that it is done."""


def check(record: Sequence[Line], log: History) -> list[Fault]:
    """Everything that does not hold; empty is what a test wants to see."""
    promised = acknowledged(record)
    return [
        *(
            Fault(int(line.about["invariant"]), "diverged", f"{line.who}: {line.about['text']}")
            for line in wrong(record)
        ),
        *(Fault(1, "lost", text) for text in lost(promised, log)),
        *(Fault(2, "diverged", text) for text in history.gaps(log)),
        *(Fault(3, "doubled", text) for text in history.decided_twice(log)),
        *(Fault(3, "diverged", text) for text in let_through(record, log)),
        *(Fault(5, "diverged", text) for text in history.fold_differs(log)),
        *(Fault(6, "diverged", text) for text in flickers(record, log)),
        *(Fault(7, "doubled", text) for text in history.lost_or_doubled(log, promised.orders)),
        *(Fault(7, "doubled", text) for text in on_two_tickets(log)),
        *(Fault(8, "lost", text) for text in unanswered(record)),
        *(Fault(10, "doubled", text) for text in cooked_twice(record, log)),
        *(Fault(10, "doubled", text) for text in seen.wrongly_covered(log)),
        *(Fault(7, "diverged", text) for text in seen.never_painted(record, log)),
        *(Fault(14, "lost", text) for text in restored.not_back(record, log)),
        *(Fault(11, "diverged", text) for text in back_in_time(log)),
        *(Fault(11, "diverged", text) for text in day_again(log)),
    ]


def wrong(record: Sequence[Line]) -> Iterator[Line]:
    return (line for line in record if line.what == "wrong")


def acknowledged(record: Sequence[Line]) -> Acknowledged:
    """A restore takes back what came after its backup, answers that are still on their way included."""
    promised = Acknowledged({}, {})
    placed = {line.id: line for line in record if line.phase == "invoke" and line.what == "place"}
    ends: dict[str, int] = {}
    for line in record:
        if line.what == "boot":
            ends.setdefault(line.about["term"], MAX_INTEGER)
        elif line.what == "restore":
            ends = {term: min(end, line.seq) for term, end in ends.items()}
            promised.orders = {key: told for key, told in promised.orders.items() if told.seq <= line.seq}
            promised.commands = {key: told for key, told in promised.commands.items() if told.seq <= line.seq}
        elif line.seq > ends.get(line.about.get("term", ""), MAX_INTEGER):
            continue
        elif line.what in ("order", "answer") and (line.phase == "ok" or line.about.get("why") in REPEATED):
            order = line if line.what == "order" else placed.get(line.id)
            if order is not None:
                key = (order.about["source"], order.about["external_id"])
                known = promised.orders.get(key)
                if known is None or known.about["revision"] <= order.about["revision"]:
                    promised.orders[key] = replace(order, seq=line.seq)
            if line.what == "answer" and line.phase == "ok":
                promised.commands[line.id] = line
    return promised


def lost(promised: Acknowledged, log: History) -> Iterator[str]:
    """Invariant 1: what was acknowledged is there."""
    for (source, external_id), told in promised.orders.items():
        row = log.documents.get(f"ticket/{ticket_id(source, external_id)}")
        ticket = None if row is None else value_of(row)
        revision = ticket.revision if isinstance(ticket, Ticket) else -1
        if revision < told.about["revision"]:
            yield f"order {external_id} of {source}: {told.about['revision']} was acknowledged, {revision} is there"
    seqs = {row.command_id: row.seq for row in log.rows}
    for id_, told in promised.commands.items():
        if seqs.get(id_) != told.seq:
            yield f"{told.who} was told that {id_} is row {told.seq}; it is row {seqs.get(id_)}"


def let_through(record: Sequence[Line], log: History) -> Iterator[str]:
    """Whatever a stranger asks for, nothing of it is done."""
    forbidden = {line.id for line in record if line.what == "forbidden"}
    yield from (f"row {row.seq} is {row.command_id}, a {row.kind}" for row in log.rows if row.command_id in forbidden)


def on_two_tickets(log: History) -> Iterator[str]:
    """Invariant 7: whoever splits and brings back, an item is on one ticket."""
    holders: dict[str, list[str]] = {}
    for row in log.documents.values():
        ticket = value_of(row)
        for item in ticket.items if isinstance(ticket, Ticket) else ():
            holders.setdefault(item.id, []).append(row.id)
    yield from (f"{item} is on {' and '.join(tickets)}" for item, tickets in holders.items() if len(tickets) > 1)


def flickers(record: Sequence[Line], log: History) -> Iterator[str]:
    """Invariant 6: a command leaves the view only when the documents hold what it did."""
    rows = {row.command_id: row for row in log.rows}
    for line in record:
        row = rows.get(line.id) if line.what == "left" else None
        # A row of a later boot: what a restore had taken is in again.
        if row is not None and row.term <= line.about["term"] and row.seq > line.seq:
            yield f"{line.who} let go of {line.id} at {line.seq}, before its row {row.seq}"


def unanswered(record: Sequence[Line]) -> Iterator[str]:
    """Invariant 8: what a device has shown as done ends as ok, noop or rejected, unless somebody cleared the device."""
    kept: dict[str, str] = {}
    for line in record:
        match line.what:
            case "kept":
                kept[line.id] = line.who
            case "wiped":
                kept = {id_: device for id_, device in kept.items() if device != line.who}
            case "answer":
                kept.pop(line.id, None)
            case _:
                pass
    answered = {line.id for line in record if line.what == "answer"}
    yield from (f"{id_} was kept by {device} and never answered" for id_, device in kept.items() if id_ not in answered)


def cooked_twice(record: Sequence[Line], log: History) -> Iterator[str]:
    """Invariant 10, told from the documents that each row left behind and from what its sender had seen."""
    invoked = {line.id: line for line in record if line.phase == "invoke"}
    tasks: dict[str, Task] = {}
    bumped: Counter[tuple[str, int]] = Counter()
    for row in log.rows:
        asked = invoked.get(row.command_id)
        seen = {task: (gen, bump) for task, gen, bump in asked.about.get("seen", ())} if asked is not None else {}
        for task in _tasks_of(row):
            before = tasks.get(task.id)
            tasks[task.id] = task
            other = before is not None and before.bump != task.bump and row.kind != "salvage"
            if task.state == "done" and (before is None or before.state != "done" or other):
                bumped[task.id, task.gen] += 1
            if before is not None:
                yield from (f"row {row.seq}: {text}" for text in _wrong_step(row, before, task, seen.get(task.id)))
    yield from (f"generation {gen} of {task} was done {n} times" for (task, gen), n in bumped.items() if n > 1)


def _tasks_of(row: LogRow) -> Iterator[Task]:
    for doc in row.docs:
        ticket = value_of(doc) if doc.kind == "ticket" else None
        if isinstance(ticket, Ticket):
            yield from (task for item in ticket.items for task in item.tasks)


def _wrong_step(row: LogRow, before: Task, task: Task, seen: tuple[int, str] | None) -> Iterator[str]:
    if task.gen < before.gen:
        yield f"{row.kind} took the generation of {task.id} back"
    if before.state == "void" and task.state != "void":
        yield f"void was not final for {task.id}"
    # A recall of before a restore comes back with whoever holds it.
    brought = row.kind == "salvage" and task.gen > before.gen
    if before.state == "done" and task.state not in ("done", "void") and not brought:
        if row.kind != "recall" or task.gen != before.gen + 1:
            yield f"{row.kind} undid {task.id}"
        elif seen is not None and seen[1] != before.bump:
            yield f"{task.id} was recalled from {before.bump}, and {seen[1]} was meant"
    if row.kind in ("start", "bump") and task.state != before.state and seen is not None and seen[0] != before.gen:
        yield f"{task.id} was {task.state} in generation {before.gen}, and {seen[0]} was seen"


def back_in_time(log: History) -> Iterator[str]:
    """Invariant 11: however the clock is set, within a boot no row is older than the one before."""
    for before, row in pairwise(log.rows):
        if row.term == before.term and row.ts_ms < before.ts_ms:
            yield f"row {row.seq} is of {row.ts_ms} ms, {before.ts_ms - row.ts_ms} ms before the row before"


def day_again(log: History) -> Iterator[str]:
    """Invariant 11: nor does a business day come again."""
    day = ""
    for row in log.rows:
        for doc in row.docs:
            store = value_of(doc) if doc.kind == "store" else None
            if not isinstance(store, Store):
                continue
            if store.day < day or (row.kind == "start_day" and store.day == day):
                yield f"row {row.seq}: {row.kind} makes it {store.day}, after {day}"
            day = store.day
