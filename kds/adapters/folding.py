"""Reads a copy of the log from its first row to its last and says what is in it, or why it must not be relied on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from kds.adapters import sqlite_rows as rows
from kds.adapters.migrations import MIGRATIONS
from kds.kitchen.events import AnyEvent
from kds.kitchen.evolve import evolve
from kds.kitchen.model import Ticket
from kds.kitchen.state import Document, Memory, live
from kds.service.documents import key_of, row_of, value_of
from kds.service.ports import DocRow, LogRow

HEADER = b"SQLite format 3\x00"

_events = msgspec.msgpack.Decoder(tuple[AnyEvent, ...]).decode


class NotSound(Exception):
    """The file is no whole log of this program; the message says in what way."""


class Contents(Struct, frozen=True):
    """What a log holds, for a person who decides whether to go back to it."""

    rows: int
    tickets: int
    open: int
    last_ms: int
    """The moment of its last row; 0: it is empty."""


def sound(path: Path) -> Contents:
    """What is in this copy, every page and row of it read and folded. Raises NotSound."""
    try:
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError as error:
        raise NotSound(f"it cannot be read: {error.strerror}") from error
    if start != HEADER:
        raise NotSound("it is no backup of kds")
    try:
        # `immutable` leaves no files beside it: nobody else writes a copy.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            _recognise(connection)
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise NotSound(f"it is damaged or was not written to its end: {verdict}")
            return _folded(connection)
    except sqlite3.Error as error:
        raise NotSound(f"it is damaged or was not written to its end: {error}") from error
    except msgspec.MsgspecError as error:
        raise NotSound(f"it holds what this kds cannot read: {error}") from error


def _recognise(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version > len(MIGRATIONS):
        raise NotSound(
            f"it was made by a newer kds (database version {version}, this one knows {len(MIGRATIONS)}); use that kds"
        )
    if version == 0 or not {"log", "term", "document"} <= tables:
        raise NotSound("it is a database of another program")


def _folded(connection: sqlite3.Connection) -> Contents:
    fold = _Fold()
    seq = last_ms = 0
    for row in map(rows.log_row, connection.execute(f"{rows.LOG} ORDER BY seq")):
        if row.seq != seq + 1:
            raise NotSound(f"row {seq + 1} of its log is missing")
        fold.follow(row)
        seq, last_ms = row.seq, row.ts_ms
    tickets = living = 0
    for doc in map(rows.doc_row, connection.execute(rows.DOCUMENT)):
        if fold.last.pop(doc.key, None) != _mark(doc):
            raise NotSound(f"{doc.key} is not what its log makes of it")
        tickets += doc.kind == "ticket"
        living += doc.kind == "ticket" and doc.open
    if fold.last:
        raise NotSound(f"{next(iter(fold.last))} of its log is missing")
    fold.close()
    return Contents(seq, tickets, living, last_ms)


def _mark(row: DocRow) -> bytes:
    return blake2b(b"%d %d " % (row.ver, row.open) + row.doc, digest_size=16).digest()


class _Fold(Memory):
    """The state that the events make. Tickets that are over wait in a file of SQLite's own, not in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[str, bytes] = {}
        """Of each document: a mark of the last version in the log."""
        self._versions: dict[str, int] = {}
        self._over = sqlite3.connect("", isolation_level=None)
        self._over.execute("CREATE TABLE over (id TEXT PRIMARY KEY, doc BLOB) WITHOUT ROWID")
        self._over.execute("BEGIN")

    def close(self) -> None:
        self._over.close()

    def follow(self, row: LogRow) -> None:
        made: dict[str, Document] = {}
        for event in _events(row.events):
            for document in evolve(self, event):
                made[key_of(document)] = document
                self.put(document)
        if made.keys() != {doc.key for doc in row.docs}:
            raise NotSound(f"row {row.seq} of its log holds other documents than its events make")
        for doc in row.docs:
            ver = self._versions.get(doc.key, 0) + 1
            if (doc.ver, value_of(doc)) != (ver, made[doc.key]):
                raise NotSound(f"row {row.seq} of its log: {doc.key} is not what its events make")
            self._versions[doc.key] = ver
            self.last[doc.key] = _mark(doc)
        for document in made.values():
            if isinstance(document, Ticket) and not live(document):
                self._over.execute("INSERT OR REPLACE INTO over VALUES (?, ?)", (document.id, row_of(document, 0).doc))
                del self._tickets[document.id]

    def ticket(self, ticket: str) -> Ticket | None:
        known = super().ticket(ticket)
        if known is not None:
            return known
        found = self._over.execute("SELECT doc FROM over WHERE id = ?", (ticket,)).fetchone()
        return None if found is None else msgspec.msgpack.decode(found[0], type=Ticket)
