"""Fills a small disk of its own: `python -m tests.process.fulldisk <scenario> <folder>` in a mount namespace."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kds.adapters.diskroom import RESERVE_NAME
from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from kds.service.ports import Boot, StorageFull, StorageRefused
from tests.contracts.rows import batch, log, ticket

DISK_BYTES = 8 * 1024 * 1024
ROW_BYTES = 20_000


def small_disk(folder: Path) -> Path:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder], check=True)
    return folder


def fill(folder: Path) -> None:
    with (folder / "ballast").open("ab", buffering=0) as ballast:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError:
                continue


def boot(folder: Path, number: int) -> tuple[SqliteLog, Boot]:
    one = SqliteLog(folder)
    return one, one.open(f"{number:016x}", 1_000)


def commit_until_full(one: SqliteLog, seq: int) -> int:
    """The last seq that was acknowledged."""
    while True:
        try:
            one.commit(batch(log(seq + 1, ticket(f"t{seq + 1}", doc=os.urandom(ROW_BYTES)))))
        except StorageFull:
            return seq
        seq += 1


def commits_on_a_full_disk_are_rolled_back_and_go_in_later(folder: Path) -> None:
    one, _ = boot(folder, 1)
    last = commit_until_full(one, 0)
    assert last > 10
    assert [row.seq for row in one.read(0, 10_000)] == list(range(1, last + 1))
    assert not one.upkeep()
    fill(folder)
    assert commit_until_full(one, last) == last
    os.truncate(folder / "ballast", 0)
    subprocess.run(["mount", "-o", f"remount,size={4 * DISK_BYTES}", folder], check=True)
    assert one.upkeep()
    one.commit(batch(log(last + 1, ticket("late", doc=bytes(ROW_BYTES)))))
    one.close()
    again, after = boot(folder, 2)
    assert after.head == last + 1
    assert len(after.docs) == last + 1
    again.close()


def a_boot_on_a_full_disk_writes_its_term_with_the_reserve(folder: Path) -> None:
    crash_after_one_commit(folder)
    fill(folder)
    again, after = boot(folder, 2)
    assert [term.start_seq for term in after.terms] == [0, 1]
    assert not after.read_only
    assert not (folder / RESERVE_NAME).exists()
    again.close()


def a_boot_without_any_room_is_read_only_and_shows_the_tickets(folder: Path) -> None:
    crash_after_one_commit(folder)
    (folder / RESERVE_NAME).unlink()
    fill(folder)
    again, after = boot(folder, 2)
    assert after.read_only
    assert (after.head, [row.id for row in after.docs], len(after.terms)) == (1, ["a"], 1)
    assert not again.upkeep()
    os.truncate(folder / "ballast", 0)
    assert again.upkeep()
    again.close()
    third, final = boot(folder, 3)
    assert (final.read_only, len(final.terms)) == (False, 2)
    third.close()


def a_first_start_on_a_full_disk_is_refused_with_what_to_do(folder: Path) -> None:
    fill(folder)
    with pytest.raises(StorageRefused, match=r"is full .* Free at least"):
        boot(folder, 1)


def crash_after_one_commit(folder: Path) -> None:
    """In a child that ends without closing, so that `-wal` and `-shm` stay behind as after `kill -9`."""
    child = os.fork()
    if child == 0:
        one, _ = boot(folder, 1)
        one.commit(batch(log(1, ticket("a"))))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert (folder / f"{DATABASE_NAME}-wal").stat().st_size > 0


SCENARIOS: tuple[Callable[[Path], None], ...] = (
    commits_on_a_full_disk_are_rolled_back_and_go_in_later,
    a_boot_on_a_full_disk_writes_its_term_with_the_reserve,
    a_boot_without_any_room_is_read_only_and_shows_the_tickets,
    a_first_start_on_a_full_disk_is_refused_with_what_to_do,
)

if __name__ == "__main__":
    {scenario.__name__: scenario for scenario in SCENARIOS}[sys.argv[1]](small_disk(Path(sys.argv[2])))
