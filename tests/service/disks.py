"""Disks under a machine: the log in memory and the one on SQLite, full when told so and read from outside."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest

from kds.adapters import sqlite_rows as rows
from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import LogRow, LogStore
from tests import history
from tests.history import History


class Disk(Protocol):
    def log(self) -> LogStore:
        """Another opening of the same log."""

    def set_full(self, full: bool) -> None:
        """Whether the next commits find no room."""

    def rows(self, after_seq: int) -> Sequence[LogRow]:
        """What is durable, read past the server."""

    def history(self) -> History: ...

    def remove(self) -> None: ...


class MemoryShelf:
    def __init__(self) -> None:
        self._disk = MemoryDisk()

    def log(self) -> LogStore:
        return MemoryLog(self._disk)

    def set_full(self, full: bool) -> None:
        self._disk.full = full

    def rows(self, after_seq: int) -> Sequence[LogRow]:
        return self._disk.rows[after_seq:]

    def history(self) -> History:
        disk = self._disk
        return History(
            terms=tuple(disk.terms),
            rows=tuple(disk.rows),
            documents={key: row for key, (_, row) in disk.documents.items()},
            results=tuple(sorted(disk.results.values(), key=lambda each: (each.cid, each.n))),
        )

    def remove(self) -> None:
        """Nothing to remove."""


class SqliteFolder:
    def __init__(self) -> None:
        self._path = Path(tempfile.mkdtemp(prefix="kds-machine-"))
        self._log: FillingLog | None = None

    def log(self) -> LogStore:
        self._log = FillingLog(self._path)
        return self._log

    def set_full(self, full: bool) -> None:
        assert self._log is not None
        self._log.set_full(full)

    def rows(self, after_seq: int) -> Sequence[LogRow]:
        with closing(sqlite3.connect(f"file:{self._path / DATABASE_NAME}?mode=ro", uri=True)) as reader:
            return [rows.log_row(row) for row in reader.execute(f"{rows.LOG} WHERE seq > ? ORDER BY seq", (after_seq,))]

    def history(self) -> History:
        return history.read(self._path)

    def remove(self) -> None:
        shutil.rmtree(self._path)


class FillingConnection(sqlite3.Connection):
    """Finds the disk full at COMMIT, with everything already inserted, and says so as SQLite does."""

    full = False

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if self.full and sql == "COMMIT":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, parameters)


class FillingLog(SqliteLog):
    def set_full(self, full: bool) -> None:
        assert isinstance(self._connection, FillingConnection)
        self._connection.full = full

    def _connect(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=FillingConnection))
            super()._connect()
