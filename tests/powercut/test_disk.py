"""The model of the disk itself: it is as cruel as a disk may be, and not more."""

from __future__ import annotations

import random

import pytest

from tests.powercut.disk import FATES, Disk, Fate
from tests.powercut.recorder import Deed, Deleted, Opened, Synced, Truncated, Written

DB, WAL = "kds.db", "kds.db-wal"


def ever_left(*deeds: Deed, fates: tuple[Fate, ...] = FATES) -> list[dict[str, bytes]]:
    """What is left in many tries, after the last of the deeds."""
    disk = Disk({DB: bytes(1024)})
    for deed in deeds:
        disk.do(deed)
    return [disk.left(fate, random.Random(seed)) for seed in range(50) for fate in fates]


@pytest.mark.parametrize("fate", FATES)
def test_what_was_synced_is_left_by_every_cut(fate: Fate) -> None:
    lefts = ever_left(Written(DB, 512, b"x" * 512), Synced(DB, False), Written(DB, 0, b"y" * 512), fates=(fate,))
    assert {left[DB][512:] for left in lefts} == {b"x" * 512}


def test_a_later_write_may_be_left_without_an_earlier_one() -> None:
    lefts = ever_left(Written(DB, 0, b"x" * 512), Written(DB, 512, b"y" * 512))
    assert bytes(512) + b"y" * 512 in {left[DB] for left in lefts}


def test_one_write_may_be_torn_between_two_sectors_and_never_within_one() -> None:
    lefts = {left[DB] for left in ever_left(Written(DB, 0, b"x" * 1024))}
    assert lefts == {bytes(1024), b"x" * 1024, b"x" * 512 + bytes(512), bytes(512) + b"x" * 512}


def test_a_file_may_be_longer_than_what_was_written_to_it_and_shorter() -> None:
    lefts = {left[DB] for left in ever_left(Written(DB, 1024, b"x" * 512), Written(DB, 1536, b"y" * 512))}
    assert {bytes(2048), bytes(1024) + b"x" * 512} <= lefts


def test_a_truncation_that_was_not_synced_may_be_undone() -> None:
    assert {len(left[DB]) for left in ever_left(Truncated(DB, 512))} == {512, 1024}


def test_a_new_file_and_a_deleted_one_may_be_there_or_not_until_the_folder_is_synced() -> None:
    made = [WAL in left for left in ever_left(Opened(WAL), Written(WAL, 0, b"x"), Synced(WAL, False))]
    assert set(made) == {True, False}
    synced = (Opened(WAL), Written(WAL, 0, b"x"), Synced(WAL, True))
    assert {left[WAL] for left in ever_left(*synced)} == {b"x"}
    gone = [left.get(WAL) for left in ever_left(*synced, Deleted(WAL, False))]
    assert set(gone) == {b"x", None}
    assert {WAL in left for left in ever_left(*synced, Deleted(WAL, True))} == {False}
