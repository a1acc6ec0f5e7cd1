"""Portions that are counted: orders take them, what is taken back in time returns, and the last one sells once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import LinePatch, VoidLine
from kds.kitchen.commands import Amend, AnswerVoid, Cancel, Fire, Remake, SetAvailability, Split
from kds.kitchen.events import AvailabilitySet
from kds.kitchen.model import Refused, VoidAnswer
from tests.builders import COOK, EXPO, FISH, GUEST, KITCHEN, SALAD, TILL, TOFU, Shop, place
from tests.kitchen.counting import counting, dish, left, tofu


def test_an_order_takes_its_portions() -> None:
    shop = counting(5)
    shop.ok(tofu("2"))
    assert (left(shop), dish(shop).available, dish(shop).by) == (3, True, COOK.name)


def test_a_dish_that_nobody_counts_costs_an_order_no_event() -> None:
    shop = counting(5)
    assert not [event for event in shop.ok(place(SALAD)).events if isinstance(event, AvailabilitySet)]


def test_the_last_portion_sold_is_sold_out_from_then_on_by_who_took_it() -> None:
    shop = counting(2)
    shop.now_ms += 1
    shop.ok(tofu("2"))
    now = dish(shop)
    assert (now.remaining, now.available, now.since_ms, now.by) == (0, False, shop.now_ms, TILL.name)


def test_of_two_orders_for_the_last_portion_the_second_is_told_and_keeps_the_rest() -> None:
    shop = counting(1)
    shop.ok(place(TOFU, external_id="1"))
    outcome = shop.ok(place(TOFU, SALAD, external_id="2"))
    assert outcome.refused == (Refused("1", "Mapo Tofu", "sold_out"),)
    assert [item.uid for item in shop.ticket("2").items] == ["2"]


def test_a_line_for_more_than_is_left_is_left_out_whole_and_told_how_many_there_are() -> None:
    shop = counting(1)
    outcome = shop.ok(place(replace(TOFU, quantity="2"), SALAD))
    assert outcome.refused == (Refused("1", "Mapo Tofu", "sold_out", left=1),)
    assert left(shop) == 1
    assert shop.ticket().left_out == outcome.refused


def test_an_order_of_nothing_else_is_refused_and_told_how_many_there_are() -> None:
    shop = counting(1)
    outcome = shop.rejected(tofu("2"))
    assert (outcome.why, outcome.refused) == ("sold_out", (Refused("1", "Mapo Tofu", "sold_out", left=1),))
    assert "only 1 left" in outcome.detail
    assert left(shop) == 1


def test_lines_of_one_order_share_what_is_left_first_come_first_served() -> None:
    shop = counting(3)
    outcome = shop.ok(place(replace(TOFU, quantity="2"), replace(TOFU, uid="2", quantity="2"), replace(TOFU, uid="3")))
    assert outcome.refused == (Refused("2", "Mapo Tofu", "sold_out", left=1),)
    assert left(shop) == 0


def test_a_set_meal_takes_a_portion_of_each_dish_in_it() -> None:
    shop = counting(4)
    shop.ok(place(replace(SALAD, uid="9", sku="", name="Lunch", quantity="2", components=(TOFU, SALAD))))
    assert left(shop) == 2


def test_a_set_meal_that_lacks_a_dish_takes_nothing_of_its_others() -> None:
    shop = counting(1)
    shop.ok(SetAvailability("salad", True, 5), COOK)
    shop.ok(place(replace(SALAD, uid="9", sku="", name="Lunch", quantity="2", components=(TOFU, SALAD)), SALAD))
    assert (left(shop), left(shop, "salad")) == (1, 4)


def test_food_that_nobody_began_returns_its_portions_and_the_dish() -> None:
    shop = counting(2)
    shop.ok(tofu("2"))
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    assert (left(shop), dish(shop).available) == (2, True)


def test_a_cancelled_order_returns_its_portions() -> None:
    shop = counting(2)
    shop.ok(tofu("2"))
    shop.ok(Cancel(shop.ticket().id))
    assert left(shop) == 2


def test_what_a_person_said_is_sold_out_stays_so_whatever_returns() -> None:
    shop = counting(2)
    shop.ok(tofu("2"))
    shop.ok(SetAvailability("tofu", available=False), COOK)
    shop.ok(Cancel(shop.ticket().id))
    assert (left(shop), dish(shop).available) == (None, False)


@pytest.mark.parametrize(("answer", "back"), [("stop", 3), ("waste", 3), ("reuse", 5)])
def test_food_that_was_begun_is_gone_unless_another_ticket_can_use_it(answer: VoidAnswer, back: int) -> None:
    shop = counting(5)
    shop.ok(tofu("2"))
    shop.start()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    assert left(shop) == 3, "asked is not answered"
    shop.ok(AnswerVoid(shop.ticket().id, shop.item().id, answer), COOK)
    assert left(shop) == back


def test_finished_food_that_is_taken_back_is_gone() -> None:
    shop = counting(5)
    shop.ok(place())
    shop.bump()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    assert left(shop) == 4


def test_more_and_less_of_a_line_move_the_count() -> None:
    shop = counting(5)
    shop.ok(tofu("2"))
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", quantity="4"),), key="a"))
    assert left(shop) == 1
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", quantity="1"),), key="b"))
    assert left(shop) == 4


def test_more_than_is_left_is_not_taken_and_the_line_stays_as_it_was() -> None:
    shop = counting(3)
    shop.ok(tofu("2"))
    outcome = shop.rejected(Amend(shop.ticket().id, modify=(LinePatch("1", quantity="4"),), key="a"))
    assert outcome.refused == (Refused("1", "Mapo Tofu", "sold_out", left=1),)
    assert (left(shop), shop.item().quantity) == (1, "2")


def test_a_newer_order_moves_the_count_by_the_difference() -> None:
    shop = counting(5)
    shop.ok(tofu("4"))
    shop.ok(replace(tofu("1"), revision=2))
    assert left(shop) == 4


def test_what_an_order_gives_back_it_can_take_again_on_another_line() -> None:
    shop = counting(1)
    shop.ok(place())
    assert not shop.ok(replace(tofu("1", uid="7"), revision=2)).refused
    assert left(shop) == 0


def test_the_same_order_again_takes_nothing() -> None:
    shop = counting(5)
    shop.ok(tofu("2"))
    shop.noop(tofu("2"))
    assert left(shop) == 3


def test_a_repeat_is_told_again_how_many_were_left() -> None:
    shop = counting(1)
    order = place(replace(TOFU, quantity="2"), SALAD)
    refused = shop.ok(order).refused
    assert shop.noop(order).refused == refused


def test_a_remake_takes_a_portion_even_where_none_is_left() -> None:
    shop = counting(1)
    shop.ok(place())
    shop.bump()
    shop.ok(Remake(shop.ticket().id, shop.item().id), COOK)
    assert (left(shop), dish(shop).available) == (-1, False)


def test_a_paid_order_takes_what_is_not_there_and_the_pass_decides() -> None:
    shop = counting(1)
    shop.ok(replace(tofu("2"), sold_out="decide"), TILL)
    assert shop.item().sold_out
    assert shop.change("sold_out").waits == ("expo",)
    assert left(shop) == -1
    shop.ok(Cancel(shop.ticket().id))
    assert left(shop) == 1


@pytest.mark.parametrize("quantity", ["1.5", "2"])
def test_by_weight_a_line_is_one_portion(quantity: str) -> None:
    shop = counting(2, "fish")
    shop.ok(place(replace(FISH, quantity=quantity)))
    assert left(shop, "fish") == 1


def test_less_weight_of_a_fish_on_the_fire_is_still_the_one_fish() -> None:
    shop = counting(2, "fish")
    shop.ok(place(FISH))
    shop.start(uid="5")
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("5", quantity="1"),)), EXPO)
    assert left(shop, "fish") == 1


def test_half_a_portion_is_a_whole_one() -> None:
    shop = counting(2)
    shop.ok(tofu("0.5"))
    assert left(shop) == 1


def test_food_that_is_held_or_due_later_has_its_portions_from_the_start() -> None:
    shop = counting(2)
    shop.ok(place(TOFU, external_id="held", held=(0,)))
    shop.ok(place(TOFU, external_id="due", due_ms=shop.now_ms + 10**8))
    assert left(shop) == 0


def test_a_guests_order_has_its_portions_before_staff_accept_it_and_returns_them_when_they_do_not() -> None:
    shop = Shop(replace(KITCHEN, guest_orders="approve"))
    shop.ok(SetAvailability("tofu", True, 2), COOK)
    shop.ok(place(source="guest", external_id="5/a/1"), GUEST)
    shop.ok(place(source="guest", external_id="5/a/2"), GUEST)
    assert left(shop) == 0
    shop.ok(Cancel(shop.ticket("5/a/1", "guest").id), EXPO)
    shop.ok(Fire(shop.ticket("5/a/2", "guest").id), EXPO)
    assert left(shop) == 1


def test_an_order_that_is_born_cancelled_takes_nothing() -> None:
    shop = counting(2)
    shop.ok(Cancel("", source="till", external_id="38"))
    shop.ok(place())
    assert left(shop) == 2


def test_a_split_bill_takes_nothing() -> None:
    shop = counting(5)
    shop.ok(place(TOFU, SALAD))
    shop.ok(Split(shop.ticket().id, ("1",), "39"))
    assert left(shop) == 4
