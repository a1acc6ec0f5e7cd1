"""Business days over midnight and daylight saving, and what is left over when one starts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from kds.kitchen.businessday import business_day, day_start_ms
from kds.kitchen.command import VoidLine
from kds.kitchen.commands import Amend, Bump, Recall, Serve, SetAvailability
from kds.kitchen.setup import MenuDish
from kds.kitchen.system_commands import AdoptKitchen, PassThreshold, StartDay
from kds.kitchen.venue import LeftOver
from tests.builders import (
    COOK,
    EXPO,
    HOUR_MS,
    KITCHEN,
    MANAGER,
    NOON_MS,
    SALAD,
    SYSTEM,
    TOFU,
    Shop,
    adopt,
    opened,
    place,
)


def local(text: str, zone: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        ("2026-03-06 12:00", "Asia/Shanghai", "2026-03-06"),
        ("2026-03-07 00:30", "Asia/Shanghai", "2026-03-06"),
        ("2026-03-07 04:59", "Asia/Shanghai", "2026-03-06"),
        ("2026-03-07 05:00", "Asia/Shanghai", "2026-03-07"),
        ("2026-03-29 04:59", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29 05:00", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25 04:59", "Europe/Berlin", "2026-10-24"),
        ("2026-10-25 05:00", "Europe/Berlin", "2026-10-25"),
        ("2026-01-01 03:00", "America/New_York", "2025-12-31"),
    ],
)
def test_the_night_belongs_to_the_day_before(at: str, zone: str, day: str) -> None:
    assert business_day(local(at, zone), zone, "05:00") == day


def test_the_day_of_the_clock_change_is_an_hour_shorter_or_longer() -> None:
    def hours(day: str, following: str) -> float:
        start = day_start_ms(day, "Europe/Berlin", "05:00")
        return (day_start_ms(following, "Europe/Berlin", "05:00") - start) / HOUR_MS

    assert hours("2026-03-28", "2026-03-29") == 23
    assert hours("2026-10-24", "2026-10-25") == 25


def test_a_start_that_the_clock_skips_is_taken_as_if_it_had_gone_on() -> None:
    start = day_start_ms("2026-03-29", "Europe/Berlin", "02:30")
    assert start == local("2026-03-29 03:30", "Europe/Berlin")
    assert business_day(start - 1, "Europe/Berlin", "02:30") == "2026-03-28"
    assert business_day(start, "Europe/Berlin", "02:30") == "2026-03-29"


def test_an_order_belongs_to_the_business_day_on_which_it_came() -> None:
    shop = Shop(now_ms=local("2026-03-07 00:30", "Asia/Shanghai"))
    shop.ok(place())
    assert shop.ticket().day == "2026-03-06"


def test_a_left_over_ticket_is_closed_as_abandoned_and_listed() -> None:
    shop = opened()
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "abandoned")
    assert shop.state.store().left_over == (LeftOver(shop.ticket().id, "38", table="5", opened_ms=NOON_MS),)


def test_a_ticket_that_was_touched_lately_is_not_left_over() -> None:
    shop = opened()
    shop.now_ms += 14 * HOUR_MS
    shop.start()
    shop.now_ms += 3 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert shop.ticket().state == "open"


def test_what_the_clock_does_to_a_ticket_does_not_count_as_touching_it() -> None:
    shop = opened()
    shop.now_ms += 16 * HOUR_MS
    shop.ok(PassThreshold(shop.ticket().id), SYSTEM)
    shop.now_ms += HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert shop.ticket().close_reason == "abandoned"


def test_a_ticket_that_is_due_later_is_not_left_over() -> None:
    shop = opened(due_ms=Shop().now_ms + 30 * HOUR_MS)
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert shop.ticket().state == "open"


def test_numbers_start_again_with_the_day() -> None:
    shop = opened(number="")
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    shop.ok(place(external_id="39", number=""))
    assert shop.ticket("39").number == "A001"


def test_a_day_starts_once_and_days_do_not_go_back() -> None:
    shop = Shop()
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert shop.noop(StartDay("2026-03-07"), SYSTEM).why == "already_set"
    assert shop.noop(StartDay("2026-03-06"), SYSTEM).why == "stale"


def abandoned() -> Shop:
    shop = opened(TOFU, SALAD)
    shop.bump("cold", "2")
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    return shop


def test_nobody_cooks_for_an_abandoned_ticket() -> None:
    shop = abandoned()
    assert shop.rejected(Bump((shop.seen(),), shop.ticket().id), COOK).why == "ticket_closed"
    assert shop.rejected(Recall((shop.seen("cold", "2"),), shop.ticket().id), EXPO).why == "ticket_closed"
    assert shop.rejected(Amend(shop.ticket().id, void=(VoidLine("1"),))).why == "ticket_closed"


def test_an_add_on_brings_an_abandoned_ticket_back_with_all_that_was_open() -> None:
    shop = abandoned()
    shop.ok(Amend(shop.ticket().id, add=(replace(SALAD, uid="9"),)))
    assert shop.ticket().state == "open"
    assert [item.state for item in shop.ticket().items] == ["open", "ready", "open"]


def test_a_change_that_nobody_acknowledged_does_not_stay_for_days() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("cold", "2")
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    shop.ok(Serve(shop.ticket().id), EXPO)
    assert [change.kind for change in shop.changes()] == ["voided"]
    shop.now_ms += 17 * HOUR_MS
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    assert (shop.changes(), shop.ticket().close_reason) == ([], "served")


def test_the_same_kitchen_files_change_nothing() -> None:
    assert Shop().noop(adopt(KITCHEN), SYSTEM).why == "same_contents"


def test_new_kitchen_files_keep_what_is_sold_out_and_drop_what_is_gone() -> None:
    shop = Shop()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    menu = (MenuDish("tofu", {"en": "Tofu"}, "wok"), MenuDish("rice", {"en": "Rice"}))
    shop.ok(adopt(replace(KITCHEN, digest="second", menu=menu)), MANAGER)
    dishes = {dish.sku: dish for dish in shop.state.dishes()}
    assert (dishes["tofu"].name, dishes["tofu"].available) == ("Tofu", False)
    assert dishes["rice"].available
    assert dishes["salad"].dropped
    assert shop.state.store().kitchen_digest == "second"


def test_new_kitchen_files_leave_the_day_and_its_numbers_alone() -> None:
    shop = opened(number="")
    shop.ok(StartDay("2026-03-06"), SYSTEM)
    shop.ok(place(external_id="39", number=""))
    changed: AdoptKitchen = adopt(replace(KITCHEN, digest="second"))
    shop.ok(changed, SYSTEM)
    assert (shop.state.store().day, shop.state.store().next_number) == ("2026-03-06", 2)
