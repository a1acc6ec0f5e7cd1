"""Guests at their tables: calls that somebody answers, and orders that staff let in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.calling import CALL_PAUSE_MS
from kds.kitchen.commands import AnswerCall, CallWaiter, Cancel, Fire
from kds.kitchen.options import OptionFault, fault_of, modifiers_of, price_minor
from kds.kitchen.setup import Choice, MenuDish, OptionGroup
from kds.kitchen.system_commands import StartDay
from tests.builders import GUEST, KITCHEN, MINUTE_MS, SYSTEM, TILL, WAITER, Shop, adopt, opened, place

ASKING = replace(KITCHEN, guest_orders="approve")
SPICE = OptionGroup(
    "spice",
    {"en": "Spice", "zh-Hans": "辣度"},
    (Choice("mild", {"en": "Mild", "zh-Hans": "微辣"}), Choice("usual", {"en": "Usual"}, plain=True)),
    min=1,
)
EGG = OptionGroup("egg", {"en": "Egg"}, (Choice("egg", {"en": "Egg"}, price_minor=500),))
DISH = MenuDish("T1", {"en": "Tofu"}, price_minor=2800, options=(SPICE, EGG))


def calls(shop: Shop) -> list[tuple[str, str, int]]:
    return [(call.table, call.about, call.times) for call in shop.state.store().calls]


def asked() -> Shop:
    """A guest's order that waits for the staff."""
    shop = Shop(ASKING)
    shop.ok(place(), GUEST)
    return shop


def test_a_table_that_calls_stands_on_the_list_until_somebody_goes() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    assert calls(shop) == [("5", "waiter", 1)]
    shop.ok(AnswerCall("5"), WAITER)
    assert calls(shop) == []


def test_an_impatient_thumb_is_one_call_and_patience_running_out_is_a_second() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    assert shop.noop(CallWaiter("5"), GUEST).why == "already_called"
    shop.now_ms += CALL_PAUSE_MS
    shop.ok(CallWaiter("5"), GUEST)
    assert calls(shop) == [("5", "waiter", 2)]


def test_asking_for_the_bill_takes_the_place_of_calling() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    shop.ok(CallWaiter("5", "bill"), GUEST)
    assert calls(shop) == [("5", "bill", 2)]


def test_who_waits_longest_stands_first_however_often_others_call() -> None:
    shop = opened()
    for table in ("5", "6"):
        shop.ok(CallWaiter(table), replace(GUEST, scope=table))
        shop.now_ms += CALL_PAUSE_MS
    shop.ok(CallWaiter("5"), GUEST)
    assert [table for table, _, _ in calls(shop)] == ["5", "6"]


def test_a_call_is_answered_once() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    shop.ok(AnswerCall("5"), WAITER)
    assert shop.noop(AnswerCall("5"), WAITER).why == "nothing_to_do"


def test_a_guest_calls_for_the_own_table_only() -> None:
    assert opened().rejected(CallWaiter("6"), GUEST).why == "not_permitted"


def test_a_till_does_not_answer_calls() -> None:
    assert opened().rejected(AnswerCall("5"), TILL).why == "not_permitted"


def test_nobody_still_waits_from_the_day_before() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert calls(shop) == []


def test_a_call_survives_new_kitchen_files() -> None:
    shop = opened()
    shop.ok(CallWaiter("5"), GUEST)
    shop.ok(adopt(replace(KITCHEN, digest="second")), SYSTEM)
    assert calls(shop) == [("5", "waiter", 1)]


def test_a_guests_order_waits_where_the_store_wants_to_see_it_first() -> None:
    shop = asked()
    assert (shop.ticket().to_approve, shop.ticket().held) == (True, (0,))
    assert shop.task().wait == "held"


def test_firing_a_guests_order_accepts_it() -> None:
    shop = asked()
    shop.ok(Fire(shop.ticket().id), WAITER)
    assert (shop.ticket().to_approve, shop.task().state) == (False, "queued")


def test_cancelling_a_guests_order_declines_it() -> None:
    shop = asked()
    shop.ok(Cancel(shop.ticket().id, "declined"), WAITER)
    assert (shop.ticket().to_approve, shop.ticket().state) == (False, "closed")


def test_a_guest_cannot_accept_the_own_order() -> None:
    shop = asked()
    assert shop.rejected(Fire(shop.ticket().id), GUEST).why == "not_permitted"


def test_an_order_of_the_staff_waits_for_nobody() -> None:
    shop = Shop(ASKING)
    shop.ok(place(), WAITER)
    assert not shop.ticket().to_approve


def test_an_order_that_waits_for_the_staff_is_never_late() -> None:
    shop = asked()
    shop.now_ms += 60 * MINUTE_MS
    assert shop.task().late_ms == 0


@pytest.mark.parametrize(
    ("picks", "code"),
    [
        ({"spice": ("usual",)}, None),
        ({}, "too_few"),
        ({"spice": ("mild", "usual")}, "too_many"),
        ({"spice": ("mild",), "egg": ("egg", "egg")}, "too_many"),
        ({"spice": ("hot",)}, "unknown_option"),
        ({"spice": ("mild",), "sauce": ()}, None),
        ({"spice": ("mild",), "sauce": ("soy",)}, "unknown_option"),
    ],
)
def test_picks_follow_the_rules_of_their_groups(picks: dict[str, tuple[str, ...]], code: str | None) -> None:
    fault = fault_of(DISH, picks)
    assert (fault and fault.code) == code


def test_picks_cost_what_the_menu_says() -> None:
    assert price_minor(DISH, {"spice": ("mild",), "egg": ("egg",)}) == 3300


def test_the_cook_reads_the_stores_language_and_the_second_beside_it() -> None:
    kitchen = replace(KITCHEN, language="zh-Hans", languages=("zh-Hans", "en"))
    made = modifiers_of(kitchen, DISH, {"spice": ("mild",)})
    assert not isinstance(made, OptionFault)
    assert [(one.name, one.alt_name) for one in made] == [("微辣", "Mild")]


def test_what_is_always_so_is_not_told() -> None:
    assert modifiers_of(KITCHEN, DISH, {"spice": ("usual",)}) == ()
