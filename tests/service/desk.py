"""An inbox at work over the real executor: bodies come to what a script says, naps end when a test says."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator

from msgspec import Struct

from kds.kitchen.command import Line
from kds.kitchen.commands import AnyCommand, Place
from kds.kitchen.identity import ticket_id
from kds.service.executor import Executor
from kds.service.inbox import Inbox, Outlook, Ready
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import InboxRow
from kds.service.receipt import Publication
from tests.asgi.store import Naps
from tests.service.kitchen import StoppedClock, kitchen


def order(key: str) -> AnyCommand:
    return Place("till-1", key, (Line("1", name="Mapo tofu"),), revision=1)


class Script:
    """An interpreter that does as told: each body is `lane:name`, and what it comes to is looked up by name."""

    def __init__(self) -> None:
        self.outlooks: dict[str, list[Outlook | Exception]] = {}
        self.read_names: list[str] = []

    def lane(self, row: InboxRow) -> str:
        return row.body.decode().partition(":")[0]

    async def read(self, row: InboxRow) -> Outlook:
        name = row.body.decode().partition(":")[2]
        self.read_names.append(name)
        planned = self.outlooks.get(name, [Ready((order(name),))])
        outlook = planned.pop(0) if len(planned) > 1 else planned[0]
        if isinstance(outlook, Exception):
            raise outlook
        return outlook


class Silent:
    def publish(self, publication: Publication) -> None:
        """Nobody listens."""


class Desk(Struct):
    inbox: Inbox
    executor: Executor
    script: Script
    naps: Naps
    disk: MemoryDisk

    async def receive(self, body: str) -> None:
        await self.inbox.receive("till-1", b"{}", body.encode())

    def states(self) -> dict[str, str]:
        return {row.body.decode().partition(":")[2]: row.state for row in self.disk.inbox.values()}

    def placed(self, key: str) -> bool:
        return self.executor.ticket(ticket_id("till-1", key)) is not None


@contextlib.asynccontextmanager
async def desk(disk: MemoryDisk | None = None, script: Script | None = None, runs: bool = True) -> AsyncIterator[Desk]:
    disk = disk or MemoryDisk()
    script, naps, clock = script or Script(), Naps(), StoppedClock()
    broken: list[BaseException] = []
    executor = Executor(MemoryLog(disk), clock, kitchen(), f"{len(disk.terms):016x}", broken.append)
    await executor.open()
    executor.publish_to(Silent())
    counter = itertools.count(len(disk.inbox))
    inbox = Inbox(executor, script, clock, lambda: f"body-{next(counter):04}", naps)
    working = asyncio.create_task(inbox.run()) if runs else None
    yield Desk(inbox, executor, script, naps, disk)
    if working is not None:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    await executor.close()
    disk.in_use = False
    assert broken == []
