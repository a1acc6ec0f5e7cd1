"""How often each client may try a secret in a minute."""

from __future__ import annotations

from kds.service.ports import Clock

TRIES = 10
TRIES_WINDOW_MS = 60_000
"""Tries of one client in one window: a person mistypes a few times, a program does not get far."""

TRIES_CLIENTS = 1_000
"""Clients whose tries are remembered; more than any restaurant has devices."""


class Tries:
    """So many in one window, counted for each client apart."""

    def __init__(self, clock: Clock, tries: int = TRIES, window_ms: int = TRIES_WINDOW_MS) -> None:
        self._clock = clock
        self._most = tries
        self._window_ms = window_ms
        self._tries: dict[str, tuple[int, int]] = {}

    def may_try(self, client: str) -> bool:
        """Count one try; False: this client has to wait."""
        now_ms = self._clock.monotonic_ms()
        began_ms, tries = self._tries.pop(client, (now_ms, 0))
        if now_ms - began_ms >= self._window_ms:
            began_ms, tries = now_ms, 0
        self._tries[client] = (began_ms, tries + 1)
        while len(self._tries) > TRIES_CLIENTS:
            del self._tries[next(iter(self._tries))]
        return tries < self._most
