"""What the one writer does with a batch of jobs: decide, commit once, answer. No thread and no queue in here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from msgspec import DecodeError, Struct
from msgspec.structs import replace

from kds.kitchen.setup import Kitchen
from kds.kitchen.state import Document
from kds.service.adoption import adoption
from kds.service.batch import Decided, decide_batch
from kds.service.documents import Documents, value_of
from kds.service.ports import (
    AlreadyStored,
    Batch,
    Boot,
    Clock,
    DocRow,
    InboxRow,
    LogStore,
    StorageBroken,
    StorageFull,
    StorageRefused,
    Term,
)
from kds.service.receipt import DocChange, Publication, Receipt, Submission

PROBE_MS = 5_000
"""How often a full disk is tried again, and how long a sender is told to wait: staff notice within seconds that
deleting something helped, and a till that retries does not keep the disk busy."""

Health: TypeAlias = Literal["ok", "read_only", "full"]

_logger = logging.getLogger("kds.writer")


class Submit(Struct, frozen=True, gc=False):
    submission: Submission


class Keep(Struct, frozen=True, gc=False):
    """Bodies to store as they came."""

    rows: tuple[InboxRow, ...]


class Adopt(Struct, frozen=True, gc=False):
    """The kitchen files changed; rules follow them from this batch on."""

    kitchen: Kitchen


class Ask(Struct, frozen=True, gc=False):
    """A point read of the log, answered after the batch it travels with."""

    query: Callable[[LogStore], object]


Job: TypeAlias = Submit | Keep | Adopt | Ask
Answer: TypeAlias = Receipt | StorageFull | object
"""A Receipt to Submit and Adopt, None or StorageFull to Keep, what the query returned to Ask."""


class Done(Struct, frozen=True, gc=False):
    """A batch that is durable, or was refused whole."""

    answers: tuple[Answer, ...]
    publication: Publication | None


class Opened(Struct, frozen=True, gc=False):
    head: int
    terms: tuple[Term, ...]
    documents: tuple[DocChange, ...]


class Writer:
    def __init__(self, store: LogStore, clock: Clock, kitchen: Kitchen) -> None:
        self._store = store
        self._clock = clock
        self._kitchen = kitchen
        self._documents = Documents()
        self._head = 0
        self._term = ""
        self._probed_ms = 0
        self.health: Health = "ok"

    def open(self, term_id: str) -> Opened:
        """Boot the log and adopt the kitchen files; raises StorageRefused."""
        boot: Boot = self._store.open(term_id, self._clock.now_ms())
        self._head = boot.head
        self._term = boot.terms[-1].id if boot.terms else ""
        self.health = "read_only" if boot.read_only else "ok"
        self._probed_ms = self._clock.monotonic_ms()
        changes = {row.key: DocChange(row, _read(row)) for row in boot.docs}
        self._documents.absorb(changes.values())
        adopted = self.work(()).publication
        if adopted is not None:
            changes |= {change.row.key: change for change in adopted.changes}
        return Opened(self._head, boot.terms, tuple(changes.values()))

    def work(self, jobs: Sequence[Job]) -> Done:
        """Decide and commit all of it, or refuse all of it; raises StorageBroken."""
        for job in jobs:
            if isinstance(job, Adopt):
                self._kitchen = job.kitchen
        submissions = self._adoption() + [job.submission for job in jobs if isinstance(job, Submit)]
        kept = tuple(row for job in jobs if isinstance(job, Keep) for row in job.rows)
        if self.health == "read_only":
            return self._refused(jobs, "read_only")
        try:
            decided = self._committed(submissions, kept)
        except StorageFull as error:
            if self.health == "ok":
                _logger.warning("the disk is full, commands are refused until there is room: %s", error)
            self.health = "full"
            return self._refused(jobs, "full")
        self._head = decided.head
        if decided.publication is not None:
            self._documents.absorb(decided.publication.changes)
        return Done(self._answers(jobs, decided.receipts), decided.publication)

    def _committed(self, submissions: Sequence[Submission], kept: tuple[InboxRow, ...]) -> Decided:
        """What the batch came to, durable. Raises StorageFull or StorageBroken."""
        decided = self._decided(submissions)
        try:
            self._commit(decided.batch, kept)
        except AlreadyStored:
            # An order of long ago came again.
            decided = self._decided(submissions, certain=True)
            self._commit(decided.batch, kept)
        return decided

    def _decided(self, submissions: Sequence[Submission], *, certain: bool = False) -> Decided:
        now_ms = self._clock.now_ms()
        return decide_batch(
            self._documents, self._store, submissions, self._kitchen, now_ms, self._head, self._term, certain=certain
        )

    def _commit(self, decided: Batch, kept: tuple[InboxRow, ...]) -> None:
        batch = replace(decided, inbox=kept) if kept else decided
        if batch != Batch():
            self._store.commit(batch)
            self.health = "ok"

    def _adoption(self) -> list[Submission]:
        """The command that is due while the Store document does not follow the kitchen in force."""
        if self._documents.store().kitchen_digest == self._kitchen.digest:
            return []
        return [adoption(self._kitchen, f"{self._term}.{self._head + 1}.adopt")]

    def _answers(self, jobs: Sequence[Job], receipts: Sequence[Receipt]) -> tuple[Answer, ...]:
        submitted = sum(isinstance(job, Submit) for job in jobs)
        own, others = receipts[: len(receipts) - submitted], iter(receipts[len(receipts) - submitted :])
        adopted = own[0] if own else Receipt("noop", self._head, "same_contents")

        def answer(job: Job) -> Answer:
            match job:
                case Submit():
                    return next(others)
                case Adopt():
                    return adopted
                case Keep():
                    return None
                case Ask():
                    return job.query(self._store)

        return tuple(map(answer, jobs))

    def _refused(self, jobs: Sequence[Job], why: Health) -> Done:
        failed = Receipt("failed", self._head, why, "The disk of the kitchen server is full.", retry_ms=PROBE_MS)

        def answer(job: Job) -> Answer:
            match job:
                case Submit() | Adopt():
                    return failed
                case Keep():
                    return StorageFull(failed.detail)
                case Ask():
                    return job.query(self._store)

        return Done(tuple(map(answer, jobs)), None)

    def probe(self) -> None:
        """See, now and then, whether a full disk has room again.

        A log that was opened read-only has no term for this boot, so it needs a new one: raises StorageBroken.
        """
        now_ms = self._clock.monotonic_ms()
        if self.health == "ok" or now_ms - self._probed_ms < PROBE_MS:
            return
        self._probed_ms = now_ms
        if not self._store.upkeep():
            return
        if self.health == "read_only":
            raise StorageBroken("the disk has room again: restarting, so that a new term can be written")
        _logger.info("the disk has room again")
        self.health = "ok"


def _read(row: DocRow) -> Document:
    try:
        return value_of(row)
    except (DecodeError, UnicodeDecodeError) as error:
        raise StorageRefused(f"The document {row.key} in the log is damaged ({error}): restore a backup.") from error
