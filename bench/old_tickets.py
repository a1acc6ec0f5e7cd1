"""A data folder with very many tickets that are long over: a real day of a few hundred, written again and again."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from bench.servers import ROOT, ours, running
from bench.service import Store
from kds.adapters import sqlite_rows as rows
from kds.adapters.migrations import MIGRATIONS
from kds.adapters.sqlite_log import DATABASE_NAME
from kds.kitchen.model import Ticket

KEPT = ROOT / "bench" / "results"
TEMPLATE = 250
"""Tickets of the real day: each was placed, cooked and served."""
A_DAY = 1_000
"""Old tickets of one business day."""
TICKET_BYTES = 12_000
"""Room on the disk for each, with some to spare."""
CACHE_KIB = 400_000

Row = rows.Row
Names: TypeAlias = tuple[tuple[str, str], ...]
"""What is written instead of what."""


def folder_of(tickets: int) -> Path:
    """Made once for this version of the tables, then found again."""
    folder = KEPT / f"old-{tickets}-v{len(MIGRATIONS)}"
    if not (folder / DATABASE_NAME).exists():
        free = shutil.disk_usage(ROOT).free
        if free < tickets * TICKET_BYTES:
            raise SystemExit(
                f"{tickets} old tickets need {tickets * TICKET_BYTES / 1e9:.0f} GB in {KEPT}, {free / 1e9:.0f} are "
                "free: make room, or ask for fewer with --old"
            )
        made = KEPT / f"making-{secrets.token_hex(4)}"
        made.mkdir(parents=True)
        try:
            began = time.perf_counter()
            asyncio.run(_real_day(made))
            _write(made / DATABASE_NAME, tickets)
            print(f"  {tickets} old tickets made in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            made.rename(folder)
        except BaseException:
            shutil.rmtree(made)
            raise
    return folder


def size_gb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e9


async def _real_day(folder: Path) -> None:
    with running(ours, folder) as server:
        store = Store(server.port, server.token, most=0)
        async with store:
            await store.place_many(TEMPLATE)


class Table(Struct, frozen=True):
    """One table of the real day. The numbers are columns."""

    insert: str
    rows: list[Row]
    ticket: list[str]
    """Of each row."""
    seq: int
    marked: tuple[int, ...] = ()
    """What has to differ from day to day and may become longer."""


class Day:
    """The rows of the real day, and how they become those of another."""

    def __init__(self, db: sqlite3.Connection) -> None:
        query = db.execute
        (self.head,) = query("SELECT max(seq) FROM log").fetchone()
        documents = query("SELECT * FROM document WHERE kind = 'ticket' AND open = 0").fetchall()
        self.today: str = documents[0][4]
        held = [msgspec.msgpack.decode(row[6], type=Ticket) for row in documents]
        self.external = {ticket.id: ticket.external_id for ticket in held}
        log = [row for row in query("SELECT * FROM log ORDER BY seq") if row[4] in self.external]
        of_row = {row[0]: row[4] for row in log}
        results = [row for row in query("SELECT * FROM result") if row[5] in of_row]
        self.place = {seq: number for number, seq in enumerate(of_row)}
        """Of a row of the log: which it is of those about tickets."""
        self.tables = (
            Table(rows.INSERT_LOG, log, list(of_row.values()), 0, (6, 8)),
            Table(rows.NEW_DOCUMENT, documents, [row[1] for row in documents], 5),
            Table(rows.INSERT_RESULT, results, [of_row[row[5]] for row in results], 5, (0,)),
        )

    def names(self, copy: int, chance: Random) -> dict[str, Names]:
        """Of each ticket: what stands in another day for its ids and its date, as long as before."""
        day = date.fromisoformat(self.today) - timedelta(days=1 + copy * len(self.external) // A_DAY)
        return {
            ticket: (
                (ticket, str(UUID(int=chance.getrandbits(128)))),
                (external, f"bench-{copy:04x}-{number:07d}"),
                (self.today, day.isoformat()),
            )
            for number, (ticket, external) in enumerate(self.external.items())
        }

    def copied(self, table: Table, copy: int, names: dict[str, Names]) -> Iterator[Row]:
        for row, ticket in zip(table.rows, table.ticket, strict=True):
            values = [renamed(value, names[ticket]) for value in row]
            values[table.seq] = self.head + copy * len(self.place) + self.place[row[table.seq]] + 1
            for column in table.marked:
                if values[column]:
                    values[column] = f"{copy:05}{values[column]}"
            yield tuple(values)


def renamed(value: object, names: Names) -> object:
    match value:
        case bytes():
            for old, new in names:
                value = value.replace(old.encode(), new.encode())
            return value
        case str():
            return dict(names).get(value, value)
        case _:
            return value


def _write(database: Path, tickets: int) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        day = Day(db)
        # Nobody else reads, and what is cut short is made anew.
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}"):
            db.execute(f"PRAGMA {setting}")
        chance = Random(1)
        for copy in range(-(-tickets // len(day.external))):
            names = day.names(copy, chance)
            db.execute("BEGIN")
            for table in day.tables:
                db.executemany(table.insert, day.copied(table, copy, names))
            db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
