"""A running executor with everything around it: clock, screens, and whoever hears that it broke."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from kds.kitchen.setup import Kitchen
from kds.service.executor import Executor
from kds.service.ports import InboxRow, LogStore
from kds.service.receipt import DocChange, Publication
from tests.service.kitchen import StoppedClock, kitchen
from tests.service.stores import PATIENCE_S

TERM = "00000000000000aa"


class Screens:
    """A publisher that notes what it was told, and what else was true at that moment."""

    def __init__(self, look: Callable[[Publication], None] = lambda _: None) -> None:
        self.told: list[Publication] = []
        self._look = look

    def publish(self, publication: Publication) -> None:
        self.told.append(publication)
        self._look(publication)


class Kitchenful:
    """An executor with everything around it."""

    def __init__(self, log: LogStore, files: Kitchen, term: str = TERM) -> None:
        self.clock = StoppedClock()
        self.screens = Screens()
        self.broken: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()
        self.executor = Executor(log, self.clock, files, term, self._on_broken)
        self.documents: tuple[DocChange, ...] = ()
        self._loop = asyncio.get_running_loop()

    def _on_broken(self, error: BaseException) -> None:
        self._loop.call_soon_threadsafe(self.broken.set_result, error)


@asynccontextmanager
async def running(log: LogStore, files: Kitchen | None = None, term: str = TERM) -> AsyncIterator[Kitchenful]:
    """For as long as a test may take: a receipt that never comes must not hang the suite."""
    async with asyncio.timeout(2 * PATIENCE_S):
        whole = Kitchenful(log, files or kitchen(), term)
        whole.documents = await whole.executor.open()
        whole.executor.publish_to(whole.screens)
        yield whole
        await whole.executor.close()


def body(name: str) -> InboxRow:
    return InboxRow(name, "square", 1, b"", b"{}", "pending")
