"""The power goes at any moment: whatever the disk made of it, the log opens and what was acknowledged is there."""

from __future__ import annotations

import os
import random
import sqlite3
from collections import Counter
from pathlib import Path

import apsw
import pytest

from kds.adapters import sqlite_log
from kds.adapters.diskroom import RESERVE_BYTES, RESERVE_NAME
from kds.adapters.lockfile import LOCK_NAME
from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from tests import history
from tests.effort import Effort, holds, trying
from tests.powercut.disk import FATES, Disk
from tests.powercut.recorder import Deed, Told, Written
from tests.powercut.service import lived

pytestmark = pytest.mark.process

CI_IMAGES = 1_000
CHAOS_IMAGES = 20_000
SEED = int(os.environ.get("KDS_SEED") or 20260304)

IMAGES_A_LIFE = 80
LIVES_A_FOLDER = 5
"""Each starts on what a power cut left of the one before; each check reads the whole log, so not for ever."""
OFTEN_PAGES = 40
"""A checkpoint after so many, on every second folder, instead of one in a thousand."""
RARE = 8
"""How much likelier the power goes after a sync, a deletion or an answer than after one of the many writes."""


def test_no_power_cut_loses_what_was_acknowledged_or_keeps_the_log_from_opening(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cuts = Cuts(memory_folder, random.Random(SEED))
    pages = sqlite_log.CHECKPOINT_PAGES
    effort = Effort("KDS_IMAGES", ci=CI_IMAGES, chaos=CHAOS_IMAGES)
    with trying("storage", "images of power cuts", SEED) as tried:
        try:
            while effort.more(cuts.count.total()):
                monkeypatch.setattr(sqlite_log, "CHECKPOINT_PAGES", OFTEN_PAGES if cuts.folders % 2 else pages)
                cuts.folder()
        finally:
            tried.faults, tried.acknowledged = cuts.count.total(), cuts.told
    with capsys.disabled():
        print(f"\n{cuts.count.total()} images of power cuts: {dict(cuts.count)}; {tried.told()}")
        print(f"cut after: {dict(cuts.after)}; {cuts.told} orders acknowledged before a cut; seed {SEED}")
        print(f"written by SQLite {apsw.sqlite_lib_version()} (of APSW), opened by {sqlite3.sqlite_version}")


class Cuts:
    """Lives on folders, cut off everywhere."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self._place = place
        self._chance = chance
        self.count: Counter[str] = Counter()
        self.after: Counter[str] = Counter()
        self.folders = 0
        self.told = 0
        self._images = 0

    def folder(self) -> None:
        """Some lives, one after the other; each goes on where a cut left the one before."""
        self.folders += 1
        files: dict[str, bytes] = {}
        carried = Told()
        for _ in range(LIVES_A_FOLDER):
            start = self._laid(files)
            number = self._images
            life = lived(start, number, self._chance)
            whole = history.read(start)
            files, carried = self._cut(files, carried, life.deeds, whole)

    def _cut(
        self, files: dict[str, bytes], carried: Told, deeds: tuple[Deed, ...], whole: history.History
    ) -> tuple[dict[str, bytes], Told]:
        """Every image of this life; the last of them is what the next one finds."""
        disk, told = Disk(files), carried
        images = [(files, carried)]
        likely = [1 if isinstance(deed, Written) else RARE for deed in deeds]
        moments = Counter(self._chance.choices(range(len(deeds)), likely, k=IMAGES_A_LIFE))
        for moment, deed in enumerate(deeds):
            disk.do(deed)
            if isinstance(deed, Told):
                told = both(carried, deed)
            for _ in range(moments[moment]):
                fate = self._chance.choice(FATES)
                left = disk.left(fate, self._chance)
                self.count[fate] += 1
                self.after[type(deed).__name__.lower()] += 1
                self.told += len(told.orders)
                images.append((left, told))
                try:
                    self._opens(left, told, whole)
                except Exception as error:
                    error.add_note(f"image {self._images}, {fate} after {deed}")
                    raise
        return self._chance.choice(images[1:])

    def _opens(self, left: dict[str, bytes], told: Told, whole: history.History) -> None:
        folder = self._laid(left)
        log = SqliteLog(folder)
        boot = log.open("f" * 16, 1_000)
        seen = history.read(folder)
        log.close()
        assert not boot.read_only
        assert (folder / RESERVE_NAME).stat().st_size == RESERVE_BYTES
        holds(history.by_kind(seen, [("till-1", order) for order in told.orders]))
        assert boot.head == len(seen.rows) >= told.head
        assert seen.rows == whole.rows[: len(seen.rows)], "the log is another one than was written"
        assert {row.key for row in seen.documents.values() if row.open} == {row.key for row in boot.docs if row.open}
        assert {term.id for term in boot.terms} >= set(told.terms)
        assert {row.id for row in boot.inbox} >= set(told.bodies)
        assert len(seen.results) >= told.taps
        clear(folder)

    def _laid(self, files: dict[str, bytes]) -> Path:
        """A data folder with these files, and the others in any state in which a cut may leave them."""
        self._images += 1
        folder = self._place / f"image-{self._images}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        others = {
            f"{DATABASE_NAME}-shm": self._chance.randbytes(32_768),
            LOCK_NAME: b"4711",
            RESERVE_NAME: bytes(RESERVE_BYTES),
        }
        for name, content in others.items():
            if self._chance.randrange(3):
                (folder / name).write_bytes(content[: self._chance.choice((0, 1, len(content) // 2, len(content)))])
        return folder


def both(one: Told, other: Told) -> Told:
    """What one life was told after another."""
    return Told(
        max(one.head, other.head),
        one.orders + other.orders,
        one.taps + other.taps,
        one.bodies + other.bodies,
        one.terms + other.terms,
    )


def clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
