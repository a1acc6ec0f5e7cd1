"""Watches the kitchen files: notices a change, waits until it is written out, reads it and says what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Generic, Protocol, TypeAlias, TypeVar

POLL_S = 1.0
"""Between looks: a person who saved a file looks at the screen after about two seconds."""

REST_S = 0.2
"""For how long a file must stay as it is where a person waits for the answer: editors write within milliseconds."""


class Reading(Protocol):
    """What a reading of the files came to, good or bad; a path to the digest of its contents, "" if unreadable."""

    @property
    def files(self) -> Mapping[Path, str]: ...


R = TypeVar("R", bound=Reading)
Stamp: TypeAlias = tuple[int, int, int]


class FileWatch(Generic[R]):
    """Calls `changed` with each new reading of the files that the last one named, `first` to begin with.

    Polling works on every disk, share and container, where change notices do not. A change counts once
    two looks in a row find the same contents, so a file that is still being written is not read. Contents
    are compared, so a touched or restored file changes nothing. All disk work is done off the event loop.
    """

    def __init__(
        self,
        first: R,
        read: Callable[[], R],
        digest: Callable[[Path], str],
        changed: Callable[[R], Awaitable[None]],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._read = read
        self._digest = digest
        self._changed = changed
        self._pause = pause
        self._known = dict(first.files)
        self._stamps: dict[Path, Stamp | None] = {}
        self._seen = self._known
        self._turn = asyncio.Lock()
        """Two readings at once would each hold half of what is known."""

    async def run(self) -> None:
        """Looks until cancelled."""
        while True:
            await self._pause(POLL_S)
            await self.look()

    async def look(self) -> None:
        """One look; reads the files and calls `changed` if their contents changed and then rested."""
        async with self._turn:
            reading = await asyncio.to_thread(self._look)
            if reading is not None:
                await self._changed(reading)

    async def again(self) -> None:
        """Reads the files, changed or not, once they rest, and calls `changed`: for a person who asks."""
        async with self._turn:
            before = await asyncio.to_thread(self._digests)
            await self._pause(REST_S)
            while before != (before := await asyncio.to_thread(self._digests)):
                await self._pause(REST_S)
            await self._changed(await asyncio.to_thread(self._reread))

    def _look(self) -> R | None:
        stamps = {path: _stamp(path) for path in self._known}
        if stamps == self._stamps and self._seen == self._known:
            return None
        before, self._stamps = self._seen, stamps
        self._seen = self._digests()
        if self._seen == self._known or self._seen != before:
            return None
        return self._reread()

    def _digests(self) -> dict[Path, str]:
        return {path: self._digest(path) for path in self._known}

    def _reread(self) -> R:
        reading = self._read()
        self._known = self._seen = dict(reading.files)
        self._stamps = {}
        return reading


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
