"""Two actions meet: every row of the conflict table, and late bumps against what came before them."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import LinePatch, Seen, VoidLine
from kds.kitchen.commands import Amend, Bump, Cancel, Recall, Serve, SetAvailability, Split
from tests.builders import COOK, EXPO, MINUTE_MS, NOON_MS, SALAD, STEAK, TILL, TOFU, Shop, opened, states


def late_bump(shop: Shop) -> Bump:
    """The tap of an offline screen: what it saw before everything that follows."""
    return Bump((shop.seen(),), shop.ticket().id)


def test_of_two_bumps_of_one_generation_the_second_learns_who_was_first() -> None:
    shop = opened()
    tap = late_bump(shop)
    shop.ok(tap, COOK)
    answer = shop.noop(tap, EXPO)
    assert (answer.why, answer.detail) == ("already_done", "screen hot")
    assert shop.task().done_by == "screen hot"


def test_a_late_bump_never_undoes_a_recall() -> None:
    shop = opened()
    tap = late_bump(shop)
    shop.bump()
    shop.recall()
    assert shop.noop(tap, COOK).why == "stale"
    assert shop.task().state == "queued"


def test_a_late_bump_does_not_finish_food_that_was_changed_meanwhile() -> None:
    shop = opened()
    tap = late_bump(shop)
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", note="no chili"),)))
    assert shop.noop(tap, COOK).why == "stale"
    assert shop.task().state == "queued"


def test_a_late_bump_of_a_void_item_is_a_visible_noop() -> None:
    shop = opened(TOFU, SALAD)
    tap = late_bump(shop)
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    answer = shop.noop(tap, COOK)
    assert answer.why == "void"
    assert [(each.name, each.why) for each in answer.refused] == [("Mapo Tofu", "void")]
    assert shop.item().state == "void"


def test_a_late_bump_of_a_cancelled_ticket_is_a_visible_noop() -> None:
    shop = opened()
    tap = late_bump(shop)
    shop.ok(Cancel(shop.ticket().id))
    assert shop.noop(tap, COOK).why == "void"


def test_a_bump_of_a_generation_that_was_never_reached_is_refused() -> None:
    shop = opened()
    seen = replace(shop.seen(), gen=2)
    assert shop.rejected(Bump((seen,), shop.ticket().id), COOK).why == "generation_ahead"


def test_of_a_card_the_fresh_tasks_are_bumped_and_the_late_ones_named() -> None:
    shop = opened(TOFU, replace(TOFU, uid="7"))
    card = Bump((shop.seen(), shop.seen(uid="7")), shop.ticket().id)
    shop.bump()
    answer = shop.ok(card, COOK)
    assert [(each.what, each.why, each.winner) for each in answer.refused] == [(shop.task().id, "already_done", "pass")]
    assert shop.item("7").state == "ready"


def test_a_recall_names_the_bump_that_it_takes_back() -> None:
    shop = opened()
    shop.bump(bump_id="first")
    shop.ok(Recall((Seen(shop.task().id, 1, "first"),), shop.ticket().id), COOK)
    assert (shop.task().state, shop.task().gen, shop.task().bump) == ("queued", 2, "")


def test_a_recall_of_an_earlier_bump_is_stale() -> None:
    shop = opened()
    shop.bump(bump_id="first")
    shop.recall()
    shop.bump(bump_id="second")
    late = Recall((Seen(shop.task().id, 1, "first"),), shop.ticket().id)
    assert shop.noop(late, COOK).why == "stale"
    assert shop.task().state == "done"


def test_of_two_recalls_of_one_bump_the_second_is_stale() -> None:
    shop = opened()
    shop.bump(bump_id="first")
    undo = Recall((Seen(shop.task().id, 1, "first"),), shop.ticket().id)
    shop.ok(undo, COOK)
    assert shop.noop(undo, EXPO).why == "stale"
    assert shop.task().gen == 2


def test_a_recall_keeps_the_original_clock() -> None:
    shop = opened()
    shop.now_ms += MINUTE_MS
    shop.bump()
    shop.now_ms += MINUTE_MS
    shop.recall()
    assert shop.task().queued_ms == NOON_MS


def test_a_recall_of_a_step_whose_next_step_is_only_queued_takes_that_back_silently() -> None:
    shop = opened(STEAK)
    shop.bump("grill", "3")
    shop.recall("grill", "3")
    assert states(shop.item("3")) == ["queued", "waiting"]
    assert shop.task("plate", "3").gen == 1


def test_a_recall_of_a_step_whose_next_step_has_started_asks_first() -> None:
    shop = opened(STEAK)
    shop.bump("grill", "3")
    shop.start("plate", "3")
    undo = Recall((shop.seen("grill", "3"),), shop.ticket().id)
    assert shop.rejected(undo, EXPO).why == "next_step_started"


def test_a_recall_of_both_takes_the_next_step_back_too() -> None:
    shop = opened(STEAK)
    shop.bump("grill", "3")
    shop.bump("plate", "3")
    shop.ok(Recall((shop.seen("grill", "3"),), shop.ticket().id, both=True), EXPO)
    assert states(shop.item("3")) == ["queued", "waiting"]
    assert [task.gen for task in shop.item("3").tasks] == [2, 2]


def test_a_recall_of_a_served_item_opens_the_closed_ticket_again() -> None:
    shop = opened()
    shop.bump()
    shop.ok(Serve(shop.ticket().id), EXPO)
    shop.recall()
    assert (shop.item().state, shop.item().served_ms, shop.ticket().state) == ("open", 0, "open")


def test_void_is_final_against_a_recall() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump(bump_id="first")
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    undo = Recall((Seen(shop.task().id, 1, "first"),), shop.ticket().id)
    assert shop.noop(undo, COOK).why == "void"


def test_a_void_of_food_that_was_bumped_first_alarms_the_pass() -> None:
    shop = opened()
    shop.bump()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    assert shop.change("voided").waits == ("expo",)


def test_of_two_marks_the_last_in_server_order_stands() -> None:
    shop = opened()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    shop.ok(SetAvailability("tofu", available=True), TILL)
    dish = shop.state.dish("tofu")
    assert dish is not None
    assert (dish.available, dish.by) == (True, "till")


def test_a_late_bump_follows_its_item_to_the_ticket_it_was_split_off_to() -> None:
    shop = opened(TOFU, SALAD)
    tap = late_bump(shop)
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    shop.ok(tap, COOK)
    assert shop.item(external_id="38b").state == "ready"


def test_a_bump_of_nothing_has_nothing_to_do() -> None:
    shop = opened()
    assert shop.noop(Bump((), shop.ticket().id), EXPO).why == "nothing_to_do"


def test_the_same_bump_told_again_is_known_by_its_command_id() -> None:
    shop = opened()
    tap = late_bump(shop)
    shop.ok(tap, COOK, "tap")
    assert shop.noop(tap, COOK, "tap").why == "same_command"
