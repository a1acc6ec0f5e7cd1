"""A source's own revisions, voids and cancels reach what staff split off its order; what it split itself is its own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Line, LinePatch, VoidLine
from kds.kitchen.commands import Amend, AnswerVoid, AskRush, Cancel, Fire, Hold, Serve, SetAvailability, Split
from tests.builders import EXPO, GUEST, MINUTE_MS, SALAD, SOUP, TILL, TOFU, WAITER, Shop, opened, place

TWO_TOFU = replace(TOFU, quantity="2")


def split_by_staff(*lines: Line, items: tuple[str, ...] = ("1",)) -> Shop:
    """Line 1 is on 38b, the rest on 38."""
    shop = opened(*(lines or (TOFU, SALAD)))
    shop.ok(Split(shop.ticket().id, items, "38b", table="6"), EXPO)
    return shop


def two_portions_apart() -> Shop:
    """Two portions of one line, each an item of its own: the first on 38b, the second on 38."""
    shop = opened(TOFU, SALAD)
    shop.start()
    shop.ok(place(TWO_TOFU, SALAD, revision=2))
    shop.ok(Split(shop.ticket().id, (shop.item().id,), "38b"), EXPO)
    return shop


def portions(shop: Shop) -> list[tuple[str, str, str]]:
    """Of line 1: (ticket, quantity, state)."""
    return [
        (name, item.quantity, "asked" if item.void_asked else item.state)
        for name in ("38", "38b")
        for item in shop.items("1", name)
    ]


@pytest.mark.parametrize("name", ["its uid", "its id"])
def test_a_void_by_the_source_reaches_an_item_that_staff_split_off(name: str) -> None:
    shop = split_by_staff()
    item = shop.item(external_id="38b")
    shop.ok(Amend(shop.ticket().id, void=(VoidLine(item.uid if name == "its uid" else item.id),), revision=2))
    assert portions(shop) == [("38b", "1", "void")]
    assert shop.change("voided", "38b").waits == ("hot",)
    assert shop.ticket().revision == 2


def test_a_change_by_the_source_reaches_an_item_that_staff_split_off() -> None:
    shop = split_by_staff()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="no salt"),), revision=2))
    assert (shop.item(external_id="38b").note, shop.task(external_id="38b").gen) == ("no salt", 2)
    assert shop.change("modified", "38b").now == "no salt"
    assert "modified" not in {change.kind for change in shop.changes()}


def test_a_newer_full_order_changes_an_item_that_staff_split_off() -> None:
    shop = split_by_staff()
    shop.ok(place(replace(TOFU, note="no salt"), SALAD, revision=2))
    assert shop.item(external_id="38b").note == "no salt"
    assert [item.uid for item in shop.ticket().items] == ["2"]


def test_a_line_that_is_gone_from_a_newer_full_order_is_void_where_staff_split_it_off_to() -> None:
    shop = split_by_staff()
    shop.ok(place(SALAD, revision=2))
    assert portions(shop) == [("38b", "1", "void")]


def test_started_food_that_staff_split_off_is_asked_about_there() -> None:
    shop = split_by_staff()
    shop.start(external_id="38b")
    shop.ok(place(SALAD, revision=2))
    assert portions(shop) == [("38b", "1", "asked")]


def test_a_void_is_answered_under_the_ticket_that_the_item_came_from() -> None:
    shop = split_by_staff()
    shop.start(external_id="38b")
    item = shop.item(external_id="38b").id
    shop.ok(Amend(shop.ticket().id, void=(VoidLine(item),), revision=2))
    shop.ok(AnswerVoid(shop.ticket().id, item, "stop"), EXPO)
    assert portions(shop) == [("38b", "1", "void")]


def test_a_note_and_allergens_of_a_newer_full_order_reach_what_staff_split_off() -> None:
    shop = split_by_staff()
    shop.ok(place(TOFU, SALAD, revision=2, note="birthday", allergens=("nuts",)))
    other = shop.ticket("38b")
    assert (other.note, other.allergens, other.table, other.revision) == ("birthday", ("nuts",), "6", 0)
    assert shop.change("allergen", "38b").waits == ("hot", "expo")


def test_a_newer_full_order_without_news_for_it_leaves_a_split_off_ticket_as_it_is() -> None:
    shop = split_by_staff()
    before = shop.ticket("38b")
    shop.ok(place(TOFU, SALAD, replace(SOUP, course=1), revision=2))
    assert shop.ticket("38b") == before


def test_less_of_a_line_is_taken_first_where_nobody_has_begun() -> None:
    shop = two_portions_apart()
    shop.ok(place(TOFU, SALAD, revision=3))
    assert portions(shop) == [("38", "1", "void"), ("38b", "1", "open")]


def test_none_of_a_line_is_none_of_it_on_any_ticket() -> None:
    shop = two_portions_apart()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),), revision=3))
    assert portions(shop) == [("38", "1", "void"), ("38b", "1", "asked")]


def test_a_quantity_is_of_the_whole_line_wherever_its_items_are() -> None:
    shop = two_portions_apart()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", "2"),), revision=3))
    assert portions(shop) == [("38", "1", "open"), ("38b", "1", "open")]
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", "4"),), revision=4))
    assert portions(shop) == [("38", "3", "open"), ("38b", "1", "open")]


def test_more_of_a_line_of_which_nothing_is_left_here_is_made_on_the_ticket_that_the_source_knows() -> None:
    shop = split_by_staff()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", "3"),), revision=2))
    assert portions(shop) == [("38", "2", "open"), ("38b", "1", "open")]
    shop.ok(place(replace(TOFU, quantity="3"), SALAD, revision=3))
    assert portions(shop) == [("38", "2", "open"), ("38b", "1", "open")]


def test_what_is_served_elsewhere_is_not_taken_back_and_the_source_is_told() -> None:
    shop = split_by_staff()
    shop.bump(external_id="38b")
    shop.ok(Serve(shop.ticket("38b").id), EXPO)
    answer = shop.ok(place(SALAD, revision=2))
    assert [(each.what, each.why) for each in answer.refused] == [("1", "too_late_to_void")]
    assert shop.rejected(Amend(shop.ticket().id, void=(VoidLine("1"),), revision=3)).why == "too_late_to_void"


def test_what_staff_took_back_elsewhere_takes_nothing_more_away_when_the_source_follows() -> None:
    shop = two_portions_apart()
    shop.ok(Amend(shop.ticket("38b").id, void=(VoidLine("1"),)), EXPO)
    shop.ok(place(TOFU, SALAD, revision=3))
    assert portions(shop) == [("38", "1", "open"), ("38b", "1", "void")]


def test_what_staff_took_back_elsewhere_is_not_made_again_by_a_source_that_does_not_know() -> None:
    shop = split_by_staff()
    shop.ok(Amend(shop.ticket("38b").id, void=(VoidLine("1"),)), EXPO)
    shop.ok(place(TOFU, SALAD, replace(SOUP, course=1), revision=2))
    assert portions(shop) == [("38b", "1", "void")]


def test_what_the_source_took_back_elsewhere_and_orders_again_is_made_anew() -> None:
    shop = split_by_staff()
    shop.ok(place(SALAD, revision=2))
    shop.ok(place(TOFU, SALAD, revision=3))
    assert portions(shop) == [("38", "1", "open"), ("38b", "1", "void")]


def test_a_line_that_staff_split_off_is_not_added_again_under_its_uid() -> None:
    shop = split_by_staff()
    assert shop.rejected(Amend(shop.ticket().id, add=(TOFU,), revision=2)).why == "duplicate_uid"


def test_an_item_is_followed_over_two_splits() -> None:
    shop = opened(TOFU, SALAD, SOUP)
    shop.ok(Split(shop.ticket().id, ("1", "2"), "38b"), EXPO)
    shop.ok(Split(shop.ticket("38b").id, ("1",), "38c"), WAITER)
    shop.ok(place(SALAD, SOUP, revision=2))
    assert (shop.item("1", "38c").state, shop.item("2", "38b").state) == ("void", "open")
    shop.ok(Cancel(shop.ticket().id))
    assert [shop.ticket(name).close_reason for name in ("38", "38b")] == ["cancelled", "cancelled"]


def test_a_cancel_by_the_source_takes_along_what_staff_split_off() -> None:
    shop = split_by_staff()
    shop.ok(Cancel(shop.ticket().id, "guest left"))
    assert (shop.ticket("38b").cancelled, shop.item(external_id="38b").state) == (True, "void")
    assert shop.change("cancelled", "38b").waits == ("hot", "expo")
    assert shop.noop(Cancel(shop.ticket().id)).why == "already_cancelled"


def test_a_cancel_by_the_source_reaches_what_is_left_of_a_served_order() -> None:
    shop = split_by_staff()
    shop.bump("cold", "2")
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.ok(Cancel(shop.ticket().id))
    assert (shop.ticket().close_reason, shop.ticket("38b").close_reason) == ("served", "cancelled")
    assert shop.rejected(Cancel(shop.ticket().id)).detail == "the ticket is closed: every item was served"


def test_a_cancel_at_the_pass_is_of_the_ticket_that_it_names() -> None:
    shop = split_by_staff()
    shop.ok(Cancel(shop.ticket().id), EXPO)
    assert not shop.ticket("38b").cancelled
    shop.ok(Cancel(shop.ticket().id))
    assert shop.ticket("38b").cancelled


def test_what_the_source_split_off_itself_is_an_order_of_its_own() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"), TILL)
    shop.ok(place(SALAD, revision=2))
    assert portions(shop) == [("38b", "1", "open")]
    shop.ok(Cancel(shop.ticket().id))
    assert portions(shop) == [("38b", "1", "open")]


def test_a_source_that_split_a_line_and_counts_only_the_rest_loses_nothing_of_it() -> None:
    shop = opened(TOFU, SALAD)
    shop.start()
    shop.ok(place(TWO_TOFU, SALAD, revision=2))
    shop.ok(Split(shop.ticket().id, (shop.item().id,), "38b"), TILL)
    shop.ok(place(TOFU, SALAD, revision=3))
    assert portions(shop) == [("38", "1", "open"), ("38b", "1", "open")]


def test_a_late_void_of_what_the_source_split_off_follows_the_item() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"), TILL)
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),), revision=2))
    assert portions(shop) == [("38b", "1", "void")]


def test_a_guest_may_not_take_back_what_staff_split_off_and_somebody_cooks() -> None:
    shop = split_by_staff()
    own = replace(GUEST, scope="")
    shop.start(external_id="38b")
    for command in (Amend(shop.ticket().id, void=(VoidLine("1"),)), Cancel(shop.ticket().id)):
        assert shop.rejected(command, own).why == "not_permitted"
    assert shop.rejected(Cancel(shop.ticket().id), GUEST).detail.endswith('own table "5"')


def test_a_set_meal_is_taken_back_with_the_dishes_that_staff_split_off() -> None:
    meal = Line("9", name="Lunch", components=(Line("a", sku="tofu"), Line("b", sku="salad")))
    shop = opened(meal, SOUP)
    shop.ok(Split(shop.ticket().id, ("9/a",), "38b"), EXPO)
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("9"),), revision=2))
    assert (shop.item("9/a", "38b").state, shop.item("9/b").state) == ("void", "void")


def test_a_sold_out_dish_is_not_made_again_for_more_of_a_line_that_was_split_off() -> None:
    shop = split_by_staff()
    shop.ok(SetAvailability("tofu", available=False), EXPO)
    answer = shop.ok(place(TWO_TOFU, SALAD, revision=2))
    assert [(each.what, each.why) for each in answer.refused] == [("1", "sold_out")]
    assert portions(shop) == [("38b", "1", "open")]


def test_a_later_due_time_holds_for_what_staff_split_off() -> None:
    shop = split_by_staff()
    due_ms = shop.now_ms + 90 * MINUTE_MS
    shop.ok(place(TOFU, SALAD, revision=2, due_ms=due_ms))
    assert (shop.ticket("38b").due_ms, shop.task(external_id="38b").wait) == (due_ms, "due")


def test_a_course_that_the_source_fires_is_fired_where_staff_split_it_off_to() -> None:
    shop = opened(TOFU, SOUP, held=(2,))
    shop.ok(Split(shop.ticket().id, ("6",), "38b"), EXPO)
    shop.ok(Fire(shop.ticket().id, 2))
    assert shop.task("hot", "6", "38b").state == "queued"
    assert shop.noop(Fire(shop.ticket().id, 2)).why == "nothing_to_do"
    shop.ok(Hold(shop.ticket().id, 2))
    assert shop.task("hot", "6", "38b").wait == "held"


@pytest.mark.parametrize("items", [(), ("1", "2"), ("1",)], ids=["everything", "both", "the one that left"])
def test_a_rush_by_the_source_reaches_what_staff_split_off(items: tuple[str, ...]) -> None:
    shop = split_by_staff()
    shop.ok(AskRush(shop.ticket().id, items))
    assert shop.item(external_id="38b").rush is not None
    assert (shop.item("2").rush is not None) == (items != ("1",))
    assert shop.rejected(AskRush(shop.ticket().id, (*items, "9"))).why == "unknown_item"


def test_a_rush_or_a_course_at_the_pass_is_of_the_ticket_that_it_names() -> None:
    shop = split_by_staff()
    shop.ok(AskRush(shop.ticket().id), EXPO)
    shop.ok(Hold(shop.ticket().id), EXPO)
    assert (shop.item(external_id="38b").rush, shop.ticket("38b").held) == (None, ())
