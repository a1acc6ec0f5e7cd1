"""Keeps a second process out of a data folder: `flock` on a sidecar, never on the database itself.

Closing any descriptor of a file drops all POSIX locks that the process holds on it, SQLite's included,
so the lock needs a file that SQLite never opens. The kernel releases it with the process, `kill -9` included.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from kds.service.ports import StorageRefused

LOCK_NAME = "kds.lock"


class FolderLock:
    """Held from construction to `release`; raises StorageRefused where another process holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StorageRefused(
                f"The data folder {folder} is not writable ({error.strerror}). "
                "Give this user write permission there, or name another folder with --data."
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise StorageRefused(
                f"Another kds (process {holder}) is using the data folder {folder}. "
                "Stop it first, or name another folder with --data."
            ) from error
        except OSError as error:
            os.close(self._descriptor)
            raise StorageRefused(
                f"The data folder {folder} is on a file system without locks ({error.strerror}). "
                "Name a folder on a local disk with --data."
            ) from error
        # The number only helps the message above; a full disk must not keep the server from starting.
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        os.close(self._descriptor)
