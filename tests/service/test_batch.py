"""What a batch decides: exactly once for each command, whole or not at all, and nothing before it is durable."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest

from kds.kitchen.commands import AnyCommand, Place
from kds.kitchen.context import Context
from kds.kitchen.decide import decide
from kds.kitchen.errors import Outcome, Rejected
from kds.kitchen.state import Document, State
from kds.service.batch import Decided, decide_batch
from kds.service.documents import Documents, value_of
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import CLOSED_KEPT, AlreadyStored
from kds.service.receipt import Publication, Receipt, Submission
from tests.service.kitchen import NOON_MS, TILL, bump_all, id_of, kitchen, move, order, place, serve, tap

TERM = "00000000000000aa"
KITCHEN = kitchen()


class Shop:
    """A log in memory and the documents beside it; `decide` commits what it decides, as the writer does."""

    def __init__(self) -> None:
        self.disk = MemoryDisk()
        self.log = MemoryLog(self.disk)
        self.log.open(TERM, NOON_MS)
        self.documents = Documents()
        self.published: list[Publication] = []

    @property
    def head(self) -> int:
        return len(self.disk.rows)

    def decide(self, *submissions: Submission) -> tuple[Receipt, ...]:
        decided = self._decided(submissions)
        try:
            self.log.commit(decided.batch)
        except AlreadyStored:
            decided = self._decided(submissions, certain=True)
            self.log.commit(decided.batch)
        if decided.publication is not None:
            self.documents.absorb(decided.publication.changes)
            self.published.append(decided.publication)
        return decided.receipts

    def _decided(self, submissions: Sequence[Submission], *, certain: bool = False) -> Decided:
        return decide_batch(self.documents, self.log, submissions, KITCHEN, NOON_MS, self.head, TERM, certain=certain)

    def one(self, submission: Submission) -> Receipt:
        (receipt,) = self.decide(submission)
        return receipt


@pytest.fixture
def shop() -> Shop:
    return Shop()


def outcome(receipt: Receipt) -> tuple[str, str, int]:
    return receipt.result, receipt.why, receipt.seq


def test_an_accepted_command_is_answered_with_its_row_and_its_ticket(shop: Shop) -> None:
    receipt = shop.one(order("38"))
    assert outcome(receipt) == ("ok", "", 1)
    assert receipt.ticket == shop.documents.ticket(id_of("38"))
    assert shop.disk.rows[0].ticket == id_of("38")
    assert (shop.disk.rows[0].kind, shop.disk.rows[0].actor, shop.disk.rows[0].term) == ("place", "till-1", TERM)


def test_a_command_sees_what_the_ones_before_it_in_the_batch_did(shop: Shop) -> None:
    _, moved = shop.decide(order("38"), tap(move("38", "T4"), 1))
    assert moved.ticket is not None
    assert (moved.result, moved.seq, moved.ticket.table) == ("ok", 2, "T4")


def test_the_next_number_of_a_page_load_is_decided(shop: Shop) -> None:
    shop.one(order("38"))
    assert [outcome(shop.one(tap(move("38", f"T{n}"), n))) for n in (1, 2)] == [("ok", "", 2), ("ok", "", 3)]


@pytest.mark.parametrize("apart", [True, False], ids=["in a later batch", "in the same batch"])
def test_a_repeated_number_is_answered_from_its_stored_result(shop: Shop, apart: bool) -> None:
    first = (order("38"), tap(move("38", "T1"), 1), tap(move("38", "T2"), 2))
    again = tap(move("38", "T1"), 1)
    receipts = (*shop.decide(*first), *shop.decide(again)) if apart else shop.decide(*first, again)
    assert outcome(receipts[-1]) == ("ok", "", 2)
    assert shop.head == 3


def test_a_stored_rejection_comes_back_with_its_reason(shop: Shop) -> None:
    lost = tap(move("nobody", "T1"), 1)
    first, second = shop.one(lost), shop.one(lost)
    assert first.detail
    assert (second.result, second.why, second.detail) == ("rejected", first.why, first.detail)


def test_a_number_too_far_ahead_is_a_gap_and_changes_nothing(shop: Shop) -> None:
    shop.decide(order("38"), tap(move("38", "T1"), 1))
    receipt = shop.one(tap(move("38", "T3"), 3))
    assert (receipt.result, receipt.expected) == ("gap", 2)
    assert (shop.head, shop.log.last_n("page")) == (2, 1)


def test_a_page_load_the_server_does_not_know_starts_at_one(shop: Shop) -> None:
    receipt = shop.one(tap(move("38", "T1"), 7, cid="from another server"))
    assert (receipt.result, receipt.expected) == ("gap", 1)


def test_a_rejection_uses_its_number_up(shop: Shop) -> None:
    shop.one(order("38"))
    receipts = shop.decide(tap(move("nobody", "T1"), 1), tap(move("38", "T2"), 2))
    assert [receipt.result for receipt in receipts] == ["rejected", "ok"]


def test_a_command_that_could_not_be_read_uses_its_number_up(shop: Shop) -> None:
    receipts = shop.decide(tap(Rejected("malformed", "no such kind"), 1), tap(move("nobody", "T1"), 2))
    assert [receipt.why for receipt in receipts] == ["malformed", "unknown_ticket"]
    assert shop.log.last_n("page") == 2


def test_a_result_without_a_row_names_the_head_it_was_decided_against(shop: Shop) -> None:
    receipts = shop.decide(order("38"), tap(move("nobody", "T1"), 1), order("39"), tap(move("nobody", "T1"), 2))
    assert [receipt.seq for receipt in receipts] == [1, 1, 2, 2]


def test_a_command_id_under_a_new_page_load_is_answered_with_its_row(shop: Shop) -> None:
    shop.decide(order("38"), tap(move("38", "T1"), 1, cid="old", id="x"), tap(move("38", "T2"), 2, cid="old"))
    receipt = shop.one(tap(move("38", "T1"), 1, cid="new", id="x"))
    assert outcome(receipt) == ("noop", "same_command", 2)
    assert (shop.head, shop.log.last_n("new")) == (3, 1)


def test_a_source_that_repeats_a_command_id_gets_its_row_and_the_ticket(shop: Shop) -> None:
    first = shop.one(order("38", id="x"))
    assert outcome(shop.one(order("38", id="x"))) == ("noop", "same_command", 1)
    assert shop.one(order("38", id="x")).ticket == first.ticket


def test_a_command_id_twice_in_one_batch_makes_one_row(shop: Shop) -> None:
    receipts = shop.decide(order("38", id="x"), order("38", id="x"))
    assert [outcome(receipt) for receipt in receipts] == [("ok", "", 1), ("noop", "same_command", 1)]


def test_a_noop_of_a_source_leaves_no_trace(shop: Shop) -> None:
    shop.one(order("38"))
    receipt = shop.one(order("38", id="retry"))
    assert (receipt.result, receipt.why) == ("noop", "same_contents")
    assert (shop.head, shop.disk.results, len(shop.published)) == (1, {}, 1)


def test_a_commit_is_published_once_with_the_last_version_of_each_document(shop: Shop) -> None:
    shop.decide(order("38"), order("39"), tap(move("38", "T1"), 1), tap(move("38", "T2"), 2))
    (publication,) = shop.published
    assert (publication.first_seq, publication.last_seq, publication.lmid) == (1, 4, {"page": 2})
    tickets = [change for change in publication.changes if change.row.kind == "ticket"]
    assert [change.row.id for change in tickets] == [id_of("39"), id_of("38")]
    assert tickets[1].row.ver == 3
    assert tickets[1].value == shop.documents.ticket(id_of("38"))


def test_every_command_of_a_commit_that_touched_a_document_is_named_so_that_a_tap_hushes_nobody_else(
    shop: Shop,
) -> None:
    shop.decide(order("38", id="new"), tap(move("38", "T1"), 1), tap(move("38", "T2"), 2))
    (ticket,) = [change for change in shop.published[0].changes if change.row.kind == "ticket"]
    assert [(cause.kind, cause.command) for cause in ticket.causes] == [
        ("place", "new"),
        ("move", "page-1"),
        ("move", "page-2"),
    ]
    assert {cause.id for cause in ticket.causes} == {ticket.row.key}


def test_a_number_used_up_without_a_row_is_published_with_an_empty_range(shop: Shop) -> None:
    shop.one(tap(move("nobody", "T1"), 1))
    assert shop.published == [Publication(1, 0, (), {"page": 1})]


def test_the_bytes_that_are_stored_are_the_bytes_that_are_published(shop: Shop) -> None:
    shop.decide(order("38"), tap(move("38", "T1"), 1))
    for change in shop.published[0].changes:
        assert shop.disk.documents[change.row.key][1] is change.row


def test_the_key_of_an_accepted_order_is_kept_and_known_within_the_batch(shop: Shop) -> None:
    keyed = [Submission(place("38", idempotency_key="k"), order().actor, f"order-{n}") for n in (1, 2)]
    receipts = shop.decide(*keyed)
    assert [receipt.why for receipt in receipts] == ["", "same_contents"]
    kept = shop.log.ingested("till-1", "38", "k")
    assert kept is not None
    assert kept.ticket == id_of("38")


def test_a_ticket_that_closed_long_ago_is_read_from_the_log(shop: Shop) -> None:
    for number in range(CLOSED_KEPT + 1):
        closed_again(shop, f"{number}")
    assert shop.documents.ticket(id_of("0")) is None
    before = shop.log.document(f"ticket/{id_of('0')}")
    receipt = shop.one(tap(move("0", "T1"), 1))
    assert before is not None
    assert receipt.why != "unknown_ticket"
    assert receipt.ticket is not None
    assert receipt.ticket.id == id_of("0")


def test_the_version_of_a_ticket_that_closed_long_ago_counts_on(shop: Shop) -> None:
    for number in range(CLOSED_KEPT + 1):
        closed_again(shop, f"{number}")
    before = shop.log.document(f"ticket/{id_of('0')}")
    receipt = shop.one(order("0", "Mapo tofu", "Rice", id="add-on", revision=2))
    after = shop.log.document(f"ticket/{id_of('0')}")
    assert before is not None
    assert after is not None
    assert (receipt.result, after.ver) == ("ok", before.ver + 1)


def test_a_repeat_of_an_order_that_closed_long_ago_is_known(shop: Shop) -> None:
    for number in range(CLOSED_KEPT + 1):
        closed_again(shop, f"{number}")
    again, new = shop.decide(order("0", id="repeat"), order("new"))
    assert [outcome(again)[:2], outcome(new)[:2]] == [("noop", "same_contents"), ("ok", "")]
    assert again.ticket == closed_ticket(shop, "0")


def test_what_does_not_make_an_order_is_answered_from_the_log_though_it_closed_long_ago(shop: Shop) -> None:
    for number in range(CLOSED_KEPT + 1):
        closed_again(shop, f"{number}")
    emptied = Submission(Place("till-1", "0", (), revision=2), TILL, "emptied")
    assert shop.one(emptied).ticket is not None
    assert shop.one(Submission(Place("till-1", "new", (), revision=2), TILL, "empty")).why == "empty_order"


def closed_ticket(shop: Shop, key: str) -> Document:
    row = shop.log.document("ticket/" + id_of(key))
    assert row is not None
    return value_of(row)


def closed_again(shop: Shop, key: str) -> None:
    ticket = shop.one(order(key)).ticket
    assert ticket is not None
    shop.decide(*(Submission(one, tap(one, 1).actor, f"{key} {one}") for one in (bump_all(ticket), serve(ticket))))
    closed = shop.documents.ticket(ticket.id)
    assert closed is not None
    assert closed.state == "closed"


def test_a_command_the_rules_choke_on_is_refused_alone(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def choke(state: State, command: AnyCommand, context: Context) -> Outcome:
        assert command != move("38", "poison"), "a hole in the rules"
        return decide(state, command, context)

    monkeypatch.setattr("kds.service.batch.decide", choke)
    with caplog.at_level(logging.ERROR):
        receipts = shop.decide(order("38"), tap(move("38", "poison"), 1), order("39"), tap(move("38", "T2"), 2))
    assert [(receipt.result, receipt.why) for receipt in receipts] == [
        ("ok", ""),
        ("rejected", "internal"),
        ("ok", ""),
        ("ok", ""),
    ]
    assert "a hole in the rules" in caplog.text
