"""When food is begun: held and fired courses, scheduled orders, and the thresholds they pass."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.commands import Amend, Fire, Hold
from kds.kitchen.priority import sort_key
from kds.kitchen.system_commands import PassThreshold, Release
from tests.builders import (
    HOUR_MS,
    MINUTE_MS,
    NOON_MS,
    SALAD,
    SECOND_MS,
    SOUP,
    STEAK,
    SYSTEM,
    TOFU,
    Shop,
    opened,
    place,
    states,
)

EVENING_MS = NOON_MS + 6 * HOUR_MS


def scheduled() -> Shop:
    """A steak ordered at noon for six in the evening: 11 minutes of work."""
    return opened(STEAK, due_ms=EVENING_MS)


def test_a_held_course_waits_and_says_so() -> None:
    shop = opened(TOFU, SOUP, held=(2,))
    assert (shop.task("hot", "6").state, shop.task("hot", "6").wait) == ("waiting", "held")
    assert shop.task().state == "queued"


def test_a_fired_course_is_queued_with_a_new_clock() -> None:
    shop = opened(TOFU, SOUP, held=(2,))
    shop.now_ms += HOUR_MS
    shop.ok(Fire(shop.ticket().id, 2))
    assert (shop.task("hot", "6").state, shop.task("hot", "6").queued_ms) == ("queued", shop.now_ms)
    assert shop.ticket().held == ()


def test_a_hold_takes_waiting_food_back_and_leaves_started_food() -> None:
    shop = opened(TOFU, replace(TOFU, uid="7"))
    shop.start()
    shop.ok(Hold(shop.ticket().id))
    assert shop.task().state == "started"
    assert shop.task(uid="7").wait == "held"


def test_the_next_step_of_started_food_is_not_held() -> None:
    shop = opened(STEAK, TOFU)
    shop.start("grill", "3")
    shop.ok(Hold(shop.ticket().id))
    shop.bump("grill", "3")
    assert shop.task("plate", "3").state == "queued"


def test_fire_of_one_course_of_a_whole_held_ticket_leaves_the_others_held() -> None:
    shop = opened(TOFU, SOUP, held=(0,))
    shop.ok(Fire(shop.ticket().id, 1))
    assert (shop.task().state, shop.task("hot", "6").wait) == ("queued", "held")
    assert shop.ticket().held == (2,)


def test_what_is_added_to_a_held_course_is_held_too() -> None:
    shop = opened(TOFU, held=(2,))
    shop.ok(Amend(shop.ticket().id, add=(SOUP,)))
    assert shop.task("hot", "6").wait == "held"


def test_a_course_that_is_held_already_or_finished_has_nothing_to_hold() -> None:
    shop = opened(TOFU, SOUP, held=(2,))
    assert shop.noop(Hold(shop.ticket().id, 2)).why == "already_held"
    shop.bump()
    assert shop.noop(Hold(shop.ticket().id, 1)).why == "nothing_to_do"


def test_a_course_that_is_not_held_is_fired_already() -> None:
    shop = opened()
    assert shop.noop(Fire(shop.ticket().id, 1)).why == "already_fired"


def test_an_order_at_noon_for_the_evening_waits_until_its_longest_path_before_due() -> None:
    shop = scheduled()
    assert [task.wait for task in shop.item("3").tasks] == ["due", "due"]
    assert shop.ticket().release_ms == EVENING_MS - 11 * MINUTE_MS
    assert shop.noop(Release(shop.ticket().id), SYSTEM).why == "nothing_to_do"


def test_a_scheduled_order_is_released_when_its_time_has_come() -> None:
    shop = scheduled()
    shop.now_ms = shop.ticket().release_ms
    shop.ok(Release(shop.ticket().id), SYSTEM)
    assert states(shop.item("3")) == ["queued", "waiting"]
    assert shop.ticket().clock_ms == shop.now_ms
    assert shop.noop(Release(shop.ticket().id), SYSTEM).why == "nothing_to_do"


def test_a_scheduled_order_is_judged_against_its_due_time() -> None:
    shop = scheduled()
    shop.now_ms = shop.ticket().release_ms
    shop.ok(Release(shop.ticket().id), SYSTEM)
    grill = shop.task("grill", "3")
    assert (grill.attention_ms, grill.late_ms) == (EVENING_MS - 2 * MINUTE_MS, EVENING_MS)


def test_an_order_due_sooner_than_it_takes_is_begun_at_once() -> None:
    shop = opened(STEAK, due_ms=NOON_MS + 5 * MINUTE_MS)
    assert shop.task("grill", "3").state == "queued"
    assert sort_key(shop.ticket(), "grill")[2] < NOON_MS


def test_firing_a_scheduled_order_begins_it_before_its_time() -> None:
    shop = scheduled()
    shop.ok(Fire(shop.ticket().id))
    assert shop.task("grill", "3").state == "queued"
    assert shop.ticket().release_ms == NOON_MS


def test_an_add_on_to_a_scheduled_order_waits_with_it() -> None:
    shop = scheduled()
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    assert shop.task("cold", "2").wait == "due"


def test_an_add_on_to_an_order_that_no_station_shows_yet_is_no_change_there_before_or_after_its_release() -> None:
    shop = scheduled()
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    shop.ok(place(STEAK, SALAD, TOFU, due_ms=EVENING_MS, revision=2))
    shop.now_ms = shop.ticket().release_ms
    shop.ok(Release(shop.ticket().id), SYSTEM)
    assert (shop.task("cold", "2").state, shop.task("hot", "1").state) == ("queued", "queued")
    assert shop.changes() == []


def test_an_allergen_of_an_add_on_to_a_scheduled_order_is_confirmed_all_the_same() -> None:
    shop = scheduled()
    shop.ok(Amend(shop.ticket().id, add=(replace(SALAD, allergens=("nuts",)),)))
    assert [change.kind for change in shop.changes()] == ["allergen"]


def test_an_add_on_to_an_order_that_is_fired_before_its_time_is_told() -> None:
    shop = scheduled()
    shop.ok(Fire(shop.ticket().id))
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    assert shop.change("added").waits == ("cold", "expo")


def test_an_order_made_due_later_goes_back_to_waiting_while_nobody_has_touched_it() -> None:
    shop = opened(STEAK, TOFU)
    shop.start()
    shop.ok(place(STEAK, TOFU, due_ms=EVENING_MS, revision=2))
    assert shop.task("grill", "3").wait == "due"
    assert (shop.task().state, shop.task().late_ms) == ("started", EVENING_MS)


def test_an_order_made_due_now_is_released() -> None:
    shop = scheduled()
    shop.ok(place(STEAK, due_ms=NOON_MS + MINUTE_MS, revision=2))
    assert shop.task("grill", "3").state == "queued"


def test_a_cook_may_start_a_scheduled_order_early_and_its_next_step_follows() -> None:
    shop = scheduled()
    shop.bump("grill", "3")
    assert shop.task("plate", "3").state == "queued"


@pytest.mark.parametrize(
    ("service", "attention_min", "late_min"), [("takeaway", 5, 8), ("delivery", 8, 12), ("dine_in", 10, 15)]
)
def test_thresholds_follow_the_service(service: str, attention_min: int, late_min: int) -> None:
    shop = opened(service=service)
    task = shop.task()
    assert task.attention_ms == NOON_MS + attention_min * MINUTE_MS
    assert task.late_ms == NOON_MS + late_min * MINUTE_MS


def test_each_threshold_is_recorded_once_per_task() -> None:
    shop = opened()
    crossed = PassThreshold(shop.ticket().id)
    shop.now_ms += 10 * MINUTE_MS - SECOND_MS
    assert shop.noop(crossed, SYSTEM).why == "nothing_to_do"
    shop.now_ms += SECOND_MS
    shop.ok(crossed, SYSTEM)
    assert shop.task().level == "attention"
    assert shop.noop(crossed, SYSTEM).why == "nothing_to_do"
    shop.now_ms += 5 * MINUTE_MS
    shop.ok(crossed, SYSTEM)
    assert shop.task().level == "late"
    assert shop.noop(crossed, SYSTEM).why == "nothing_to_do"


def test_finished_food_is_not_late() -> None:
    shop = opened()
    shop.bump()
    shop.now_ms += HOUR_MS
    assert shop.noop(PassThreshold(shop.ticket().id), SYSTEM).why == "nothing_to_do"
