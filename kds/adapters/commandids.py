"""Fresh command ids: UUIDv7 (RFC 9562), so that rows written together lie together in the index."""

from __future__ import annotations

import os

from kds.service.ports import Clock

CHANCE_BYTES = 10
BLOCK_BYTES = 512 * CHANCE_BYTES
"""Asked of the system at once: each call lets go of the interpreter, and another thread takes it for a while."""


class CommandIds:
    """Calling it gives the next id: 48 bits of wall time in ms, then chance. For one thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._block = b""

    def __call__(self) -> str:
        if not self._block:
            self._block = os.urandom(BLOCK_BYTES)
        chance = int.from_bytes(self._block[:CHANCE_BYTES], "big")
        self._block = self._block[CHANCE_BYTES:]
        value = (self._clock.now_ms() << 80) | chance
        value = value & ~(0xF << 76) | 7 << 76
        digits = f"{value & ~(0x3 << 62) | 2 << 62:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
