"""The ports of the service: what the core asks of a log store, a clock and an inbox, and what crosses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct


class StorageFull(Exception):
    """The disk is full: the batch was rolled back whole; passing, the source keeps its order and retries."""


class Overloaded(StorageFull):
    """More waits for the writer than it takes on; passing, like a full disk."""


class AlreadyStored(Exception):
    """A document of version 1 is in the log already: nothing was committed; read before deciding again."""


class StorageBroken(Exception):
    """A commit or fsync failed for another reason: the process must exit, the supervisor restarts it."""


class StorageRefused(Exception):
    """The data folder cannot be used as it is; the message says why and what to do next."""


class Term(Struct, frozen=True, gc=False):
    """One boot of the server: 16 random hex characters and the head at which it began."""

    id: str
    start_seq: int


class DocRow(Struct, frozen=True, gc=False, array_like=True):
    """A document as it is stored and sent: encoded once."""

    kind: Literal["ticket", "dish", "station", "store", "screen", "board", "pickup"]
    """The last two are drawn from the others and never stored."""
    id: str
    ver: int
    open: bool
    day: str
    doc: bytes

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"


class LogRow(Struct, frozen=True, gc=False):
    """One accepted command: its domain events and the documents that came of them."""

    seq: int
    term: str
    ts_ms: int
    kind: str
    """The command's kind."""
    ticket: str
    actor: str
    cid: str
    n: int
    command_id: str
    events: bytes
    docs: tuple[DocRow, ...]


class ResultRow(Struct, frozen=True, gc=False):
    """What one command of one page load came to; a repeat is answered from here."""

    cid: str
    n: int
    command_id: str
    result: Literal["ok", "noop", "rejected"]
    why: str
    seq: int
    detail: bytes = b""
    """The encoded rest of the receipt (refused parts)."""


class IngestRow(Struct, frozen=True, gc=False):
    source: str
    external_id: str
    revision: str
    """The revision as text, or the Idempotency-Key."""
    ticket: str
    digest: str


class InboxRow(Struct, frozen=True, gc=False):
    """A raw body as it came, kept before it is parsed; `quarantine` waits for a person, who may say `discarded`."""

    id: str
    source: str
    received_ms: int
    headers: bytes
    body: bytes
    state: Literal["pending", "done", "quarantine", "discarded"]
    error: str = ""


class Entry(Struct, frozen=True, gc=False):
    """A row of the log without the documents that came of it."""

    seq: int
    ts_ms: int
    kind: str
    events: bytes


class Batch(Struct, frozen=True, gc=False):
    """One group commit: all of it or none of it."""

    rows: tuple[LogRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    ingests: tuple[IngestRow, ...] = ()
    inbox: tuple[InboxRow, ...] = ()


CLOSED_KEPT = 50
"""Closed tickets of the business day that stay at hand for the recall list; older ones are read when asked for."""


class Boot(Struct, frozen=True, gc=False):
    """What the server needs before it listens: never more than the open set."""

    head: int
    terms: tuple[Term, ...]
    docs: tuple[DocRow, ...]
    """Everything open (tickets, dishes, store, screens), then the last closed tickets of the business day, oldest
    first."""
    inbox: tuple[InboxRow, ...] = ()
    """Bodies that were received and not processed."""
    read_only: bool = False
    """The disk was full at boot: screens are served, commands are refused as passing."""


class LogStore(Protocol):
    """The durable log and its projection. Called from the one writer thread only."""

    def open(self, term_id: str, now_ms: int) -> Boot:
        """Lock, migrate, append the new term durably and read the open set. Raises StorageRefused."""

    def document(self, key: str) -> DocRow | None:
        """By `kind/id`, closed ones included."""

    def ingested(self, source: str, external_id: str, revision: str) -> IngestRow | None: ...

    def row_of(self, command_id: str) -> LogRow | None:
        """The accepted command with this id."""

    def last_n(self, cid: str) -> int | None:
        """The last decided n of a page load; None: not known."""

    def result(self, cid: str, n: int) -> ResultRow | None: ...

    def inbox(self, state: Literal["pending", "quarantine"]) -> Sequence[InboxRow]: ...

    def body(self, row_id: str) -> InboxRow | None: ...

    def commit(self, batch: Batch) -> None:
        """Durable when it returns. Raises StorageFull or AlreadyStored (both rolled back), or StorageBroken."""

    def closed(self, day: str, before: tuple[int, str] | None, limit: int) -> Sequence[tuple[int, DocRow]]:
        """Tickets of a business day that are over, the last changed first, each with the row that changed it.

        `before` is row and id of the one after which to go on.
        """

    def changed_at(self, ticket_id: str) -> int:
        """The row of the log that changed the ticket last; 0: not known."""

    def about(self, ticket_id: str, lower: int, upper: int) -> Sequence[Entry]:
        """The rows from `lower` up to, not with, `upper` whose events name the ticket, the newest first."""

    def read(self, after_seq: int, limit: int) -> Sequence[LogRow]:
        """Rows after a position, for audit, folding and the till stream."""

    def upkeep(self) -> bool:
        """Whether a commit would find room; asked after StorageFull. Puts the reserve back where it can."""

    def close(self) -> None: ...


class Clock(Protocol):
    def now_ms(self) -> int:
        """Wall time of the server in Unix milliseconds."""

    def monotonic_ms(self) -> int: ...
