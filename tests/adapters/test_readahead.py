"""Keys of old tickets are read ahead after a start, beside everything else."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from kds.adapters import readahead
from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from tests.contracts.rows import TERM, batch, log, ticket

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
PATIENCE_S = 30


@pytest.fixture
def log_of_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqliteLog:
    """Its keys are without end."""
    monkeypatch.setattr(readahead, "KEYS", ENDLESS)
    return SqliteLog(tmp_path)


def test_the_keys_are_read_and_no_ticket(tmp_path: Path) -> None:
    SqliteLog(tmp_path).open(TERM, 1_000)
    plan = sqlite3.connect(tmp_path / DATABASE_NAME).execute(f"EXPLAIN QUERY PLAN {readahead.KEYS}").fetchall()
    assert [step[3] for step in plan] == ["SEARCH document USING COVERING INDEX sqlite_autoindex_document_1 (kind=?)"]


def test_orders_do_not_wait_until_the_keys_are_read(log_of_many: SqliteLog) -> None:
    log_of_many.open(TERM, 1_000)
    log_of_many.commit(batch(log(1, ticket("a"))))
    assert log_of_many.document("ticket/a") is not None
    log_of_many.close()


def test_a_log_that_is_closed_reads_no_further(log_of_many: SqliteLog) -> None:
    def open_and_close() -> None:
        log_of_many.open(TERM, 1_000)
        log_of_many.close()

    writer = Thread(target=open_and_close, daemon=True)
    writer.start()
    writer.join(PATIENCE_S)
    assert not writer.is_alive()


def test_where_nothing_can_be_read_ahead_the_log_works_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readahead, "KEYS", "SELECT count(*) FROM nowhere")
    one = SqliteLog(tmp_path)
    one.open(TERM, 1_000)
    one.commit(batch(log(1, ticket("a"))))
    assert one.document("ticket/a") is not None
    one.close()
