"""What the staff's screens hold, in order of last change: the source of every snapshot and delta, bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from kds.kitchen.model import Store, Ticket
from kds.service.ports import CLOSED_KEPT, DocRow
from kds.service.receipt import DocChange

DELETIONS = 2_000
"""Deletions remembered for deltas: a long day of closed tickets; an older position gets a snapshot."""


class Held(Struct, frozen=True, gc=False):
    """A document as it is now, with the log position of its last change."""

    row: DocRow
    value: object
    seq: int
    source: str
    """Source of a ticket; empty for everything else."""


class Gone(Struct, frozen=True, gc=False):
    """A document that left, and when."""

    key: str
    seq: int
    source: str


class Changes(Struct, frozen=True, gc=False):
    """What is different after some position, the last version of each document, oldest change first."""

    puts: tuple[Held, ...]
    dels: tuple[str, ...]


class Index:
    """Live tickets, the last closed ones of the business day, dishes and settings.

    A delta after a position needs only the last change of each document, so the index grows with what is
    held and not with what happened; only deletions are remembered apart, and the oldest are forgotten.
    """

    def __init__(self, docs: Iterable[DocChange], head: int) -> None:
        self._docs: dict[str, Held] = {}
        self._gone: dict[str, Gone] = {}
        self._closed: dict[str, Held] = {}
        self._day = ""
        self.floor = head
        """The oldest position a delta can start from: what left before it is not known."""
        self.apply(docs, head)
        self._gone.clear()

    def apply(self, changes: Iterable[DocChange], seq: int) -> Changes:
        """Take in one commit that ends at `seq`; returns what it changed on the screens."""
        known = set()
        touched = []
        for change in changes:
            key = change.row.key
            if self._docs.pop(key, None) is not None:
                known.add(key)
            self._hold(change, seq)
            touched.append(key)
        fallen = self._fallen()
        for key in fallen:
            held = self._docs.pop(key)
            del self._closed[key]
            if key in known or key not in touched:
                self._forget(Gone(key, seq, held.source))
        puts = tuple(self._docs[key] for key in touched if key in self._docs)
        return Changes(puts, tuple(key for key in fallen if key in self._gone))

    def all(self, wanted: Callable[[Held], bool]) -> Changes:
        return Changes(tuple(held for held in self._docs.values() if wanted(held)), ())

    def after(self, seq: int, wanted: Callable[[Held | Gone], bool]) -> Changes | None:
        """Everything that changed after `seq`; None if that is older than the floor."""
        if seq < self.floor:
            return None
        puts = []
        for held in reversed(self._docs.values()):
            if held.seq <= seq:
                break
            if wanted(held):
                puts.append(held)
        dels = []
        for gone in reversed(self._gone.values()):
            if gone.seq <= seq:
                break
            if wanted(gone):
                dels.append(gone.key)
        return Changes(tuple(reversed(puts)), tuple(reversed(dels)))

    def _hold(self, change: DocChange, seq: int) -> None:
        row, value = change.row, change.value
        held = Held(row, value, seq, value.source if isinstance(value, Ticket) else "")
        self._docs[row.key] = held
        self._gone.pop(row.key, None)
        self._closed.pop(row.key, None)
        if not row.open:
            self._closed[row.key] = held
        if isinstance(value, Store):
            self._day = value.day

    def _fallen(self) -> list[str]:
        """Closed documents that no screen needs any more: of an earlier day, or beyond the last ones.

        A ticket may be of a later day than the store until the day is started.
        """
        fallen = [key for key, held in self._closed.items() if held.row.day < self._day]
        if len(self._closed) - len(fallen) <= CLOSED_KEPT:
            return fallen
        today = sorted(
            (key for key, held in self._closed.items() if held.row.day >= self._day),
            key=lambda key: (_closed_ms(self._closed[key].value), key),
        )
        return fallen + today[: len(today) - CLOSED_KEPT]

    def _forget(self, gone: Gone) -> None:
        self._gone.pop(gone.key, None)
        self._gone[gone.key] = gone
        while len(self._gone) > DELETIONS:
            oldest = self._gone.pop(next(iter(self._gone)))
            self.floor = max(self.floor, oldest.seq)


def _closed_ms(value: object) -> int:
    return value.closed_ms if isinstance(value, Ticket) else 0
