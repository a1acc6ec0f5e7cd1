"""How much a fault test tries, and what it reports: a little in CI, much in `make chaos`, which prints one table."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.history import Found

CHAOS = "KDS_CHAOS"
"""Set: try much."""
SECONDS = "KDS_CHAOS_SECONDS"
"""How long one test may take then; it has done its little first."""
SEED = "KDS_SEED"
"""Chance begins with it, so that a failure can be played again."""
TABLE = "KDS_CHAOS_TABLE"
"""The file that gets a line for each report."""


class Tried(Struct):
    """What one test did to the program and what came of it."""

    layer: str
    what: str
    faults: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    diverged: int = 0
    failed: bool = False

    def told(self) -> str:
        return f"lost {self.lost}, doubled {self.doubled}, diverged {self.diverged}"


class Wrong(AssertionError):
    """What a checker found, by what it comes to."""

    def __init__(self, found: Found) -> None:
        super().__init__("\n".join(f"{kind}: {text}" for kind, texts in found.items() for text in texts))
        self.found = found


def holds(found: Found) -> None:
    """Raises Wrong where a checker found anything."""
    if any(found.values()):
        raise Wrong(found)


@contextmanager
def trying(layer: str, what: str, seed: int | None = None) -> Iterator[Tried]:
    """A row of the table, whether the test passes or not; a failure says how it is played again."""
    tried = Tried(layer, what)
    try:
        yield tried
    except Exception as error:
        tried.failed = True
        for found in _wrong(error):
            tried.lost += len(found["lost"])
            tried.doubled += len(found["doubled"])
            tried.diverged += len(found["diverged"])
        if seed is not None:
            error.add_note(f"Play it again with: {again(seed)}")
        raise
    finally:
        _write(tried)


def again(seed: int) -> str:
    """The command that plays the present test again."""
    test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
    long = f"{CHAOS}=1 " if CHAOS in os.environ else ""
    return f"{SEED}={seed} {long}python -m pytest '{test}'"


def _wrong(error: BaseException) -> Iterator[Found]:
    """Tasks that fail together raise a group."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _wrong(one)
    elif isinstance(error, Wrong):
        yield error.found


class Effort:
    """So many tries, or as many as the variable `name` says, or until the time is up."""

    def __init__(self, name: str, *, ci: int, chaos: int) -> None:
        self._least = ci
        self.goal = int(os.environ.get(name) or (chaos if CHAOS in os.environ else ci))
        self._until_s = time.monotonic() + float(os.environ.get(SECONDS) or "inf")

    def more(self, done: int) -> bool:
        return done < self.goal and (done < self._least or time.monotonic() < self._until_s)


def _write(tried: Tried) -> None:
    """A line for the table, if somebody is making one."""
    path = os.environ.get(TABLE)
    if path:
        with Path(path).open("ab") as table:
            table.write(msgspec.json.encode(tried) + b"\n")
