"""A station is taken out of the kitchen file while orders are open: nothing waits where nobody looks."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from kds.kitchen.commands import Amend, Cancel, Recall, Serve
from kds.kitchen.setup import Kitchen
from kds.kitchen.system_commands import StartDay
from tests.builders import (
    EXPO,
    HOUR_MS,
    KITCHEN,
    MANAGER,
    SALAD,
    SOUP,
    STEAK,
    SYSTEM,
    TOFU,
    Shop,
    adopt,
    opened,
    place,
    states,
)


def without(station: str, **settings: Any) -> Kitchen:
    stations = tuple(each for each in KITCHEN.stations if each.id != station)
    return replace(KITCHEN, digest=f"without {station}", stations=stations, **settings)


def adopted(shop: Shop, kitchen: Kitchen) -> Shop:
    shop.kitchen = kitchen
    shop.ok(adopt(shop.kitchen), SYSTEM)
    return shop


def without_cold(shop: Shop) -> Shop:
    return adopted(shop, without("cold"))


def without_pass(shop: Shop) -> Shop:
    return adopted(shop, without("pass"))


def test_open_work_of_a_station_that_is_gone_goes_to_the_default_station_marked() -> None:
    shop = without_cold(opened(TOFU, SALAD))
    (task,) = shop.item("2").tasks
    assert (task.station, task.state, shop.item("2").unrouted) == (KITCHEN.default_station, "queued", True)
    assert shop.change("added").waits == (KITCHEN.default_station,)
    assert not shop.item("1").unrouted


def test_the_same_generation_is_bumped_after_the_station_went() -> None:
    shop = opened(TOFU, SALAD)
    seen = shop.seen("cold", "2")
    without_cold(shop)
    assert shop.seen(KITCHEN.default_station, "2") == seen


def test_finished_work_stays_where_it_was_made() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("cold", "2")
    assert without_cold(shop).task("cold", "2").state == "done"


def test_nobody_waits_for_the_acknowledgement_of_a_station_that_is_gone() -> None:
    shop = opened(SALAD)
    shop.ok(Cancel(shop.ticket().id))
    assert shop.change("cancelled").waits == ("cold", "expo")
    assert without_cold(shop).change("cancelled").waits == ("expo",)


def test_nobody_waits_for_a_pass_that_is_gone() -> None:
    shop = opened(TOFU)
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    without_pass(shop)
    assert shop.change("added").waits == ("cold",)


def test_an_allergen_is_confirmed_anew_where_the_work_went() -> None:
    shop = opened(replace(SALAD, allergens=("nuts",)))
    without_cold(shop)
    assert [change.waits for change in shop.changes() if change.kind == "allergen"] == [
        ("expo",),
        (KITCHEN.default_station,),
    ]


def test_recalled_work_of_a_station_that_is_gone_goes_to_the_default_station_marked() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("cold", "2")
    queued_ms = shop.task("cold", "2").queued_ms
    without_cold(shop).recall("cold", "2")
    (task,) = shop.item("2").tasks
    assert (task.station, task.state, task.gen, task.queued_ms) == (KITCHEN.default_station, "queued", 2, queued_ms)
    assert shop.item("2").unrouted
    assert shop.change("added").waits == (KITCHEN.default_station,)


def test_a_recall_of_both_steps_moves_only_the_step_whose_station_is_gone() -> None:
    shop = opened(STEAK)
    shop.bump("grill", "3")
    shop.bump("plate", "3")
    adopted(shop, without("grill"))
    shop.ok(Recall((shop.seen("grill", "3"),), shop.ticket().id, both=True), EXPO)
    assert [task.station for task in shop.item("3").tasks] == [KITCHEN.default_station, "plate"]
    assert states(shop.item("3")) == ["queued", "waiting"]


def test_an_order_scheduled_for_later_moves_to_the_default_station_without_a_sound() -> None:
    shop = opened(SALAD, due_ms=Shop().now_ms + 3 * HOUR_MS)
    without_cold(shop)
    assert shop.task(KITCHEN.default_station, "2").wait == "due"
    assert shop.changes() == []


def test_a_ready_ticket_is_closed_when_the_pass_goes() -> None:
    shop = opened(TOFU)
    shop.bump()
    assert shop.ticket().state == "ready"
    without_pass(shop)
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "ready")


def test_an_open_ticket_closes_when_it_is_ready_once_the_pass_is_gone() -> None:
    shop = without_pass(opened(TOFU))
    shop.bump()
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "ready")


def test_a_ticket_that_was_closed_before_the_pass_went_closes_again_when_it_is_ready() -> None:
    shop = opened(TOFU)
    shop.bump()
    shop.ok(Serve(shop.ticket().id), EXPO)
    without_pass(shop).recall()
    assert shop.ticket().state == "open"
    shop.bump()
    assert shop.ticket().state == "closed"


def test_an_add_on_to_a_ticket_that_was_closed_before_the_pass_went_lets_it_close_when_it_is_ready() -> None:
    for add_on in ("amend", "revision"):
        shop = opened(TOFU)
        shop.bump()
        shop.ok(Serve(shop.ticket().id), EXPO)
        without_pass(shop)
        shop.ok(Amend(shop.ticket().id, add=(SALAD,)) if add_on == "amend" else place(TOFU, SALAD, revision=2))
        assert shop.ticket().state == "open"
        shop.bump("cold", "2")
        assert shop.ticket().state == "closed"


def test_a_shop_that_says_served_keeps_its_tickets_until_they_are_served_without_a_pass_too() -> None:
    shop = opened(TOFU)
    shop.bump()
    adopted(shop, without("pass", close_on={"dine_in": "served"}))
    assert shop.ticket().state == "ready"
    shop.ok(Serve(shop.ticket().id), MANAGER)
    assert shop.ticket().close_reason == "served"


def test_the_pass_that_goes_is_no_touch_of_the_ticket() -> None:
    shop = opened(TOFU)
    before = shop.ticket().touched_ms
    shop.now_ms += HOUR_MS
    assert without_pass(shop).ticket().touched_ms == before


def test_an_abandoned_ticket_that_is_added_to_comes_back_without_the_station_that_went() -> None:
    shop = opened(SALAD)
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    without_cold(shop)
    shop.ok(Amend(shop.ticket().id, add=(SOUP,)))
    assert shop.task(KITCHEN.default_station, "2").state == "queued"
