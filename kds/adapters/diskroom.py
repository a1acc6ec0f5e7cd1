"""Tells a full disk from a broken one, and keeps a little room back for the next boot."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

RESERVE_NAME = "kds.reserve"
PROBE_NAME = "kds.probe"

RESERVE_BYTES = 1024 * 1024
"""A boot writes one term: three pages of the log and its index, 64 KiB at most; the rest is for a migration."""

FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})

AMBIGUOUS = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says for a spent quota (only ENOSPC becomes SQLITE_FULL) or for no room for its `-shm` file,
but also for a dying disk."""


def has_room(folder: Path, size_bytes: int = RESERVE_BYTES) -> bool:
    """Whether so much can be written durably right now; asks the disk itself, since a quota is in no statistic.

    Raises OSError where writing fails for any other reason.
    """
    probe = folder / PROBE_NAME
    fits = _fill(probe, size_bytes)
    probe.unlink(missing_ok=True)
    return fits


def means_full(error: sqlite3.Error, folder: Path) -> bool:
    """Whether the disk is merely full: the transaction is rolled back and may be tried again later."""
    if not isinstance(error, sqlite3.OperationalError):
        return False
    if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return True
    if error.sqlite_errorcode not in AMBIGUOUS and error.sqlite_errorcode & 0xFF not in AMBIGUOUS:
        return False
    try:
        return not has_room(folder)
    except OSError:
        return False


class Reserve:
    """A file that is there to be deleted: its room lets a boot on a full disk write its term."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RESERVE_NAME

    def release(self) -> bool:
        """Whether there was anything to give back."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True

    def refill(self) -> bool:
        """Whether the reserve is there, as it was or as it is now."""
        with suppress(FileNotFoundError):
            if self._path.stat().st_size == RESERVE_BYTES:
                return True
        return _fill(self._path, RESERVE_BYTES)


def _fill(path: Path, size_bytes: int) -> bool:
    block = bytes(size_bytes)
    try:
        with path.open("wb", buffering=0) as file:
            while block:
                block = block[file.write(block) :]
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno in FULL_ERRNOS:
            return False
        raise
    return True
