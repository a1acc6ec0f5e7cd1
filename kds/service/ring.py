"""The last encoded frames of one stream, kept once for all screens: a screen is only a cursor into it.

The bound is therefore per stream, and holds for each screen as if the queue were its own: who falls
further behind than the ring is long has lost frames and takes a snapshot. A single frame that is larger
than the bound never fits, so it sends everybody to a snapshot, which goes in small parts.
"""

from __future__ import annotations

from collections import deque

from kds.wire.limits import QUEUE_BYTES, QUEUE_FRAMES


class Ring:
    """Frames numbered from 0; `first` is the oldest that is kept, `next` the one to come."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self.next = 0

    @property
    def first(self) -> int:
        return self.next - len(self._frames)

    def append(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._bytes += len(frame)
        self.next += 1
        while self._bytes > QUEUE_BYTES or len(self._frames) > QUEUE_FRAMES:
            self._bytes -= len(self._frames.popleft())

    def __getitem__(self, number: int) -> bytes:
        assert self.first <= number < self.next, "the cursor left the ring"
        return self._frames[number - self.first]
