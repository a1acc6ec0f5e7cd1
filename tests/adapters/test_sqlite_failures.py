"""A commit that fails: rolled back whole where the disk is full, the end of the process for any other reason."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from kds.adapters.sqlite_log import SqliteLog
from kds.service.ports import Batch, StorageBroken, StorageFull
from tests.contracts.rows import TERM, batch, log, result, ticket


class FailingConnection(sqlite3.Connection):
    """Fails a statement once, as SQLite itself would say it."""

    fails: str = ""
    code: int = 0

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if self.fails and sql == self.fails:
            self.fails = ""
            error = sqlite3.OperationalError("injected")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(sql, parameters)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqliteLog:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=FailingConnection))
    one = SqliteLog(tmp_path)
    one.open(TERM, 1_000)
    one.commit(batch(log(1, ticket("a"))))
    return one


def fail(one: SqliteLog, statement: str, code: int) -> None:
    connection = one._connection
    assert isinstance(connection, FailingConnection)
    connection.fails, connection.code = statement, code


def spend_quota(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Every sync in the data folder fails with this error number."""

    def fsync(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)


def fill_up(one: SqliteLog) -> None:
    """No page more than the database has: SQLite itself then finds the disk full."""
    (pages,) = one._connection.execute("PRAGMA page_count").fetchone()
    one._connection.execute(f"PRAGMA max_page_count = {pages}")


def make_room(one: SqliteLog) -> None:
    one._connection.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_takes_back_the_whole_batch(opened: SqliteLog) -> None:
    fill_up(opened)
    big = Batch(rows=(log(2, ticket("b", doc=bytes(100_000))),), results=(result("cid", 1),))
    with pytest.raises(StorageFull):
        opened.commit(big)
    assert [row.seq for row in opened.read(0, 10)] == [1]
    assert (opened.document("ticket/b"), opened.last_n("cid")) == (None, None)
    opened.close()


def test_the_same_batch_goes_in_when_there_is_room_again(opened: SqliteLog) -> None:
    fill_up(opened)
    big = batch(log(2, ticket("b", doc=bytes(100_000))))
    with pytest.raises(StorageFull):
        opened.commit(big)
    make_room(opened)
    opened.commit(big)
    assert [row.seq for row in opened.read(0, 10)] == [1, 2]
    opened.close()


def test_a_disk_found_full_at_commit_takes_back_the_whole_batch(opened: SqliteLog) -> None:
    fail(opened, "COMMIT", sqlite3.SQLITE_FULL)
    with pytest.raises(StorageFull):
        opened.commit(batch(log(2, ticket("b"))))
    assert [row.seq for row in opened.read(0, 10)] == [1]
    opened.commit(batch(log(2, ticket("b"))))
    opened.close()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_spent_quota_is_a_full_disk(opened: SqliteLog, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    spend_quota(monkeypatch, number)
    fail(opened, "COMMIT", sqlite3.SQLITE_IOERR_WRITE)
    with pytest.raises(StorageFull):
        opened.commit(batch(log(2, ticket("b"))))
    assert not opened.upkeep()
    opened.close()


def test_a_write_error_on_a_disk_with_room_breaks_the_log(opened: SqliteLog) -> None:
    fail(opened, "COMMIT", sqlite3.SQLITE_IOERR_WRITE)
    with pytest.raises(StorageBroken):
        opened.commit(batch(log(2, ticket("b"))))
    opened.close()


def test_a_failed_sync_breaks_the_log(opened: SqliteLog) -> None:
    fail(opened, "COMMIT", sqlite3.SQLITE_IOERR_FSYNC)
    with pytest.raises(StorageBroken):
        opened.commit(batch(log(2, ticket("b"))))
    opened.close()


def test_a_rollback_that_fails_breaks_the_log(opened: SqliteLog, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_up(opened)

    def read_head() -> int:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(opened, "_read_head", read_head)
    with pytest.raises(StorageBroken, match="then rolling back: disk I/O error"):
        opened.commit(batch(log(2, ticket("b", doc=bytes(100_000)))))
    opened.close()


def test_a_head_that_moved_in_a_failed_commit_breaks_the_log(opened: SqliteLog) -> None:
    fail(opened, "COMMIT", sqlite3.SQLITE_FULL)
    opened._head = 7
    with pytest.raises(StorageBroken, match="head 1, expected 7"):
        opened.commit(batch(log(8, ticket("b"))))
    opened.close()


def test_the_database_itself_refuses_a_command_id_twice(opened: SqliteLog) -> None:
    with pytest.raises(StorageBroken, match="UNIQUE"):
        opened.commit(batch(log(2, command_id="command-1")))
    opened.close()
