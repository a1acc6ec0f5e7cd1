"""Square: thin events, the fetched order, and what a kitchen makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from kds.kitchen.command import Line
from kds.kitchen.commands import Cancel, Place
from kds.kitchen.identity import ticket_id
from kds.kitchen.setup import SourceRule
from kds.sources.dialect import Reading
from kds.sources.square import order_path, read_event, read_order
from kds.sources.unreadable import Unreadable
from tests.sources.payloads import own, own_json, published, raw, vendor, vendor_json

RULE = SourceRule(id="square", dialect="square", mark="S")
CREATED = read_event(own("square/order_created.json"))


def order(**fields: object) -> dict[str, Any]:
    return {"order": {**own_json("square/pickup_order.json")["order"], **fields}}


def reading(answer: dict[str, Any]) -> Reading:
    return read_order(raw(answer), CREATED, RULE)


def placed(answer: dict[str, Any]) -> Place:
    (command,) = reading(answer).commands
    assert isinstance(command, Place)
    return command


def line(**fields: object) -> Line:
    (only,) = placed(order(line_items=[{"uid": "l", "name": "Duck", "quantity": "1", **fields}])).lines
    return only


def pickup(state: str = "PROPOSED", **details: object) -> list[dict[str, Any]]:
    return [{"type": "PICKUP", "state": state, "pickup_details": details}]


def test_created_and_updated_events_ask_for_the_order_at_their_version() -> None:
    assert (CREATED.action, CREATED.order_id, CREATED.version) == ("fetch", "SqOrder1", 1)
    assert read_event(own("square/order_updated.json")).version == 2


def test_a_fulfillment_update_asks_for_the_order_too() -> None:
    about = {"order_id": "SqOrder1", "version": 5, "fulfillment_update": [{"new_state": "RESERVED"}]}
    event = read_event(
        raw({"type": "order.fulfillment.updated", "data": {"object": {"order_fulfillment_updated": about}}})
    )
    assert (event.action, event.version) == ("fetch", 5)


def test_an_event_of_something_else_is_ignored() -> None:
    event = read_event(raw({"type": "payment.created", "event_id": "x", "data": {"object": {}}}))
    assert event.action == "ignore"


def test_an_order_event_that_names_no_order_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="names no order"):
        read_event(raw({"type": "order.created", "data": {"object": {}}}))


def test_an_order_id_cannot_lead_out_of_its_path() -> None:
    assert order_path("../x") == "/v2/orders/..%2Fx"


def test_the_version_is_the_revision() -> None:
    assert placed(order(version=7)).revision == 7


def test_a_line_has_its_name_note_quantity_unit_and_sku() -> None:
    duck = placed(order()).lines[0]
    assert (duck.uid, duck.name, duck.note, duck.quantity, duck.unit, duck.sku) == (
        "l1", "Roast duck", "crispy", "1.5", "kg", "CAT-DUCK",
    )  # fmt: skip


def test_the_variation_comes_first_among_the_modifiers() -> None:
    assert [one.name for one in line(variation_name="Larger", modifiers=[{"name": "Well"}]).modifiers] == [
        "Larger",
        "Well",
    ]


def test_the_only_variation_of_an_item_is_not_worth_saying() -> None:
    assert line(variation_name="Regular").modifiers == ()


def test_a_modifier_of_quantity_zero_or_named_no_is_left_out_of_the_dish() -> None:
    _, sauce, scallion, cucumber = placed(order()).lines[0].modifiers
    assert (sauce.name, sauce.action, sauce.quantity) == ("Plum sauce", "add", "2")
    assert (scallion.name, scallion.action) == ("Scallion", "no")
    assert (cucumber.name, cucumber.action) == ("cucumber", "no")


def test_what_is_not_cooked_is_left_out_and_said() -> None:
    result = reading(order())
    place = result.commands[0]
    assert isinstance(place, Place)
    assert [one.uid for one in place.lines] == ["l1", "l2"]
    assert result.ignored == (
        "/order/line_items/4/tip_policy",
        "/order/line_items/2",
        "/order/line_items/3",
        "/order/line_items/4",
    )


def test_a_scheduled_pickup_is_due_then_and_begun_its_preparation_before() -> None:
    place = placed(order())
    assert (place.service, place.guest, place.note) == ("takeaway", "Kim Lee", "Curb side")
    assert (place.due_ms, place.start_ms) == (1772973000000, 1772968500000)


def test_an_asap_pickup_is_begun_at_once() -> None:
    place = placed(order(fulfillments=pickup(schedule_type="ASAP", pickup_at="2026-03-08T11:20:00Z")))
    assert (place.due_ms, place.start_ms) == (1772968800000, place.placed_ms)


def test_a_delivery_is_a_delivery() -> None:
    way = {"type": "DELIVERY", "delivery_details": {"deliver_at": "2026-03-08T12:30:00Z"}}
    place = placed(order(fulfillments=[way]))
    assert (place.service, place.due_ms) == ("delivery", 1772973000000)


def test_an_order_without_fulfillment_is_for_here() -> None:
    assert placed(order(fulfillments=None)).service == "dine_in"


def test_the_ticket_name_is_the_number_and_the_app_is_the_brand() -> None:
    place = placed(order())
    assert (place.number, place.brand, place.mark) == ("Kim", "Web shop", "S")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "CANCELED"},
        {"fulfillments": pickup("CANCELED", cancel_reason="no show")},
        {"fulfillments": pickup("FAILED")},
    ],
)
def test_an_order_that_nobody_will_fetch_is_cancelled(fields: dict[str, Any]) -> None:
    (command,) = reading(order(**fields)).commands
    assert isinstance(command, Cancel)
    assert (command.ticket, command.revision) == (ticket_id("square", "SqOrder1"), 1)


def test_one_cancelled_fulfillment_of_two_cancels_nothing() -> None:
    assert isinstance(reading(order(fulfillments=[*pickup("CANCELED"), *pickup()])).commands[0], Place)


def test_a_draft_is_no_order_yet() -> None:
    assert reading(order(state="DRAFT")).commands == ()


def test_a_completed_order_is_cooked_since_a_counter_pays_first() -> None:
    assert placed(order(state="COMPLETED")).lines


def test_a_custom_unit_keeps_its_abbreviation() -> None:
    unit = {"measurement_unit": {"custom_unit": {"name": "bushel", "abbreviation": "bsh"}}}
    assert line(quantity_unit=unit).unit == "bsh"


@pytest.mark.parametrize(("theirs", "ours"), [("1", "1"), ("2.50", "2.5"), (3, "3"), ("0.33333", "0.333")])
def test_quantities_are_rounded_to_thousandths(theirs: object, ours: str) -> None:
    assert line(quantity=theirs).quantity == ours


@pytest.mark.parametrize("quantity", ["lots", "-1", "1e9"])
def test_a_quantity_that_is_none_is_unreadable(quantity: str) -> None:
    with pytest.raises(Unreadable, match="/order/line_items/0/quantity"):
        line(quantity=quantity)


def test_another_order_than_asked_for_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="the answer is order other"):
        reading(order(id="other"))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"order": null}', b'{"errors": [{"code": "NOT_FOUND"}]}'])
def test_what_is_no_order_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_order(body, CREATED, RULE)


def as_asked(name: str, event: str) -> Reading:
    """The published order under the id and version of the published event; they do not name each other."""
    notice = read_event(vendor(f"square/{event}"))
    answer = vendor_json(f"square/{name}")
    answer["order"] |= {"id": notice.order_id, "version": notice.version}
    return read_order(raw(answer), notice, RULE)


@published
def test_the_published_created_order() -> None:
    outcome = as_asked("CreateOrderResponse.json", "OrderCreatedEvent.json")
    (place,) = outcome.commands
    assert isinstance(place, Place)
    strip, steak = place.lines
    assert (strip.name, strip.quantity, strip.modifiers) == ("New York Strip Steak", "1", ())
    assert (steak.name, steak.quantity, [one.name for one in steak.modifiers]) == (
        "New York Steak",
        "2",
        ["Larger", "Well"],
    )
    assert (place.revision, place.brand, outcome.ignored) == (1, "My App", ())


@published
def test_the_published_updated_order() -> None:
    (place,) = as_asked("UpdateOrderResponse.json", "OrderUpdatedEvent.json").commands
    assert isinstance(place, Place)
    assert [(one.uid, one.name, one.quantity) for one in place.lines] == [
        ("EuYkakhmu3ksHIds5Hiot", "Small Coffee", "1"),
        ("cookie_uid", "COOKIE", "2"),
    ]
    assert place.revision == 2
