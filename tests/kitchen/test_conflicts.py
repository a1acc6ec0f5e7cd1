"""Other contents under a revision or key that was used: the answer names what differs, as far as it is known."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import Line, LinePatch, VoidLine
from kds.kitchen.commands import Amend, SetAvailability, Split
from kds.kitchen.conflicts import MAX_DIFFERENCES
from tests.builders import COOK, FISH, NOON_MS, SALAD, SOUP, TOFU, WAITER, Shop, opened, place


def test_a_conflict_names_every_field_of_the_order_that_differs() -> None:
    shop = opened()
    answer = shop.rejected(place(table="7", guest="Li", allergens=("nuts",), due_ms=NOON_MS))
    assert (
        'before: table: "5" was, "7" now; guest: "" was, "Li" now; allergens: "" was, "nuts" now; '
        'due_at: "" was, "2026-03-06T04:00:00+00:00" now; send what is new as revision 2'
    ) in answer.detail


def test_a_conflict_names_every_field_of_a_line_that_differs() -> None:
    shop = opened()
    line = replace(TOFU, sku="x", name="Tofu", allergens=("nuts",), course=2, seat="3")
    answer = shop.rejected(place(line))
    assert 'line "1" name: "Mapo Tofu" was, "Tofu" now' in answer.detail
    assert 'line "1" sku: "tofu" was, "x" now' in answer.detail
    assert 'line "1" allergens: "" was, "nuts" now' in answer.detail
    assert 'line "1" course: "1" was, "2" now' in answer.detail
    assert 'line "1" seat: "" was, "3" now' in answer.detail


def test_a_conflict_names_the_dish_of_a_set_meal_that_differs() -> None:
    meal = Line("m", name="Meal", components=(Line("a", sku="tofu"), Line("b", sku="soup")))
    shop = opened(meal)
    answer = shop.rejected(place(replace(meal, components=(Line("a", sku="tofu"), Line("b", sku="soup", note="hot")))))
    assert 'before: line "m/b" note: "" was, "hot" now; send' in answer.detail


def test_a_conflict_names_no_line_that_only_the_kitchen_lacks() -> None:
    shop = Shop()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    shop.ok(place(TOFU, SALAD, SOUP, FISH))
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("2"),)), WAITER)
    shop.ok(Split(shop.ticket().id, ("6",), "39"))
    assert 'before: note: "" was, "hot" now; send' in shop.rejected(place(TOFU, SALAD, SOUP, FISH, note="hot")).detail


def test_a_conflict_of_two_different_orders_names_so_many_differences_and_counts_the_rest() -> None:
    shop = opened()
    lines = [Line(str(number), sku="tofu") for number in range(2, MAX_DIFFERENCES + 3)]
    assert "; and 2 more; send" in shop.rejected(place(*lines)).detail


def test_a_key_conflict_of_an_order_names_the_difference() -> None:
    shop = opened(revision=0, key="k1")
    answer = shop.rejected(place(revision=0, key="k1", table="7"))
    assert 'before: table: "5" was, "7" now; send a new key' in answer.detail


def test_the_conflict_of_an_amend_names_where_it_differs_from_the_order() -> None:
    shop = opened(TOFU, SALAD)
    first = Amend(shop.ticket().id, modify=(LinePatch("1", note="mild"),), add=(SOUP,))
    other = replace(first, modify=(LinePatch("1", note="hot"),), void=(VoidLine("2"),), add=(replace(SOUP, seat="3"),))
    shop.ok(replace(first, key="k1"))
    named = (
        'before: line "6" seat: "" was, "3" now; line "1" note: "mild" was, "hot" now; '
        'line "2" is to be taken back; send'
    )
    assert named in shop.rejected(replace(other, key="k1")).detail
    shop.ok(replace(first, revision=2, add=()))
    assert named in shop.rejected(replace(other, revision=2)).detail


def test_the_conflict_of_a_request_whose_contents_are_not_kept_names_nothing() -> None:
    shop = opened(TOFU, SALAD, SOUP)
    shop.ok(Split(shop.ticket().id, ("6",), "39", key="k1"))
    assert "other contents before; send" in shop.rejected(Split(shop.ticket().id, ("2",), "39", key="k1")).detail
