"""A reader of a stream inside this process: it pulls what changed since its position, when it likes.

Nothing is queued for it, so a slow reader costs nothing and finds the newest version of each document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from msgspec import Struct

from kds.service.positions import Position
from kds.service.shelf import Changes, Gone, Held


class FeedSource(Protocol):
    """What a feed asks of the hub."""

    @property
    def position(self) -> Position: ...

    def holds(self, position: Position) -> bool: ...

    def all(self, wanted: Callable[[Held], bool]) -> Changes: ...

    def after(self, seq: int, wanted: Callable[[Held | Gone], bool]) -> Changes | None: ...

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]: ...


class Update(Struct, frozen=True):
    """What a reader has to take in; with `snap` it replaces everything the reader held."""

    mode: Literal["snap", "delta"]
    position: Position
    """Where the reader stands after this update."""
    puts: tuple[Held, ...]
    dels: tuple[str, ...]


class Feed:
    """Follows one stream from a position; None, or a position this server cannot go on from, starts with a snapshot."""

    def __init__(self, source: FeedSource, wanted: Callable[[Held | Gone], bool], position: Position | None) -> None:
        self._source = source
        self._wanted = wanted
        self._position = position if position is not None and source.holds(position) else None

    @property
    def position(self) -> Position | None:
        """Up to where this reader has everything; None: nothing yet."""
        return self._position

    def take(self) -> Update | None:
        """Everything since the last call in one piece; None: the reader is up to date."""
        head = self._source.position
        if self._position == head:
            return None
        changes = None if self._position is None else self._source.after(self._position.seq, self._wanted)
        self._position = head
        if changes is None:
            return Update("snap", head, self._source.all(self._wanted).puts, ())
        return Update("delta", head, changes.puts, changes.dels) if changes.puts or changes.dels else None

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back on the event loop after each commit, until the returned function is called."""
        return self._source.on_change(callback)
