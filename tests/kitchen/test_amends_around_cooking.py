"""Add-on, more, less, void and cancel: each before the food is started, while it is cooked, and when it is done."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import Line, LinePatch, VoidLine
from kds.kitchen.commands import Acknowledge, Amend, AnswerVoid, Cancel, Serve
from tests.builders import EXPO, MANAGER, NO_PASS, SALAD, TOFU, Shop, opened, place, states

THREE = replace(TOFU, quantity="3")


def waiting() -> Shop:
    return opened(THREE)


def cooking() -> Shop:
    shop = opened(THREE)
    shop.start()
    return shop


def done() -> Shop:
    shop = opened(THREE)
    shop.bump()
    return shop


def add(shop: Shop) -> None:
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))


def quantity(shop: Shop, quantity: str) -> None:
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("1", quantity),)))


def void(shop: Shop) -> None:
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))


def cancel(shop: Shop) -> None:
    shop.ok(Cancel(shop.ticket().id, "guest left"))


def quantities(shop: Shop) -> list[tuple[str, str]]:
    return [(item.quantity, item.state) for item in shop.items("1")]


def test_an_add_on_before_the_start_is_a_new_item_shown_as_added() -> None:
    shop = waiting()
    add(shop)
    assert shop.item("2").addon
    assert (shop.change("added").item, shop.change("added").waits) == (shop.item("2").id, ("cold", "expo"))


def test_an_add_on_while_the_rest_is_cooked_leaves_the_rest_alone() -> None:
    shop = cooking()
    before = shop.item()
    add(shop)
    assert shop.item() == before
    assert shop.task("cold", "2").state == "queued"


def test_an_add_on_to_a_ready_ticket_opens_it_and_leaves_the_finished_food_finished() -> None:
    shop = done()
    assert shop.ticket().state == "ready"
    add(shop)
    assert shop.ticket().state == "open"
    assert shop.item().state == "ready"


def test_more_before_the_start_raises_the_quantity_and_the_generation() -> None:
    shop = waiting()
    quantity(shop, "4")
    assert quantities(shop) == [("4", "open")]
    assert shop.task().gen == 2
    assert (shop.change("modified").was, shop.change("modified").now) == ("3", "4")


def test_more_of_started_food_is_a_new_item_for_the_difference() -> None:
    shop = cooking()
    quantity(shop, "4")
    assert quantities(shop) == [("3", "open"), ("1", "open")]
    started, more = shop.items("1")
    assert states(started) == ["started"]
    assert (more.addon, states(more)) == (True, ["queued"])
    assert started.tasks[0].gen == 1


def test_more_of_finished_food_is_a_new_item_and_cooks_nothing_twice() -> None:
    shop = done()
    quantity(shop, "5")
    assert quantities(shop) == [("3", "ready"), ("2", "open")]
    assert shop.change("added").now == "2"


def test_less_before_the_start_lowers_the_quantity_and_raises_the_generation() -> None:
    shop = waiting()
    quantity(shop, "1")
    assert quantities(shop) == [("1", "open")]
    assert shop.task().gen == 2
    assert (shop.change("less").was, shop.change("less").now) == ("3", "1")


def test_less_of_started_food_asks_what_becomes_of_the_difference() -> None:
    shop = cooking()
    quantity(shop, "2")
    kept, difference = shop.items("1")
    assert (kept.quantity, states(kept), kept.void_asked) == ("2", ["started"], "")
    assert (difference.quantity, states(difference), difference.void_asked) == ("1", ["started"], "till")
    shop.ok(AnswerVoid(shop.ticket().id, difference.id, "reuse"), EXPO)
    assert quantities(shop) == [("2", "open"), ("1", "void")]


def test_less_of_finished_food_voids_the_difference_and_tells_the_pass() -> None:
    shop = done()
    quantity(shop, "2")
    assert quantities(shop) == [("2", "ready"), ("1", "void")]
    assert "expo" in shop.change("less").waits


def test_a_void_before_the_start_takes_the_item_off_and_tells_its_stations() -> None:
    shop = waiting()
    void(shop)
    assert quantities(shop) == [("3", "void")]
    assert (shop.change("voided").was, shop.change("voided").waits) == ("3", ("hot",))


def test_a_void_of_started_food_asks_before_anything_is_thrown_away() -> None:
    shop = cooking()
    void(shop)
    assert (shop.item().void_asked, shop.item().state) == ("till", "open")
    shop.ok(AnswerVoid(shop.ticket().id, "1", "waste", "burnt anyway"), EXPO)
    assert (shop.item().state, shop.item().void_answer, shop.item().reason) == ("void", "waste", "burnt anyway")


def test_a_void_of_finished_food_is_done_at_once_and_alarms_the_pass() -> None:
    shop = done()
    void(shop)
    assert quantities(shop) == [("3", "void")]
    assert shop.change("voided").waits == ("expo",)


def test_a_cancel_before_the_start_voids_everything_and_stays_on_the_glass_until_it_is_seen() -> None:
    shop = waiting()
    cancel(shop)
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "cancelled")
    assert shop.change("cancelled").waits == ("hot", "expo")
    assert shop.ticket() in list(shop.state.open_tickets())


def test_a_cancel_while_cooking_asks_about_the_started_food_and_closes_with_the_answer() -> None:
    shop = cooking()
    cancel(shop)
    assert (shop.ticket().cancelled, shop.ticket().state, shop.item().void_asked) == (True, "open", "till")
    shop.ok(AnswerVoid(shop.ticket().id, "1", "stop"), EXPO)
    assert (shop.ticket().state, shop.ticket().close_reason) == ("closed", "cancelled")


def test_a_cancel_of_finished_food_voids_it_and_tells_the_pass() -> None:
    shop = done()
    cancel(shop)
    assert quantities(shop) == [("3", "void")]
    assert "expo" in shop.change("cancelled").waits


def test_who_stands_at_the_pass_voids_started_food_without_being_asked() -> None:
    shop = cooking()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)), EXPO)
    assert (shop.item().state, shop.item().void_answer) == ("void", "stop")
    assert shop.change("voided").waits == ("hot",)


def test_started_food_that_is_kept_stays_and_the_answer_is_shown() -> None:
    shop = cooking()
    void(shop)
    shop.ok(AnswerVoid(shop.ticket().id, "1", "keep"), MANAGER)
    assert (shop.item().void_asked, shop.item().state, states(shop.item())) == ("", "open", ["started"])
    assert shop.change("modified").now == "keep"


def test_a_cancelled_ticket_waits_for_the_answer_although_its_food_is_finished_meanwhile() -> None:
    shop = opened(THREE, kitchen=NO_PASS)
    shop.start()
    cancel(shop)
    shop.bump()
    assert shop.ticket().state == "ready"
    shop.ok(AnswerVoid(shop.ticket().id, "1", "waste"), EXPO)
    assert shop.ticket().close_reason == "cancelled"


def test_nothing_is_kept_of_a_cancelled_ticket() -> None:
    shop = cooking()
    cancel(shop)
    assert shop.rejected(AnswerVoid(shop.ticket().id, "1", "keep"), EXPO).why == "ticket_cancelled"


def test_a_void_of_a_part_leaves_the_rest() -> None:
    shop = waiting()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1", "1"),)))
    assert quantities(shop) == [("2", "open")]


def test_more_cannot_be_voided_than_there_is() -> None:
    shop = waiting()
    answer = shop.rejected(Amend(shop.ticket().id, void=(VoidLine("1", "4"),)))
    assert (answer.why, answer.pointer) == ("invalid_quantity", "/void/0/quantity")
    assert answer.detail == ('Mapo Tofu: only 3 there, not 4; send "3" at most, or no quantity to take back all of it')


def test_a_quantity_to_take_back_that_is_none_is_pointed_at() -> None:
    shop = waiting()
    answer = shop.rejected(Amend(shop.ticket().id, void=(VoidLine("1", "-1"),)))
    assert (answer.pointer, '"-1" is no quantity' in answer.detail) == ("/void/0/quantity", True)


def test_a_served_item_cannot_be_voided() -> None:
    shop = done()
    shop.ok(Serve(shop.ticket().id), EXPO)
    assert shop.rejected(Amend(shop.ticket().id, void=(VoidLine("1"),))).why == "too_late_to_void"


def test_a_closed_ticket_that_only_waits_to_be_acknowledged_leaves_with_the_acknowledgement() -> None:
    shop = waiting()
    void(shop)
    assert shop.ticket() in list(shop.state.open_tickets())
    shop.ok(Acknowledge(shop.ticket().id, (shop.change("voided").id,), "hot"), EXPO)
    assert list(shop.state.open_tickets()) == []


def test_an_add_on_to_a_closed_ticket_opens_it_again_and_does_not_touch_the_old() -> None:
    shop = done()
    shop.ok(Serve(shop.ticket().id), EXPO)
    before = shop.item()
    add(shop)
    assert shop.ticket().state == "open"
    assert shop.item() == before


def test_a_cancel_of_an_order_that_closed_when_it_was_ready_tells_the_pass() -> None:
    shop = Shop(replace(Shop().kitchen, close_on={"takeaway": "ready"}))
    shop.ok(place(service="takeaway"))
    shop.bump()
    cancel(shop)
    assert (shop.ticket().close_reason, shop.item().state) == ("cancelled", "void")
    assert shop.change("cancelled").waits == ("hot", "expo")


def test_a_set_meal_is_taken_back_whole_by_its_own_uid() -> None:
    shop = opened(Line("9", name="Lunch", components=(TOFU, SALAD)))
    void_of_set = Amend(shop.ticket().id, void=(VoidLine("9", quantity="1"),))
    assert shop.rejected(void_of_set).why == "illegal_transition"
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("9"),)))
    assert [(item.uid, item.state) for item in shop.ticket().items] == [("9/1", "void"), ("9/2", "void")]
