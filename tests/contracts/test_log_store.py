"""What every LogStore must do: one suite over the log in memory and the log on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kds.adapters.sqlite_log import SqliteLog
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import CLOSED_KEPT, AlreadyStored, Batch, Entry, LogStore, StorageRefused, Term
from tests.contracts.rows import TERM, batch, body, dish, ingest, log, result, store, ticket

Opening = Callable[[], LogStore]


@pytest.fixture(params=["memory", "sqlite"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Makes one more LogStore over the same disk."""
    if request.param == "sqlite":
        return lambda: SqliteLog(tmp_path / "data")
    disk = MemoryDisk()
    return lambda: MemoryLog(disk)


@pytest.fixture
def opened(opening: Opening) -> Iterator[LogStore]:
    one = opening()
    one.open(TERM, 1_000)
    yield one
    one.close()


def reopened(log_store: LogStore, opening: Opening, term: str = "00000000000000bb") -> LogStore:
    log_store.close()
    again = opening()
    again.open(term, 2_000)
    return again


def test_a_new_log_is_empty_and_has_its_first_term(opening: Opening) -> None:
    one = opening()
    boot = one.open(TERM, 1_000)
    one.close()
    assert (boot.head, boot.terms, boot.docs, boot.inbox, boot.read_only) == (0, (Term(TERM, 0),), (), (), False)


def test_every_boot_appends_a_term_that_starts_at_the_head(opened: LogStore, opening: Opening) -> None:
    opened.commit(batch(log(1), log(2)))
    opened.close()
    again = opening()
    boot = again.open("00000000000000bb", 2_000)
    again.close()
    assert boot.head == 2
    assert boot.terms == (Term(TERM, 0), Term("00000000000000bb", 2))


def test_a_second_opening_is_refused_while_the_first_is_held(opened: LogStore, opening: Opening) -> None:
    with pytest.raises(StorageRefused, match="Another kds"):
        opening().open("00000000000000bb", 2_000)


def test_a_committed_row_reads_back_whole_after_a_restart(opened: LogStore, opening: Opening) -> None:
    row = log(1, ticket("a"), dish("tofu"))
    opened.commit(batch(row))
    again = reopened(opened, opening)
    assert list(again.read(0, 10)) == [row]
    assert again.row_of("command-1") == row
    again.close()


def test_read_starts_after_a_position_and_stops_at_the_limit(opened: LogStore) -> None:
    rows = [log(1), log(2), log(3), log(4)]
    opened.commit(batch(*rows))
    assert list(opened.read(1, 2)) == rows[1:3]


def test_an_unknown_command_ticket_ingest_and_result_are_none(opened: LogStore) -> None:
    assert opened.row_of("nobody") is None
    assert opened.document("ticket/nobody") is None
    assert opened.ingested("till", "1", "1") is None
    assert opened.result("cid", 1) is None
    assert opened.last_n("cid") is None


def test_the_last_version_of_a_document_in_a_batch_is_the_one_kept(opened: LogStore) -> None:
    opened.commit(batch(log(1, ticket("a", 1)), log(2, ticket("a", 2))))
    assert opened.document("ticket/a") == ticket("a", 2)


def test_a_document_is_replaced_by_its_next_version(opened: LogStore) -> None:
    opened.commit(batch(log(1, ticket("a", 1))))
    opened.commit(batch(log(2, ticket("a", 2, open=False))))
    assert opened.document("ticket/a") == ticket("a", 2, open=False)


def test_a_new_document_that_is_stored_already_refuses_the_batch_whole(opened: LogStore, opening: Opening) -> None:
    opened.commit(batch(log(1, ticket("a", 1))))
    with pytest.raises(AlreadyStored):
        opened.commit(batch(log(2, ticket("b", 1)), log(3, ticket("a", 1, doc=b"other")), log(4, ticket("a", 2))))
    assert (opened.document("ticket/a"), opened.document("ticket/b")) == (ticket("a", 1), None)
    opened.commit(batch(log(2, ticket("b", 1))))
    opened.close()
    again = opening()
    assert again.open("00000000000000bb", 2_000).head == 2
    again.close()


def test_results_are_found_by_page_load_and_number_and_the_last_number_is_known(opened: LogStore) -> None:
    opened.commit(Batch(results=(result("x", 1), result("x", 2, "noop"), result("y", 1))))
    assert opened.result("x", 2) == result("x", 2, "noop")
    assert (opened.last_n("x"), opened.last_n("y")) == (2, 1)


def test_an_ingest_is_found_by_source_external_id_and_revision(opened: LogStore) -> None:
    opened.commit(Batch(ingests=(ingest("1", "7", "abc"),)))
    assert opened.ingested("till", "1", "7") == ingest("1", "7", "abc")
    assert opened.ingested("till", "1", "8") is None


def test_the_contents_accepted_last_under_a_key_are_the_ones_kept(opened: LogStore) -> None:
    opened.commit(Batch(ingests=(ingest("1", "k", "abc"),)))
    opened.commit(Batch(ingests=(ingest("1", "k", "def"),)))
    assert opened.ingested("till", "1", "k") == ingest("1", "k", "def")


def test_kept_bodies_wait_in_order_of_arrival_until_they_are_done(opened: LogStore) -> None:
    opened.commit(Batch(inbox=(body("late", received_ms=9), body("early", received_ms=2))))
    opened.commit(Batch(inbox=(body("late", "quarantine", received_ms=9, error="no such dish"),)))
    assert list(opened.inbox("pending")) == [body("early", received_ms=2)]
    assert list(opened.inbox("quarantine")) == [body("late", "quarantine", received_ms=9, error="no such dish")]
    opened.commit(Batch(inbox=(body("early", "done", received_ms=2),)))
    assert list(opened.inbox("pending")) == []


def test_a_kept_body_is_found_by_its_id_whatever_its_state(opened: LogStore) -> None:
    kept = body("odd", "discarded", error="ann: a test of the vendor's")
    opened.commit(Batch(inbox=(kept,)))
    assert (opened.body("odd"), opened.body("none")) == (kept, None)
    assert list(opened.inbox("quarantine")) == []


def test_a_boot_reads_what_lives_and_leaves_what_is_long_closed(opened: LogStore, opening: Opening) -> None:
    old = ticket("old", open=False, day="2026-02-28")
    coming = ticket("coming", open=False, day="2026-03-02")
    opened.commit(batch(log(1, store(), dish("tofu"), ticket("a"), ticket("b", open=False), old, coming)))
    opened.commit(Batch(inbox=(body("waiting"), body("over", "done"))))
    opened.close()
    again = opening()
    boot = again.open("00000000000000bb", 2_000)
    again.close()
    assert {row.key for row in boot.docs} == {"store/main", "dish/tofu", "ticket/a", "ticket/b", "ticket/coming"}
    assert boot.inbox == (body("waiting"),)


def test_a_boot_reads_the_last_closed_tickets_oldest_first(opened: LogStore, opening: Opening) -> None:
    opened.commit(batch(log(1, store())))
    count = CLOSED_KEPT + 5
    opened.commit(batch(*(log(2 + i, ticket(f"{i:03}", open=False)) for i in range(count))))
    opened.close()
    again = opening()
    boot = again.open("00000000000000bb", 2_000)
    again.close()
    assert [row.id for row in boot.docs if row.kind == "ticket"] == [f"{i:03}" for i in range(5, count)]


def test_a_boot_before_a_new_day_is_started_prefers_its_tickets(opened: LogStore, opening: Opening) -> None:
    opened.commit(batch(log(1, store()), log(2, ticket("coming", open=False, day="2026-03-02"))))
    opened.commit(batch(*(log(3 + i, ticket(f"{i:03}", open=False)) for i in range(CLOSED_KEPT))))
    opened.close()
    again = opening()
    boot = again.open("00000000000000bb", 2_000)
    again.close()
    kept = [row.id for row in boot.docs if row.kind == "ticket"]
    assert kept == ["coming", *(f"{i:03}" for i in range(1, CLOSED_KEPT))]


def test_what_is_over_on_a_day_reads_the_last_changed_first_and_goes_on_where_it_was(opened: LogStore) -> None:
    opened.commit(batch(log(1, store(), ticket("a", open=False), ticket("b", open=False)), log(2, ticket("c"))))
    opened.commit(batch(log(3, ticket("d", open=False)), log(4, ticket("old", open=False, day="2026-02-28"))))
    opened.commit(batch(log(5, ticket("a", 2, open=False)), log(6, ticket("d", 2))))
    assert opened.closed("2026-03-01", None, 9) == [(5, ticket("a", 2, open=False)), (1, ticket("b", open=False))]
    assert opened.closed("2026-03-01", (5, "a"), 9) == [(1, ticket("b", open=False))]
    assert opened.closed("2026-03-01", None, 1) == [(5, ticket("a", 2, open=False))]
    assert opened.closed("2026-03-02", None, 9) == []


def test_tickets_that_one_command_closed_are_told_one_by_one(opened: LogStore) -> None:
    opened.commit(batch(log(1, *(ticket(name, open=False) for name in "abc"))))
    first, *_ = opened.closed("2026-03-01", None, 1)
    assert [row.id for _, row in opened.closed("2026-03-01", (first[0], first[1].id), 9)] == ["b", "a"]


def test_the_rows_about_a_ticket_are_those_whose_events_name_it(opened: LogStore) -> None:
    opened.commit(batch(*(log(seq, ticket("a", seq), events=f"\xc1 of {name}") for seq, name in enumerate("abaca", 1))))
    assert [entry.seq for entry in opened.about("of a", 1, 6)] == [5, 3, 1]
    assert [entry.seq for entry in opened.about("of a", 2, 5)] == [3]
    assert opened.about("of a", 5, 6) == [Entry(5, 1_005, "place", "\xc1 of a".encode())]
    assert (opened.changed_at("a"), opened.changed_at("b")) == (5, 0)


def test_an_empty_commit_changes_nothing(opened: LogStore) -> None:
    opened.commit(Batch())
    assert list(opened.read(0, 10)) == []


def test_there_is_room_on_a_disk_that_is_not_full(opened: LogStore) -> None:
    assert opened.upkeep()
