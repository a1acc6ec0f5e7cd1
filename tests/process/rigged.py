"""`kds serve`, rigged for a test: dies at a point of a commit, counts reads, or has another clock or version.

`python -m tests.process.rigged serve …` with the variables below; the program itself has none of this.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Literal, TypeAlias, get_args

from kds import bootstrap
from kds.__main__ import main
from kds.adapters.sqlite_log import SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.service.hub import Hub
from kds.service.ports import Batch, DocRow, InboxRow, IngestRow, LogRow, ResultRow
from kds.service.receipt import Publication
from tests.process.executor_child import Connection, Death

Point: TypeAlias = Literal["begin", "insert", "commit", "committed", "publish", "told", "outside"]
"""Before BEGIN; after an INSERT; before COMMIT; between COMMIT and the event loop; on the loop before the screens
are told; after that, before the sender is answered; and wherever a SIGKILL from outside finds it. The term's own
transaction at boot passes the first four too."""

POINTS: tuple[Point, ...] = get_args(Point)

DEATH = "KDS_TEST_DEATH"
"""`point:nth`."""
READS = "KDS_TEST_READS"
"""A file that grows by one byte for each read of the log."""
SLOW = "KDS_TEST_COMMIT_MS"
"""How long each commit takes at least."""
CLOCK = "KDS_TEST_CLOCK"
"""A file with the milliseconds by which both clocks are ahead."""
WALL = "KDS_TEST_WALL"
"""A file with the milliseconds by which the wall clock alone was set wrong."""

STATIC = "KDS_TEST_STATIC"
"""A folder of browser files that takes the place of the built ones."""


class RiggedLog(SqliteLog):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        path = os.environ.get(READS)
        self._reads = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if path else None
        self._slow_s = float(os.environ.get(SLOW, "0")) / 1000
        self._never = threading.Event()

    def commit(self, batch: Batch) -> None:
        self._never.wait(self._slow_s)
        super().commit(batch)

    def document(self, key: str) -> DocRow | None:
        self._count()
        return super().document(key)

    def ingested(self, source: str, external_id: str, revision: str) -> IngestRow | None:
        self._count()
        return super().ingested(source, external_id, revision)

    def row_of(self, command_id: str) -> LogRow | None:
        self._count()
        return super().row_of(command_id)

    def last_n(self, cid: str) -> int | None:
        self._count()
        return super().last_n(cid)

    def result(self, cid: str, n: int) -> ResultRow | None:
        self._count()
        return super().result(cid, n)

    def inbox(self, state: Literal["pending", "quarantine"]) -> Sequence[InboxRow]:
        self._count()
        return super().inbox(state)

    def body(self, row_id: str) -> InboxRow | None:
        self._count()
        return super().body(row_id)

    def read(self, after_seq: int, limit: int) -> Sequence[LogRow]:
        self._count()
        return super().read(after_seq, limit)

    def _count(self) -> None:
        if self._reads is not None:
            os.write(self._reads, b".")


class MovedClock(SystemClock):
    def now_ms(self) -> int:
        return super().now_ms() + _ahead_ms(CLOCK) + _ahead_ms(WALL)

    def monotonic_ms(self) -> int:
        return super().monotonic_ms() + _ahead_ms(CLOCK)


def _ahead_ms(variable: str) -> int:
    path = os.environ.get(variable)
    return int(Path(path).read_text()) if path else 0


class DyingHub(Hub):
    death: Death

    def publish(self, publication: Publication) -> None:
        self.death.pass_by("publish")
        super().publish(publication)
        self.death.pass_by("told")


def rig() -> None:
    _put(bootstrap, "SqliteLog", RiggedLog)
    if CLOCK in os.environ or WALL in os.environ:
        _put(bootstrap, "SystemClock", MovedClock)
    if STATIC in os.environ:
        _put(bootstrap, "_static_dir", lambda: Path(os.environ[STATIC]))
    if DEATH in os.environ:
        point, nth = os.environ[DEATH].split(":")
        assert point in POINTS
        death = Death(point, int(nth))
        Connection.death = death
        DyingHub.death = death
        _put(sqlite3, "connect", partial(sqlite3.connect, factory=Connection))
        _put(bootstrap, "Hub", DyingHub)


def _put(module: ModuleType, name: str, value: object) -> None:
    """In the place of what the program has there; a name that it has no more fails."""
    assert hasattr(module, name)
    setattr(module, name, value)


if __name__ == "__main__":
    rig()
    sys.exit(main())
