"""Fresh command ids: UUIDv7 (RFC 9562), so that rows written together lie together in the index."""

from __future__ import annotations

import os

from kds.service.ports import Clock

CHANCE_BYTES = 10
BLOCK = 512
"""Ids made ready at once: asking the system for chance lets go of the interpreter, and another thread takes it."""


class CommandIds:
    """Calling it gives the next id: 48 bits of wall time in ms, then chance. For one thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chances: list[str] = []

    def __call__(self) -> str:
        if not self._chances:
            block = os.urandom(BLOCK * CHANCE_BYTES)
            self._chances = [_spelt(block[at : at + CHANCE_BYTES]) for at in range(0, len(block), CHANCE_BYTES)]
        time = f"{self._clock.now_ms():012x}"
        return f"{time[:8]}-{time[8:]}-{self._chances.pop()}"


def _spelt(chance: bytes) -> str:
    """The part of an id that is not time, with its version and variant."""
    value = int.from_bytes(chance, "big")
    digits = f"{value & ~(0xF << 76 | 0x3 << 62) | 7 << 76 | 2 << 62:020x}"
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
