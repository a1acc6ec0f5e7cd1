"""What a change of modifiers or notes does to the tasks of an item that is already sent."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import LinePatch
from kds.kitchen.commands import Amend
from kds.kitchen.model import Modifier
from tests.builders import FRIES, STEAK, TOFU, Shop, opened

GLUTEN_FREE = Modifier("gluten free")


def modify(shop: Shop, *modifiers: Modifier) -> None:
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", modifiers=modifiers),)))


def work(shop: Shop) -> list[tuple[str, str, int]]:
    return [(task.station, task.state, task.gen) for task in shop.item().tasks]


def test_an_added_modifier_gets_its_own_task_and_the_dish_a_new_generation() -> None:
    shop = opened()
    modify(shop, FRIES)
    assert work(shop) == [("hot", "queued", 2), ("fry", "queued", 1)]


def test_a_modifier_that_is_taken_back_voids_its_task() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    modify(shop)
    assert work(shop) == [("hot", "queued", 2), ("fry", "void", 1)]


def test_a_modifier_that_is_made_already_stays_made() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    shop.bump("fry")
    modify(shop)
    assert work(shop) == [("hot", "queued", 2), ("fry", "done", 1)]


def test_more_portions_mean_more_of_each_modifier() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", quantity="3"),)))
    assert (shop.task("fry").quantity, shop.task("fry").gen) == ("3", 2)


def test_a_dish_that_nobody_has_touched_follows_its_modifiers_to_another_station() -> None:
    shop = opened()
    modify(shop, GLUTEN_FREE)
    assert [(station, state) for station, state, _ in work(shop)] == [("hot", "void"), ("plate", "queued")]


def test_a_dish_at_work_is_not_moved() -> None:
    shop = opened()
    shop.start()
    modify(shop, GLUTEN_FREE)
    assert work(shop) == [("hot", "started", 2)]


def test_a_dish_that_the_source_sent_to_a_station_stays_there() -> None:
    shop = opened(replace(TOFU, station_hint="fry"))
    modify(shop, GLUTEN_FREE)
    assert work(shop) == [("fry", "queued", 2)]


def test_a_change_of_started_food_is_loud_at_its_station_and_at_the_pass() -> None:
    shop = opened(replace(TOFU, note="mild"))
    shop.start()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="hot", modifiers=(Modifier("nuts", "no"),)),)))
    change = shop.change("modified")
    assert (change.was, change.now, change.waits) == ("mild", "−nuts · hot", ("hot", "expo"))
    assert work(shop) == [("hot", "started", 2)]


def test_a_change_of_finished_food_is_told_and_undoes_nothing() -> None:
    shop = opened()
    shop.bump()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="no salt"),)))
    assert shop.change("modified").waits == ("hot", "expo")
    assert work(shop) == [("hot", "done", 1)]


def test_a_change_that_reaches_no_glass_is_not_told() -> None:
    shop = opened(held=(1,))
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="no salt"),)))
    assert shop.changes() == []


def test_the_same_modifiers_again_change_nothing() -> None:
    shop = opened(replace(TOFU, modifiers=(FRIES,)))
    assert shop.noop(Amend(shop.ticket().id, modify=(LinePatch("1", modifiers=(FRIES,)),))).why == "nothing_to_do"


def test_a_change_between_two_steps_raises_only_what_is_left_to_do() -> None:
    shop = opened(replace(STEAK, uid="1"))
    shop.bump("grill")
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="rare"),)))
    assert work(shop) == [("grill", "done", 1), ("plate", "queued", 2)]


def test_a_seat_or_a_course_is_no_food() -> None:
    shop = opened()
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", seat="4", course=2),)))
    assert (shop.item().seat, shop.item().course, work(shop)) == ("4", 2, [("hot", "queued", 1)])
    assert shop.changes() == []
