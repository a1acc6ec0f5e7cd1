"""A screen that follows the store's stream through every restart: snapshots, deltas and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from kds.kitchen.model import Ticket
from kds.kitchen.venue import Store
from kds.service.documents import value_of
from kds.service.hub import Hub
from kds.service.ports import CLOSED_KEPT, DocRow
from kds.service.positions import Position
from kds.service.subscription import Subscription
from kds.wire.codec import decode_server
from kds.wire.frames import Ev, Put, Snap, Sub

Shown = dict[str, tuple[int, bytes]]
"""Key -> version and encoded document."""


class Follower:
    def __init__(self, hub: Hub) -> None:
        self.documents: Shown = {}
        self.position: Position | None = None
        self.lmid: dict[str, int] = {}
        self._staged: Shown = {}
        self.connect(hub)

    def connect(self, hub: Hub) -> None:
        """Also to another boot of the same log: it goes on from where it is."""
        self._stream = Subscription(hub, self.position, ())
        self.read()

    def read(self) -> None:
        while (frame := self._stream.next(0)) is not None:
            match decode_server(frame):
                case Sub() as sub:
                    assert sub.mode != "fork", "an unbroken log has forked"
                case Snap() as snap:
                    self._load(snap)
                case Ev() as ev:
                    self._apply(ev)
                case other:
                    raise AssertionError(f"not of a stream: {other}")

    def _load(self, snap: Snap) -> None:
        self._staged |= {put.id: (put.ver, bytes(put.doc)) for put in snap.docs}
        if not snap.last:
            assert self._stream.more(snap.part + 1)
            return
        self.documents, self._staged = self._staged, {}
        self.position = Position(snap.term, snap.seq)

    def _apply(self, ev: Ev) -> None:
        assert self.position is not None
        assert ev.from_ == self.position.seq + 1, "a frame is missing"
        for put in ev.puts:
            assert put.ver > self._version(put), f"{put.id} went back to version {put.ver}"
            self.documents[put.id] = (put.ver, bytes(put.doc))
        for key in ev.dels:
            del self.documents[key]
        for cid, n in ev.lmid.items():
            assert n > self.lmid.get(cid, 0), f"the last number of {cid} went back to {n}"
            self.lmid[cid] = n
        self.position = Position(ev.term, ev.to_)

    def _version(self, put: Put) -> int:
        return self.documents.get(put.id, (0, b""))[0]


def to_be_shown(rows: Iterable[DocRow]) -> Shown:
    """What a screen has to hold, told from the table alone."""
    every = {row.key: (row, value_of(row)) for row in rows}
    day = next((value.day for _, value in every.values() if isinstance(value, Store)), "")
    closed = [
        (value.closed_ms, key)
        for key, (row, value) in every.items()
        if isinstance(value, Ticket) and not row.open and row.day >= day
    ]
    kept = {key for _, key in sorted(closed)[-CLOSED_KEPT:]}
    return {key: (row.ver, row.doc) for key, (row, _) in every.items() if row.open or key in kept}
