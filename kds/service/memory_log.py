"""A LogStore in memory, for simulations and tests: it passes the contract suite of the SQLite log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kds.service.ports import (
    CLOSED_KEPT,
    AlreadyStored,
    Batch,
    Boot,
    DocRow,
    Entry,
    InboxRow,
    IngestRow,
    LogRow,
    ResultRow,
    StorageBroken,
    StorageFull,
    StorageRefused,
    Term,
)


class MemoryDisk:
    """What a crash leaves behind. A copy is a backup.

    Until it is cleared, `full` makes every commit fail; with `read_only` that ends the process, and none starts.
    """

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.rows: list[LogRow] = []
        self.by_command: dict[str, LogRow] = {}
        self.documents: dict[str, tuple[int, DocRow]] = {}
        """Key -> the seq that wrote it, the document."""
        self.results: dict[tuple[str, int], ResultRow] = {}
        self.last: dict[str, int] = {}
        self.ingests: dict[tuple[str, str, str], IngestRow] = {}
        self.inbox: dict[str, InboxRow] = {}
        self.full = False
        self.read_only = False
        self.in_use = False

    def backup(self) -> MemoryDisk:
        """A copy that goes its own way; what is stored never changes, so only the shelves are copied."""
        copy = MemoryDisk()
        copy.__dict__ |= {name: type(kept)(kept) for name, kept in self.__dict__.items()}
        copy.in_use = copy.read_only = False
        return copy


class MemoryLog:
    """One opening of a MemoryDisk; after a crash (`disk.in_use = False`) make another."""

    def __init__(self, disk: MemoryDisk) -> None:
        self._disk = disk

    def open(self, term_id: str, now_ms: int) -> Boot:
        disk = self._disk
        if disk.in_use:
            raise StorageRefused("Another kds is using this disk. Stop it first.")
        if disk.read_only:
            raise StorageRefused("The disk is read-only. Make it writable.")
        disk.in_use = True
        if not disk.full:
            disk.terms.append(Term(term_id, len(disk.rows)))
        day = next((row.day for _, row in disk.documents.values() if row.kind == "store"), None)
        living = [row for _, row in disk.documents.values() if row.open]
        closed = sorted(
            (
                (row.day, seq, row.id, row)
                for seq, row in disk.documents.values()
                if not row.open and day is not None and row.day >= day
            ),
            key=lambda entry: entry[:3],
        )
        return Boot(
            head=len(disk.rows),
            terms=tuple(disk.terms),
            docs=(*living, *(row for *_, row in sorted(closed[-CLOSED_KEPT:], key=lambda entry: entry[1:3]))),
            inbox=tuple(self.inbox("pending")),
            read_only=disk.full,
        )

    def document(self, key: str) -> DocRow | None:
        found = self._disk.documents.get(key)
        return None if found is None else found[1]

    def ingested(self, source: str, external_id: str, revision: str) -> IngestRow | None:
        return self._disk.ingests.get((source, external_id, revision))

    def row_of(self, command_id: str) -> LogRow | None:
        return self._disk.by_command.get(command_id)

    def last_n(self, cid: str) -> int | None:
        return self._disk.last.get(cid)

    def result(self, cid: str, n: int) -> ResultRow | None:
        return self._disk.results.get((cid, n))

    def inbox(self, state: Literal["pending", "quarantine"]) -> Sequence[InboxRow]:
        waiting = [row for row in self._disk.inbox.values() if row.state == state]
        return sorted(waiting, key=lambda row: (row.received_ms, row.id))

    def body(self, row_id: str) -> InboxRow | None:
        return self._disk.inbox.get(row_id)

    def commit(self, batch: Batch) -> None:
        disk = self._disk
        if disk.full:
            raise StorageFull("the disk is full")
        if disk.read_only:
            raise StorageBroken("the disk is read-only")
        known = next(
            (doc.key for row in batch.rows for doc in row.docs if doc.ver == 1 and doc.key in disk.documents), ""
        )
        if known:
            raise AlreadyStored(known)
        for row in batch.rows:
            assert row.seq == len(disk.rows) + 1, "the log is dense"
            assert row.command_id not in disk.by_command, "a command id is in the log once"
            disk.rows.append(row)
            disk.by_command[row.command_id] = row
            disk.documents |= {doc.key: (row.seq, doc) for doc in row.docs}
        for result in batch.results:
            assert (result.cid, result.n) not in disk.results, "each n is decided once"
            disk.results[result.cid, result.n] = result
            disk.last[result.cid] = max(result.n, disk.last.get(result.cid, 0))
        disk.ingests |= {(row.source, row.external_id, row.revision): row for row in batch.ingests}
        disk.inbox |= {row.id: row for row in batch.inbox}

    def closed(self, day: str, before: tuple[int, str] | None, limit: int) -> Sequence[tuple[int, DocRow]]:
        over = [
            (seq, row)
            for seq, row in self._disk.documents.values()
            if not row.open and row.day == day and (before is None or (seq, row.id) < before)
        ]
        return sorted(over, key=lambda entry: (entry[0], entry[1].id), reverse=True)[:limit]

    def changed_at(self, ticket_id: str) -> int:
        found = self._disk.documents.get(f"ticket/{ticket_id}")
        return 0 if found is None else found[0]

    def about(self, ticket_id: str, lower: int, upper: int) -> Sequence[Entry]:
        named = (row for row in self._disk.rows[lower - 1 : upper - 1] if ticket_id.encode() in row.events)
        return [Entry(row.seq, row.ts_ms, row.kind, row.events) for row in named][::-1]

    def read(self, after_seq: int, limit: int) -> Sequence[LogRow]:
        return self._disk.rows[after_seq : after_seq + limit]

    def upkeep(self) -> bool:
        return not self._disk.full

    def close(self) -> None:
        self._disk.in_use = False
