"""What the staff's screens hold: live tickets, the last closed ones of the business day, dishes and settings."""

from __future__ import annotations

from collections.abc import Iterable

from kds.kitchen.model import Ticket
from kds.kitchen.venue import Store
from kds.service.ports import CLOSED_KEPT
from kds.service.receipt import DocChange
from kds.service.shelf import Changes, Held, Shelf


class Index:
    """Puts each commit on the shelf of the store's stream, and takes off it what no screen needs any more."""

    def __init__(self, docs: Iterable[DocChange], head: int) -> None:
        self.shelf = Shelf(head)
        self._closed: dict[str, Held] = {}
        self._day = ""
        self.apply(docs, head)

    def apply(self, changes: Iterable[DocChange], seq: int) -> Changes:
        """Take in one commit that ends at `seq`; returns what it changed on the screens."""
        known = set()
        touched = []
        for change in changes:
            key = change.row.key
            if self._hold(change, seq):
                known.add(key)
            touched.append(key)
        dels = []
        for key in self._fallen():
            del self._closed[key]
            if key in known or key not in touched:
                self.shelf.delete(key, seq)
                dels.append(key)
            else:
                self.shelf.drop(key)
        puts = tuple(held for key in touched if (held := self.shelf.get(key)) is not None)
        return Changes(puts, tuple(dels))

    def _hold(self, change: DocChange, seq: int) -> bool:
        """True if the document was held before."""
        row, value = change.row, change.value
        held = Held(row, value, seq, value.source if isinstance(value, Ticket) else "")
        self._closed.pop(row.key, None)
        if not row.open:
            self._closed[row.key] = held
        if isinstance(value, Store):
            self._day = value.day
        return self.shelf.put(held)

    def _fallen(self) -> list[str]:
        """Closed documents that no screen needs any more: forgotten, of an earlier day, or beyond the last ones.

        A ticket may be of a later day than the store until the day is started.
        """
        fallen = [key for key, held in self._closed.items() if _is_forgotten(held) or held.row.day < self._day]
        if len(self._closed) - len(fallen) <= CLOSED_KEPT:
            return fallen
        today = sorted(
            self._closed.keys() - fallen,
            key=lambda key: (_closed_ms(self._closed[key].value), key),
        )
        return fallen + today[: len(today) - CLOSED_KEPT]


def _is_forgotten(held: Held) -> bool:
    """A closed ticket is looked at for a while; anything else that is closed is gone."""
    return not isinstance(held.value, Ticket)


def _closed_ms(value: object) -> int:
    return value.closed_ms if isinstance(value, Ticket) else 0
