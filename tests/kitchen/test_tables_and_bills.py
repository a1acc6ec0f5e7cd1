"""Moves, merges and splits: none of them makes food or changes an id."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import Amend, Cancel, Merge, Move, Serve, Split
from kds.kitchen.state import live
from tests.builders import EXPO, MINUTE_MS, SALAD, SOUP, TOFU, Shop, opened, place


def two_tickets() -> Shop:
    shop = opened(TOFU)
    shop.ok(place(SALAD, external_id="39", table="6"))
    return shop


def test_a_table_move_is_shown_as_was_and_now() -> None:
    shop = opened()
    shop.ok(Move(shop.ticket().id, "8", "terrace"))
    assert (shop.ticket().table, shop.ticket().area) == ("8", "terrace")
    change = shop.change("moved")
    assert (change.was, change.now, change.waits) == ("5", "8", ("hot", "expo"))


def test_a_move_to_the_same_table_is_none() -> None:
    shop = opened()
    assert shop.noop(Move(shop.ticket().id, "5")).why == "already_there"


def test_a_move_leaves_the_food_as_it_is() -> None:
    shop = opened()
    before = shop.ticket().items
    shop.ok(Move(shop.ticket().id, "8"))
    assert shop.ticket().items == before


def test_merged_tickets_stay_themselves_and_are_linked() -> None:
    shop = two_tickets()
    shop.ok(Merge(shop.ticket("39").id, shop.ticket().id))
    assert shop.ticket("39").merged_into == shop.ticket().id
    assert [item.uid for item in shop.ticket().items] == ["1"]


def test_cancelling_a_merged_ticket_voids_its_own_items_only() -> None:
    shop = two_tickets()
    shop.ok(Merge(shop.ticket("39").id, shop.ticket().id))
    shop.ok(Cancel(shop.ticket("39").id))
    assert shop.item("2", "39").state == "void"
    assert shop.item("1").state == "open"


def test_tickets_merged_in_a_row_end_on_one_card() -> None:
    shop = two_tickets()
    shop.ok(place(SOUP, external_id="40"))
    shop.ok(Merge(shop.ticket("39").id, shop.ticket("40").id))
    shop.ok(Merge(shop.ticket("40").id, shop.ticket().id))
    assert {shop.ticket(name).merged_into for name in ("39", "40")} == {shop.ticket().id}


def test_a_ticket_cannot_be_merged_with_its_own_card() -> None:
    shop = two_tickets()
    assert shop.rejected(Merge(shop.ticket().id, shop.ticket().id)).why == "same_ticket"
    shop.ok(Merge(shop.ticket("39").id, shop.ticket().id))
    assert shop.rejected(Merge(shop.ticket().id, shop.ticket("39").id)).why == "same_ticket"
    assert shop.noop(Merge(shop.ticket("39").id, shop.ticket().id)).why == "already_there"


def test_a_split_keeps_ids_states_and_clocks_and_makes_no_food() -> None:
    shop = opened(TOFU, SALAD)
    shop.start()
    before = shop.item()
    shop.now_ms += MINUTE_MS
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    assert shop.item(external_id="38b") == before
    assert [item.uid for item in shop.ticket().items] == ["2"]
    assert shop.ticket("38b").clock_ms == shop.ticket().clock_ms


def test_a_split_takes_the_open_changes_of_its_items_along() -> None:
    shop = opened(SALAD, replace(TOFU, allergens=("nuts",)))
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    assert [change.kind for change in shop.changes("38b")] == ["allergen", "split"]
    assert shop.changes() == []


def test_a_split_told_again_changes_nothing() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    assert shop.noop(Split(shop.ticket().id, ("1",), "38b")).why == "already_there"


def test_a_split_needs_a_free_id_and_leaves_something_behind() -> None:
    shop = opened(TOFU)
    shop.ok(place(TOFU, external_id="39"))
    assert shop.rejected(Split(shop.ticket().id, ("1",), "39")).why == "external_id_taken"
    assert shop.rejected(Split(shop.ticket().id, ("1",), "40")).why == "illegal_transition"


def test_a_line_that_comes_again_after_its_split_gets_a_new_id() -> None:
    shop = opened(TOFU, SALAD)
    split_off = shop.item().id
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    shop.ok(Amend(shop.ticket().id, add=(TOFU,)))
    assert shop.item().id != split_off


def test_the_bill_of_food_that_is_eaten_can_be_split() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    shop.bump("cold", "2")
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    assert shop.ticket("38b").state == "closed"
    assert shop.item(external_id="38b").state == "served"


def test_a_served_item_is_addressed_through_the_ticket_it_came_from() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    item = shop.item().id
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    shop.ok(Serve(shop.ticket().id, (item,)), EXPO)
    assert shop.item(external_id="38b").state == "served"
    assert live(shop.ticket())


def test_a_newer_full_order_does_not_make_again_what_staff_split_off() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"), EXPO)
    shop.ok(place(TOFU, SALAD, replace(SALAD, uid="3"), revision=2))
    assert [item.uid for item in shop.ticket().items] == ["2", "3"]
    assert shop.item(external_id="38b").state == "open"


def test_more_of_a_line_that_was_split_off_is_a_new_item_for_the_difference() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"), EXPO)
    shop.ok(place(replace(TOFU, quantity="3"), SALAD, revision=2))
    assert (shop.item().quantity, shop.item(external_id="38b").quantity) == ("2", "1")
