"""The term rule: whether a position still lies on this server's history, or where the two part."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kds.service.ports import Term


class Position(Struct, frozen=True, gc=False):
    """A place in the log: the term that wrote there and the sequence number."""

    term: str
    seq: int


class Terms:
    """Every boot of this log, oldest first; the last one is running."""

    def __init__(self, terms: Sequence[Term]) -> None:
        assert terms, "a server appends its term before anything else"
        self.current = terms[-1].id
        ends = [term.start_seq for term in terms[1:]]
        self._ends = {term.id: end for term, end in zip(terms, ends, strict=False)}

    def common(self, position: Position, head: int) -> int:
        """The last sequence number that the holder of this position and this log share (Kafka's KIP-101)."""
        end = head if position.term == self.current else self._ends.get(position.term, 0)
        return min(position.seq, end)

    def holds(self, position: Position, head: int) -> bool:
        """True if everything up to this position happened here too; if not, the histories have forked."""
        known = position.term == self.current or position.term in self._ends
        return known and self.common(position, head) == position.seq
