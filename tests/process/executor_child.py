"""A kitchen without a web server, made to be killed: commands come in on stdin, receipts leave on stdout.

`python -m tests.process.executor_child <folder> <point> <nth>` kills itself with SIGKILL the nth time it comes to
that point. The points are cut into SQLite's connection and the publisher from here: the program has none.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from kds.adapters.sqlite_log import SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.kitchen.command import Actor, Line
from kds.kitchen.commands import Move, Place
from kds.kitchen.identity import ticket_id
from kds.kitchen.setup import Kitchen, Station
from kds.service.executor import Executor
from kds.service.receipt import Publication, Submission

Point: TypeAlias = Literal["begin", "insert", "commit", "committed", "publish", "answered", "outside"]
"""Before BEGIN; after an INSERT; before COMMIT; after it; when the screens are to be told; after a receipt has left;
and wherever the parent's SIGKILL finds it."""

POINTS: tuple[Point, ...] = get_args(Point)
SOURCE = "till-1"

KITCHEN = Kitchen(
    store_id="main",
    store_name={"en": "Test"},
    stations=(Station("hot", {"en": "Hot"}), Station("expo", {"en": "Pass"}, "expo")),
    default_station="hot",
    digest="one",
)


class Order(Struct, frozen=True, omit_defaults=True):
    """One line of stdin: place the order `key`, or, with a `cid`, move its ticket as a screen does."""

    id: str
    key: str
    cid: str = ""
    n: int = 0
    table: str = ""


class Answer(Struct, frozen=True):
    """One line of stdout."""

    id: str
    result: str
    why: str
    seq: int


class Death:
    """Comes the nth time that its point is passed."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._left = nth

    def pass_by(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Connection(sqlite3.Connection):
    death: Death

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sql == "BEGIN IMMEDIATE":
            self.death.pass_by("begin")
        if sql == "COMMIT":
            self.death.pass_by("commit")
        cursor = super().execute(sql, parameters)
        if sql == "COMMIT":
            self.death.pass_by("committed")
        return cursor

    def executemany(self, sql: str, parameters: Any) -> sqlite3.Cursor:
        cursor = super().executemany(sql, parameters)
        self.death.pass_by("insert")
        return cursor


class Screens:
    """A publisher whose screens are never told: it is durable, and nobody knows."""

    def __init__(self, death: Death) -> None:
        self._death = death

    def publish(self, publication: Publication) -> None:
        self._death.pass_by("publish")


def submission(order: Order) -> Submission:
    if order.cid:
        command = Move(ticket_id(SOURCE, order.key), table=order.table)
        return Submission(command, Actor("expo", "screen"), order.id, order.cid, order.n)
    place = Place(SOURCE, order.key, (Line("1", name="Mapo tofu"), Line("2", name="Rice")), revision=1)
    return Submission(place, Actor("source", SOURCE, SOURCE), order.id)


async def serve(folder: Path, death: Death) -> None:
    term = os.urandom(8).hex()
    executor = Executor(SqliteLog(folder), SystemClock(), KITCHEN, term, on_broken)
    await executor.open()
    executor.publish_to(Screens(death))
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(partial(asyncio.StreamReaderProtocol, orders), sys.stdin)

    async def answer(order: Order) -> None:
        receipt = await executor.submit(submission(order))
        line = msgspec.json.encode(Answer(order.id, receipt.result, receipt.why, receipt.seq)) + b"\n"
        os.write(sys.stdout.fileno(), line)
        death.pass_by("answered")

    async with asyncio.TaskGroup() as answers:
        async for line in orders:
            answers.create_task(answer(msgspec.json.decode(line, type=Order)))
    await executor.close()


def on_broken(error: BaseException) -> None:
    sys.stderr.write(f"broken: {error!r}\n")
    os._exit(1)


def main() -> None:
    folder, point, nth = sys.argv[1:]
    assert point in POINTS
    death = Death(point, int(nth))
    Connection.death = death
    setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Connection))  # noqa: B010  # mypy has no type for it
    asyncio.run(serve(Path(folder), death))


if __name__ == "__main__":
    main()
