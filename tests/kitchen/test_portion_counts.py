"""Counting portions itself: who counts, again under a key, and when a count ends."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import Cancel, SetAvailability
from kds.kitchen.system_commands import StartDay
from tests.builders import APP, COOK, EXPO, KITCHEN, SYSTEM, TILL, Shop, adopt, place
from tests.kitchen.counting import counting, dish, left, tofu


def test_a_new_count_starts_from_what_the_person_said() -> None:
    shop = counting(2)
    shop.ok(tofu("2"))
    shop.ok(SetAvailability("tofu", True, 6), EXPO)
    shop.ok(Cancel(shop.ticket().id))
    assert left(shop) == 8, "those two went back into the fridge after it was counted"


def test_to_be_had_without_a_number_ends_the_count() -> None:
    shop = counting(2)
    shop.ok(SetAvailability("tofu", available=True), COOK)
    assert left(shop) is None


def test_the_count_again_under_its_key_is_not_counted_again() -> None:
    shop = Shop()
    shop.ok(SetAvailability("tofu", True, 3), COOK)
    again = SetAvailability("tofu", True, 3, key="k")
    shop.ok(again, TILL)
    shop.ok(place())
    assert shop.noop(again, TILL).why == "same_contents"
    assert left(shop) == 2
    assert shop.rejected(SetAvailability("tofu", True, 9, key="k"), APP).why == "key_conflict"


def test_counts_end_with_the_day_and_what_a_person_said_stays() -> None:
    shop = counting(1)
    shop.ok(SetAvailability("salad", True, 9), COOK)
    shop.ok(SetAvailability("soup", available=False), COOK)
    shop.ok(place())
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert [(dish(shop, sku).remaining, dish(shop, sku).available) for sku in ("tofu", "salad", "soup")] == [
        (None, True),
        (None, True),
        (None, False),
    ]


def test_a_dish_that_leaves_the_menu_is_not_counted_when_it_is_back() -> None:
    shop = counting(1)
    shop.ok(place())
    shop.ok(adopt(replace(KITCHEN, menu=KITCHEN.menu[1:], digest="without")), SYSTEM)
    shop.ok(place(external_id="39"))
    shop.ok(adopt(KITCHEN), SYSTEM)
    assert (left(shop), dish(shop).available) == (None, True)
