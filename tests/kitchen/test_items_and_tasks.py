"""How tasks make an item ready, items a ticket, and when a ticket closes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Line, LinePatch, VoidLine
from kds.kitchen.commands import Amend, Bump, Cancel, Place, RecallServe, Remake, Serve, Start
from kds.kitchen.model import Modifier
from tests.builders import (
    COOK,
    EXPO,
    FISH,
    FRIES,
    MINUTE_MS,
    NO_PASS,
    NOON_MS,
    PLATTER,
    SALAD,
    STEAK,
    TOFU,
    Shop,
    opened,
    place,
    states,
)


def test_an_item_with_two_tasks_at_two_stations_is_ready_only_when_both_are_done() -> None:
    shop = opened(PLATTER)
    shop.bump("hot", "4")
    assert shop.item("4").state == "open"
    shop.bump("cold", "4")
    assert shop.item("4").state == "ready"


def test_the_next_step_is_queued_when_the_one_before_is_done() -> None:
    shop = opened(STEAK)
    assert states(shop.item("3")) == ["queued", "waiting"]
    shop.now_ms += MINUTE_MS
    shop.bump("grill", "3")
    assert states(shop.item("3")) == ["done", "queued"]
    assert shop.task("plate", "3").queued_ms == shop.now_ms


def test_a_cook_may_be_faster_than_the_screen_and_bump_a_waiting_step() -> None:
    shop = opened(STEAK)
    shop.bump("plate", "3")
    assert states(shop.item("3")) == ["queued", "done"]


def test_a_modifier_task_of_quantity_two_is_two_for_each_portion() -> None:
    fries = replace(FRIES, quantity="2")
    shop = opened(replace(TOFU, quantity="3", modifiers=(fries,)))
    assert shop.task("fry").quantity == "6"
    assert shop.task("fry").name == "fries"


def test_an_item_with_a_modifier_task_is_ready_only_when_the_modifier_is_made_too() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    shop.bump("hot")
    assert shop.item().state == "open"
    shop.bump("fry")
    assert shop.item().state == "ready"


def test_each_dish_of_a_set_meal_is_an_item_under_the_name_of_the_set() -> None:
    meal = Line("9", name="Lunch", quantity="2", components=(TOFU, replace(SALAD, quantity="3")))
    shop = opened(meal)
    assert [(item.uid, item.name, item.quantity, item.set_name) for item in shop.ticket().items] == [
        ("9/1", "Mapo Tofu", "2", "Lunch"),
        ("9/2", "Salad", "6", "Lunch"),
    ]


def test_what_is_left_out_of_a_set_meal_is_left_out_of_each_dish_and_what_is_added_is_made_once() -> None:
    peanuts = Modifier("peanuts", "no")
    meal = Line("9", name="Lunch", note="quick", modifiers=(peanuts, FRIES), components=(TOFU, SALAD))
    tofu, salad = opened(meal).ticket().items
    assert tofu.modifiers == (peanuts, FRIES)
    assert salad.modifiers == (peanuts,)
    assert tofu.note == salad.note == "quick"


def test_a_line_by_weight_is_one_item_with_its_quantity_and_unit() -> None:
    shop = opened(FISH)
    (fish,) = shop.ticket().items
    assert (fish.quantity, fish.unit, len(fish.tasks)) == ("1.5", "斤", 1)
    shop.bump("hot", "5")
    assert shop.item("5").state == "ready"


def test_a_ticket_is_ready_when_all_items_are_and_closed_when_all_are_served() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("hot")
    assert shop.ticket().state == "open"
    shop.bump("cold", "2")
    assert shop.ticket().state == "ready"
    shop.ok(Serve(shop.ticket().id), EXPO)
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "served")


@pytest.mark.parametrize("void", [True, False])
def test_a_ticket_of_which_nothing_is_left_was_never_ready(void: bool) -> None:
    shop = opened()
    ticket = shop.ticket().id
    shop.ok(Amend(ticket, void=(VoidLine("1"),)) if void else Cancel(ticket))
    assert (shop.ticket().state, shop.ticket().ready_ms) == ("closed", 0)


def test_a_ticket_is_ready_when_the_last_open_item_is_taken_back() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("2"),)))
    assert (shop.ticket().state, shop.ticket().ready_ms) == ("ready", NOON_MS)


def test_a_shop_without_a_pass_closes_a_ticket_when_it_is_ready() -> None:
    shop = opened(TOFU, kitchen=NO_PASS)
    shop.bump("hot")
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "ready")


def test_a_shop_without_a_pass_has_nobody_there_to_wait_for() -> None:
    shop = opened(replace(TOFU, allergens=("peanuts",)), kitchen=NO_PASS)
    assert shop.change("allergen").waits == ("hot",)


def test_a_service_may_close_on_ready_although_there_is_a_pass() -> None:
    shop = Shop(replace(Shop().kitchen, close_on={"takeaway": "ready"}))
    shop.ok(place(service="takeaway"))
    shop.bump("hot")
    assert shop.ticket().state == "closed"


def test_a_served_item_can_be_taken_back_and_is_ready_again() -> None:
    shop = opened()
    shop.bump("hot")
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.ok(RecallServe(shop.ticket().id, ("1",)), EXPO)
    assert (shop.item().state, shop.ticket().state) == ("ready", "ready")
    assert states(shop.item()) == ["done"]


def test_an_item_that_is_not_ready_cannot_be_served() -> None:
    shop = opened()
    assert shop.rejected(Serve(shop.ticket().id, ("1",)), EXPO).why == "not_ready"


def test_a_served_item_served_again_changes_nothing() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("hot")
    shop.ok(Serve(shop.ticket().id, ("1",)), EXPO)
    assert shop.noop(Serve(shop.ticket().id, ("1",)), EXPO).why == "already_served"


def test_the_first_tap_starts_and_the_second_finishes() -> None:
    shop = opened(STEAK)
    shop.now_ms += MINUTE_MS
    shop.start("grill", "3")
    task = shop.task("grill", "3")
    assert (task.state, task.started_ms, task.started_by) == ("started", shop.now_ms, "pass")
    shop.bump("grill", "3")
    assert shop.task("grill", "3").state == "done"


def test_a_double_tap_never_advances_two_states() -> None:
    shop = opened(STEAK)
    tap = Start((shop.seen("grill", "3"),), shop.ticket().id)
    shop.ok(tap, EXPO)
    assert shop.noop(tap, EXPO).why == "already_started"
    assert shop.task("grill", "3").state == "started"


def test_a_double_bump_is_one_bump() -> None:
    shop = opened(STEAK)
    tap = Bump((shop.seen("grill", "3"),), shop.ticket().id)
    shop.ok(tap, EXPO)
    assert shop.noop(tap, EXPO).why == "already_done"
    assert states(shop.item("3")) == ["done", "queued"]


def test_a_card_is_bumped_as_the_pairs_that_were_seen() -> None:
    shop = opened(TOFU, replace(TOFU, uid="7"))
    card = Bump((shop.seen(), shop.seen(uid="7")), shop.ticket().id)
    shop.ok(card, COOK)
    assert [item.state for item in shop.ticket().items] == ["ready", "ready"]


def test_a_remake_of_a_served_item_is_new_work_with_a_new_clock() -> None:
    shop = opened()
    shop.bump("hot")
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.now_ms += MINUTE_MS
    shop.ok(Remake(shop.ticket().id, "1", "dropped"), EXPO)
    old, new = shop.item().tasks
    assert (old.state, new.state, new.remake, new.gen) == ("done", "queued", True, 1)
    assert (old.queued_ms, new.queued_ms) == (NOON_MS, shop.now_ms)
    assert (shop.item().state, shop.ticket().state) == ("open", "open")


def test_a_remade_item_is_ready_when_the_remake_is_done() -> None:
    shop = opened()
    shop.bump("hot")
    shop.ok(Remake(shop.ticket().id, "1"), EXPO)
    remade = shop.item().tasks[-1]
    shop.ok(Bump((replace(shop.seen(), task=remade.id, gen=1),), shop.ticket().id), EXPO)
    assert shop.item().state == "ready"


def test_a_remake_makes_the_modifiers_again_and_reuses_no_id() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    shop.bump("hot")
    shop.bump("fry")
    shop.ok(Remake(shop.ticket().id, "1"), EXPO)
    tasks = shop.item().tasks
    assert [(task.station, task.state) for task in tasks] == [
        ("hot", "done"),
        ("fry", "done"),
        ("hot", "queued"),
        ("fry", "queued"),
    ]
    assert len({task.id for task in tasks}) == 4


def test_what_is_added_to_a_served_dish_is_made_and_the_dish_is_not_cooked_again() -> None:
    shop = opened()
    shop.bump()
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", modifiers=(FRIES,)),)))
    assert [(task.station, task.state) for task in shop.item().tasks] == [("hot", "done"), ("fry", "queued")]
    assert (shop.item().state, shop.item().served_ms, shop.ticket().state) == ("open", 0, "open")


def test_what_is_not_finished_cannot_be_remade() -> None:
    shop = opened()
    assert shop.rejected(Remake(shop.ticket().id, "1"), EXPO).why == "not_done"


def test_a_ticket_ages_from_the_moment_its_first_task_is_queued() -> None:
    shop = Shop()
    shop.ok(place(TOFU, SALAD, held=(0,)))
    assert shop.ticket().clock_ms == 0
    shop.now_ms += MINUTE_MS
    shop.bump("hot")
    assert shop.ticket().clock_ms == shop.now_ms


def test_an_item_that_no_route_takes_goes_to_the_default_station_marked() -> None:
    shop = opened(Line("1", name="Surprise"))
    assert shop.item().unrouted
    assert shop.task("hot").state == "queued"


def test_an_order_may_name_its_own_lines_in_any_size_of_digits() -> None:
    shop = Shop()
    shop.ok(Place("till", "1", (replace(TOFU, quantity="02.50"),), revision=1))
    assert shop.item(external_id="1").quantity == "2.5"
