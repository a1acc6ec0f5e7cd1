"""Several tickets and several screens after a restore: numbers, strangers, roles, and any order of arrival."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.commands import Amend, ConfirmRecovered, Fire, Hold, Move, Place, Salvage
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.system_commands import StartDay
from tests.builders import (
    APP,
    COOK,
    EXPO,
    MANAGER,
    MINUTE_MS,
    SALAD,
    SOUP,
    STEAK,
    SYSTEM,
    TILL,
    TOFU,
    WAITER,
    Shop,
    opened,
    place,
)
from tests.kitchen.lostshop import bring


def test_numbers_of_the_store_do_not_clash_with_those_that_come_back() -> None:
    shop = Shop()
    for external_id in ("a", "b"):
        shop.ok(place(external_id=external_id, number=""))
    restored = Shop()
    restored.ok(place(external_id="c", number=""))
    bring(restored, shop.ticket("a"), shop.ticket("b"))
    restored.ok(place(external_id="d", number=""))
    numbers = [restored.ticket(name).number for name in "abcd"]
    assert numbers == ["A001R", "A002", "A001", "A003"]


def test_the_same_ticket_of_another_source_is_another_ticket() -> None:
    shop = Shop()
    shop.ok(place())
    shop.ok(place(source="app"), APP)
    restored = Shop()
    bring(restored, *(ticket for ticket in shop.state.open_tickets()))
    assert {ticket.source for ticket in restored.state.open_tickets()} == {"till", "app"}


def test_an_id_that_is_not_its_sources_is_left_out_and_the_others_come_back() -> None:
    good = opened().ticket()
    restored = Shop()
    accepted = restored.ok(Salvage((replace(good, id=ticket_id("till", "other")), good)), COOK)
    assert [(part.what, part.why) for part in accepted.refused] == [(ticket_id("till", "other"), "malformed")]
    assert [ticket.id for ticket in restored.state.open_tickets()] == [good.id]


def test_a_course_that_was_held_stays_held_when_a_person_confirms() -> None:
    shop = opened(TOFU, SOUP)
    shop.ok(Hold(shop.ticket().id, 2))
    restored = Shop()
    bring(restored, shop.ticket())
    restored.ok(ConfirmRecovered(shop.ticket().id), EXPO)
    assert (restored.task().state, restored.task("hot", "6").wait) == ("queued", "held")
    restored.noop(Salvage((shop.ticket(),)), COOK)
    restored.ok(Fire(shop.ticket().id, 2))
    assert restored.task("hot", "6").state == "queued"


def test_a_confirmed_allergen_is_confirmed_anew() -> None:
    shop = opened(replace(TOFU, allergens=("peanut",)))
    held = replace(shop.ticket(), changes=())
    restored = Shop()
    bring(restored, held)
    restored.ok(ConfirmRecovered(held.id), EXPO)
    assert restored.change("allergen").waits == ("hot", "expo")


def test_an_order_of_a_station_that_is_gone_is_brought_to_the_default_station() -> None:
    held = opened(SALAD).ticket()
    kitchen = Shop().kitchen
    restored = Shop(replace(kitchen, stations=tuple(each for each in kitchen.stations if each.id != "cold")))
    bring(restored, held)
    assert restored.item("2").unrouted
    assert restored.task("hot", "2").wait == "recovered"


def test_a_scheduled_order_still_waits_for_its_hour_and_for_the_person() -> None:
    shop = opened(due_ms=opened().now_ms + 120 * MINUTE_MS)
    restored = Shop()
    bring(restored, shop.ticket())
    assert restored.task().wait == "due"
    restored.ok(ConfirmRecovered(shop.ticket().id), EXPO)
    assert restored.task().wait == "due"


def test_what_came_back_is_listed_until_the_next_business_day() -> None:
    restored = Shop()
    bring(restored, opened().ticket())
    (told,) = restored.state.store().brought
    assert (told.how, told.number, told.by) == ("waits", "38", "screen hot")
    restored.ok(StartDay("2026-03-07"), SYSTEM)
    assert restored.state.store().brought == ()


@pytest.mark.parametrize("actor", [COOK, WAITER, EXPO, MANAGER], ids=lambda actor: str(actor.role))
def test_every_screen_of_the_staff_brings_back_but_only_the_pass_and_managers_decide(actor: object) -> None:
    assert actor in (COOK, WAITER, EXPO, MANAGER)
    restored = Shop()
    held = opened().ticket()
    for one in (COOK, WAITER, EXPO, MANAGER):
        if one is actor:
            restored.ok(Salvage((held,)), one)
            if one in (EXPO, MANAGER):
                restored.ok(ConfirmRecovered(held.id), one)
            else:
                assert restored.rejected(ConfirmRecovered(held.id), one).why == "not_permitted"


def test_a_source_brings_nothing_back() -> None:
    assert Shop().rejected(Salvage((opened().ticket(),)), TILL).why == "not_permitted"


def lives(seed: int) -> list[Ticket]:
    """Copies of one ticket as three screens may hold them that were cut off at different moments."""
    chance = random.Random(seed)
    shop = opened(TOFU, SALAD, STEAK)
    steps: list[Callable[[], object]] = [
        lambda: shop.bump(),
        lambda: shop.recall() if shop.task().state == "done" else None,
        lambda: shop.ok(Move(shop.ticket().id, f"{chance.randrange(9) + 10}"), WAITER),
        lambda: shop.start("grill", "3"),
        lambda: shop.bump("cold", "2"),
        lambda: shop.submit(Amend(shop.ticket().id, add=(Line("9", sku="tofu"),)), WAITER),
    ]
    held = []
    for step in chance.sample(steps, k=len(steps)):
        shop.now_ms += MINUTE_MS
        step()
        held.append(shop.ticket())
    return chance.sample(held, k=3)


@pytest.mark.parametrize("seed", range(40))
def test_whoever_comes_first_and_however_often_the_same_ticket_comes_of_it(seed: int) -> None:
    ends = set()
    for order in permutations(lives(seed)):
        restored = Shop()
        bring(restored, *order)
        once = restored.ticket()
        bring(restored, *order)
        assert restored.ticket() == once
        ends.add(repr(once))
    assert len(ends) == 1


def test_an_order_placed_at_a_screen_comes_back_too() -> None:
    shop = Shop()
    shop.ok(Place("pos-web", "w1", (TOFU,), 1, table="7"), WAITER)
    restored = Shop()
    bring(restored, shop.ticket("w1", "pos-web"))
    assert restored.ticket("w1", "pos-web").table == "7"
