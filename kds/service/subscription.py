"""One screen's place in a stream: how it joined, the rest of its snapshot, then a cursor into the ring."""

from __future__ import annotations

from collections import deque

from kds.service.hub import STORE, Hub
from kds.service.positions import Position
from kds.service.snapshot import Snapshot
from kds.wire.codec import encode
from kds.wire.frames import Sub
from kds.wire.limits import MORE_MS


class Subscription:
    """Gives the stream's frames in order, whenever the screen can take one.

    A screen whose cursor has left the ring joins anew with a snapshot: that is the whole slow-screen policy.
    Frames of commits wait in the ring until the last part of a snapshot is out, so what follows the
    snapshot begins right after its position.
    """

    def __init__(self, hub: Hub, position: Position | None, cids: tuple[str, ...], stream: str = STORE) -> None:
        self._hub = hub
        self._stream = stream
        self._cids = cids
        self._ready: deque[bytes] = deque()
        self._snapshot: Snapshot | None = None
        self._part = 0
        self._asked = False
        self._waits_since_ms = 0
        self._cursor = 0
        self._join(position)

    def next(self, mono_ms: int) -> bytes | None:
        """The frame to send now; None: nothing until a commit, or until the screen asks for more."""
        if self._ready:
            return self._ready.popleft()
        if self._snapshot is not None:
            return self._next_part(self._snapshot, mono_ms) if self._asked else None
        ring = self._hub.ring(self._stream)
        if self._cursor < ring.first:
            self._join(None)
            return self._ready.popleft()
        if self._cursor == ring.next:
            return None
        self._cursor += 1
        return ring[self._cursor - 1]

    def more(self, part: int) -> bool:
        """The screen asks for a part; False: that is not the one to come."""
        if self._snapshot is None or self._asked or part != self._part:
            return False
        self._asked = True
        return True

    def stalled(self, mono_ms: int) -> bool:
        """The screen has long not asked for the next part."""
        return self._snapshot is not None and not self._asked and mono_ms - self._waits_since_ms > MORE_MS

    def _join(self, position: Position | None) -> None:
        joined = self._hub.join(position, self._stream)
        self._cursor = joined.cursor
        self._snapshot = joined.snapshot
        self._part = 0
        self._asked = True
        sub = Sub(
            stream=self._stream,
            mode=joined.mode,
            head=joined.head,
            floor=joined.floor,
            common=joined.common,
            lmid=self._hub.lmid(self._cids),
        )
        self._ready.append(encode(sub))
        if joined.delta is not None:
            self._ready.append(joined.delta)

    def _next_part(self, snapshot: Snapshot, mono_ms: int) -> bytes:
        frame = snapshot.parts[self._part]
        self._part += 1
        self._asked = False
        self._waits_since_ms = mono_ms
        if self._part == len(snapshot.parts):
            self._snapshot = None
        return frame
