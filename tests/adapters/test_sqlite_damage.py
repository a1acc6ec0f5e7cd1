"""A page of the database that the disk has spoilt: refused with what to do, or the log is the one that it was."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from kds.service.ports import StorageRefused
from kds.service.writer import Opened, Writer
from tests.powercut.service import lived
from tests.service.kitchen import StoppedClock, kitchen

PAGE_BYTES = 4096
ADVICE = re.compile("restore a backup")


def booted(folder: Path) -> Opened:
    log = SqliteLog(folder)
    try:
        return Writer(log, StoppedClock(), kitchen()).open("f" * 16)
    finally:
        log.close()


@pytest.mark.parametrize("spoilt", ["zeros", "garbage"])
def test_a_damaged_page_keeps_the_log_from_opening_or_changes_nothing_that_is_open(
    spoilt: str, memory_folder: Path
) -> None:
    chance = random.Random(20260306)
    (whole := memory_folder / "whole").mkdir()
    for number in range(3):
        lived(whole, number, chance)
    truth = booted(shutil.copytree(whole, memory_folder / "truth"))
    outcomes: Counter[str] = Counter()
    for page in range((whole / DATABASE_NAME).stat().st_size // PAGE_BYTES):
        folder = shutil.copytree(whole, memory_folder / f"page-{page}")
        with (folder / DATABASE_NAME).open("r+b") as database:
            database.seek(page * PAGE_BYTES)
            database.write(bytes(PAGE_BYTES) if spoilt == "zeros" else chance.randbytes(PAGE_BYTES))
        try:
            opened = booted(folder)
        except StorageRefused as refusal:
            outcomes["refused" if ADVICE.search(str(refusal)) else str(refusal)] += 1
        else:
            assert (opened.head, opened.documents) == (truth.head, truth.documents)
            outcomes["opened"] += 1
        shutil.rmtree(folder)
    assert outcomes.keys() == {"refused", "opened"}
