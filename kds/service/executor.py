"""The executor: one queue in, one writer thread, one event-loop callback back for each group commit.

The loop submits and publishes, the thread decides and commits. The callback comes after the commit, so nothing
is published before it is durable; there is one for the whole batch, so nobody sees half of it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from kds.kitchen.model import Ticket
from kds.kitchen.setup import Kitchen
from kds.kitchen.state import State
from kds.service.documents import Documents, value_of
from kds.service.ports import Clock, InboxRow, LogStore, Overloaded, StorageFull, Term
from kds.service.receipt import DocChange, Publication, Publisher, Receipt, Submission
from kds.service.writer import PROBE_MS, Adopt, Ask, Done, Health, Job, Keep, Opened, Submit, Writer

BATCH_LIMIT = 256
"""Jobs of one group commit: enough to share an fsync, few enough that the first waits some 50 ms for the last."""

QUEUE_LIMIT = 2048
"""Jobs waiting for the writer: about a second of work. Beyond that a sender should wait, not we."""

OVERLOAD_RETRY_MS = 1_000
"""The queue drains in about that time."""

Waiting = asyncio.Future[Any]
Answer = TypeVar("Answer")


class Executor:
    """`receipt.Commands` over a LogStore.

    `on_broken` is called from the writer's thread when a commit failed for good; it must end the process
    (the supervisor restarts it), since what the disk holds is then unknown.
    """

    def __init__(
        self,
        store: LogStore,
        clock: Clock,
        kitchen: Kitchen,
        term_id: str,
        on_broken: Callable[[BaseException], None],
    ) -> None:
        self._store = store
        self._publisher: Publisher | None = None
        self._term_id = term_id
        self._on_broken = on_broken
        self._writer = Writer(store, clock, kitchen)
        self._queue: SimpleQueue[tuple[Job, Waiting] | None] = SimpleQueue()
        self._waiting = 0
        self._closing = False
        self._head = 0
        self._terms: tuple[Term, ...] = ()
        self._published = Documents()

    async def open(self) -> tuple[DocChange, ...]:
        """Boot, and return the documents that screens start from. Raises StorageRefused with what to do."""
        self._loop = asyncio.get_running_loop()
        opened: asyncio.Future[Opened] = self._loop.create_future()
        self._ended = self._loop.create_future()
        # A daemon, so that a process that ends without close() is not held up; the log survives that.
        threading.Thread(target=self._run, args=(opened,), name="kds-writer", daemon=True).start()
        state = await opened
        self._head = state.head
        self._terms = state.terms
        self._published.absorb(state.documents)
        return state.documents

    def publish_to(self, publisher: Publisher) -> None:
        """Once, before the first command: nothing that was not in `open` may pass it by."""
        assert self._publisher is None
        assert self._waiting == 0
        self._publisher = publisher

    async def close(self) -> None:
        """Finish what was submitted, then close the log."""
        self._closing = True
        self._queue.put(None)
        await self._ended

    @property
    def head(self) -> int:
        return self._head

    @property
    def term(self) -> str:
        """Of this boot; of the last one where the disk was too full to write a new one."""
        return self._terms[-1].id

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every boot, for the fork rule."""
        return self._terms

    @property
    def health(self) -> Health:
        return self._writer.health

    @property
    def published(self) -> State:
        """What every screen may know: the state at `head`."""
        return self._published

    async def submit(self, submission: Submission) -> Receipt:
        if self._full():
            return Receipt("failed", self._head, "overloaded", retry_ms=OVERLOAD_RETRY_MS)
        receipt: Receipt = await self._put(Submit(submission))
        return receipt

    async def keep(self, rows: tuple[InboxRow, ...]) -> None:
        if self._full():
            raise Overloaded(f"{QUEUE_LIMIT} commands are waiting for the disk")
        await self._put(Keep(rows))

    async def adopt(self, kitchen: Kitchen) -> Receipt:
        """Follow these kitchen files from the next batch on; they are in force even where this fails (full disk)."""
        receipt: Receipt = await self._put(Adopt(kitchen))
        return receipt

    async def quarantined(self) -> tuple[InboxRow, ...]:
        return tuple(await self.ask(lambda store: store.inbox("quarantine")))

    async def pending(self) -> tuple[InboxRow, ...]:
        return tuple(await self.ask(lambda store: store.inbox("pending")))

    async def body(self, row_id: str) -> InboxRow | None:
        row: InboxRow | None = await self._put(Ask(lambda store: store.body(row_id)))
        return row

    def ticket(self, ticket_id: str) -> Ticket | None:
        return self._published.ticket(ticket_id)

    async def ask(self, query: Callable[[LogStore], Answer]) -> Answer:
        answer: Answer = await self._put(Ask(query))
        return answer

    async def find_ticket(self, ticket_id: str) -> Ticket | None:
        ticket = self._published.ticket(ticket_id)
        if ticket is not None:
            return ticket
        row = await self.ask(lambda store: store.document(f"ticket/{ticket_id}"))
        if row is None:
            return None
        value = value_of(row)
        assert isinstance(value, Ticket)
        return value

    def _full(self) -> bool:
        return self._closing or self._waiting >= QUEUE_LIMIT

    async def _put(self, job: Job) -> Any:
        waiting: Waiting = self._loop.create_future()
        self._waiting += 1
        self._queue.put((job, waiting))
        return await waiting

    def _finish(self, done: Done, waiting: Sequence[Waiting]) -> None:
        """On the loop, once for each batch: the state, the screens and the senders change together."""
        self._waiting -= len(waiting)
        publication = done.publication
        if publication is not None:
            self._publish(publication)
        for future, answer in zip(waiting, done.answers, strict=True):
            if future.done():
                continue  # Its sender went away; the command stands.
            if isinstance(answer, StorageFull):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _publish(self, publication: Publication) -> None:
        self._head = publication.last_seq
        self._published.absorb(publication.changes)
        assert self._publisher is not None, "publish_to() comes before the first command"
        try:
            self._publisher.publish(publication)
        except Exception as error:
            # The screens have missed a commit; only a restart gives them a whole state again.
            self._on_broken(error)
            raise

    def _run(self, opened: asyncio.Future[Opened]) -> None:
        try:
            state = self._writer.open(self._term_id)
        except Exception as error:  # noqa: BLE001  # open() raises it where the caller can see it
            self._store.close()
            self._loop.call_soon_threadsafe(opened.set_exception, error)
            return
        self._loop.call_soon_threadsafe(opened.set_result, state)
        try:
            self._serve()
        except Exception as error:  # noqa: BLE001  # whatever stopped the only writer, the process must end
            self._on_broken(error)
        finally:
            self._store.close()
            self._loop.call_soon_threadsafe(self._ended.set_result, None)

    def _serve(self) -> None:
        while True:
            jobs, stop = self._take()
            self._writer.probe()
            if jobs:
                done = self._writer.work([job for job, _ in jobs])
                self._loop.call_soon_threadsafe(self._finish, done, [waiting for _, waiting in jobs])
            if stop:
                return

    def _take(self) -> tuple[list[tuple[Job, Waiting]], bool]:
        """Everything that waits, up to a batch; nothing where it is time to look at a full disk."""
        jobs: list[tuple[Job, Waiting]] = []
        try:
            entry = self._queue.get(timeout=None if self._writer.health == "ok" else PROBE_MS / 1000)
            while entry is not None:
                jobs.append(entry)
                if len(jobs) == BATCH_LIMIT:
                    break
                entry = self._queue.get_nowait()
            return jobs, entry is None
        except Empty:
            return jobs, False
