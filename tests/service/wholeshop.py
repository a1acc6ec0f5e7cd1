"""A whole shop for the machine: log, writer, hub and a screen that follows, checked after every batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand, Place
from kds.kitchen.errors import Rejected
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.setup import Kitchen
from kds.kitchen.state import Document, State, ingest
from kds.kitchen.system_commands import AdoptKitchen
from kds.service.documents import key_of, value_of
from kds.service.receipt import Receipt, Submission
from kds.service.writer import Adopt, Submit
from tests.builders import KITCHEN
from tests.history import SourceKey, faults
from tests.service.disks import Disk
from tests.service.engines import Order, Start
from tests.service.follower import Follower, to_be_shown
from tests.service.kitchen import StoppedClock
from tests.service.senders import Post, Senders, repeated, same_id

Echo: TypeAlias = Literal["old number", "gap", "unknown page", "number again", "id again", "id on another page"]
"""What a bad network adds to a batch; none of it may have an effect."""

LOOK_EVERY = 25
"""Batches between two looks at everything that is on the disk."""


class Answer(Struct, frozen=True):
    outcome: str
    receipt: Receipt
    documents: Mapping[str, Document]
    """All of them as they were right after this command."""


class WholeShop:
    def __init__(self, disk: Disk, start: Start) -> None:
        self._disk = disk
        self._start = start
        self._clock = StoppedClock()
        self._kitchen = KITCHEN
        self._boots = 0
        self._batches = 0
        self._head = 0
        self._documents: dict[str, Document] = {}
        self._stages: dict[int, dict[str, Document]] = {}
        """Seq -> the documents as that row left them; of the last batch."""
        self._acknowledged: set[SourceKey] = set()
        self._keys: set[tuple[str, str, str]] = set()
        self.senders = Senders()
        self.echoes: tuple[Echo, ...] = ()
        self.disk_fills_up = False
        """The next batch finds the disk full and is sent again when there is room."""
        self._boot()
        self._take_rows()
        self.screen = Follower(self._engine.hub)

    @property
    def now_ms(self) -> int:
        return self._clock.wall_ms

    @now_ms.setter
    def now_ms(self, now_ms: int) -> None:
        self._clock.wall_ms = now_ms

    def submit(self, command: AnyCommand, actor: Actor, command_id: str) -> str:
        return self.send([Post(command, actor, command_id)])[0].outcome

    def documents(self) -> Mapping[str, Document]:
        return self._documents

    def send(self, posts: Sequence[Post]) -> list[Answer]:
        """All at once, with what the network adds; one answer for each post."""
        gaps = self._gaps(posts[0])
        repeats = [sent for sent in self.senders.numbered[-7::6] if "old number" in self.echoes]
        jobs = [self._job(post) for post in posts]
        echoes = self._echoes(jobs, posts[-1])
        everything = [*map(Submit, gaps), *(Submit(sent.submission) for sent in repeats), *jobs, *map(Submit, echoes)]
        if self.disk_fills_up:
            self.disk_fills_up = False
            self._try_in_vain(everything if self._engine.one_batch else jobs[:1])
        receipts = iter(self._engine.work(everything))
        self._take_rows()
        for gap in gaps:
            receipt = next(receipts)
            assert (receipt.result, receipt.expected) == ("gap", gap.n - 1), "a gap was not seen"
        for sent in repeats:
            assert next(receipts) == repeated(sent.receipt), "a number that was decided has another answer now"
        answers = [self._answer(job, next(receipts)) for job in jobs]
        self._check_rows(jobs, answers)
        self._check_echoes(jobs, answers, [*zip(echoes, receipts, strict=True)])
        self._after_batch()
        return answers

    def restart(self) -> None:
        """Close, open the same log in a new term; nobody may notice."""
        self._engine.close()
        self._boot()
        self._take_rows()
        assert not self._stages, "a restart wrote to the log"
        self.screen.connect(self._engine.hub)
        self.check()

    def check(self) -> None:
        """Invariants 1, 2, 3, 5 and 7 on everything that is on the disk, in memory and on the screen."""
        history = self._disk.history()
        broken = faults(history, self._acknowledged)
        assert not broken, broken
        told = {(each.cid, each.n): (each.command_id, each.result, each.why, each.seq) for each in history.results}
        assert told == {
            (of.cid, of.n): (of.id, receipt.result, receipt.why, receipt.seq)
            for of, receipt in ((sent.submission, sent.receipt) for sent in self.senders.numbered)
        }, "results are not what the screens were told"
        table: dict[str, Document] = {row.key: value_of(row) for row in history.documents.values()}
        assert table == self._documents, "log and table differ"
        living = {row.id for row in history.documents.values() if row.open and row.kind == "ticket"}
        for memory in self._engine.memories():
            check_memory(memory, table, living)
        shown = to_be_shown(history.documents.values())
        assert self.screen.documents == shown, "snapshot and deltas come to something else"
        assert Follower(self._engine.hub).documents == shown, "a joining screen sees something else"

    def close(self) -> None:
        self._engine.close()
        self._disk.remove()

    def _boot(self) -> None:
        self._boots += 1
        self._engine = self._start(self._disk, self._clock, self._kitchen, f"{self._boots:016x}")

    def _job(self, post: Post) -> Order:
        command = post.command
        if isinstance(command, AdoptKitchen) and post.actor.role in ("system", "manager"):
            self._kitchen = kitchen_of(command)
            return Adopt(self._kitchen)
        return Submit(self.senders.submission(post))

    def _gaps(self, post: Post) -> list[Submission]:
        """Numbers that are not due; their commands, decided, would be seen as effects of nothing."""
        page = self.senders.page(post.actor.name)
        gaps = []
        if "gap" in self.echoes:
            gaps.append(Submission(post.command, post.actor, f"{post.id} gap", page.cid, page.last + 2))
        if "unknown page" in self.echoes:
            gaps.append(Submission(post.command, post.actor, f"{post.id} lost", "forgotten", 2))
        return gaps

    def _echoes(self, jobs: Sequence[Order], last: Post) -> list[Submission]:
        sent = [job.submission for job in jobs if isinstance(job, Submit)]
        echoes = [one for one in sent if one.cid and "number again" in self.echoes]
        if sent and "id again" in self.echoes:
            echoes.append(replace(sent[-1], cid="", n=0))
        if sent and "id on another page" in self.echoes:
            echoes.append(self.senders.tap(last, "another page"))
        return echoes

    def _try_in_vain(self, jobs: Sequence[Order]) -> None:
        before, head = self._disk.history(), self._engine.hub.head
        self._disk.set_full(True)
        receipts = self._engine.work(jobs)
        self._disk.set_full(False)
        failed = [receipt.result == "failed" for receipt in receipts]
        assert all(failed) or not any(failed), "a part of a batch was refused"
        assert all(receipt.result != "ok" for receipt in receipts), "acknowledged on a full disk"
        assert self._disk.history() == before, "something of a refused batch remained"
        assert self._engine.hub.head == head, "a refused batch was published"

    def _take_rows(self) -> None:
        self._before = self._head
        self._stages = {}
        for row in self._disk.rows(self._head):
            self._documents = {**self._documents, **{doc.key: value_of(doc) for doc in row.docs}}
            self._stages[row.seq] = self._documents
            self._head = row.seq

    def _answer(self, job: Order, receipt: Receipt) -> Answer:
        assert receipt.result in ("ok", "noop", "rejected"), receipt
        if isinstance(job, Submit):
            self.senders.keep(job.submission, receipt)
            self._acknowledge(job.submission, receipt)
        if receipt.result != "ok":
            return Answer(receipt.why, receipt, {})
        assert receipt.seq in self._stages, "acknowledged and not durable"
        documents = self._stages[receipt.seq]
        if receipt.ticket is not None:
            assert documents[key_of(receipt.ticket)] == receipt.ticket, "the answer shows another ticket"
        return Answer("ok", receipt, documents)

    def _acknowledge(self, submission: Submission, receipt: Receipt) -> None:
        command = submission.command
        if isinstance(command, Place) and (receipt.result == "ok" or receipt.why == "same_contents"):
            self._acknowledged.add((command.source, command.external_id))
        ticket = receipt.ticket
        kept = None if isinstance(command, Rejected) else ingest(command, ticket)
        if receipt.result == "ok" and kept is not None:
            key = (kept.source, kept.external_id, kept.key)
            assert key not in self._keys, f"an Idempotency-Key was accepted twice: {key}"
            self._keys.add(key)

    def _check_rows(self, jobs: Sequence[Order], answers: Sequence[Answer]) -> None:
        """Every new row is one acknowledged post, in the order of the posts."""
        told = [answer.receipt.seq for answer in answers if answer.outcome == "ok"]
        assert told == list(self._stages), "rows and answers differ"
        head = self._before
        for answer in answers:
            if answer.outcome != "same_command":
                head = max(head, answer.receipt.seq)
                assert answer.receipt.seq == head, "decided against another head"

    def _check_echoes(
        self, jobs: Sequence[Order], answers: Sequence[Answer], echoes: Sequence[tuple[Submission, Receipt]]
    ) -> None:
        sent = [
            (job.submission, answer.receipt)
            for job, answer in zip(jobs, answers, strict=True)
            if isinstance(job, Submit)
        ]
        # A page that empties its outbox anew may send one command twice: each number has its own answer.
        by_number = {(one.cid, one.n): receipt for one, receipt in sent}
        latest = {one.id: receipt for one, receipt in sent}
        numbers = {(sent.submission.cid, sent.submission.n) for sent in self.senders.numbered}
        for echo, receipt in echoes:
            if (echo.cid, echo.n) in numbers:
                assert receipt == repeated(by_number[echo.cid, echo.n]), "the same number again has another answer"
                continue
            assert (receipt.result, receipt.why, receipt.seq) == same_id(latest[echo.id]), (
                "the same command counts twice"
            )
            self.senders.keep(echo, receipt)

    def _after_batch(self) -> None:
        self.screen.read()
        position = self.screen.position
        assert position is not None
        assert position.seq == self._engine.hub.head == self._head, "screen, hub and disk know different heads"
        self._batches += 1
        if self._batches % LOOK_EVERY == 0:
            self.check()


def kitchen_of(command: AdoptKitchen) -> Kitchen:
    """The kitchen files that such a command comes from."""
    known = {card.sku for card in command.dishes}
    return replace(KITCHEN, digest=command.digest, menu=tuple(dish for dish in KITCHEN.menu if dish.sku in known))


def check_memory(memory: State, table: Mapping[str, Document], living: set[str]) -> None:
    """Memory holds all that is alive; of what is closed perhaps not all, but nothing else than the table."""
    every: tuple[Document, ...] = (*memory.open_tickets(), *memory.dishes(), memory.store(), *memory.screens())
    held = {key_of(each): each for each in every}
    assert {ticket.id for ticket in memory.open_tickets()} == living, "memory and table disagree on what is open"
    for key, document in table.items():
        kind, _, id_ = key.partition("/")
        kept = memory.ticket(id_) if kind == "ticket" else held.get(key)
        closed = (kind == "ticket" and id_ not in living) or (isinstance(document, ScreenLayout) and not document.kept)
        assert kept == document or (closed and kept is None), f"{key} differs between memory and table"
    assert held.keys() <= table.keys(), "memory holds what the table does not"
