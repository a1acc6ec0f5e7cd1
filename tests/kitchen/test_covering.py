"""Seen on the glass: marks, warnings, covers, handing over, and the end of a cover."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.allday import all_day
from kds.kitchen.command import Actor, LinePatch, Seen
from kds.kitchen.commands import Acknowledge, Amend, Bump, Fire, HandOver, Hold, Start
from kds.kitchen.errors import Rejected
from kds.kitchen.model import Cover, Sighting
from kds.kitchen.priority import NEVER, sort_key
from kds.kitchen.system_commands import CoverTasks, Mark, MarkShown, NoteStation, WarnUnshown
from tests.builders import (
    COOK,
    EXPO,
    KITCHEN,
    NOON_MS,
    SALAD,
    SECOND_MS,
    STEAK,
    SYSTEM,
    TILL,
    TOFU,
    Shop,
    adopt,
    opened,
)

GRILL = Actor("cook", "screen grill", "grill")
"""In the small kitchen the grill is the backup of the wok; the others have none."""


def painted(shop: Shop, station: str = "hot", at: str = "", gen: int = 0) -> MarkShown:
    task = shop.task(station)
    mark = Mark(task.id, gen or task.gen, at or station, shop.now_ms, f"{at or station}-1")
    return MarkShown(shop.ticket().id, (mark,))


def unseen(shop: Shop, station: str = "hot") -> tuple[str, tuple[Seen, ...]]:
    return shop.ticket().id, (replace(shop.seen(station), bump=""),)


def covered(shop: Shop | None = None) -> Shop:
    shop = shop or opened(TOFU)
    shop.now_ms += 20 * SECOND_MS
    shop.ok(CoverTasks(*unseen(shop)), SYSTEM)
    return shop


def handed_over() -> Shop:
    """The wok had shown the tofu and went dark."""
    shop = opened(TOFU)
    shop.ok(painted(shop), SYSTEM)
    shop.ok(NoteStation("hot", silent=True), SYSTEM)
    shop.now_ms += SECOND_MS
    shop.ok(HandOver(shop.ticket().id, "hot"), EXPO)
    return shop


def test_the_first_painting_of_a_generation_is_marked_and_stays() -> None:
    shop = opened(TOFU)
    shop.ok(painted(shop), SYSTEM)
    shop.now_ms += SECOND_MS
    assert shop.noop(painted(shop), SYSTEM).why == "nothing_to_do"
    assert shop.task().shown == Sighting(1, NOON_MS, "hot-1")


def test_a_mark_of_an_older_generation_says_nothing_of_the_food_as_it_is_now() -> None:
    shop = opened(TOFU)
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="no chili"),)), TILL)
    assert shop.noop(painted(shop, gen=1), SYSTEM).why == "nothing_to_do"


def test_painting_is_nobodys_touch() -> None:
    shop = opened(TOFU)
    shop.now_ms += SECOND_MS
    shop.ok(painted(shop), SYSTEM)
    assert shop.ticket().touched_ms == NOON_MS


def test_food_that_was_held_and_is_fired_must_be_seen_anew() -> None:
    shop = opened(TOFU)
    shop.ok(painted(shop), SYSTEM)
    shop.ok(Hold(shop.ticket().id), EXPO)
    assert shop.noop(CoverTasks(*unseen(shop)), SYSTEM).why == "nothing_to_do"
    shop.ok(Fire(shop.ticket().id), EXPO)
    assert shop.task().shown is None


def test_the_pass_is_warned_of_a_generation_once() -> None:
    shop = opened(TOFU)
    shop.ok(WarnUnshown(*unseen(shop)), SYSTEM)
    assert shop.noop(WarnUnshown(*unseen(shop)), SYSTEM).why == "nothing_to_do"
    assert shop.task().unshown == 1
    shop.ok(painted(shop), SYSTEM)
    assert shop.task().unshown == 0


@pytest.mark.parametrize("what", [WarnUnshown, CoverTasks])
def test_what_was_shown_or_started_is_neither_warned_of_nor_covered(what: type[WarnUnshown | CoverTasks]) -> None:
    shown, started = opened(TOFU), opened(TOFU)
    shown.ok(painted(shown), SYSTEM)
    started.start()
    assert {shop.noop(what(*unseen(shop)), SYSTEM).why for shop in (shown, started)} == {"nothing_to_do"}


def test_a_covered_task_is_the_same_task_at_its_backup_too() -> None:
    shop = covered()
    task = shop.task()
    assert task.cover == Cover("grill", NOON_MS + 20 * SECOND_MS)
    assert (task.station, task.gen, task.state) == ("hot", 1, "queued")
    assert [count.name for count in all_day([shop.ticket()], "grill")] == ["Mapo Tofu"]
    assert sort_key(shop.ticket(), "grill")[2] == NOON_MS != NEVER


def test_without_a_backup_it_is_marked_that_the_pass_must_see_to_it() -> None:
    shop = opened(SALAD)
    task = next(task for item in shop.ticket().items for task in item.tasks)
    shop.ok(CoverTasks(shop.ticket().id, (Seen(task.id, 1),)), SYSTEM)
    assert shop.task("cold", "2").cover == Cover("", NOON_MS)


def test_whoever_covers_may_start_and_finish_it_and_the_others_may_not() -> None:
    shop = covered()
    pairs = (replace(shop.seen(), bump=""),)
    stranger = Actor("cook", "screen fry", "fry")
    assert isinstance(shop.submit(Bump(pairs, shop.ticket().id), stranger), Rejected)
    shop.ok(Bump(pairs, shop.ticket().id), GRILL)
    assert (shop.task().state, shop.task().done_by) == ("done", "screen grill")


def test_the_late_bump_of_the_station_that_comes_back_names_the_winner() -> None:
    shop = covered()
    pairs, ticket = (replace(shop.seen(), bump=""),), shop.ticket().id
    shop.ok(Bump(pairs, ticket), GRILL)
    late = shop.noop(Bump(pairs, ticket), COOK)
    assert (late.why, late.detail) == ("already_done", "screen grill")


def test_whoever_covers_confirms_the_allergens_in_its_place() -> None:
    shop = covered(opened(replace(TOFU, allergens=("peanut",))))
    ticket, change = shop.ticket().id, shop.change("allergen").id
    shop.ok(Acknowledge(ticket, (change,), "hot"), GRILL)
    shop.ok(Bump((replace(shop.seen(), bump=""),), ticket), GRILL)


def test_a_cover_ends_when_its_own_station_shows_it_again() -> None:
    shop = covered()
    shop.ok(painted(shop), SYSTEM)
    assert (shop.task().cover, shop.task().shown) == (None, Sighting(1, shop.now_ms, "hot-1"))


def test_what_the_backup_has_started_stays_with_the_backup() -> None:
    shop = covered()
    shop.ok(Start((replace(shop.seen(), bump=""),), shop.ticket().id), GRILL)
    shop.ok(painted(shop), SYSTEM)
    assert shop.task().cover is not None
    assert shop.noop(painted(shop), SYSTEM).why == "nothing_to_do"


def test_what_its_own_station_starts_it_makes() -> None:
    shop = covered()
    shop.ok(Start((replace(shop.seen(), bump=""),), shop.ticket().id), COOK)
    assert shop.task().cover is None


def test_the_backups_own_painting_is_kept_with_the_cover_and_does_not_end_it() -> None:
    shop = covered()
    shop.ok(painted(shop, at="grill"), SYSTEM)
    cover = shop.task().cover
    assert cover is not None
    assert cover.shown == Sighting(1, shop.now_ms, "grill-1")
    assert shop.noop(painted(shop, at="grill"), SYSTEM).why == "nothing_to_do"


def test_what_a_silent_station_had_shown_is_handed_over_by_a_person_only() -> None:
    shop = handed_over()
    assert shop.task().cover == Cover("grill", shop.now_ms, "silent", EXPO.name)
    assert shop.noop(HandOver(shop.ticket().id, "hot"), EXPO).why == "already_covered"


def test_a_started_dish_is_handed_over_too_and_goes_home_when_its_cook_is_back() -> None:
    shop = opened(TOFU)
    shop.start()
    shop.ok(NoteStation("hot", silent=True), SYSTEM)
    shop.now_ms += SECOND_MS
    shop.ok(HandOver(shop.ticket().id, "hot"), EXPO)
    shop.ok(painted(shop), SYSTEM)
    assert (shop.task().cover, shop.task().state) == (None, "started")


def test_nothing_is_handed_over_of_a_station_that_shows_its_orders() -> None:
    shop = opened(TOFU)
    shop.ok(painted(shop), SYSTEM)
    assert shop.noop(HandOver(shop.ticket().id, "hot"), EXPO).why == "station_back"


def test_without_a_backup_the_person_is_told_what_to_do() -> None:
    shop = opened(SALAD)
    shop.ok(NoteStation("cold", silent=True), SYSTEM)
    refused = shop.rejected(HandOver(shop.ticket().id, "cold"), EXPO)
    assert (refused.why, "call it out" in refused.detail) == ("no_backup", True)


def test_a_station_is_noted_silent_once_and_back_once() -> None:
    shop = Shop()
    shop.ok(NoteStation("hot", silent=True), SYSTEM)
    assert shop.noop(NoteStation("hot", silent=True), SYSTEM).why == "already_set"
    assert [one.station for one in shop.state.store().silent] == ["hot"]
    shop.ok(NoteStation("hot", silent=False), SYSTEM)
    assert shop.state.store().silent == ()


def test_a_recall_at_the_backup_leaves_it_covered() -> None:
    shop = covered()
    pairs = (replace(shop.seen(), bump=""),)
    shop.ok(Bump(pairs, shop.ticket().id), GRILL)
    shop.recall()
    task = shop.task()
    assert (task.gen, task.state, task.cover is not None) == (2, "queued", True)


def test_when_the_backup_leaves_the_kitchen_file_the_cover_ends() -> None:
    shop = covered()
    left = tuple(station for station in KITCHEN.stations if station.id != "grill")
    shop.kitchen = replace(KITCHEN, stations=left, routes=KITCHEN.routes[:2], digest="second")
    shop.ok(adopt(shop.kitchen), SYSTEM)
    assert shop.task().cover is None


def test_only_the_step_that_is_called_up_is_covered() -> None:
    shop = opened(STEAK)
    item = shop.item("3")
    shop.ok(CoverTasks(shop.ticket().id, tuple(Seen(task.id, task.gen) for task in item.tasks)), SYSTEM)
    assert [task.cover is not None for task in shop.item("3").tasks] == [True, False]
