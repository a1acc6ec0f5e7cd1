"""How the rows of the log become SQLite rows and come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import msgspec

from kds.service.ports import Batch, DocRow, Entry, InboxRow, IngestRow, LogRow, ResultRow

Row: TypeAlias = tuple[Any, ...]

INSERT_LOG = "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
NEW_DOCUMENT = "INSERT INTO document (kind, id, ver, open, day, seq, doc) VALUES (?, ?, ?, ?, ?, ?, ?)"
PUT_DOCUMENT = (
    f"{NEW_DOCUMENT} ON CONFLICT (kind, id) DO UPDATE SET "
    "ver = excluded.ver, open = excluded.open, day = excluded.day, seq = excluded.seq, doc = excluded.doc"
)
DOCUMENT_KEY = "document.kind, document.id"
INSERT_RESULT = "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?)"
PUT_INGEST = "INSERT OR REPLACE INTO ingest VALUES (?, ?, ?, ?, ?)"
PUT_INBOX = (
    "INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
    "state = excluded.state, error = excluded.error"
)

DOCUMENT = "SELECT kind, id, ver, open, day, doc FROM document"
LOG = "SELECT seq, term, ts_ms, kind, ticket, actor, cid, n, command_id, events, docs FROM log"
CLOSED = (
    "SELECT seq, kind, id, ver, open, day, doc FROM document "
    "WHERE open = 0 AND day = ? AND (seq, id) < (?, ?) ORDER BY seq DESC, id DESC LIMIT ?"
)
# By day first, as the index has them: by the row alone, all tickets of the day would have to be sorted.
LAST_CLOSED = (
    "SELECT seq, kind, id, ver, open, day, doc FROM document "
    "WHERE open = 0 AND day >= (SELECT day FROM document WHERE kind = 'store') ORDER BY day DESC, seq DESC LIMIT ?"
)
# Documents stand behind the events in their row, so this does not read them.
ABOUT = "SELECT seq, ts_ms, kind, events FROM log WHERE seq >= ? AND seq < ? AND instr(events, ?) ORDER BY seq DESC"
RESULT = "SELECT cid, n, command_id, result, why, seq, detail FROM result"
INGEST = "SELECT source, external_id, revision, ticket, digest FROM ingest"
INBOX = "SELECT id, source, received_ms, headers, body, state, error FROM inbox"

_encoder = msgspec.msgpack.Encoder()
_docs_decoder = msgspec.msgpack.Decoder(tuple[DocRow, ...])


def log_params(row: LogRow) -> Row:
    return (*msgspec.structs.astuple(row)[:-1], _encoder.encode(row.docs))


def log_row(row: Row) -> LogRow:
    columns = [*row[:-1], _docs_decoder.decode(row[-1])]
    return LogRow(*columns)


def document_params(rows: Iterable[LogRow]) -> tuple[list[Row], list[Row]]:
    """The last version of each document of a batch: of those that the batch creates, and of the others."""
    new: dict[tuple[str, str], Row] = {}
    known: dict[tuple[str, str], Row] = {}
    for row in rows:
        for doc in row.docs:
            key = doc.kind, doc.id
            into = new if doc.ver == 1 or key in new else known
            into[key] = (*key, doc.ver, doc.open, doc.day, row.seq, doc.doc)
    return list(new.values()), list(known.values())


def doc_row(row: Row) -> DocRow:
    kind, id_, ver, is_open, day, doc = row
    return DocRow(kind, id_, ver, bool(is_open), day, doc)


def closed_row(row: Row) -> tuple[int, DocRow]:
    return row[0], doc_row(row[1:])


def entry_row(row: Row) -> Entry:
    return Entry(*row)


def result_row(row: Row) -> ResultRow:
    return ResultRow(*row)


def ingest_row(row: Row) -> IngestRow:
    return IngestRow(*row)


def inbox_row(row: Row) -> InboxRow:
    return InboxRow(*row)


def statements(batch: Batch) -> Iterable[tuple[str, Iterable[Row]]]:
    """Every statement of a group commit with its parameters."""
    if batch.rows:
        yield INSERT_LOG, map(log_params, batch.rows)
        new, known = document_params(batch.rows)
        if new:
            yield NEW_DOCUMENT, new
        if known:
            yield PUT_DOCUMENT, known
    if batch.results:
        yield INSERT_RESULT, map(msgspec.structs.astuple, batch.results)
    if batch.ingests:
        yield PUT_INGEST, map(msgspec.structs.astuple, batch.ingests)
    if batch.inbox:
        yield PUT_INBOX, map(msgspec.structs.astuple, batch.inbox)
