"""What must hold after a shift, whatever befell it: the log against itself, and against what anybody was told."""

from __future__ import annotations

from collections.abc import Iterator

import msgpack

from kds.kitchen.model import Ticket
from kds.service.documents import value_of
from tests import history
from tests.effort import holds
from tests.history import Found, History
from tests.process.shift import Screen, Shift
from tests.sync.glass import Frame


def agree(shift: Shift) -> None:
    """Raises Wrong with all that does not hold."""
    holds(found_in(history.read(shift.folder), shift))


def found_in(seen: History, shift: Shift) -> Found:
    found = history.by_kind(seen, keys(shift))
    found["lost"] += lost_revisions(seen, shift)
    for screen in shift.screens:
        found["lost"] += lost_taps(seen, screen)
        found["diverged"] += screen.faults
    return found


def keys(shift: Shift) -> list[history.SourceKey]:
    return [(key.partition("-")[0], key) for till in shift.tills for key in till.acknowledged]


def lost_revisions(seen: History, shift: Shift) -> Iterator[str]:
    for ticket in (value for row in seen.documents.values() if isinstance(value := value_of(row), Ticket)):
        acknowledged = max(till.acknowledged.get(ticket.external_id, 0) for till in shift.tills)
        if ticket.revision < acknowledged:
            yield f"{ticket.external_id} stands at revision {ticket.revision}, acknowledged was {acknowledged}"
        if len(ticket.items) != (3 if ticket.revision == 2 else 2):
            yield f"{ticket.external_id} at revision {ticket.revision} has {len(ticket.items)} items"


def lost_taps(seen: History, screen: Screen) -> Iterator[str]:
    seqs = {row.command_id: row.seq for row in seen.rows}
    tickets = {row.id: row for row in seen.documents.values() if row.kind == "ticket"}
    for command, ack in screen.acknowledged.items():
        if ack["result"] != "ok":
            yield f"{command}: {ack}"
        elif seqs.get(command) != ack["seq"]:
            yield f"{command} was acknowledged at {ack['seq']}, the log has it at {seqs.get(command)}"
        else:
            sent = screen.sent[command]
            ticket = value_of(tickets[sent["args"]["ticket"]])
            assert isinstance(ticket, Ticket)
            if not stands(ticket, sent["kind"], command, sent["args"]):
                yield f"{command} was acknowledged and does not stand: {ticket}"


def stands(ticket: Ticket, kind: str, command: str, args: Frame) -> bool:
    if kind == "bump":
        bumped = {pair["task"] for pair in args["tasks"]}
        tasks = [task for item in ticket.items for task in item.tasks if task.id in bumped]
        return [(task.state, task.bump) for task in tasks] == [("done", command)]
    return [item.state for item in ticket.items if item.id in args["items"]] == ["served"]


def shows_another(screen: Screen, seen: History) -> Iterator[str]:
    """Invariant 4: what the screen holds is what is there, and everything open is on it."""
    for key, (ver, doc) in screen.docs.items():
        row = seen.documents.get(key)
        if row is None or (ver, doc) != (row.ver, msgpack.unpackb(row.doc)):
            yield f"a screen shows another {key} than the log has"
    for key in {key for key, row in seen.documents.items() if row.open} - screen.docs.keys():
        yield f"{key} is open and not on a screen"


def all_agree(shift: Shift) -> None:
    """At rest: besides all that, every screen shows what the log says."""
    seen = history.read(shift.folder)
    found = found_in(seen, shift)
    for screen in shift.screens:
        found["diverged"] += shows_another(screen, seen)
    holds(found)
