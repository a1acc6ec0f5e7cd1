"""The guests' board as a projection of the store's stream: numbers and states, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from kds.kitchen.board import Board, Pickup, board_of, pickup_of
from kds.kitchen.model import Ticket
from kds.kitchen.venue import BoardCard, Store
from kds.service.ports import DocRow
from kds.service.shelf import Changes, Held, Shelf

READY_KEPT = 200
"""Numbers of tickets that closed by being ready. Boards let go of each by themselves after some minutes; so many are
what a station kitchen finishes in an hour."""

Kind: TypeAlias = Literal["board", "pickup"]

_encode = msgspec.msgpack.Encoder().encode


class Pickups:
    """Follows the shelf of the store's stream, commit by commit. A number that did not change is not sent again."""

    def __init__(self, store: Shelf, head: int) -> None:
        self.shelf = Shelf(head)
        self._store = store
        self._card = BoardCard()
        self._day = ""
        self._finished: dict[str, str] = {}
        """Key of each number whose ticket is closed -> its business day, who closed last comes last."""
        self.apply(store.all().puts, head)

    def apply(self, puts: Iterable[Held], seq: int) -> Changes:
        """Take in what one commit changed on the store's stream; returns what that is on the board."""
        shown: dict[str, Held] = {}
        gone: list[str] = []
        for held in self._concerned(puts, shown, seq):
            self._take(held, shown, gone, seq)
        for key in self._fallen():
            del self._finished[key]
            shown.pop(key, None)
            self.shelf.delete(key, seq)
            gone.append(key)
        return Changes(tuple(shown.values()), tuple(gone))

    def _concerned(self, puts: Iterable[Held], shown: dict[str, Held], seq: int) -> Iterable[Held]:
        """The tickets to look at: those that changed, or all of them where the kitchen file says so."""
        changed = tuple(puts)
        store = next((held for held in reversed(changed) if isinstance(held.value, Store)), None)
        if store is None:
            return changed
        assert isinstance(store.value, Store)
        self._day = store.value.day
        self._put("board", store, board_of(store.value), shown, seq)
        same = store.value.board.services == self._card.services
        self._card = store.value.board
        return changed if same else self._store.all().puts

    def _take(self, held: Held, shown: dict[str, Held], gone: list[str], seq: int) -> None:
        if not isinstance(held.value, Ticket):
            return
        key = f"pickup/{held.row.id}"
        pickup = pickup_of(held.value, self._card)
        self._finished.pop(key, None)
        if pickup is None:
            if self.shelf.get(key) is not None:
                self.shelf.delete(key, seq)
                gone.append(key)
            return
        if held.value.state == "closed":
            self._finished[key] = held.row.day
        self._put("pickup", held, pickup, shown, seq)

    def _put(self, kind: Kind, of: Held, value: Board | Pickup, shown: dict[str, Held], seq: int) -> None:
        before = self.shelf.get(f"{kind}/{of.row.id}")
        if before is None or before.value != value:
            row = DocRow(kind, of.row.id, of.row.ver, of.row.open, of.row.day, _encode(value))
            fresh = Held(row, value, seq, "")
            self.shelf.put(fresh)
            shown[row.key] = fresh

    def _fallen(self) -> list[str]:
        """Numbers of an earlier business day, and the oldest where there are too many."""
        past = [key for key, day in self._finished.items() if day < self._day]
        today = [key for key, day in self._finished.items() if day >= self._day]
        return past + today[: max(0, len(today) - READY_KEPT)]
