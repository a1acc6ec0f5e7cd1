"""What screens bring back after a restore: nothing lost, nothing doubled, nothing cooked before a person says so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Seen, VoidLine
from kds.kitchen.commands import Amend, Bump, Cancel, ConfirmRecovered, DropRecovered, Remake, Salvage, Serve, Split
from kds.kitchen.model import Ticket
from tests.builders import (
    COOK,
    EXPO,
    MINUTE_MS,
    SALAD,
    STEAK,
    TILL,
    TOFU,
    WAITER,
    Shop,
    opened,
    place,
    states,
)
from tests.kitchen.lostshop import LOST_MS, bring, going_on, lost


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


def test_a_dish_that_the_restored_kitchen_moved_to_another_ticket_leaves_no_change_behind() -> None:
    shop = opened(TOFU, replace(SALAD, allergens=("nuts",)))
    restored = going_on(shop)
    moved = restored.item("2").id
    restored.ok(Split(restored.ticket().id, (moved,), "39"), EXPO)
    shop.now_ms += 2 * LOST_MS
    shop.start()
    bring(restored, shop.ticket())
    assert restored.task().state == "started"
    assert moved not in {change.item for change in restored.ticket().changes}


def holders(shop: Shop, item: str) -> list[str]:
    tickets = (each for each in shop.documents() if isinstance(each, Ticket))
    return [ticket.external_id for ticket in tickets if item in {each.id for each in ticket.items}]


@pytest.mark.parametrize("first", ["the order", "the part"])
def test_a_dish_that_both_histories_split_off_stays_where_the_kitchen_has_it(first: str) -> None:
    shop = opened(TOFU, SALAD)
    restored = going_on(shop)
    moved = shop.item("2").id
    restored.ok(Split(restored.ticket().id, (moved,), "39"), EXPO)
    shop.ok(Split(shop.ticket().id, (moved,), "40"), EXPO)
    shop.bump("cold", "2", "40")
    parts = (shop.ticket(), shop.ticket("40"))
    for ticket in parts if first == "the order" else parts[::-1]:
        bring(restored, ticket)
    assert holders(restored, moved) == ["39"]
    assert restored.task("cold", "2", "39").state == "done"
    assert restored.ticket("40").gone == {moved: restored.ticket("39").id}


def test_what_the_kitchen_did_to_a_dish_goes_along_when_it_hears_that_the_dish_was_split_off() -> None:
    restored, shop = lost(lambda shop: shop.ok(Split(shop.ticket().id, (shop.item("2").id,), "40"), EXPO), TOFU, SALAD)
    restored.bump("cold", "2")
    bring(restored, shop.ticket(), shop.ticket("40"))
    assert holders(restored, shop.item("2", "40").id) == ["40"]
    assert restored.task("cold", "2", "40").state == "done"


def test_what_was_done_to_a_dish_comes_back_to_the_ticket_that_the_kitchen_has_split_it_off_to() -> None:
    restored, shop = lost(lambda shop: shop.bump("cold", "2"), TOFU, SALAD)
    restored.ok(Split(restored.ticket().id, (restored.item("2").id,), "39"), EXPO)
    bring(restored, shop.ticket())
    assert restored.task("cold", "2", "39").state == "done"


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


def test_a_void_of_finished_food_is_final_although_the_kitchen_went_on() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump()
    restored = going_on(shop)
    void = VoidLine(shop.item().id, reason="fell")
    shop.ok(Amend(shop.ticket().id, void=(void,)), EXPO)
    restored.bump("cold", "2")
    bring(restored, shop.ticket())
    assert (restored.item().state, restored.item().reason) == ("void", "fell")


def test_what_was_made_again_of_a_dish_that_is_void_now_comes_back_as_void() -> None:
    shop = opened(TOFU)
    shop.bump()
    restored = going_on(shop)
    shop.ok(Remake(shop.ticket().id, shop.item().id), EXPO)
    restored.ok(Cancel(restored.ticket().id), TILL)
    bring(restored, shop.ticket())
    assert states(restored.item()) == ["void", "void"]


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
