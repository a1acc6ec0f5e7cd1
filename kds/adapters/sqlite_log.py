"""The durable log: one SQLite database in WAL mode, written by one connection on one thread.

`docs/topics/log.md` argues the settings. Errors: StorageRefused at boot (a person must act), StorageFull
(passing, rolled back whole), StorageBroken (the process must exit; a commit is never retried in place,
because after a failed fsync nobody knows what the disk holds).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from kds.adapters import sqlite_rows as rows
from kds.adapters.diskroom import RESERVE_BYTES, Reserve, has_room, means_full
from kds.adapters.lockfile import FolderLock
from kds.adapters.migrations import is_current, migrate
from kds.adapters.readahead import ReadAhead
from kds.service.ports import (
    CLOSED_KEPT,
    AlreadyStored,
    Batch,
    Boot,
    DocRow,
    Entry,
    InboxRow,
    IngestRow,
    LogRow,
    ResultRow,
    StorageBroken,
    StorageFull,
    StorageRefused,
    Term,
)

DATABASE_NAME = "kds.db"

RESTORING = "restoring"
"""A folder that is there while a backup is put in the place of the log."""

CHECKPOINT_PAGES = 1000
"""SQLite's own default, 4 MB: the checkpoint costs two syncs, so rarely; a boot reads the WAL, so not too rarely."""

_logger = logging.getLogger("kds.log")


class SqliteLog:
    """LogStore on SQLite; every method but the constructor runs on the writer's thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reserve = Reserve(folder)
        self._lock: FolderLock | None = None
        self._opened: sqlite3.Connection | None = None
        self._ahead: ReadAhead | None = None
        self._head = 0

    def open(self, term_id: str, now_ms: int) -> Boot:
        self._lock = FolderLock(self._folder)
        try:
            if (self._folder / RESTORING).exists():
                raise StorageRefused(
                    f"A restore into {self._folder} was interrupted. Run `kds restore` again with the same backup; "
                    "the log of before is in the newest folder named replaced-… there."
                )
            return self._boot(term_id, now_ms)
        except sqlite3.Error as error:
            self.close()
            raise self._refusal(error) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()
            self._ahead = None
        self._disconnect()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _boot(self, term_id: str, now_ms: int) -> Boot:
        read_only = False
        try:
            self._start_term(term_id, now_ms)
        except StorageFull:
            self._disconnect()
            _logger.warning("The disk of %s is full; using the reserve for this start.", self._folder)
            self._reserve.release()
            try:
                self._start_term(term_id, now_ms)
            except StorageFull:
                self._disconnect()
                read_only = True
                self._connect_read_only()
        if not read_only and not self._reserve.refill():
            _logger.warning("The disk of %s is nearly full: no room to keep a reserve.", self._folder)
        boot = self._read_boot(read_only)
        if not read_only:
            self._ahead = ReadAhead(self._folder / DATABASE_NAME)
        return boot

    def _start_term(self, term_id: str, now_ms: int) -> None:
        try:
            self._connect()
            migrate(self._connection)
            self._head = self._read_head()
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("INSERT INTO term VALUES (?, ?, ?)", (term_id, self._head, now_ms))
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if means_full(error, self._folder):
                raise StorageFull(str(error)) from error
            raise self._refusal(error) from error

    def _connect(self) -> None:
        connection = sqlite3.connect(self._folder / DATABASE_NAME, isolation_level=None)
        self._opened = connection
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise StorageRefused(
                f"The file system of {self._folder} cannot hold a write-ahead log. "
                "Name a folder on a local disk with --data."
            )
        connection.execute("PRAGMA synchronous = FULL")
        # On macOS fsync() leaves the data in the drive's cache; elsewhere these two do nothing.
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        _logger.info("SQLite %s, database %s", sqlite3.sqlite_version, self._folder / DATABASE_NAME)

    def _connect_read_only(self) -> None:
        """On a disk without room for the `-shm` file: with exclusive locking SQLite keeps it in memory."""
        try:
            connection = sqlite3.connect(f"file:{self._folder / DATABASE_NAME}?mode=rw", uri=True, isolation_level=None)
            self._opened = connection
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            readable = is_current(connection)
            (terms,) = connection.execute("SELECT count(*) FROM term").fetchone() if readable else (0,)
        except sqlite3.Error as error:
            raise self._no_room() from error
        if not terms:
            raise self._no_room()
        self._head = self._read_head()

    def _no_room(self) -> StorageRefused:
        return StorageRefused(
            f"The disk of {self._folder} is full and there is no log that can be shown as it is. "
            f"Free at least {RESERVE_BYTES // 1024} KiB there and start again."
        )

    def _refusal(self, error: sqlite3.Error) -> StorageRefused:
        return StorageRefused(
            f"The database {self._folder / DATABASE_NAME} cannot be used: {error}. "
            "Check the disk and the permissions of the folder; if the file is damaged, restore a backup."
        )

    def _disconnect(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _connection(self) -> sqlite3.Connection:
        assert self._opened is not None, "the log is not open"
        return self._opened

    def _read_head(self) -> int:
        (head,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()
        return int(head)

    def _read_boot(self, read_only: bool) -> Boot:
        query = self._connection.execute
        terms = tuple(Term(*row) for row in query("SELECT id, start_seq FROM term ORDER BY rowid"))
        living = query(f"{rows.DOCUMENT} WHERE open = 1").fetchall()
        closed = map(rows.closed_row, query(rows.LAST_CLOSED, (CLOSED_KEPT,)))
        oldest_first = sorted(closed, key=lambda found: (found[0], found[1].id))
        return Boot(
            head=self._head,
            terms=terms,
            docs=(*map(rows.doc_row, living), *(row for _, row in oldest_first)),
            inbox=tuple(self.inbox("pending")),
            read_only=read_only,
        )

    def document(self, key: str) -> DocRow | None:
        kind, _, id_ = key.partition("/")
        row = self._connection.execute(f"{rows.DOCUMENT} WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
        return None if row is None else rows.doc_row(row)

    def ingested(self, source: str, external_id: str, revision: str) -> IngestRow | None:
        query = f"{rows.INGEST} WHERE source = ? AND external_id = ? AND revision = ?"
        row = self._connection.execute(query, (source, external_id, revision)).fetchone()
        return None if row is None else rows.ingest_row(row)

    def row_of(self, command_id: str) -> LogRow | None:
        row = self._connection.execute(f"{rows.LOG} WHERE command_id = ?", (command_id,)).fetchone()
        return None if row is None else rows.log_row(row)

    def last_n(self, cid: str) -> int | None:
        (last,) = self._connection.execute("SELECT max(n) FROM result WHERE cid = ?", (cid,)).fetchone()
        return None if last is None else int(last)

    def result(self, cid: str, n: int) -> ResultRow | None:
        row = self._connection.execute(f"{rows.RESULT} WHERE cid = ? AND n = ?", (cid, n)).fetchone()
        return None if row is None else rows.result_row(row)

    def inbox(self, state: Literal["pending", "quarantine"]) -> Sequence[InboxRow]:
        # `<> 'done'` lets SQLite use the partial index.
        query = f"{rows.INBOX} WHERE state = ? AND state <> 'done' ORDER BY received_ms, id"
        return [rows.inbox_row(row) for row in self._connection.execute(query, (state,))]

    def closed(self, day: str, before: tuple[int, str] | None, limit: int) -> Sequence[tuple[int, DocRow]]:
        parameters = (day, *(before or (self._head + 1, "")), limit)
        return [rows.closed_row(row) for row in self._connection.execute(rows.CLOSED, parameters)]

    def changed_at(self, ticket_id: str) -> int:
        query = "SELECT seq FROM document WHERE kind = 'ticket' AND id = ?"
        row = self._connection.execute(query, (ticket_id,)).fetchone()
        return 0 if row is None else int(row[0])

    def about(self, ticket_id: str, lower: int, upper: int) -> Sequence[Entry]:
        found = self._connection.execute(rows.ABOUT, (lower, upper, ticket_id.encode()))
        return [rows.entry_row(row) for row in found]

    def body(self, row_id: str) -> InboxRow | None:
        row = self._connection.execute(f"{rows.INBOX} WHERE id = ?", (row_id,)).fetchone()
        return None if row is None else rows.inbox_row(row)

    def read(self, after_seq: int, limit: int) -> Sequence[LogRow]:
        query = f"{rows.LOG} WHERE seq > ? ORDER BY seq LIMIT ?"
        return [rows.log_row(row) for row in self._connection.execute(query, (after_seq, limit))]

    def commit(self, batch: Batch) -> None:
        assert not batch.rows or batch.rows[0].seq == self._head + 1, "the log is dense"
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            for statement, parameters in rows.statements(batch):
                connection.executemany(statement, parameters)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._rolled_back(error) from error
        if batch.rows:
            self._head = batch.rows[-1].seq

    def _rolled_back(self, error: sqlite3.Error) -> StorageFull | AlreadyStored | StorageBroken:
        """What the failed commit means, once it is certain that nothing of it is left."""
        try:
            # A full disk has already ended the transaction where it was found at COMMIT.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            head = self._read_head()
        except sqlite3.Error as second:
            return StorageBroken(f"{error}; then rolling back: {second}")
        if head == self._head and means_full(error, self._folder):
            return StorageFull(str(error))
        if head == self._head and _means_stored(error):
            return AlreadyStored(str(error))
        return StorageBroken(f"{error} (head {head}, expected {self._head})")

    def upkeep(self) -> bool:
        return has_room(self._folder) and self._reserve.refill()


def _means_stored(error: sqlite3.Error) -> bool:
    """SQLite says which key is not unique only in the text of its error."""
    return isinstance(error, sqlite3.IntegrityError) and rows.DOCUMENT_KEY in str(error)
