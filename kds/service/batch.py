"""Decides one batch of commands against the state, into one group commit: no thread, no I/O but point reads.

The executor drives it with a thread and a disk, a simulator with neither.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from kds.kitchen.commands import AnyCommand, Place
from kds.kitchen.context import Context
from kds.kitchen.decide import decide
from kds.kitchen.errors import Accepted, Noop, Rejected
from kds.kitchen.evolve import applied
from kds.kitchen.model import Refused
from kds.kitchen.setup import Kitchen
from kds.kitchen.state import Document, Memory, ingest, needs
from kds.service.documents import Documents, Reader, key_of, row_of
from kds.service.ports import Batch, IngestRow, LogRow, LogStore, ResultRow
from kds.service.receipt import DocChange, Publication, Receipt, Submission
from kds.wire.frames import Cause

_logger = logging.getLogger("kds.executor")
_encode = msgspec.msgpack.Encoder().encode


class Rest(Struct, frozen=True, gc=False, omit_defaults=True):
    """What a stored result holds beside its columns."""

    detail: str = ""
    pointer: str = ""
    refused: tuple[Refused, ...] = ()


_decode_rest = msgspec.msgpack.Decoder(Rest).decode


class Decided(Struct, frozen=True, gc=False):
    """What a batch will be once `batch` is durable; before that, nobody may see any of it."""

    batch: Batch
    receipts: tuple[Receipt, ...]
    """One for each submission, in order."""
    publication: Publication | None
    """None: nothing to tell. Its range is empty where commands of screens came to nothing."""
    head: int


def decide_batch(
    state: Documents,
    store: LogStore,
    submissions: Sequence[Submission],
    kitchen: Kitchen,
    now_ms: int,
    head: int,
    term: str,
    *,
    certain: bool = False,
) -> Decided:
    """Decide the submissions one after the other, each on what the ones before it made of the state.

    An order of which memory holds no ticket is taken for a new one. The commit says so where the log knows better
    (`AlreadyStored`); then decide again with `certain`, which looks into the log first.
    """
    deciding = _Deciding(state, store, kitchen, now_ms, head, term, certain)
    receipts = tuple(map(deciding.receipt, submissions))
    return deciding.decided(receipts)


class _Deciding:
    def __init__(
        self, state: Documents, store: LogStore, kitchen: Kitchen, now_ms: int, head: int, term: str, certain: bool
    ) -> None:
        self._log = store
        self._certain = certain
        self._kitchen = kitchen
        self._now_ms = now_ms
        self._first = head + 1
        self._head = head
        self._term = term
        self._reader = Reader(state, store)
        self._overlay = Memory(self._reader)
        self._rows: list[LogRow] = []
        self._rows_by_id: dict[str, LogRow] = {}
        self._results: dict[tuple[str, int], ResultRow] = {}
        self._last: dict[str, int] = {}
        self._ingests: list[IngestRow] = []
        self._changes: dict[str, DocChange] = {}

    def receipt(self, submission: Submission) -> Receipt:
        if not submission.cid:
            return self._once(submission)
        cid, n = submission.cid, submission.n
        last = self._last.get(cid)
        if last is None:
            last = self._log.last_n(cid) or 0
        if 0 < n <= last:
            return self._repeated(submission)
        if n != last + 1:
            return Receipt("gap", self._head, expected=last + 1)
        receipt = self._once(submission)
        self._last[cid] = n
        self._results[cid, n] = _result_row(submission, receipt)
        return receipt

    def _repeated(self, submission: Submission) -> Receipt:
        row = self._results.get((submission.cid, submission.n)) or self._log.result(submission.cid, submission.n)
        assert row is not None, "every n up to the last has its result"
        rest = _decode_rest(row.detail) if row.detail else Rest()
        return Receipt(row.result, row.seq, row.why, rest.detail, rest.pointer, refused=rest.refused)

    def _once(self, submission: Submission) -> Receipt:
        """Decide, unless the log already has this command, under whichever page load."""
        row = None if submission.fresh else self._rows_by_id.get(submission.id) or self._log.row_of(submission.id)
        if row is not None:
            return Receipt("noop", row.seq, "same_command", ticket=self._overlay.ticket(row.ticket))
        if isinstance(submission.command, Rejected):
            return self._rejected(submission.command)
        try:
            return self._taken(submission, submission.command)
        # A hole in the rules must cost one command, not the kitchen: the same order would come again after every
        # restart. Nothing of it is on the overlay yet; the trace goes to the server's log.
        except Exception:
            _logger.exception("command %s (%s) could not be decided", submission.id, type(submission.command).__name__)
            return Receipt("rejected", self._head, "internal", "The kitchen server has a fault with this command.")

    def _taken(self, submission: Submission, command: AnyCommand) -> Receipt:
        context = Context(self._now_ms, submission.actor, submission.id, self._kitchen)
        target = next(iter(needs(command)), "")
        if isinstance(command, Place) and not self._certain:
            taken = self._taken_as_new(submission, command, context, target)
            if taken is not None:
                return taken
        outcome = decide(self._overlay, command, context)
        match outcome:
            case Accepted():
                return self._accepted(submission, command, outcome, target)
            case Noop():
                ticket = self._overlay.ticket(outcome.ticket or target)
                return Receipt("noop", self._head, outcome.why, outcome.detail, "", ticket, outcome.refused)
            case Rejected():
                return self._rejected(outcome, target)

    def _taken_as_new(self, submission: Submission, command: Place, context: Context, target: str) -> Receipt | None:
        """Only what creates the ticket, since only that is checked by the commit; None: look into the log."""
        self._reader.assumed_new = target
        try:
            outcome = decide(self._overlay, command, context)
            return self._accepted(submission, command, outcome, target) if isinstance(outcome, Accepted) else None
        finally:
            self._reader.assumed_new = ""

    def _rejected(self, outcome: Rejected, target: str = "") -> Receipt:
        ticket = self._overlay.ticket(outcome.ticket or target)
        return Receipt("rejected", self._head, outcome.why, outcome.detail, outcome.pointer, ticket, outcome.refused)

    def _accepted(self, submission: Submission, command: AnyCommand, outcome: Accepted, target: str) -> Receipt:
        staged = applied(self._overlay, outcome)
        kind = command.__struct_config__.tag
        assert isinstance(kind, str)
        changes = [self._change(document, kind, submission.id) for document in staged.documents()]
        ticket = staged.ticket(target)
        row = LogRow(
            seq=self._head + 1,
            term=self._term,
            ts_ms=self._now_ms,
            kind=kind,
            ticket=target,
            actor=submission.actor.name,
            cid=submission.cid,
            n=submission.n,
            command_id=submission.id,
            events=_encode(outcome.events),
            docs=tuple(change.row for change in changes),
        )
        kept = ingest(command, ticket)
        # Only now, where no rule can fail any more, does the batch change: it holds a command whole or not at all.
        self._append(row, changes)
        if kept is not None:
            self._remember(IngestRow(kept.source, kept.external_id, kept.key, kept.ticket, kept.digest))
        return Receipt("ok", self._head, ticket=ticket, refused=outcome.refused)

    def _change(self, document: Document, cause: str, command_id: str) -> DocChange:
        key = key_of(document)
        before = self._changes.get(key)
        ver = before.row.ver if before else self._reader.version(key)
        causes = (*(before.causes if before else ()), Cause(cause, key, command_id))
        return DocChange(row_of(document, ver + 1), document, causes)

    def _append(self, row: LogRow, changes: Sequence[DocChange]) -> None:
        self._head = row.seq
        self._rows.append(row)
        self._rows_by_id[row.command_id] = row
        for change in changes:
            # Taken out first, so that changes stay in the order of the log.
            self._changes.pop(change.row.key, None)
            self._changes[change.row.key] = change
        for document in (change.value for change in changes):
            self._overlay.put(document)

    def _remember(self, row: IngestRow) -> None:
        """The revision or Idempotency-Key of an accepted order, so that its repeat is known."""
        self._ingests.append(row)
        self._overlay.keep_ingest(row.source, row.external_id, row.revision, row.ticket, row.digest)

    def decided(self, receipts: tuple[Receipt, ...]) -> Decided:
        publication = None
        if self._rows or self._last:
            publication = Publication(self._first, self._head, tuple(self._changes.values()), self._last)
        batch = Batch(tuple(self._rows), tuple(self._results.values()), tuple(self._ingests))
        return Decided(batch, receipts, publication, self._head)


def _result_row(submission: Submission, receipt: Receipt) -> ResultRow:
    result: Literal["ok", "noop", "rejected"]
    assert receipt.result in ("ok", "noop", "rejected")
    result = receipt.result
    rest = Rest(receipt.detail, receipt.pointer, receipt.refused)
    detail = b"" if rest == Rest() else _encode(rest)
    return ResultRow(submission.cid, submission.n, submission.id, result, receipt.why, receipt.seq, detail)
