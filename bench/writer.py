"""`python -m bench.writer`: orders a second through the executor, against a bare INSERT and COMMIT of the same bytes.

Both sides alternate in one run, once with a commit for each order and once with 256 orders to a commit.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from kds.adapters.sqlite_log import DATABASE_NAME, SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.kitchen.command import Actor, Line
from kds.kitchen.commands import Place
from kds.kitchen.model import Modifier
from kds.kitchen.setup import Kitchen, MenuDish, Station
from kds.service.executor import BATCH_LIMIT, Executor
from kds.service.receipt import Publication, Submission

ROUNDS = 11
GROUPED = 8 * BATCH_LIMIT
"""Orders of a round at 256 to a commit."""
SINGLE = 300
"""Orders of a round at one to a commit."""

DISHES = ("Mapo tofu", "Kung pao chicken", "Dan dan noodles", "Rice")


class Nobody:
    def publish(self, publication: Publication) -> None:
        """No screens: the floor has none either."""


def order(number: int) -> Submission:
    lines = tuple(
        Line(f"{place}", name, note="less oil", modifiers=(Modifier("coriander", "no"),))
        for place, name in enumerate(DISHES)
    )
    command = Place("till", f"{number}", lines, revision=1, number=f"{number % 100}", table=f"T{number % 40}")
    return Submission(command, Actor("source", "till", "till"), f"order-{number}")


def kitchen() -> Kitchen:
    stations = (Station("hot", {"en": "Hot"}), Station("expo", {"en": "Pass"}, "expo"))
    menu = tuple(MenuDish(name, {"en": name}) for name in DISHES)
    return Kitchen("main", {"en": "Bench"}, stations, "hot", menu=menu, digest="bench")


def ended(error: BaseException) -> None:
    os._exit(1)


class Ours:
    """The executor on a log of its own; orders go on being numbered from round to round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._executor = Executor(SqliteLog(folder), SystemClock(), kitchen(), os.urandom(8).hex(), ended)
        self._next = 0

    async def open(self) -> None:
        await self._executor.open()
        self._executor.publish_to(Nobody())

    async def round(self, count: int, group: int) -> float:
        """Orders a second."""
        started = time.perf_counter()
        for _ in range(0, count, group):
            orders = map(order, range(self._next, self._next + group))
            self._next += group
            await asyncio.gather(*map(self._executor.submit, orders))
        return count / (time.perf_counter() - started)

    async def close(self) -> None:
        await self._executor.close()


class Floor:
    """One table, one blob for each order, as long as all that ours stores for it."""

    def __init__(self, folder: Path, size_bytes: int) -> None:
        self._connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, row BLOB)")
        self._row = os.urandom(size_bytes)

    def round(self, count: int, group: int) -> float:
        started = time.perf_counter()
        for _ in range(0, count, group):
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO log (row) VALUES (?)", [(self._row,)] * group)
            self._connection.execute("COMMIT")
        return count / (time.perf_counter() - started)

    def close(self) -> None:
        self._connection.close()


def bytes_of_an_order(folder: Path) -> int:
    with closing(sqlite3.connect(f"file:{folder / DATABASE_NAME}?mode=ro", uri=True)) as connection:
        query = (
            "SELECT avg(length(events) + length(docs)) + (SELECT avg(length(doc)) FROM document WHERE kind = 'ticket') "
            "FROM log WHERE kind = 'place'"
        )
        return int(connection.execute(query).fetchone()[0])


async def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        ours = Ours(folder)
        await ours.open()
        await ours.round(BATCH_LIMIT, BATCH_LIMIT)
        size_bytes = bytes_of_an_order(folder)
        floor = Floor(folder, size_bytes)
        print(f"{size_bytes} bytes an order, medians of {ROUNDS}, orders/s (lowest to highest)")
        for group, count in ((1, SINGLE), (BATCH_LIMIT, GROUPED)):
            rates: tuple[list[float], list[float]] = ([], [])
            for _ in range(ROUNDS):
                rates[0].append(floor.round(count, group))
                rates[1].append(await ours.round(count, group))
            for side, rate in zip(("floor", "ours"), rates, strict=True):
                print(
                    f"{group:4} a commit  {side:5} {statistics.median(rate):8.0f}  ({min(rate):.0f} to {max(rate):.0f})"
                )
        floor.close()
        await ours.close()


if __name__ == "__main__":
    asyncio.run(main())
