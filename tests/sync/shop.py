"""A whole server on a disk in memory: the real rules and executor behind real sockets."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from msgspec import Struct

from kds.adapters.systemclock import SystemClock
from kds.kitchen.model import Ticket
from kds.service.executor import Executor
from kds.service.hub import Hub
from kds.service.memory_log import MemoryDisk, MemoryLog
from tests.service.kitchen import id_of, kitchen, order
from tests.sync.glass import Frame, Glass
from tests.sync.harness import Site, serving


class Shop(Struct, frozen=True):
    site: Site
    executor: Executor
    disk: MemoryDisk

    @property
    def url(self) -> str:
        return self.site.url

    async def place(self, key: str, *names: str) -> Ticket:
        receipt = await self.executor.submit(order(key, *names))
        assert receipt.result == "ok", receipt
        assert receipt.ticket is not None
        return receipt.ticket


@contextlib.asynccontextmanager
async def opened(disk: MemoryDisk | None = None, term: str = "00000000000000aa") -> AsyncIterator[Shop]:
    disk = disk or MemoryDisk()
    disk.in_use = False
    broken: list[BaseException] = []
    executor = Executor(MemoryLog(disk), SystemClock(), kitchen(), term, broken.append)
    documents = await executor.open()
    hub = Hub(executor.terms, executor.head, documents)
    executor.publish_to(hub)
    try:
        async with serving(hub, executor) as site:
            yield Shop(site, executor, disk)
    finally:
        await executor.close()
        assert broken == []


def ticket_of(screen: Glass, key: str) -> Frame:
    """The ticket as the screen holds it."""
    return screen.docs[f"ticket/{id_of(key)}"][1]


def pairs(ticket: Frame) -> list[Frame]:
    """What a cook bumps who sees this ticket: every task with its generation."""
    return [{"task": task["id"], "gen": task.get("gen", 1)} for item in ticket["items"] for task in item["tasks"]]
