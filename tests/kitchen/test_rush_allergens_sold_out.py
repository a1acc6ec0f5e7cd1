"""What needs a person's answer: rushes, allergens, sold-out dishes."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import LinePatch
from kds.kitchen.commands import Acknowledge, Amend, AskRush, Bump, Remake, ReplyRush, Serve, SetAvailability
from tests.builders import (
    COOK,
    EXPO,
    GUEST,
    HOUR_MS,
    MINUTE_MS,
    NOON_MS,
    SALAD,
    TILL,
    TOFU,
    WAITER,
    Shop,
    opened,
    place,
    states,
)

ALLERGIC = replace(TOFU, allergens=("peanuts",))


def sold_out_tofu() -> Shop:
    shop = Shop()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    return shop


def test_a_rush_reaches_every_unfinished_item_and_no_finished_one() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    shop.ok(AskRush(shop.ticket().id), WAITER)
    assert shop.item("1").rush is None
    rush = shop.item("2").rush
    assert rush is not None
    assert (rush.asked_ms, rush.by, rush.times) == (NOON_MS, "Wang", 1)


def test_a_rush_asked_again_keeps_its_place_and_counts() -> None:
    shop = opened()
    shop.ok(AskRush(shop.ticket().id), WAITER)
    shop.now_ms += MINUTE_MS
    shop.ok(AskRush(shop.ticket().id), WAITER)
    rush = shop.item().rush
    assert rush is not None
    assert (rush.asked_ms, rush.last_ms, rush.times) == (NOON_MS, shop.now_ms, 2)


def test_the_cook_replies_to_a_rush_and_the_asker_sees_who_and_what() -> None:
    shop = opened()
    shop.ok(AskRush(shop.ticket().id), WAITER)
    shop.ok(ReplyRush(shop.ticket().id, "2min"), COOK)
    rush = shop.item().rush
    assert rush is not None
    assert (rush.reply, rush.replied_by) == ("2min", "screen hot")


def test_a_rush_asked_again_wants_a_new_reply() -> None:
    shop = opened()
    shop.ok(AskRush(shop.ticket().id), WAITER)
    shop.ok(ReplyRush(shop.ticket().id, "2min"), COOK)
    shop.ok(AskRush(shop.ticket().id), WAITER)
    rush = shop.item().rush
    assert rush is not None
    assert rush.reply == ""


def test_a_cook_replies_only_for_what_is_made_at_the_own_station() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(AskRush(shop.ticket().id), WAITER)
    shop.ok(ReplyRush(shop.ticket().id, "plating"), COOK)
    assert [item.rush.reply for item in shop.ticket().items if item.rush] == ["plating", ""]


def test_nobody_replies_to_a_rush_that_was_not_asked() -> None:
    shop = opened()
    assert shop.noop(ReplyRush(shop.ticket().id, "2min"), COOK).why == "nothing_to_do"


def test_a_guest_may_rush_an_item_once_in_five_minutes() -> None:
    shop = opened()
    shop.ok(AskRush(shop.ticket().id), GUEST)
    shop.now_ms += 5 * MINUTE_MS - 1
    assert shop.rejected(AskRush(shop.ticket().id), GUEST).why == "rush_too_soon"
    shop.now_ms += 1
    shop.ok(AskRush(shop.ticket().id), GUEST)
    shop.now_ms += MINUTE_MS
    assert shop.rejected(AskRush(shop.ticket().id), GUEST).why == "rush_too_soon"


def test_an_allergen_waits_for_each_station_of_the_item_and_for_the_pass() -> None:
    shop = opened(ALLERGIC)
    assert (shop.change("allergen").now, shop.change("allergen").waits) == ("peanuts", ("hot", "expo"))


def test_an_allergen_is_confirmed_before_the_item_is_bumped() -> None:
    shop = opened(ALLERGIC)
    tap = Bump((shop.seen(),), shop.ticket().id)
    assert shop.rejected(tap, COOK).why == "allergen_unconfirmed"
    shop.ok(Acknowledge(shop.ticket().id, (1,), "hot"), COOK)
    shop.ok(tap, COOK)


def test_an_unconfirmed_allergen_stops_the_whole_card() -> None:
    shop = opened(ALLERGIC, replace(TOFU, uid="7"))
    card = Bump((shop.seen(uid="7"), shop.seen()), shop.ticket().id)
    assert shop.rejected(card, COOK).pointer == "/tasks/1"
    assert shop.task(uid="7").state == "queued"


def test_an_allergen_of_the_ticket_is_confirmed_by_every_station() -> None:
    shop = opened(TOFU, SALAD, allergens=("nuts",))
    assert shop.change("allergen").waits == ("hot", "cold", "expo")
    assert shop.rejected(Bump((shop.seen("cold", "2"),), shop.ticket().id), EXPO).why == "allergen_unconfirmed"


def test_the_pass_confirms_an_allergen_for_itself_before_it_serves() -> None:
    shop = opened(ALLERGIC)
    shop.ok(Acknowledge(shop.ticket().id, (1,), "hot"), COOK)
    shop.bump()
    assert shop.rejected(Serve(shop.ticket().id), EXPO).why == "allergen_unconfirmed"
    shop.ok(Acknowledge(shop.ticket().id, (1,), "pass"), EXPO)
    shop.ok(Serve(shop.ticket().id), EXPO)


def test_an_allergen_that_is_added_later_is_confirmed_too() -> None:
    shop = opened()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", allergens=("nuts",)),)))
    assert shop.task().gen == 2
    assert shop.rejected(Bump((shop.seen(),), shop.ticket().id), COOK).why == "allergen_unconfirmed"


def test_a_remake_is_confirmed_again() -> None:
    shop = opened(ALLERGIC)
    shop.ok(Acknowledge(shop.ticket().id, (1,), "hot"), COOK)
    shop.bump()
    shop.ok(Remake(shop.ticket().id, "1"), EXPO)
    assert [change.waits for change in shop.changes()] == [("expo",), ("hot", "expo")]


def test_what_the_menu_says_of_a_dish_needs_no_confirmation() -> None:
    kitchen = Shop().kitchen
    nutty = replace(kitchen, menu=tuple(replace(dish, allergens=("nuts",)) for dish in kitchen.menu))
    assert opened(kitchen=nutty).changes() == []


def test_a_bump_acknowledges_the_changes_that_were_on_the_card() -> None:
    shop = opened(TOFU, SALAD)
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", "2"),)))
    shop.bump()
    assert shop.change("modified").waits == ("expo",)


def test_a_change_is_gone_when_everybody_has_acknowledged_it() -> None:
    shop = opened()
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    shop.ok(Acknowledge(shop.ticket().id, (1,), "cold"), EXPO)
    assert shop.change("added").waits == ("expo",)
    shop.ok(Acknowledge(shop.ticket().id, (1,), "expo"), EXPO)
    assert shop.changes() == []
    assert shop.noop(Acknowledge(shop.ticket().id, (1,), "expo"), EXPO).why == "already_acknowledged"


def test_only_changes_and_stations_that_exist_are_acknowledged() -> None:
    shop = opened(ALLERGIC)
    assert shop.rejected(Acknowledge(shop.ticket().id, (2,), "hot"), EXPO).why == "unknown_change"
    assert shop.rejected(Acknowledge(shop.ticket().id, (1,), "moon"), EXPO).why == "unknown_station"


def test_a_sold_out_dish_is_refused_by_name_and_the_rest_of_the_order_is_kept() -> None:
    shop = sold_out_tofu()
    answer = shop.ok(place(TOFU, SALAD))
    assert [(each.what, each.name, each.why) for each in answer.refused] == [("1", "Mapo Tofu", "sold_out")]
    assert [item.uid for item in shop.ticket().items] == ["2"]


def test_an_order_of_nothing_but_sold_out_dishes_is_not_taken() -> None:
    assert sold_out_tofu().rejected(place()).why == "sold_out"


def test_a_paid_order_is_never_refused_for_a_sold_out_dish_the_pass_decides() -> None:
    shop = sold_out_tofu()
    shop.ok(place(sold_out="decide"))
    assert (shop.item().sold_out, states(shop.item())) == (True, ["queued"])
    assert shop.change("sold_out").waits == ("expo",)


def test_more_of_a_sold_out_dish_is_refused_too() -> None:
    shop = opened()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    more = Amend(shop.ticket().id, modify=(LinePatch("1", "2"),))
    assert shop.rejected(more).why == "sold_out"
    answer = shop.ok(place(replace(TOFU, quantity="2"), SALAD, revision=2))
    assert [each.why for each in answer.refused] == ["sold_out"]
    assert shop.item().quantity == "1"


def test_a_set_meal_with_a_sold_out_dish_is_refused_whole() -> None:
    shop = sold_out_tofu()
    meal = replace(SALAD, uid="9", sku="", name="Lunch", components=(TOFU, SALAD))
    shop.ok(place(meal, replace(SALAD, uid="8")))
    assert [item.uid for item in shop.ticket().items] == ["8"]


def test_a_dish_that_is_back_can_be_ordered_again() -> None:
    shop = sold_out_tofu()
    shop.now_ms += HOUR_MS
    shop.ok(SetAvailability("tofu", available=True), TILL)
    assert shop.noop(SetAvailability("tofu", available=True), TILL).why == "already_set"
    shop.ok(place())


def test_none_left_and_to_be_had_contradict_each_other() -> None:
    shop = Shop()
    assert shop.rejected(SetAvailability("tofu", available=True, remaining=0), COOK).why == "malformed"
    assert shop.rejected(SetAvailability("tofu", available=False, remaining=2), COOK).why == "malformed"


def test_only_a_dish_of_the_menu_can_be_sold_out() -> None:
    assert Shop().rejected(SetAvailability("moon", available=False), COOK).why == "unknown_dish"
