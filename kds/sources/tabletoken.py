"""Signed table tokens: what a table's QR code says, made and checked with the store's own secret."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

SECRET_BYTES = 32
"""As long as the hash: more adds nothing."""

PROOF_BYTES = 10
"""80 bits: nobody guesses it over a network that allows some tries a minute, and the code stays small to scan."""

MAX_EDITION = 255
"""Codes of one table that were replaced by newer ones; then the secret itself is renewed."""

MAX_TOKEN_CHARS = 128
"""A table's name has at most 16 characters, 4 bytes each; what is longer is none of ours."""


class TableKeys(Struct, frozen=True):
    """`editions` names the tables whose codes were renewed, and how often; a table's older codes open nothing."""

    secret: bytes
    editions: dict[str, int] = {}


def token_of(keys: TableKeys, table: str) -> str:
    """Of the table's newest code: letters, digits, - and _."""
    payload = bytes([keys.editions.get(table, 0)]) + table.encode()
    return urlsafe_b64encode(_proof(keys, payload) + payload).rstrip(b"=").decode()


def table_of(keys: TableKeys, token: str) -> str | None:
    """The table whose newest code this is; None for anything else."""
    if len(token) > MAX_TOKEN_CHARS or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        table = raw[PROOF_BYTES + 1 :].decode()
    except (Error, UnicodeDecodeError):
        return None
    # Written out again, since base64 reads some strings alike: one table has one token.
    return table if table and hmac.compare_digest(token_of(keys, table), token) else None


def renewed(keys: TableKeys, tables: Iterable[str]) -> TableKeys:
    """The codes of these tables replaced. Raises ValueError where one was replaced too often."""
    editions = dict(keys.editions)
    for table in tables:
        editions[table] = editions.get(table, 0) + 1
        if editions[table] > MAX_EDITION:
            raise ValueError(f"table {table} had {MAX_EDITION} codes: renew all of them")
    return TableKeys(keys.secret, editions)


def _proof(keys: TableKeys, payload: bytes) -> bytes:
    return hmac.new(keys.secret, b"kds table 1\n" + payload, sha256).digest()[:PROOF_BYTES]
