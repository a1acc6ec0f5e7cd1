"""Documents of one stream in the order of their last change, and what left it: the source of snapshots and deltas."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from kds.service.ports import DocRow

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


def anything(doc: Held | Gone) -> bool:
    return True


class Shelf:
    """A delta after a position needs only the last change of each document, so this grows with what is held and not
    with what happened; only deletions are remembered apart, and the oldest are forgotten."""

    def __init__(self, head: int) -> None:
        self._docs: dict[str, Held] = {}
        self._gone: dict[str, Gone] = {}
        self.floor = head
        """The oldest position a delta can start from: what left before it is not known."""

    def get(self, key: str) -> Held | None:
        return self._docs.get(key)

    def put(self, held: Held) -> bool:
        """True if it takes the place of an older version."""
        known = self._docs.pop(held.row.key, None) is not None
        self._docs[held.row.key] = held
        self._gone.pop(held.row.key, None)
        return known

    def drop(self, key: str) -> Held:
        """Let go of it without a word: nobody has been told of it."""
        return self._docs.pop(key)

    def delete(self, key: str, seq: int) -> None:
        """Let go of it, and remember that it left."""
        self.forget(Gone(key, seq, self.drop(key).source))

    def forget(self, gone: Gone) -> None:
        self._gone.pop(gone.key, None)
        self._gone[gone.key] = gone
        while len(self._gone) > DELETIONS:
            oldest = self._gone.pop(next(iter(self._gone)))
            self.floor = max(self.floor, oldest.seq)

    def all(self, wanted: Callable[[Held], bool] = anything) -> Changes:
        return Changes(tuple(held for held in self._docs.values() if wanted(held)), ())

    def after(self, seq: int, wanted: Callable[[Held | Gone], bool] = anything) -> Changes | None:
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
