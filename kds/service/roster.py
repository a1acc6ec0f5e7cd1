"""Who is connected now, who was here today and is gone, and how long each screen has not had or shown a commit."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque

from msgspec import Struct

from kds.service.outputs import Moment, Screen
from kds.service.session import Session

COMMITS_KEPT = 4_096
"""Moments of commits that are remembered: an hour of a full rush. A screen further behind is behind since the first."""

GONE_KEPT = 256
"""Screens that left and are remembered, by name: as many as may be connected. Waiters' phones come and go."""


class Seen(Struct, frozen=True, gc=False):
    """A screen as the roster knows it."""

    screen: Screen
    address: str
    """Where its connection comes from."""
    silent_ms: int
    """Since its last frame; of one that is gone, until it went."""
    behind_ms: int | None
    """How long the oldest commit that its documents lack has been there; 0: it has them all; None: it has not said."""
    unshown_ms: int | None
    """The same of the oldest commit that it has not painted."""
    gone_ms: int = 0
    """Server wall clock when its connection ended; 0: it is connected."""


class Roster:
    """Kept in memory: a restart forgets who was gone."""

    def __init__(self) -> None:
        self._here: dict[Session, str] = {}
        self._gone: dict[str, Seen] = {}
        self._seqs: deque[int] = deque(maxlen=COMMITS_KEPT)
        self._times_ms: deque[int] = deque(maxlen=COMMITS_KEPT)

    def __len__(self) -> int:
        """Connections, also those that have not said hello."""
        return len(self._here)

    def committed(self, head: int, mono_ms: int) -> None:
        if not self._seqs or head > self._seqs[-1]:
            self._seqs.append(head)
            self._times_ms.append(mono_ms)

    def enter(self, session: Session, address: str) -> None:
        self._here[session] = address

    def leave(self, session: Session, now: Moment) -> None:
        address = self._here.pop(session)
        screen = session.screen
        # A program without a name is another one each time.
        if screen is None or not screen.device:
            return
        self._gone.pop(screen.device, None)
        self._gone[screen.device] = self._seen(screen, address, now, gone_ms=now.wall_ms)
        if len(self._gone) > GONE_KEPT:
            del self._gone[next(iter(self._gone))]

    def forget(self, device: str) -> bool:
        """A screen that will not come back is no longer listed; False: no such screen is gone."""
        return self._gone.pop(device, None) is not None

    def here(self, now: Moment) -> tuple[Seen, ...]:
        """Who is connected and has said hello, the longest first."""
        return tuple(
            self._seen(screen, address, now)
            for session, address in self._here.items()
            if (screen := session.screen) is not None
        )

    def gone(self, since_ms: int) -> tuple[Seen, ...]:
        """Who left since that moment and is not back under the same name, the latest last."""
        back = {screen.device for session in self._here if (screen := session.screen) is not None}
        self._gone = {device: seen for device, seen in self._gone.items() if seen.gone_ms >= since_ms}
        return tuple(seen for device, seen in self._gone.items() if device not in back)

    def _seen(self, screen: Screen, address: str, now: Moment, gone_ms: int = 0) -> Seen:
        said = screen.position > 0
        # Nobody lacks what was there before he came.
        here_ms = now.mono_ms - screen.since.mono_ms
        return Seen(
            screen=screen,
            address=address,
            silent_ms=now.mono_ms - screen.heard.mono_ms,
            behind_ms=min(here_ms, self._missing_ms(screen.position, now)) if said else None,
            unshown_ms=min(here_ms, self._missing_ms(screen.shown_seq, now)) if said else None,
            gone_ms=gone_ms,
        )

    def _missing_ms(self, seq: int, now: Moment) -> int:
        """How long the first commit after this row has been there; 0: there is none."""
        place = bisect_right(self._seqs, seq)
        return now.mono_ms - self._times_ms[place] if place < len(self._times_ms) else 0
