"""One stream for all its screens: what it holds, the frames of its last commits, and its newest snapshot."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kds.service import snapshot
from kds.service.ring import Ring
from kds.service.shelf import Changes, Shelf
from kds.service.snapshot import Snapshot
from kds.wire.codec import encode
from kds.wire.frames import Cause, Ev
from kds.wire.limits import DELTA_BYTES


class Joined(Struct, frozen=True):
    """How a screen goes on from its position. Frames from `cursor` on in the ring follow what is in here."""

    mode: Literal["delta", "snap", "fork"]
    head: int
    floor: int
    common: int
    cursor: int
    delta: bytes | None = None
    """One `ev` frame that leads to `head`; None on a delta: the screen is there already."""
    snapshot: Snapshot | None = None


class Stream:
    """There is a frame for each commit, even one that changes nothing here, so that each frame joins up with the one
    before, and every screen reaches the positions that pings and acks name."""

    def __init__(self, name: str, term: str, shelf: Shelf) -> None:
        self._name = name
        self._term = term
        self._shelf = shelf
        self._snapshot: Snapshot | None = None
        self._between = (0, 0)
        self._delta: bytes | None = None
        """The newest: from which position to which, and its frame."""
        self.ring = Ring()

    def append(self, after: int, to: int, changes: Changes, cause: tuple[Cause, ...], lmid: dict[str, int]) -> None:
        """One commit, from the position `after` on."""
        self.ring.append(self._encode(after, to, changes, cause, lmid))

    def since(self, seq: int, head: int) -> Joined:
        """For a screen that holds everything up to `seq`."""
        if seq == head:
            return Joined("delta", head, self._shelf.floor, 0, self.ring.next)
        delta = self._delta_since(seq, head)
        if delta is None:
            return self.whole("snap", head)
        return Joined("delta", head, self._shelf.floor, 0, self.ring.next, delta=delta)

    def whole(self, mode: Literal["snap", "fork"], head: int, common: int = 0) -> Joined:
        if self._snapshot is None or self._snapshot.seq != head:
            self._snapshot = snapshot.build(self._name, self._term, head, self._shelf.all().puts)
        return Joined(mode, head, self._shelf.floor, common, self.ring.next, snapshot=self._snapshot)

    def _delta_since(self, seq: int, head: int) -> bytes | None:
        """Made once for all that come back from the same cut; None where a snapshot is smaller, or kinder."""
        if self._between != (seq, head):
            changes = self._shelf.after(seq)
            if changes is not None and _size(changes) > min(DELTA_BYTES, _size(self._shelf.all())):
                changes = None
            self._delta = None if changes is None else self._encode(seq, head, changes, (), {})
            self._between = seq, head
        return self._delta

    def _encode(self, after: int, to: int, changes: Changes, cause: tuple[Cause, ...], lmid: dict[str, int]) -> bytes:
        return encode(
            Ev(
                stream=self._name,
                term=self._term,
                from_=after + 1,
                to_=to,
                puts=tuple(snapshot.put(held) for held in changes.puts),
                dels=changes.dels,
                cause=cause,
                lmid=lmid,
            )
        )


def _size(changes: Changes) -> int:
    return sum(snapshot.size(held) for held in changes.puts) + sum(map(len, changes.dels))
