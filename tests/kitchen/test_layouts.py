"""What screens want otherwise than the store: kept, taken back, bounded, and each screen's own affair."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Actor
from kds.kitchen.commands import SetLayout
from kds.kitchen.screens import MAX_SCREENS, PARTS, Keys, Layout, ScreenLayout
from kds.kitchen.system_commands import StartDay
from tests.builders import EXPO, GUEST, KITCHEN, MANAGER, SYSTEM, WAITER, Shop, adopt

HOT = Actor("cook", "hot-1", "hot")
BAR_KEYS = Keys("learned", {"F1": "slot.1", "ShiftRight": "bump"})


def own(shop: Shop, screen: str = "hot-1") -> Layout | None:
    kept = shop.state.screen(screen)
    return None if kept is None else kept.own


def test_a_screen_keeps_what_it_chose_and_nothing_else() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light", keys=BAR_KEYS)), HOT)
    shop.ok(SetLayout("hot-1", Layout(columns=3)), HOT)
    assert own(shop) == Layout(theme="light", columns=3, keys=BAR_KEYS)


def test_a_choice_that_is_given_back_is_the_stores_again() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light", columns=3)), HOT)
    shop.ok(SetLayout("hot-1", inherit=("theme",)), HOT)
    assert own(shop) == Layout(columns=3)


def test_a_screen_that_gives_everything_back_is_not_kept() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    shop.ok(SetLayout("hot-1", inherit=PARTS), HOT)
    assert (own(shop), list(shop.state.screens())) == (None, [])


def test_the_same_choice_twice_is_one() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    assert shop.noop(SetLayout("hot-1", Layout(theme="light")), HOT).why == "already_set"
    assert shop.noop(SetLayout("hot-2", inherit=("theme",)), replace(HOT, name="hot-2")).why == "already_set"


def test_a_screen_that_says_nothing_new_on_a_new_day_is_known_to_be_there() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    shop.ok(StartDay("2026-03-07"), SYSTEM)
    shop.ok(SetLayout("hot-1"), HOT)
    assert shop.state.screen("hot-1") == ScreenLayout("hot-1", Layout(theme="light"), "2026-03-07")
    assert shop.noop(SetLayout("hot-1"), HOT).why == "already_set"


def test_a_screen_that_a_manager_named_is_kept_and_was_not_there_for_that() -> None:
    shop = Shop()
    shop.ok(StartDay("2026-03-06"), SYSTEM)
    shop.ok(SetLayout("hot-1", called=" Left of the fridge "), MANAGER)
    assert shop.state.screen("hot-1") == ScreenLayout("hot-1", called="Left of the fridge")
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    assert shop.state.screen("hot-1") == ScreenLayout(
        "hot-1", Layout(theme="light"), "2026-03-06", "Left of the fridge"
    )
    shop.ok(SetLayout("hot-1", inherit=PARTS, called=""), MANAGER)
    assert shop.state.screen("hot-1") is None


@pytest.mark.parametrize("stranger", [replace(HOT, name="hot-2"), WAITER, GUEST])
def test_nobody_on_the_floor_changes_the_screen_of_another(stranger: Actor) -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    assert shop.rejected(SetLayout("hot-1", inherit=PARTS), stranger).why == "not_permitted"


@pytest.mark.parametrize("person", [EXPO, MANAGER])
def test_the_pass_and_a_manager_forget_a_screen_that_is_gone(person: Actor) -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(theme="light")), HOT)
    shop.ok(SetLayout("hot-1", inherit=PARTS), person)
    assert own(shop) is None


def test_only_so_many_screens_are_kept_until_a_person_forgets_one() -> None:
    shop = Shop()
    for number in range(MAX_SCREENS):
        shop.ok(SetLayout(f"hot-{number}", Layout(rows=2)), MANAGER)
    refused = shop.rejected(SetLayout("late", Layout(rows=1)), MANAGER)
    assert (refused.why, "forget" in refused.detail) == ("too_many_screens", True)
    shop.ok(SetLayout("hot-1", Layout(rows=1)), MANAGER)
    shop.ok(SetLayout("hot-7", inherit=PARTS), MANAGER)
    shop.ok(SetLayout("late", Layout(rows=1)), MANAGER)


def test_new_defaults_of_the_store_leave_what_screens_chose() -> None:
    shop = Shop()
    shop.ok(SetLayout("hot-1", Layout(columns=3)), HOT)
    shop.ok(adopt(replace(KITCHEN, digest="second", screens=Layout(theme="light", columns=5))), SYSTEM)
    assert shop.state.store().screens == Layout(theme="light", columns=5)
    assert own(shop) == Layout(columns=3)
