"""The tables of the log database and how an older database becomes a newer one, step by numbered step."""

from __future__ import annotations

import sqlite3

from kds.service.ports import StorageRefused

FIRST = """
CREATE TABLE term (
    id TEXT NOT NULL PRIMARY KEY,
    start_seq INTEGER NOT NULL,
    started_ms INTEGER NOT NULL
);

CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    term TEXT NOT NULL,
    ts_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ticket TEXT NOT NULL,
    actor TEXT NOT NULL,
    cid TEXT NOT NULL,
    n INTEGER NOT NULL,
    command_id TEXT NOT NULL UNIQUE,
    events BLOB NOT NULL,
    docs BLOB NOT NULL
);

CREATE TABLE document (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    ver INTEGER NOT NULL,
    open INTEGER NOT NULL,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX document_open ON document (kind) WHERE open = 1;
CREATE INDEX document_closed ON document (day, seq) WHERE open = 0;

CREATE TABLE result (
    cid TEXT NOT NULL,
    n INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    result TEXT NOT NULL,
    why TEXT NOT NULL,
    seq INTEGER NOT NULL,
    detail BLOB NOT NULL,
    PRIMARY KEY (cid, n)
) WITHOUT ROWID;

CREATE TABLE ingest (
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    revision TEXT NOT NULL,
    ticket TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (source, external_id, revision)
) WITHOUT ROWID;

CREATE TABLE inbox (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    headers BLOB NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX inbox_waiting ON inbox (state, received_ms) WHERE state <> 'done';
"""

MIGRATIONS: tuple[str, ...] = (FIRST,)
"""Number n brings `user_version` from n to n + 1. One that was released is never edited: add another."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest version, each step in a transaction of its own.

    Raises StorageRefused where the database is newer than this program, or is somebody else's.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise StorageRefused(
            f"The database has version {version}; this kds knows versions up to {len(MIGRATIONS)}. "
            "Start the newer kds that wrote it, or restore a backup made by this one."
        )
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == 0 and tables:
        raise StorageRefused("kds.db in the data folder is not a kds database. Name another folder with --data.")
    for number in range(version, len(MIGRATIONS)):
        connection.execute("BEGIN IMMEDIATE")
        for statement in _statements(MIGRATIONS[number]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the database can be read without a migration."""
    return _version(connection) == len(MIGRATIONS)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _statements(script: str) -> list[str]:
    # executescript() commits before it starts, which would end the transaction of the step.
    return [statement for statement in script.split(";\n") if statement.strip()]
