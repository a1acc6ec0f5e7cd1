"""The frames meant for one screen alone: answers, pings and the goodbye. They go first and are never dropped."""

from __future__ import annotations

from collections import deque

from kds.wire.limits import QUEUE_BYTES, QUEUE_FRAMES


class OutQueue:
    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._frames)

    @property
    def over(self) -> bool:
        """The screen keeps asking and does not read the answers."""
        return self._bytes > QUEUE_BYTES or len(self._frames) > QUEUE_FRAMES

    def push(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._bytes += len(frame)

    def pop(self) -> bytes:
        frame = self._frames.popleft()
        self._bytes -= len(frame)
        return frame
