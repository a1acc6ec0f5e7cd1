"""Open Delivery: events, orders of both versions, and what a kitchen makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from kds.kitchen.commands import Cancel, Fire, Place
from kds.kitchen.identity import ticket_id
from kds.kitchen.setup import SourceRule
from kds.sources.dialect import Reading
from kds.sources.open_delivery import order_path, read_event, read_order
from kds.sources.unreadable import Unreadable
from tests.sources.payloads import own, own_json, published, raw, vendor, vendor_json

RULE = SourceRule(id="qr", dialect="open_delivery", mark="Q", sold_out="decide")
CREATED = read_event(own("open_delivery/created.json"))


def reading(order: dict[str, Any] | bytes) -> Reading:
    body = order if isinstance(order, bytes) else raw(order)
    return read_order(body, CREATED, RULE)


def placed(order: dict[str, Any] | bytes) -> Place:
    (command,) = reading(order).commands
    assert isinstance(command, Place)
    return command


def changed(**fields: object) -> dict[str, Any]:
    return {**own_json("open_delivery/indoor_table.json"), **fields}


def test_a_created_event_asks_for_the_order() -> None:
    assert (CREATED.action, CREATED.order_id, CREATED.key) == ("fetch", "od-7001", "evt-7001")


def test_a_cancelled_event_needs_no_order() -> None:
    event = read_event(own("open_delivery/cancelled.json"))
    assert (event.action, event.order_id, event.reason) == ("cancel", "od-7001", "Guest left")


def test_an_event_that_asks_nothing_of_a_kitchen_is_ignored() -> None:
    assert read_event(own("open_delivery/confirmed.json")).action == "ignore"


def test_an_event_without_order_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="orderId"):
        read_event(b'{"eventType": "CREATED"}')


@pytest.mark.parametrize("order_id", ["", "x" * 201])
def test_an_order_id_out_of_bounds_is_unreadable(order_id: str) -> None:
    with pytest.raises(Unreadable, match="order id"):
        read_event(raw({"eventType": "CREATED", "orderId": order_id}))


def test_an_order_id_cannot_lead_out_of_its_path() -> None:
    assert order_path("../../admin?x=1#y") == "/orders/..%2F..%2Fadmin%3Fx%3D1%23y"


def test_the_table_the_guests_and_the_waiter_are_read() -> None:
    place = placed(own("open_delivery/indoor_table.json"))
    assert (place.table, place.area, place.tab, place.seat) == ("7", "Garden", "acc-7", "3")
    assert (place.number, place.mark, place.guest) == ("T7-04", "Q", "B07 · Wei")
    assert (place.server, place.covers, place.service) == ("Lin", 3, "dine_in")


def test_notes_of_the_order_are_one_note() -> None:
    assert placed(own("open_delivery/indoor_table.json")).note == "Birthday\nCandle please"


def test_quantities_come_as_numbers_or_text_with_their_unit() -> None:
    fish, rice = placed(own("open_delivery/indoor_table.json")).lines
    assert (fish.quantity, fish.unit) == ("1.5", "kg")
    assert (rice.quantity, rice.unit, rice.uid) == ("2", "", "2")


def test_options_become_modifiers_and_keep_their_nesting() -> None:
    leave_out, sprouts = placed(own("open_delivery/indoor_table.json")).lines[0].modifiers
    assert (leave_out.name, leave_out.action) == ("coentro", "no")
    assert (sprouts.name, sprouts.quantity, sprouts.sku) == ("加豆芽", "2", "M-SPROUT")
    assert [below.name for below in sprouts.modifiers] == ["黄豆芽"]


def test_the_production_point_is_a_station_hint_in_both_versions() -> None:
    assert placed(own("open_delivery/indoor_table.json")).lines[1].station_hint == "rice"
    version_1 = {**own_json("open_delivery/takeout_v1.json"), "id": "od-7001"}
    assert placed(version_1).lines[0].station_hint == "noodles"


def test_observations_of_an_item_are_its_note_in_both_versions() -> None:
    assert placed(own("open_delivery/indoor_table.json")).lines[0].note == "少油"
    version_1 = {**own_json("open_delivery/takeout_v1.json"), "id": "od-7001"}
    assert placed(version_1).lines[0].note == "mild"


def test_version_1_keeps_its_data_at_the_root() -> None:
    place = placed({**own_json("open_delivery/takeout_v1.json"), "id": "od-7001"})
    assert (place.table, place.tab, place.seat, place.server) == ("12", "T-88", "4", "W9")
    assert (place.number, place.brand) == ("41", "Wok Express")


def test_a_scheduled_order_is_due_when_its_window_opens() -> None:
    place = placed({**own_json("open_delivery/takeout_v1.json"), "id": "od-7001"})
    assert (place.due_ms, place.start_ms) == (1773001800000, 1773000000000)


def test_an_on_demand_order_that_may_start_now_is_not_kept_back() -> None:
    place = placed(own("open_delivery/indoor_table.json"))
    assert (place.held, place.start_ms, place.due_ms) == ((), 0, 0)


def test_an_on_demand_order_without_a_start_is_held() -> None:
    assert placed(own("open_delivery/on_demand.json")).held == (0,)


def test_a_preparation_request_fires_what_is_held() -> None:
    event = read_event(own("open_delivery/preparation_requested.json"))
    commands = read_order(own("open_delivery/on_demand.json"), event, RULE).commands
    assert isinstance(commands[0], Place)
    assert commands[1] == Fire(ticket=ticket_id("qr", "od-7001"))


@pytest.mark.parametrize(
    ("fulfillment", "service"),
    [
        ({"orderType": "DELIVERY", "delivery": {}}, "delivery"),
        ({"orderType": "TAKEOUT", "takeout": {}}, "takeaway"),
        ({"orderType": "INDOOR", "indoor": {"consumptionType": "TAKEAWAY"}}, "takeaway"),
        ({"orderType": "INDOOR", "indoor": {"consumptionType": "DINE_IN"}}, "dine_in"),
    ],
)
def test_the_service_follows_the_profile(fulfillment: dict[str, Any], service: str) -> None:
    assert placed(changed(fulfillment=fulfillment)).service == service


@pytest.mark.parametrize(("theirs", "ours"), [("PRIORITY1", 2), ("PRIORITY2", 1), ("PRIORITY3", 0), ("PRIORITY5", 0)])
def test_their_lowest_priority_number_is_our_highest(theirs: str, ours: int) -> None:
    assert placed(changed(timing={"orderTiming": "INSTANT", "orderPriority": theirs})).priority == ours


def test_payment_is_open_while_something_is_pending() -> None:
    assert placed(changed(payments={"pending": 0})).payment == "paid"
    assert placed(changed(payments={"pending": 6980})).payment == "pending"


def test_the_event_id_is_the_key_so_a_redelivery_changes_nothing() -> None:
    assert placed(own("open_delivery/indoor_table.json")).key == "evt-7001"


def test_the_source_decides_whether_sold_out_is_refused() -> None:
    assert placed(own("open_delivery/indoor_table.json")).sold_out == "decide"


def test_an_order_that_is_cancelled_by_now_is_cancelled() -> None:
    (command,) = reading(changed(status="CANCELLED")).commands
    assert command == Cancel(ticket=ticket_id("qr", "od-7001"), source="qr", external_id="od-7001")


def test_what_was_not_read_is_said() -> None:
    assert reading(own("open_delivery/indoor_table.json")).ignored == ("/loyaltyTier", "/items/1/newInStandard")


def test_another_order_than_asked_for_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="Asked for od-7001, the answer is order od-9"):
        reading(changed(id="od-9"))


@pytest.mark.parametrize("quantity", [0, -1, "many", 1e12, "NaN", "Infinity"])
def test_a_quantity_that_is_none_is_unreadable(quantity: object) -> None:
    with pytest.raises(Unreadable, match="/items/0/quantity"):
        reading(changed(items=[{"id": "1", "name": "x", "quantity": quantity}]))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff", b"{}", b'{"id": "od-7001", "items": 5}'])
def test_what_is_no_order_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        reading(body)


def test_nulls_are_as_good_as_left_out() -> None:
    order = {"id": "od-7001", "items": [{"id": None, "name": "x", "quantity": None, "options": None}], "timing": None}
    (line,) = placed(order).lines
    assert (line.uid, line.quantity, line.modifiers) == ("1", "1", ())


@published
def test_the_published_indoor_order() -> None:
    event = read_event(vendor("opendelivery/event-created.json"))
    order = {**vendor_json("opendelivery/indoorOrder.json"), "id": event.order_id}
    outcome = read_order(raw(order), event, RULE)
    (place,) = outcome.commands
    assert isinstance(place, Place)
    assert (place.table, place.tab, place.number, place.covers, place.server) == (
        "5", "acc-table-5-20260315", "M5-01", 2, "Carla",
    )  # fmt: skip
    assert place.guest == "A42 · Bruno Rocha"
    (burger,) = place.lines
    assert (burger.name, burger.sku, burger.quantity, burger.note) == (
        "Classic Burger", "SKU-BURGER-01", "2", "No pickles",
    )  # fmt: skip
    assert [(one.name, one.quantity) for one in burger.modifiers] == [("Fries", "1")]
    assert (place.held, place.start_ms) == ((), 0)
    assert outcome.ignored == ()


@published
def test_the_published_cancelled_event() -> None:
    event = read_event(vendor("opendelivery/event-cancelled.json"))
    assert (event.action, event.order_id, event.reason) == ("cancel", "order-abc123", "Item unavailable")
