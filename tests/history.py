"""Reads what a data folder holds and checks it against `docs/protocol.md`: invariants 1, 2, 3, 5 and 7."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from kds.adapters import sqlite_rows as rows
from kds.adapters.sqlite_log import DATABASE_NAME
from kds.kitchen.events import AnyEvent, TicketPlaced, TicketRecovered
from kds.kitchen.evolve import replay
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.state import Document, Memory
from kds.service.documents import key_of, value_of
from kds.service.ports import DocRow, LogRow, ResultRow, Term

Kind: TypeAlias = Literal["lost", "doubled", "diverged"]
Found: TypeAlias = dict[Kind, list[str]]

SourceKey: TypeAlias = tuple[str, str]
"""Source and external id of an order whose receipt reached its sender."""

_events = msgspec.msgpack.Decoder(tuple[AnyEvent, ...]).decode


class History(Struct, frozen=True):
    """Everything a log says, in its own order."""

    terms: tuple[Term, ...]
    rows: tuple[LogRow, ...]
    documents: dict[str, DocRow]
    results: tuple[ResultRow, ...]


NOTHING = History((), (), {}, ())


def read(folder: Path) -> History:
    """Of a server that is gone or still runs; a reader never writes and never checkpoints."""
    with closing(sqlite3.connect(f"file:{folder / DATABASE_NAME}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return NOTHING  # Killed before its first start was through.
        documents = map(rows.doc_row, connection.execute(rows.DOCUMENT))
        return History(
            terms=tuple(Term(*row) for row in connection.execute("SELECT id, start_seq FROM term ORDER BY rowid")),
            rows=tuple(map(rows.log_row, connection.execute(f"{rows.LOG} ORDER BY seq"))),
            documents={row.key: row for row in documents},
            results=tuple(map(rows.result_row, connection.execute(f"{rows.RESULT} ORDER BY cid, n"))),
        )


def head(folder: Path) -> int:
    """The last seq, without reading everything."""
    with closing(sqlite3.connect(f"file:{folder / DATABASE_NAME}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0])


def faults(history: History, acknowledged: Iterable[SourceKey]) -> list[str]:
    """What does not hold; empty is what a test wants to see."""
    return [text for texts in by_kind(history, acknowledged).values() for text in texts]


def by_kind(history: History, acknowledged: Iterable[SourceKey]) -> Found:
    """What does not hold, by what it comes to."""
    found: Found = {"lost": [], "doubled": [*decided_twice(history)], "diverged": []}
    for kind, text in _orders(history, acknowledged):
        found[kind].append(text)
    found["diverged"] += [*gaps(history), *fold_differs(history)]
    return found


def lost_or_doubled(history: History, acknowledged: Iterable[SourceKey]) -> Iterator[str]:
    """Invariants 1 and 7: what was acknowledged is there, and is one ticket, placed or brought back once."""
    return (text for _, text in _orders(history, acknowledged))


def _orders(history: History, acknowledged: Iterable[SourceKey]) -> Iterator[tuple[Kind, str]]:
    tickets = [value for row in history.documents.values() if isinstance(value := value_of(row), Ticket)]
    held = Counter((ticket.source, ticket.external_id) for ticket in tickets)
    known: set[str] = set()
    placed: Counter[str] = Counter()
    for row in history.rows:
        for event in _events(row.events):
            brought = isinstance(event, TicketRecovered) and event.ticket not in known
            if isinstance(event, TicketPlaced) or brought:
                known.add(event.ticket)
                placed[event.ticket] += 1
    for key in acknowledged:
        tickets_of, times = held[key], placed[ticket_id(*key)]
        if (tickets_of, times) != (1, 1):
            kind: Kind = "doubled" if tickets_of > 1 or times > 1 else "lost"
            yield kind, f"acknowledged {key}: {tickets_of} tickets, placed {times} times"
    yield from (("doubled", f"{key} is {count} tickets") for key, count in held.items() if count > 1)


def gaps(history: History) -> Iterator[str]:
    """Invariant 2, and that each row carries the term it was written in."""
    for expected, row in enumerate(history.rows, 1):
        if row.seq != expected:
            yield f"seq {row.seq} where {expected} was due"
    starts = [term.start_seq for term in history.terms]
    if any(later < earlier for earlier, later in pairwise(starts)) or max(starts, default=0) > len(history.rows):
        yield f"terms start at {starts}, head is {len(history.rows)}"
    number = {term.id: place for place, term in enumerate(history.terms)}
    for row in history.rows:
        last = max(place for place, start in enumerate(starts) if start < row.seq)
        if number.get(row.term) != last:
            yield f"seq {row.seq} says term {row.term}"


def decided_twice(history: History) -> Iterator[str]:
    """Invariant 3: one row a command id, one decision a (cid, n), numbers dense from 1."""
    for name, seen in (
        ("command", Counter(row.command_id for row in history.rows)),
        ("screen command", Counter((row.cid, row.n) for row in history.rows if row.cid)),
    ):
        yield from (f"{name} {key} has {count} rows" for key, count in seen.items() if count > 1)
    last: Counter[str] = Counter()
    for result in history.results:
        last[result.cid] += 1
        if result.n != last[result.cid]:
            yield f"result {result.n} of {result.cid} where {last[result.cid]} was due"
    answered = {(result.cid, result.n): result for result in history.results}
    for row in history.rows:
        result_of_row = answered.get((row.cid, row.n))
        if row.cid and (result_of_row is None or (result_of_row.result, result_of_row.seq) != ("ok", row.seq)):
            yield f"seq {row.seq} of {row.cid} {row.n} has the result {result_of_row}"


def fold_differs(history: History) -> Iterator[str]:
    """Invariant 5: folding the events gives the documents of each row, and the table holds the last of each.

    Values are compared, not bytes: a default that was decoded may be written out where it was left out before.
    """
    state = Memory()
    last: dict[str, DocRow] = {}
    for row in history.rows:
        replay(state, _events(row.events))
        for doc in row.docs:
            ver = last[doc.key].ver + 1 if doc.key in last else 1
            if (value_of(doc), doc.ver) != (_held(state, doc), ver):
                yield f"seq {row.seq}: {doc.key} is not what its events make"
            last[doc.key] = doc
    for key in {key_of(document) for document in state.documents()} ^ last.keys():
        yield f"{key} is only in the fold, or only in the log"
    for key in last.keys() | history.documents.keys():
        if last.get(key) != history.documents.get(key):
            yield f"{key} differs between log and table"


def _held(state: Memory, row: DocRow) -> Document | None:
    match row.kind:
        case "ticket":
            return state.ticket(row.id)
        case "dish":
            return state.dish(row.id)
        case "store":
            return state.store()
        case "screen":
            return next((one for one in state.documents() if key_of(one) == row.key), None)
        case "station" | "board" | "pickup":
            return None
