"""What a submitted command comes back with, and what a commit publishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.kitchen.errors import Rejected
from kds.kitchen.model import Refused, Ticket
from kds.kitchen.state import Document
from kds.service.ports import DocRow, InboxRow, LogStore
from kds.wire.frames import Cause

Answer = TypeVar("Answer")


class Submission(Struct, frozen=True, gc=False):
    """A command on its way to the writer. Screens give `cid` and `n`, others only `id`."""

    command: AnyCommand | Rejected
    """`Rejected`: its arguments could not be read; it is answered with that, which uses its `n` up."""
    actor: Actor
    id: str
    """Unique in the log; the same id again is answered with what it came to."""
    cid: str = ""
    n: int = 0
    at_ms: int = 0
    fresh: bool = False
    """The id was made up just now, so the log cannot hold it: one look-up less."""


class Receipt(Struct, frozen=True, gc=False):
    """`failed` is passing (disk full, overloaded, read-only): nothing happened, try again after `retry_ms`.

    `gap`: this n is not the next of its cid; `expected` is.
    """

    result: Literal["ok", "noop", "rejected", "failed", "gap"]
    seq: int
    why: str = ""
    detail: str = ""
    pointer: str = ""
    ticket: Ticket | None = None
    """The ticket as it is after the command, where one was addressed."""
    refused: tuple[Refused, ...] = ()
    expected: int = 0
    retry_ms: int = 0


class DocChange(Struct, frozen=True, gc=False):
    """One document of a commit: the bytes that were stored are the bytes that are sent."""

    row: DocRow
    value: Document
    """The decoded document, so projections need not parse."""
    causes: tuple[Cause, ...] = ()
    """Every command of the commit that touched it, the first first; none where it was read at the start."""


class Publication(Struct, frozen=True, gc=False):
    """Everything one group commit made true; handed over in one event-loop callback."""

    first_seq: int
    last_seq: int
    changes: tuple[DocChange, ...]
    """In log order, only the last version of each document."""
    lmid: dict[str, int]


class Publisher(Protocol):
    def publish(self, publication: Publication) -> None:
        """On the event loop, after the commit; never blocks."""


class Commands(Protocol):
    """The executor as everybody else sees it."""

    @property
    def head(self) -> int: ...

    @property
    def term(self) -> str: ...

    async def submit(self, submission: Submission) -> Receipt:
        """Decide and commit, or answer from what was decided before. Never raises for a person's mistake.

        Takes its place in the order of decisions before it first awaits.
        """

    async def keep(self, rows: tuple[InboxRow, ...]) -> None:
        """Store raw bodies (or their new state) durably; raises StorageFull when the disk is full."""

    async def quarantined(self) -> tuple[InboxRow, ...]: ...

    async def pending(self) -> tuple[InboxRow, ...]: ...

    async def body(self, row_id: str) -> InboxRow | None:
        """A kept body, whatever its state."""

    def ticket(self, ticket_id: str) -> Ticket | None:
        """From the published state: open tickets and the last closed ones."""

    async def find_ticket(self, ticket_id: str) -> Ticket | None:
        """Also closed long ago."""

    async def ask(self, query: Callable[[LogStore], Answer]) -> Answer:
        """A read of the log between two batches: it must not raise, and orders wait for it."""
