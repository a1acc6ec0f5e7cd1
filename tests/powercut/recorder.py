"""Everything that SQLite asks of the disk, in order: a VFS of APSW that writes it down and lets it happen.

APSW brings an SQLite of its own, so this is what writes in these tests; the program runs on the one of Python's
standard library, and that one opens what the power cut left. Shared memory (`-shm`) never needs to survive and is
not recorded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import apsw
from msgspec import Struct

NAME = "recorder"
FRESH_MATTERS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
"""At the first sync of a new one of these, SQLite syncs the folder too (`UNIXFILE_DIRSYNC` in its os_unix.c)."""


class Opened(Struct, frozen=True):
    """The file is in the folder from here on."""

    file: str


class Written(Struct, frozen=True):
    file: str
    offset: int
    data: bytes


class Truncated(Struct, frozen=True):
    file: str
    size: int


class Synced(Struct, frozen=True):
    file: str
    folder_too: bool


class Deleted(Struct, frozen=True):
    file: str
    folder_too: bool


class Told(Struct, frozen=True):
    """Not a deed of the disk: from here on somebody outside counts on this."""

    head: int = 0
    orders: tuple[str, ...] = ()
    taps: int = 0
    bodies: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


Deed: TypeAlias = Opened | Written | Truncated | Synced | Deleted | Told


class File(apsw.VFSFile):
    def __init__(self, path: str | apsw.URIFilename, flags: list[int], deeds: list[Deed], fresh: bool) -> None:
        super().__init__("", path, flags)
        self._name = name_of(path)
        self._deeds = deeds
        self._folder_too = fresh and bool(flags[0] & FRESH_MATTERS)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._deeds.append(Written(self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._deeds.append(Truncated(self._name, newsize))

    def xSync(self, flags: int) -> None:
        # Nothing is lost in these tests but on paper, so the disk of this machine need not be waited for.
        self._deeds.append(Synced(self._name, self._folder_too))
        self._folder_too = False


class Recorder(apsw.VFS):
    def __init__(self, deeds: list[Deed]) -> None:
        super().__init__(NAME, "")
        self._deeds = deeds

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        assert name is not None, "a temporary file needs no log"
        fresh = not Path(path_of(name)).exists()
        file = File(name, flags, self._deeds, fresh)
        if fresh:
            self._deeds.append(Opened(name_of(name)))
        return file

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self._deeds.append(Deleted(name_of(filename), syncdir))


def path_of(path: str | apsw.URIFilename) -> str:
    return path if isinstance(path, str) else path.filename()


def name_of(path: str | apsw.URIFilename) -> str:
    return Path(path_of(path)).name


class Connection(apsw.Connection):
    """As much of `sqlite3.Connection` as the log uses; APSW has the rest under the same names."""

    def __init__(self, path: Path, isolation_level: None) -> None:
        super().__init__(str(path), vfs=NAME)


@contextmanager
def recording() -> Iterator[list[Deed]]:
    """Every connection that is opened meanwhile is recorded."""
    deeds: list[Deed] = []
    recorder = Recorder(deeds)
    connect = sqlite3.connect
    setattr(sqlite3, "connect", Connection)  # noqa: B010  # mypy has no type for it
    try:
        yield deeds
    finally:
        setattr(sqlite3, "connect", connect)  # noqa: B010  # as above
        recorder.unregister()
