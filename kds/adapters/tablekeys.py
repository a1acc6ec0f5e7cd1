"""The file with the secret of the tables' codes: made once, readable by nobody else, followed while the server runs."""

from __future__ import annotations

import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path

import msgspec
from msgspec import Struct

from kds.service.ports import StorageRefused
from kds.sources.tabletoken import SECRET_BYTES, TableKeys, renewed

NAME = "tables.key"
"""In the data folder."""

OWNER_ONLY = 0o600


class _Written(Struct, frozen=True):
    secret: str
    editions: dict[str, int] = {}


class TableKeyFile:
    """`current` is asked for each request; the file is read again only when somebody wrote it."""

    def __init__(self, folder: Path) -> None:
        """Makes folder and file where they are missing. Raises StorageRefused for a file that cannot be read."""
        self._path = folder / NAME
        folder.mkdir(parents=True, exist_ok=True)
        if not self._path.exists():
            self._write(TableKeys(secrets.token_bytes(SECRET_BYTES)))
        self._seen = self._stamp()
        self._keys = self._read()

    def current(self) -> TableKeys:
        """Those of the file; the last good ones while it is missing or being mended."""
        stamp = self._stamp()
        if stamp not in (self._seen, None):
            self._seen = stamp
            try:
                self._keys = self._read()
            except StorageRefused:
                return self._keys
        return self._keys

    def renew(self, tables: tuple[str, ...] = ()) -> TableKeys:
        """New codes for these tables, or for all of them; the old ones open nothing from now on."""
        fresh = renewed(self._keys, tables) if tables else TableKeys(secrets.token_bytes(SECRET_BYTES))
        self._write(fresh)
        self._seen, self._keys = self._stamp(), fresh
        return fresh

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _read(self) -> TableKeys:
        try:
            written = msgspec.json.decode(self._path.read_bytes(), type=_Written)
            secret = b64decode(written.secret, validate=True)
        except (OSError, ValueError) as error:
            raise StorageRefused(
                f"{self._path} cannot be read ({error}). Put it back from a backup; or delete it, restart, and print "
                "new codes for every table with `kds tables`."
            ) from error
        if len(secret) < SECRET_BYTES:
            raise StorageRefused(
                f"{self._path} holds no whole secret: delete it and print new codes with `kds tables`."
            )
        return TableKeys(secret, written.editions)

    def _write(self, keys: TableKeys) -> None:
        """Whole or not at all, and never readable by others, not even for a moment."""
        beside = self._path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            file.write(msgspec.json.encode(_Written(b64encode(keys.secret).decode(), keys.editions)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
