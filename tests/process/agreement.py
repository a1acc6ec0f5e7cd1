"""What must hold after a shift, whatever befell it: the log against itself, and against what anybody was told."""

from __future__ import annotations

from collections.abc import Iterator

import msgpack

from kds.kitchen.model import Ticket
from kds.service.documents import value_of
from tests import history
from tests.history import History
from tests.process.shift import Screen, Shift
from tests.sync.glass import Frame


def agree(shift: Shift) -> None:
    seen = history.read(shift.folder)
    assert history.faults(seen, keys(shift)) == []
    assert list(lost_revisions(seen, shift)) == []
    for screen in shift.screens:
        assert list(lost_taps(seen, screen)) == []
        assert screen.faults == [], "\n".join(screen.faults)


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


def shows_the_log(screen: Screen, seen: History) -> None:
    """Invariant 4: what the screen holds is what is there, and everything open is on it."""
    for key, (ver, doc) in screen.docs.items():
        row = seen.documents[key]
        assert (ver, doc) == (row.ver, msgpack.unpackb(row.doc)), key
    assert {key for key, row in seen.documents.items() if row.open} <= screen.docs.keys()


def all_agree(shift: Shift) -> None:
    """At rest: besides all that, every screen shows what the log says."""
    agree(shift)
    seen = history.read(shift.folder)
    for screen in shift.screens:
        shows_the_log(screen, seen)
