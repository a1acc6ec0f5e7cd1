"""What screens bring back after a restore: nothing lost, nothing doubled, nothing cooked before a person says so."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations

import pytest
from msgspec.structs import replace

from kds.kitchen.commands import (
    Amend,
    Bump,
    Cancel,
    ConfirmRecovered,
    DropRecovered,
    Fire,
    Hold,
    Line,
    Move,
    Place,
    Salvage,
    Seen,
    Serve,
    StartDay,
)
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.state import Memory
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
    states,
)

LOST_MS = 10 * MINUTE_MS
"""Between the backup and the restore."""


def going_on(shop: Shop) -> Shop:
    """The same shop from a backup made now: from here on the two know nothing of each other."""
    restored = Shop(shop.kitchen, shop.now_ms + LOST_MS)
    restored.state = Memory()
    for document in shop.documents():
        restored.state.put(document)
    return restored


def bring(shop: Shop, *tickets: Ticket) -> None:
    shop.submit(Salvage(tickets), COOK)


def lost(change: Callable[[Shop], object], *lines: Line) -> tuple[Shop, Shop]:
    """The restored shop, and the one that was lost after `change`."""
    shop = opened(*(lines or (TOFU,)))
    restored = going_on(shop)
    shop.now_ms += MINUTE_MS
    change(shop)
    return restored, shop


def test_an_order_that_only_a_screen_holds_comes_back_and_is_not_cooked_before_a_person_says_so() -> None:
    restored = Shop()
    bring(restored, opened(TOFU, SALAD).ticket())
    assert [(task.state, task.wait) for item in restored.ticket().items for task in item.tasks] == [
        ("waiting", "recovered")
    ] * 2
    assert restored.ticket().recovered_ms == restored.now_ms
    restored.ok(ConfirmRecovered(restored.ticket().id), EXPO)
    assert [task.state for item in restored.ticket().items for task in item.tasks] == ["queued"] * 2
    assert [(change.kind, change.waits) for change in restored.changes()] == [
        ("recovered", ("hot",)),
        ("recovered", ("cold",)),
    ]


def test_what_nobody_wants_any_more_is_dropped_and_the_ticket_closed() -> None:
    restored = Shop()
    bring(restored, opened().ticket())
    restored.ok(DropRecovered(restored.ticket().id, "eaten"), EXPO)
    assert (restored.ticket().state, restored.ticket().close_reason) == ("closed", "void")
    assert restored.item().reason == "eaten"
    restored.noop(DropRecovered(restored.ticket().id), EXPO)
    restored.noop(ConfirmRecovered(restored.ticket().id), EXPO)


def test_a_dropped_dish_stays_dropped_when_the_next_screen_brings_it_again() -> None:
    held = opened().ticket()
    restored = Shop()
    bring(restored, held)
    restored.ok(DropRecovered(held.id), EXPO)
    restored.noop(Salvage((held,)), COOK)


def test_food_that_was_started_stays_with_its_cook() -> None:
    shop = opened(STEAK)
    shop.start("grill", "3")
    restored = Shop()
    bring(restored, shop.ticket())
    assert states(restored.item("3")) == ["started", "waiting"]
    restored.bump("grill", "3")
    assert states(restored.item("3")) == ["done", "waiting"], "its next step waits for the person, too"
    restored.ok(ConfirmRecovered(restored.ticket().id), EXPO)
    assert states(restored.item("3")) == ["done", "queued"]


def test_what_was_finished_comes_back_finished_and_waits_for_nobody() -> None:
    shop = opened()
    shop.bump()
    shop.ok(Serve(shop.ticket().id), EXPO)
    restored = Shop()
    bring(restored, shop.ticket())
    assert (restored.ticket().state, restored.ticket().close_reason) == ("closed", "served")
    assert [(told.id, told.how) for told in restored.state.store().brought] == [(shop.ticket().id, "back")]


def test_a_bump_that_the_backup_lacks_is_not_cooked_again() -> None:
    restored, shop = lost(lambda shop: shop.bump())
    bring(restored, shop.ticket())
    assert restored.task() == shop.task()
    assert [told.how for told in restored.state.store().brought] == ["further"]


def test_an_order_that_was_served_since_the_backup_is_closed_and_stays_so() -> None:
    restored, shop = lost(lambda shop: (shop.bump(), shop.ok(Serve(shop.ticket().id), EXPO)))
    bring(restored, shop.ticket())
    assert restored.ticket().state == "closed"


def test_a_dish_that_was_added_since_the_backup_waits_and_the_others_go_on() -> None:
    restored, shop = lost(lambda shop: shop.ok(Amend(shop.ticket().id, add=(SALAD,)), WAITER))
    bring(restored, shop.ticket())
    assert restored.task().state == "queued"
    assert restored.task("cold", "2").wait == "recovered"


def test_a_dish_that_was_recalled_since_the_backup_waits_and_a_late_bump_of_the_lost_generation_counts() -> None:
    shop = opened()
    shop.bump()
    restored = going_on(shop)
    shop.now_ms += MINUTE_MS
    shop.recall()
    late = Bump((Seen(shop.task().id, 2),), shop.ticket().id)
    assert restored.rejected(late, EXPO).why == "generation_ahead"
    bring(restored, shop.ticket())
    assert (restored.task().gen, restored.task().wait) == (2, "recovered")
    restored.ok(late, EXPO)
    assert restored.task().state == "done"


def test_work_of_the_restored_kitchen_is_never_undone_by_an_older_copy() -> None:
    shop = opened()
    held = shop.ticket()
    restored = going_on(shop)
    restored.bump()
    assert restored.noop(Salvage((held,)), COOK).why == "nothing_to_do"
    restored.recall()
    assert restored.noop(Salvage((held,)), COOK).why == "nothing_to_do"


def test_a_void_of_either_history_is_final() -> None:
    def void(shop: Shop) -> None:
        shop.ok(Cancel(shop.ticket().id), TILL)

    restored, shop = lost(void)
    bring(restored, shop.ticket())
    assert restored.item().state == "void"
    restored, shop = lost(lambda shop: shop.bump())
    void(restored)
    bring(restored, shop.ticket())
    assert (restored.item().state, restored.ticket().cancelled) == ("void", True)


def test_the_till_asks_again_after_the_salvage_and_gets_the_same_ticket() -> None:
    order = place(TOFU, SALAD)
    shop = Shop()
    shop.ok(order)
    shop.bump()
    restored = Shop()
    bring(restored, shop.ticket())
    assert restored.noop(order).why == "same_contents"
    assert restored.task().state == "done"


def test_the_till_asks_again_before_the_salvage_and_nothing_is_cooked_twice() -> None:
    order = place(TOFU, SALAD)
    shop = Shop()
    shop.ok(order)
    shop.bump()
    restored = Shop()
    restored.ok(order)
    bring(restored, shop.ticket())
    assert len(restored.ticket().items) == 2
    assert (restored.task().state, restored.task("cold", "2").state) == ("done", "queued")


def test_a_till_with_keys_only_asks_again_and_nothing_changes() -> None:
    order = replace(place(), revision=0, key="k1")
    shop = Shop()
    shop.ok(order)
    restored = Shop()
    bring(restored, shop.ticket())
    restored.noop(order)


def test_a_newer_revision_of_the_lost_history_counts_though_the_kitchen_worked_on() -> None:
    shop = opened()
    restored = going_on(shop)
    shop.ok(place(TOFU, SALAD, revision=2))
    restored.bump()
    bring(restored, shop.ticket())
    assert restored.ticket().revision == 2
    assert (restored.task().state, restored.task("cold", "2").wait) == ("done", "recovered")
    restored.noop(place(TOFU, SALAD, revision=2))


def test_a_cancel_that_came_before_the_ticket_was_brought_back_holds() -> None:
    restored = Shop()
    held = opened().ticket()
    restored.ok(Cancel("", source="till", external_id="38"))
    bring(restored, held)
    assert (restored.ticket().cancelled, restored.item().state) == (True, "void")


def test_a_lost_cancel_of_an_order_that_never_came_holds_when_it_comes() -> None:
    shop = Shop()
    shop.ok(Cancel("", source="till", external_id="38"))
    restored = Shop()
    bring(restored, shop.ticket())
    restored.ok(place())
    assert restored.item().state == "void"
    restored = opened()
    bring(restored, shop.ticket())
    assert restored.item().state == "void"


def test_an_amend_that_came_before_the_ticket_was_brought_back_is_applied() -> None:
    restored = Shop()
    held = opened().ticket()
    restored.ok(Amend("", add=(SALAD,), revision=2, source="till", external_id="38"))
    bring(restored, held)
    assert [item.uid for item in restored.ticket().items] == ["1", "2"]


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
