"""A token bucket: so many a second, so many at once."""

from __future__ import annotations


class Rate:
    """Full at the start. Time is monotonic milliseconds."""

    def __init__(self, per_s: int, burst: int, mono_ms: int) -> None:
        self._per_s = per_s
        self._full = burst * 1000
        self._level = self._full
        self._at_ms = mono_ms

    def allows(self, mono_ms: int) -> bool:
        """Take one token; False: there is none."""
        self._level = min(self._full, self._level + (mono_ms - self._at_ms) * self._per_s)
        self._at_ms = mono_ms
        if self._level < 1000:
            return False
        self._level -= 1000
        return True
