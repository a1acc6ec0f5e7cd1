"""Which data folders the SQLite log refuses, how it says so, and which settings it runs with."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kds.adapters.diskroom import RESERVE_BYTES, RESERVE_NAME
from kds.adapters.lockfile import LOCK_NAME
from kds.adapters.migrations import MIGRATIONS
from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from kds.adapters.sqlite_rows import ABOUT, CLOSED, LAST_CLOSED
from kds.service.ports import StorageRefused
from tests.contracts.rows import TERM, batch, log, ticket

NEXT_TERM = "00000000000000bb"


def boot(folder: Path, term: str = TERM) -> SqliteLog:
    one = SqliteLog(folder)
    one.open(term, 1_000)
    return one


def raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    boot(tmp_path / "new" / "data").close()
    assert (tmp_path / "new" / "data" / DATABASE_NAME).is_file()


def test_a_folder_that_cannot_be_written_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageRefused, match=r"not writable .* write permission .* --data"):
        boot(tmp_path / "file" / "data")


def test_a_second_process_is_refused_by_number(tmp_path: Path) -> None:
    holding = (
        "import sys; from pathlib import Path; from kds.adapters.lockfile import FolderLock; "
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", holding, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StorageRefused, match=rf"process {other.pid}\) is using .* Stop it first"):
            boot(tmp_path)
        other.kill()
    boot(tmp_path).close()


def test_the_lock_goes_with_a_refused_boot(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"this is no database, but it is long enough" * 100)
    for _ in range(2):
        with pytest.raises(StorageRefused, match="file is not a database"):
            boot(tmp_path)


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    boot(tmp_path).close()
    newer = len(MIGRATIONS) + 1
    connection = raw(tmp_path)
    connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    with pytest.raises(StorageRefused, match=rf"version {newer}; .* up to {len(MIGRATIONS)}\. Start the newer kds"):
        boot(tmp_path, NEXT_TERM)
    connection = raw(tmp_path)
    assert connection.execute("SELECT count(*) FROM term").fetchone() == (1,)
    connection.close()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = raw(tmp_path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(StorageRefused, match="not a kds database"):
        boot(tmp_path)


def test_a_migration_that_was_cut_off_starts_again(tmp_path: Path) -> None:
    connection = raw(tmp_path)
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE term (half)")
    connection.close()
    boot(tmp_path).close()
    connection = raw(tmp_path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


def test_commits_go_through_a_write_ahead_log_with_full_sync(tmp_path: Path) -> None:
    one = boot(tmp_path)
    pragmas = {
        name: one._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "fullfsync", "checkpoint_fullfsync")
    }
    one.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "checkpoint_fullfsync": 1}


def test_the_version_of_sqlite_is_logged_at_the_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kds.log"):
        boot(tmp_path).close()
    assert f"SQLite {sqlite3.sqlite_version}" in caplog.text


def test_neither_a_boot_nor_a_look_back_scans_a_table(tmp_path: Path) -> None:
    one = boot(tmp_path)
    plans = [
        detail
        for query in (
            "SELECT doc FROM document WHERE open = 1",
            LAST_CLOSED.replace("?", "50"),
            "SELECT id FROM inbox WHERE state = 'pending' AND state <> 'done' ORDER BY received_ms, id",
            "SELECT seq FROM log WHERE command_id = 'x'",
            "SELECT max(n) FROM result WHERE cid = 'x'",
            CLOSED.replace("?, ?", "9, 'x'").replace("?", "9"),
            ABOUT.replace("?", "9"),
        )
        for *_, detail in one._connection.execute(f"EXPLAIN QUERY PLAN {query}")
        if detail not in ("USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", "SCALAR SUBQUERY 1")
    ]
    one.close()
    assert [plan for plan in plans if not plan.startswith("SEARCH") and "USING INDEX" not in plan] == []


def test_a_reserve_is_kept_for_the_next_boot(tmp_path: Path) -> None:
    boot(tmp_path).close()
    assert (tmp_path / RESERVE_NAME).stat().st_size == RESERVE_BYTES


def test_the_folder_holds_the_database_the_lock_and_the_reserve_only(tmp_path: Path) -> None:
    one = boot(tmp_path)
    one.commit(batch(log(1, ticket("a"))))
    assert one.upkeep()
    one.close()
    assert {path.name for path in tmp_path.iterdir()} == {DATABASE_NAME, LOCK_NAME, RESERVE_NAME}
