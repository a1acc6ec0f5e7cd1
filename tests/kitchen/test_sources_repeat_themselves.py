"""Repeats, revisions and keys of a source, and orders that come in the wrong sequence."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import Line, LinePatch, VoidLine
from kds.kitchen.commands import Amend, Cancel, Serve
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Modifier
from tests.builders import EXPO, SALAD, SOUP, TILL, TOFU, WAITER, Shop, opened, place, states


def test_the_same_revision_with_the_same_contents_changes_nothing() -> None:
    shop = opened()
    before = shop.documents()
    assert shop.noop(place()).why == "same_contents"
    assert shop.documents() == before


def test_contents_are_compared_and_not_their_spelling() -> None:
    shop = opened(replace(TOFU, quantity="1.50"))
    assert shop.noop(place(replace(TOFU, quantity="1.5"))).why == "same_contents"


def test_the_same_revision_with_other_contents_is_a_conflict_that_names_the_difference() -> None:
    shop = opened()
    answer = shop.rejected(place(replace(TOFU, quantity="2"), SALAD))
    assert answer.why == "revision_conflict"
    assert 'line "1" quantity: "1" was, "2" now' in answer.detail
    assert 'line "2" is new' in answer.detail


def test_an_older_revision_is_stale() -> None:
    shop = opened(revision=3)
    assert shop.rejected(place(SALAD, revision=2)).why == "revision_stale"


def test_an_order_without_revision_and_key_is_not_taken() -> None:
    assert Shop().rejected(place(revision=0)).why == "revision_missing"


def test_the_same_key_with_the_same_contents_is_the_same_ticket() -> None:
    shop = opened(revision=0, key="k1")
    answer = shop.noop(place(revision=0, key="k1"))
    assert (answer.why, answer.ticket) == ("same_contents", shop.ticket().id)


def test_the_same_key_with_other_contents_is_a_conflict() -> None:
    shop = opened(revision=0, key="k1")
    assert shop.rejected(place(SALAD, revision=0, key="k1")).why == "key_conflict"


def test_a_new_key_for_a_known_order_is_an_amend_with_the_full_contents() -> None:
    shop = opened(revision=0, key="k1")
    shop.ok(place(TOFU, SALAD, revision=0, key="k2"))
    assert [item.uid for item in shop.ticket().items] == ["1", "2"]


def test_a_newer_full_order_adds_changes_and_voids_by_the_uid_of_its_lines() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(place(replace(TOFU, quantity="2"), SOUP, revision=2))
    assert [(item.uid, item.quantity, item.state, item.addon) for item in shop.ticket().items] == [
        ("1", "2", "open", False),
        ("2", "1", "void", False),
        ("6", "1", "open", True),
    ]
    assert shop.ticket().revision == 2


def test_a_newer_full_order_with_the_same_lines_cooks_nothing_again() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    before = shop.ticket().items
    shop.ok(place(TOFU, SALAD, revision=2))
    assert shop.ticket().items == before


def test_more_of_a_started_line_is_counted_over_all_its_items_in_the_next_revision() -> None:
    shop = opened()
    shop.start()
    shop.ok(place(replace(TOFU, quantity="3"), revision=2))
    shop.ok(place(replace(TOFU, quantity="3"), SALAD, revision=3))
    assert [item.quantity for item in shop.items("1")] == ["1", "2"]


def test_a_line_that_becomes_another_dish_is_a_void_and_a_new_item() -> None:
    shop = opened()
    shop.ok(place(replace(TOFU, sku="soup"), revision=2))
    assert [(item.name, item.state) for item in shop.items("1")] == [("Mapo Tofu", "void"), ("Soup", "open")]


def test_what_the_floor_voided_does_not_come_back_with_the_next_revision() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)), WAITER)
    shop.ok(place(TOFU, SALAD, SOUP, revision=2))
    assert [item.state for item in shop.items("1")] == ["void"]


def test_what_the_source_took_back_and_orders_again_is_cooked_anew() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(place(SALAD, revision=2))
    shop.ok(place(TOFU, SALAD, revision=3))
    assert [item.state for item in shop.items("1")] == ["void", "open"]
    assert len({item.id for item in shop.items("1")}) == 2


def test_what_is_served_is_left_in_place_by_a_revision_and_the_source_is_told() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    shop.ok(Serve(shop.ticket().id, ("1",)), EXPO)
    answer = shop.ok(place(SALAD, revision=2))
    assert [(each.what, each.why) for each in answer.refused] == [("1", "too_late_to_void")]
    assert shop.item().state == "served"


def test_a_revision_may_move_the_table_and_change_the_note() -> None:
    shop = opened()
    shop.ok(place(table="7", note="birthday", revision=2))
    assert (shop.ticket().table, shop.ticket().note) == ("7", "birthday")
    assert (shop.change("moved").was, shop.change("moved").now) == ("5", "7")
    assert shop.change("modified").now == "birthday"


def test_an_add_on_may_not_reuse_the_uid_of_a_line_that_is_there() -> None:
    shop = opened()
    assert shop.rejected(Amend(shop.ticket().id, add=(TOFU,))).why == "duplicate_uid"


def test_a_cancel_before_its_create_lets_the_order_be_born_cancelled() -> None:
    shop = Shop()
    shop.ok(Cancel("", source="till", external_id="38"))
    shop.ok(place())
    ticket = shop.ticket()
    assert (ticket.cancelled, ticket.state, states(ticket.items[0])) == (True, "closed", ["void"])
    assert list(shop.state.open_tickets()) == []


def test_an_amend_before_its_create_is_done_when_the_order_comes() -> None:
    shop = Shop()
    shop.ok(Amend("", source="till", external_id="38", revision=2, add=(SALAD,), modify=(LinePatch("1", "2"),)))
    shop.ok(place())
    assert [(item.uid, item.quantity) for item in shop.ticket().items] == [("1", "2"), ("2", "1")]
    assert shop.ticket().revision == 2


def test_an_amend_that_the_late_order_already_holds_is_not_done_twice() -> None:
    shop = Shop()
    shop.ok(Amend("", source="till", external_id="38", revision=2, void=(VoidLine("1", "1"),)))
    shop.ok(place(replace(TOFU, quantity="2"), revision=2))
    assert [(item.quantity, item.state) for item in shop.ticket().items] == [("2", "open")]


def test_an_amend_before_its_create_that_does_not_fit_is_told_and_the_order_is_kept() -> None:
    shop = Shop()
    shop.ok(Amend("", source="till", external_id="38", revision=2, void=(VoidLine("9"),)))
    answer = shop.ok(place())
    assert [each.why for each in answer.refused] == ["unknown_item"]
    assert shop.item().state == "open"


def test_a_ticket_that_only_waits_for_its_order_is_no_ticket_yet() -> None:
    shop = Shop()
    shop.ok(Cancel("", source="till", external_id="38"))
    assert shop.rejected(Serve(ticket_id("till", "38")), EXPO).why == "unknown_ticket"


def test_two_sources_with_the_same_number_are_two_tickets() -> None:
    shop = opened(number="38")
    shop.ok(place(SALAD, source="app", number="38", mark="APP"), replace(TILL, name="app", scope="app"))
    till, app = shop.ticket(), shop.ticket(source="app")
    assert (till.number, app.number) == ("38", "38")
    assert till.id != app.id
    assert app.mark == "APP"


def test_an_order_without_a_number_gets_the_next_one_of_the_store() -> None:
    shop = Shop()
    shop.ok(place(number=""))
    shop.ok(place(external_id="39", number=""))
    assert (shop.ticket().number, shop.ticket("39").number) == ("A001", "A002")


def test_orders_of_one_table_at_once_are_a_ticket_each() -> None:
    shop = Shop()
    for number in range(8):
        shop.ok(place(external_id=str(number)))
    assert len(list(shop.state.open_tickets())) == 8


def test_an_order_without_lines_is_not_taken() -> None:
    shop = Shop()
    assert shop.rejected(replace(place(), lines=())).why == "empty_order"


def test_a_quantity_that_is_none_is_pointed_at() -> None:
    shop = Shop()
    for quantity in ("0", "-1", "1e3", "", "1.2345", "1234567"):
        answer = shop.rejected(place(TOFU, replace(SALAD, quantity=quantity)))
        assert (answer.why, answer.pointer) == ("invalid_quantity", "/lines/1/quantity")


def test_the_quantity_of_a_nested_modifier_is_checked_too() -> None:
    line = replace(TOFU, modifiers=(Modifier("a", modifiers=(Modifier("b", quantity="0"),)),))
    answer = Shop().rejected(place(line))
    assert answer.pointer == "/lines/0/modifiers/0/modifiers/0/quantity"


def test_an_order_of_more_than_two_hundred_items_is_not_taken() -> None:
    lines = [Line(str(number), sku="tofu") for number in range(201)]
    assert Shop().rejected(place(*lines)).why == "too_many_items"
    Shop().ok(place(*lines[:200]))


def test_two_lines_with_one_uid_are_not_taken() -> None:
    answer = Shop().rejected(place(TOFU, replace(SALAD, uid="1")))
    assert (answer.why, answer.pointer) == ("duplicate_uid", "/lines/1/uid")


def test_a_newer_full_order_takes_back_what_an_amend_under_a_key_had_added() -> None:
    shop = opened()
    shop.ok(Amend(shop.ticket().id, add=(SALAD,), key="k1"))
    assert shop.noop(place()).why == "same_contents"
    shop.ok(place(revision=2))
    assert [(item.uid, item.state) for item in shop.ticket().items] == [("1", "open"), ("2", "void")]


def test_a_newer_revision_without_news_leaves_what_the_floor_has_added() -> None:
    shop = opened()
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)), WAITER)
    shop.ok(place(revision=2))
    assert [(item.uid, item.state) for item in shop.ticket().items] == [("1", "open"), ("2", "open")]
