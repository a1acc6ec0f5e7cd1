"""The wall clock as far as it is to be believed: it never runs backwards by a little, and no jump counts at once.

Ages, the order of work and what time itself brings about all hang on these milliseconds. A clock that is set eight
hours forward and back would cook tomorrow's orders tonight, or sort the next order before all that wait.
"""

from __future__ import annotations

import logging

from msgspec import Struct

from kds.service.ports import Clock

JUMP_MS = 60_000
"""Time service moves a clock by less than this without anybody's mistake."""

BELIEF_MS = 5 * 60_000
"""A clock set wrongly is mostly set right within minutes; what is due waits no longer than that."""

_logger = logging.getLogger("kds.clock")


class Doubt(Struct, frozen=True, gc=False):
    """A jump that may be a mistake."""

    lead_ms: int
    since_ms: int


class SteadyClock:
    """Clock over another one, of which it follows the wall clock as slowly as it takes to trust it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read_ms = clock.monotonic_ms()
        self._lead_ms = clock.now_ms() - self._read_ms
        """Of the wall clock before the steady one, as it is believed."""
        self._doubt: Doubt | None = None

    def monotonic_ms(self) -> int:
        return self._clock.monotonic_ms()

    def now_ms(self) -> int:
        steady_ms = self._clock.monotonic_ms()
        self._follow(self._clock.now_ms() - steady_ms, steady_ms)
        return steady_ms + self._lead_ms

    def _follow(self, lead_ms: int, steady_ms: int) -> None:
        elapsed_ms, self._read_ms = steady_ms - self._read_ms, steady_ms
        doubt = self._doubt
        if abs(lead_ms - self._lead_ms) <= JUMP_MS:
            self._doubt = None
            # Back at half speed, so that of two readings the later is never the smaller.
            self._lead_ms = max(lead_ms, self._lead_ms - elapsed_ms // 2)
        elif doubt is None or abs(lead_ms - doubt.lead_ms) > JUMP_MS:
            self._doubt = Doubt(lead_ms, steady_ms)
            jumped_s = (lead_ms - self._lead_ms) // 1000
            _logger.warning("the clock jumped by %d s; waiting %d s to see it stay", jumped_s, BELIEF_MS // 1000)
        elif steady_ms - doubt.since_ms >= BELIEF_MS:
            self._lead_ms, self._doubt = lead_ms, None
            _logger.warning("the clock has stayed where it jumped to and is believed")
