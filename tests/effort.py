"""How much a fault test tries, and what it reports: a little in CI, much in `make chaos`, which prints one table."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
from msgspec import Struct

CHAOS = "KDS_CHAOS"
"""Set: try much."""
SECONDS = "KDS_CHAOS_SECONDS"
"""How long one test may take then; it has done its little first."""
TABLE = "KDS_CHAOS_TABLE"
"""The file that gets a line for each report."""


class Tried(Struct, frozen=True):
    """What one test did to the program and what came of it."""

    layer: str
    what: str
    faults: int
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    diverged: int = 0


class Effort:
    """So many tries, or as many as the variable `name` says, or until the time is up."""

    def __init__(self, name: str, *, ci: int, chaos: int) -> None:
        self._least = ci
        self.goal = int(os.environ.get(name) or (chaos if CHAOS in os.environ else ci))
        self._until_s = time.monotonic() + float(os.environ.get(SECONDS) or "inf")

    def more(self, done: int) -> bool:
        return done < self.goal and (done < self._least or time.monotonic() < self._until_s)


def report(tried: Tried) -> None:
    """A line for the table, if somebody is making one. What failed raises instead, and is told by its test."""
    path = os.environ.get(TABLE)
    if path:
        with Path(path).open("ab") as table:
            table.write(msgspec.json.encode(tried) + b"\n")
