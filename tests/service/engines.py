"""Two ways to run the same core: the writer called by hand, and the executor with its thread and its loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeAlias

from kds.kitchen.setup import Kitchen
from kds.kitchen.state import State
from kds.service.documents import Documents
from kds.service.executor import Executor
from kds.service.hub import Hub
from kds.service.ports import Clock
from kds.service.receipt import Publication, Receipt
from kds.service.writer import Adopt, Submit, Writer
from tests.service.disks import Disk

Order: TypeAlias = Submit | Adopt


class Engine(Protocol):
    hub: Hub
    one_batch: bool
    """Whether jobs given together are surely one group commit."""

    def work(self, jobs: Sequence[Order]) -> list[Receipt]: ...

    def memories(self) -> tuple[State, ...]:
        """Every copy of the documents in the server's memory."""

    def close(self) -> None: ...


Start: TypeAlias = Callable[[Disk, Clock, Kitchen, str], Engine]


class ByHand:
    """Batch, commit, publish: what the executor does around its writer, without a thread."""

    one_batch = True

    def __init__(self, disk: Disk, clock: Clock, kitchen: Kitchen, term: str) -> None:
        self._log = disk.log()
        self._writer = Writer(self._log, clock, kitchen)
        opened = self._writer.open(term)
        self._published = Documents(opened.documents)
        self.hub = Hub(opened.terms, opened.head, opened.documents)

    def work(self, jobs: Sequence[Order]) -> list[Receipt]:
        done = self._writer.work(jobs)
        if done.publication is not None:
            self._published.absorb(done.publication.changes)
            self.hub.publish(done.publication)
        return [receipt for receipt in done.answers if isinstance(receipt, Receipt)]

    def memories(self) -> tuple[State, ...]:
        return self._writer._documents, self._published

    def close(self) -> None:
        self._log.close()


class OnItsThread:
    """The real executor on a loop that only turns while a batch is under way."""

    one_batch = False

    def __init__(self, disk: Disk, clock: Clock, kitchen: Kitchen, term: str) -> None:
        self._disk = disk
        self._loop = asyncio.new_event_loop()
        self._broken: asyncio.Future[None] = self._loop.create_future()
        self._executor = Executor(disk.log(), clock, kitchen, term, self._break)
        documents = self._loop.run_until_complete(self._executor.open())
        self.hub = Hub(self._executor.terms, self._executor.head, documents)
        self._executor.publish_to(self)

    def publish(self, publication: Publication) -> None:
        durable = [row.seq for row in self._disk.rows(publication.first_seq - 1)]
        told = list(range(publication.first_seq, publication.last_seq + 1))
        assert durable[: len(told)] == told, "published before it was durable"
        self.hub.publish(publication)

    def work(self, jobs: Sequence[Order]) -> list[Receipt]:
        return self._loop.run_until_complete(self._all(jobs))

    async def _all(self, jobs: Sequence[Order]) -> list[Receipt]:
        answers = asyncio.gather(*map(self._one, jobs))
        await asyncio.wait((answers, self._broken), return_when=asyncio.FIRST_COMPLETED)
        if self._broken.done():
            answers.cancel()
            self._broken.result()
        return await answers

    def _one(self, job: Order) -> Coroutine[Any, Any, Receipt]:
        match job:
            case Submit():
                return self._executor.submit(job.submission)
            case Adopt():
                return self._executor.adopt(job.kitchen)

    def _break(self, error: BaseException) -> None:
        def tell() -> None:
            if not self._broken.done():
                self._broken.set_exception(error)

        self._loop.call_soon_threadsafe(tell)

    def memories(self) -> tuple[State, ...]:
        return (self._executor.published,)

    def close(self) -> None:
        self._loop.run_until_complete(self._executor.close())
        self._loop.close()
