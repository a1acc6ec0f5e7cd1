"""Copies the log to one file, beside a running server, and puts such a file back: `docs/topics/backups.md` argues it.

A backup is a SQLite database: the log, and in one more table the secret of the tables' codes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from kds.adapters import tablekeys
from kds.adapters.diskroom import FULL_ERRNOS
from kds.adapters.folding import Contents, NotSound, sound
from kds.adapters.lockfile import FolderLock
from kds.adapters.sqlite_log import DATABASE_NAME, RESTORING

KEPT = "CREATE TABLE IF NOT EXISTS kept_file (name TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL)"
"""What else of the data folder is in a backup."""

SIDECARS = ("-wal", "-shm", "-journal")
"""What SQLite leaves beside a database: they belong to it and go where it goes."""


class BackupRefused(Exception):
    """No backup was made, or none was put back; the message says why, what is as before, and what to do."""


class Restored(Struct, frozen=True):
    contents: Contents
    replaced: Path | None
    """Where the log that was there before is now; None: there was none."""


def take(data: Path, to: Path, name: str) -> tuple[Path, Contents]:
    """The backup, verified, and what is in it; `name` is for where `to` is a folder. Raises BackupRefused."""
    database = data / DATABASE_NAME
    target = to / name if to.is_dir() else to
    _takeable(database, target)
    part = target.with_name(f"{target.name}.part")
    with _whole_or_nothing(part, target):
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, tablekeys.OWNER_ONLY))
        _copy(database, part)
        _sync(part)
        contents = sound(part)
        part.replace(target)
        _sync(target.parent)
    return target, contents


def _takeable(database: Path, target: Path) -> None:
    if not database.exists():
        raise BackupRefused(f"There is no log in {database.parent}. Name the server's data folder with --data.")
    owner = database.stat().st_uid
    if owner != os.geteuid():
        # What this user left beside the database, the server could not open.
        raise BackupRefused(
            f"{database} belongs to another user. Run it as the user of the server: sudo -u '#{owner}' …"
        )
    if target.exists():
        raise BackupRefused(f"{target} is there already and stays as it is. Choose another name, or a folder.")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}. Make it, or connect the disk, and try again.")


def _copy(database: Path, part: Path) -> None:
    """One read of the log as it is now: the server's writer neither waits for it nor is asked."""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as log, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        log.backup(copy)
        # A copy that needs no files beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(KEPT)
        keys = database.with_name(tablekeys.NAME)
        if keys.exists():
            copy.execute("INSERT OR REPLACE INTO kept_file VALUES (?, ?)", (tablekeys.NAME, keys.read_bytes()))


def restore(data: Path, backup: Path, stamp: str) -> Restored:
    """Put the backup in the place of the log; `stamp` names the folder that keeps the old one.

    Raises BackupRefused, or StorageRefused where a server runs.
    """
    if not backup.is_file():
        raise BackupRefused(f"There is no file {backup}. Nothing was changed.")
    try:
        contents = sound(backup)
    except NotSound as why:
        raise BackupRefused(f"{backup} cannot be put back: {why}. Nothing was changed.") from why
    lock = FolderLock(data)
    try:
        return Restored(contents, _put_back(data, backup, data / f"replaced-{stamp}"))
    finally:
        lock.release()


def _put_back(data: Path, backup: Path, replaced: Path) -> Path | None:
    staged = data / RESTORING
    if staged.exists():
        shutil.rmtree(staged)
    try:
        staged.mkdir(mode=0o700)
        keys = _unpack(backup, staged / DATABASE_NAME)
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise BackupRefused(f"{_why(error, data)} Nothing was changed.") from error
    old = [path for path in (data / f"{DATABASE_NAME}{end}" for end in ("", *SIDECARS)) if path.exists()]
    # From here until the folder is gone a server refuses to start, so that none begins an empty log in between.
    if old:
        replaced.mkdir(mode=0o700)
        for path in old:
            path.rename(replaced / path.name)
    (staged / DATABASE_NAME).rename(data / DATABASE_NAME)
    _sync(data)
    # The codes that lie on the tables now are newer than those of the backup.
    if keys is not None and not (data / tablekeys.NAME).exists():
        (staged / tablekeys.NAME).rename(data / tablekeys.NAME)
    shutil.rmtree(staged)
    _sync(data)
    return replaced if old else None


def _unpack(backup: Path, database: Path) -> bytes | None:
    """A log as the server wants it, and beside it the secret of the tables' codes, if the backup has one."""
    shutil.copyfile(backup, database)
    database.chmod(tablekeys.OWNER_ONLY)
    with closing(sqlite3.connect(database, isolation_level=None)) as log:
        log.execute(KEPT)
        row = log.execute("SELECT body FROM kept_file WHERE name = ?", (tablekeys.NAME,)).fetchone()
        log.execute("DROP TABLE kept_file")
    _sync(database)
    if row is None:
        return None
    keys = database.with_name(tablekeys.NAME)
    keys.touch(mode=tablekeys.OWNER_ONLY)
    keys.write_bytes(row[0])
    _sync(keys)
    return bytes(row[0])


@contextmanager
def _whole_or_nothing(part: Path, target: Path) -> Iterator[None]:
    """Whatever goes wrong, no half backup stays under a name that somebody might trust."""
    try:
        # What an earlier try left behind when it was killed.
        part.unlink(missing_ok=True)
        yield
    except NotSound as why:
        raise BackupRefused(
            f"The copy was not kept: {why}. Check the server's disk; keep the backups there are."
        ) from why
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(f"{_why(error, target.parent)} No backup was made.") from error
    finally:
        for end in ("", *SIDECARS):
            with suppress(OSError):
                part.with_name(f"{part.name}{end}").unlink(missing_ok=True)


def _why(error: OSError | sqlite3.Error, folder: Path) -> str:
    full = error.errno in FULL_ERRNOS if isinstance(error, OSError) else _says_full(error)
    if full:
        return f"The disk of {folder} is full: free some room, or choose another disk."
    return f"{folder} cannot be written: {error}. Check the disk and its permissions."


def _says_full(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
