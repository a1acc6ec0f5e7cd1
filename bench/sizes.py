"""How many bytes one order of ours costs on disk and on the wire, so that the floor moves the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from msgspec import Struct


class Sizes(Struct, frozen=True):
    """Mean bytes of one order."""

    events: int
    docs: int
    doc: int
    answer: int


def measure(database: Path, answer_bytes: int) -> Sizes:
    """Read the means off a data folder in which orders were placed."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        sizes = "SELECT avg(length(events)), avg(length(docs)) FROM log WHERE kind='place'"
        events, docs = db.execute(sizes).fetchone()
        (doc,) = db.execute("SELECT avg(length(doc)) FROM document WHERE kind='ticket'").fetchone()
    return Sizes(events=round(events), docs=round(docs), doc=round(doc), answer=answer_bytes)
