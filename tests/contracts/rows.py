"""Rows for suites of the log store: small, valid, and told apart by the numbers given."""

from __future__ import annotations

from kds.service.ports import Batch, DocRow, InboxRow, IngestRow, LogRow, ResultRow

TERM = "00000000000000aa"


def ticket(name: str, ver: int = 1, *, open: bool = True, day: str = "2026-03-01", doc: bytes = b"") -> DocRow:
    return DocRow("ticket", name, ver, open, day, doc or f"{name} v{ver}".encode())


def store(day: str = "2026-03-01") -> DocRow:
    return DocRow("store", "main", 1, True, day, b"store")


def dish(sku: str) -> DocRow:
    return DocRow("dish", sku, 1, True, "", sku.encode())


def log(seq: int, *docs: DocRow, command_id: str = "", term: str = TERM, events: str = "") -> LogRow:
    return LogRow(
        seq=seq,
        term=term,
        ts_ms=1_000 + seq,
        kind="place",
        ticket=docs[0].id if docs else "",
        actor="till-1",
        cid="",
        n=0,
        command_id=command_id or f"command-{seq}",
        events=(events or f"events {seq}").encode(),
        docs=docs,
    )


def result(cid: str, n: int, outcome: str = "ok", seq: int = 1) -> ResultRow:
    assert outcome in ("ok", "noop", "rejected")
    return ResultRow(cid, n, f"{cid}-{n}", outcome, "", seq, b"rest")  # type: ignore[arg-type]  # asserted above


def ingest(external_id: str, revision: str, digest: str) -> IngestRow:
    return IngestRow("till", external_id, revision, f"ticket of {external_id}", digest)


def body(name: str, state: str = "pending", received_ms: int = 5, error: str = "") -> InboxRow:
    assert state in ("pending", "done", "quarantine", "discarded")
    return InboxRow(name, "till", received_ms, b"headers", b"body", state, error)  # type: ignore[arg-type]  # asserted above


def batch(*rows: LogRow) -> Batch:
    return Batch(rows=rows)
