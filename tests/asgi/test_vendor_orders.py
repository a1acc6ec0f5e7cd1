"""Vendors' orders end to end: from the signed event over the fetched order to the ticket, and every way to be late."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from kds.adapters.vendors import VendorDown
from kds.kitchen.command import Actor
from kds.kitchen.commands import Split
from kds.kitchen.identity import ticket_id
from tests.asgi.store import OPEN_DELIVERY, Store, on_screen, opened, until
from tests.asgi.vendors import OD_PATH, SQ_PATH, from_qr, from_square, rows, settled, ticket
from tests.sources.payloads import own, own_json, published, raw, vendor, vendor_json


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        running.orders.answers = {
            OD_PATH: own("open_delivery/indoor_table.json"),
            SQ_PATH: own("square/pickup_order.json"),
        }
        yield running


async def test_an_open_delivery_order_arrives_from_its_event(store: Store) -> None:
    answer = await from_qr(store, own("open_delivery/created.json"))
    assert (answer.status_code, answer.content) == (204, b"")
    await settled(store)
    placed = await ticket(store, "qr", "od-7001")
    assert (placed.number, placed.mark, placed.table, placed.state) == ("T7-04", "Q", "7", "open")
    assert [(one.name, one.quantity, one.unit) for one in placed.items] == [("水煮鱼", "1.5", "kg"), ("米饭", "2", "")]


async def test_a_square_order_arrives_from_its_event(store: Store) -> None:
    assert (await from_square(store, own("square/order_created.json"))).status_code == 200
    await settled(store)
    placed = await ticket(store, "square", "SqOrder1")
    assert [(one.name, one.quantity, one.note) for one in placed.items] == [
        ("Roast duck", "1.5", "crispy"),
        ("Jasmine tea", "2", ""),
    ]
    assert placed.revision == 1


async def test_the_order_is_fetched_from_the_configured_base_with_the_configured_token(store: Store) -> None:
    await from_qr(store, own("open_delivery/created.json"))
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    assert sorted(store.orders.asked) == [
        (OPEN_DELIVERY, OD_PATH, ""),
        ("https://square.example/", SQ_PATH, "square-token"),
    ]


async def test_a_redelivery_makes_no_second_ticket(store: Store) -> None:
    for _ in range(3):
        await from_qr(store, own("open_delivery/created.json"))
        await from_square(store, own("square/order_created.json"))
    await settled(store)
    assert [row.kind for row in store.disk.rows].count("place") == 2
    assert rows(store, "quarantine") == []


async def test_an_update_is_an_amend(store: Store) -> None:
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    newer = own_json("square/pickup_order.json")
    newer["order"] |= {
        "version": 2,
        "line_items": [*newer["order"]["line_items"], {"uid": "l9", "name": "Rice", "quantity": "1"}],
    }
    store.orders.answers[SQ_PATH] = raw(newer)
    await from_square(store, own("square/order_updated.json"))
    await settled(store)
    updated = await ticket(store, "square", "SqOrder1")
    assert (updated.revision, [one.uid for one in updated.items]) == (2, ["l1", "l2", "l9"])


async def test_events_in_the_wrong_order_end_at_the_newest_version(store: Store) -> None:
    newest = own_json("square/pickup_order.json")
    newest["order"]["version"] = 2
    store.orders.answers[SQ_PATH] = raw(newest)
    await from_square(store, own("square/order_updated.json"))
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    assert (await ticket(store, "square", "SqOrder1")).revision == 2
    assert rows(store, "quarantine") == []


async def test_a_cancelled_event_leaves_a_visible_change(store: Store) -> None:
    await from_qr(store, own("open_delivery/created.json"))
    await from_qr(store, own("open_delivery/cancelled.json"))
    await settled(store)
    gone = await ticket(store, "qr", "od-7001")
    assert (gone.cancelled, gone.state, gone.close_reason) == (True, "closed", "cancelled")
    assert "cancelled" in {change.kind for change in gone.changes}


async def test_a_cancel_before_its_create_makes_no_card(store: Store) -> None:
    await from_qr(store, own("open_delivery/cancelled.json"))
    await from_qr(store, own("open_delivery/created.json"))
    await settled(store)
    stillborn = await ticket(store, "qr", "od-7001")
    assert stillborn.cancelled
    assert {task.state for one in stillborn.items for task in one.tasks} == {"void"}


async def test_a_cancelled_square_order_is_cancelled(store: Store) -> None:
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    cancelled = own_json("square/pickup_order.json")
    cancelled["order"] |= {"version": 2, "state": "CANCELED"}
    store.orders.answers[SQ_PATH] = raw(cancelled)
    await from_square(store, own("square/order_updated.json"))
    await settled(store)
    assert (await ticket(store, "square", "SqOrder1")).cancelled


async def empty_it(store: Store) -> None:
    emptied = own_json("square/pickup_order.json")
    emptied["order"] |= {"version": 2, "line_items": []}
    store.orders.answers[SQ_PATH] = raw(emptied)
    await from_square(store, own("square/order_updated.json"))
    await settled(store)


async def test_an_order_emptied_by_its_vendor_is_voided(store: Store) -> None:
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    await empty_it(store)
    assert {one.state for one in (await ticket(store, "square", "SqOrder1")).items} == {"void"}


async def test_an_order_emptied_by_its_vendor_is_voided_where_staff_split_it_off_to(store: Store) -> None:
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    placed = await ticket(store, "square", "SqOrder1")
    await on_screen(store, Split(placed.id, (placed.items[0].id,), "split"), Actor("expo", "pass"))
    await empty_it(store)
    assert {one.state for name in ("SqOrder1", "split") for one in (await ticket(store, "square", name)).items} == {
        "void"
    }


async def test_an_order_with_nothing_to_make_yet_is_no_fault(store: Store) -> None:
    empty = own_json("square/pickup_order.json")
    empty["order"]["line_items"] = []
    store.orders.answers[SQ_PATH] = raw(empty)
    await from_square(store, own("square/order_created.json"))
    await settled(store)
    (row,) = rows(store, "done")
    assert row.error.startswith("empty_order")


async def test_an_on_demand_order_waits_until_it_is_asked_for(store: Store) -> None:
    store.orders.answers[OD_PATH] = own("open_delivery/on_demand.json")
    await from_qr(store, own("open_delivery/created.json"))
    await settled(store)
    held = await ticket(store, "qr", "od-7001")
    assert [(task.state, task.wait) for one in held.items for task in one.tasks] == [("waiting", "held")]
    await from_qr(store, own("open_delivery/preparation_requested.json"))
    await settled(store)
    fired = await ticket(store, "qr", "od-7001")
    assert [task.state for one in fired.items for task in one.tasks] == ["queued"]


async def test_what_was_left_unread_is_noted_with_the_body(store: Store) -> None:
    await from_qr(store, own("open_delivery/created.json"))
    await settled(store)
    (row,) = rows(store, "done")
    assert row.error == "ignored: /loyaltyTier, /items/1/newInStandard"


async def test_a_vendor_that_is_down_loses_nothing(store: Store) -> None:
    store.orders.answers[OD_PATH] = [VendorDown("down"), VendorDown("down"), own("open_delivery/indoor_table.json")]
    await from_qr(store, own("open_delivery/created.json"))
    for tries in (1, 2):
        await until(lambda tries=tries: len(store.naps.asked_s) == tries)  # type: ignore[misc]  # a default binds it
        assert len(rows(store, "pending")) == 1
        store.naps.end_one()
    await settled(store)
    assert store.naps.asked_s == [1.0, 2.0]
    assert (await ticket(store, "qr", "od-7001")).state == "open"


async def test_a_vendor_that_is_down_holds_up_only_its_own_orders(store: Store) -> None:
    store.orders.answers[OD_PATH] = VendorDown("down")
    await from_qr(store, own("open_delivery/created.json"))
    await from_square(store, own("square/order_created.json"))
    await until(lambda: rows(store, "done"))
    assert store.executor.ticket(ticket_id("square", "SqOrder1"))
    assert [row.source for row in rows(store, "pending")] == ["qr"]


async def test_a_url_in_a_body_is_never_followed(store: Store) -> None:
    event = own_json("open_delivery/created.json") | {
        "orderId": "../../../elsewhere",
        "orderURL": "http://evil.invalid/",
    }
    await from_qr(store, raw(event))
    await until(lambda: store.orders.asked)
    assert store.orders.asked[0] == (OPEN_DELIVERY, "/orders/..%2F..%2F..%2Felsewhere", "")


@pytest.mark.parametrize("order_id", [".", ".."])
async def test_an_order_id_of_dots_is_not_fetched(store: Store, order_id: str) -> None:
    await from_qr(store, raw(own_json("open_delivery/created.json") | {"orderId": order_id}))
    await settled(store)
    assert store.orders.asked == []
    assert len(rows(store, "quarantine")) == 1


def as_asked(answer: dict[str, Any], event: bytes) -> bytes:
    """The published order under the id and version of the published event; they do not name each other."""
    about = json.loads(event)["data"]["object"]
    (notice,) = about.values()
    return raw({"order": {**answer["order"], "id": notice["order_id"], "version": notice["version"]}})


@published
async def test_the_published_open_delivery_order_goes_in_and_its_cancel_too(store: Store) -> None:
    created, cancelled = vendor("opendelivery/event-created.json"), vendor("opendelivery/event-cancelled.json")
    order = vendor_json("opendelivery/indoorOrder.json") | {"id": json.loads(created)["orderId"]}
    store.orders.answers["/orders/order-abc123"] = raw(order)
    assert (await from_qr(store, created)).status_code == 204
    await settled(store)
    placed = await ticket(store, "qr", "order-abc123")
    (burger,) = placed.items
    assert (placed.table, burger.name, burger.quantity, burger.note) == ("5", "Classic Burger", "2", "No pickles")
    assert [one.name for one in burger.modifiers] == ["Fries"]
    assert {task.state for task in burger.tasks} == {"queued"}
    assert (await from_qr(store, cancelled)).status_code == 204
    await settled(store)
    assert (await ticket(store, "qr", "order-abc123")).cancelled


@published
async def test_the_published_square_orders_go_in_created_then_updated(store: Store) -> None:
    created, updated = vendor("square/OrderCreatedEvent.json"), vendor("square/OrderUpdatedEvent.json")
    path = "/v2/orders/eA3vssLHKJrv9H0IdJCM3gNqfdcZY"
    store.orders.answers[path] = as_asked(vendor_json("square/CreateOrderResponse.json"), created)
    assert (await from_square(store, created)).status_code == 200
    await settled(store)
    placed = await ticket(store, "square", "eA3vssLHKJrv9H0IdJCM3gNqfdcZY")
    assert [(one.name, one.quantity) for one in placed.items] == [
        ("New York Strip Steak", "1"),
        ("New York Steak", "2"),
    ]
    store.orders.answers[path] = as_asked(vendor_json("square/UpdateOrderResponse.json"), updated)
    assert (await from_square(store, updated)).status_code == 200
    await settled(store)
    amended = await ticket(store, "square", "eA3vssLHKJrv9H0IdJCM3gNqfdcZY")
    assert [(one.name, one.state) for one in amended.items] == [
        ("New York Strip Steak", "void"),
        ("New York Steak", "void"),
        ("Small Coffee", "open"),
        ("COOKIE", "open"),
    ]
