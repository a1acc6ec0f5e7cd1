"""Real orders of Open Delivery and Square go in over HTTP, signed, and are read off the stations that make them.

The published examples lie beside the repository; a clone without them reads our own of the same shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.shop import Opening, Shop
from e2e.vendors import SECRETS, Platforms, burger_kitchen, vendor_api
from tests.sources.payloads import own, own_json, published, raw, vendor, vendor_json


@pytest.fixture
def burgers(opening: Opening, tmp_path: Path) -> Iterator[tuple[Shop, Platforms]]:
    with vendor_api() as api:
        shop = opening.shop(burger_kitchen(tmp_path / "burgers", api), env=SECRETS)
        yield shop, Platforms(shop.server, api)


def answering(order: dict[str, Any], event: bytes) -> bytes:
    """The published order under the id and version of the published event: they do not name each other."""
    (notice,) = json.loads(event)["data"]["object"].values()
    return raw({"order": {**order["order"], "id": notice["order_id"], "version": notice["version"]}})


@published
def test_the_published_table_order_is_read_off_grill_fryer_and_assembly(burgers: tuple[Shop, Platforms]) -> None:
    shop, platforms = burgers
    grill, fry, assembly, bar = map(shop.station, ("grill", "fry", "assembly", "bar"))
    created = vendor("opendelivery/event-created.json")
    order = vendor_json("opendelivery/indoorOrder.json") | {"id": json.loads(created)["orderId"]}
    platforms.serves("/orders/order-abc123", raw(order))

    platforms.open_delivery(created)

    for screen, row in ((grill, "2 Classic Burger"), (fry, "2 Fries")):
        card = screen.card("OD M5-01")
        card.shows(row)
        card.says("Table 5", "party of 2", "Carla", "Bruno Rocha")
        card.says("Account shared with table guests", "Birthday table, include complimentary candle")
    grill.card("OD M5-01").row("Classic Burger").is_made("Fries")
    grill.card("OD M5-01").row("Classic Burger").notes("No pickles")
    fry.card("OD M5-01").row("Fries").says("for Classic Burger")
    assembly.is_empty()
    bar.is_empty()
    assert platforms.asked == [("/orders/order-abc123", "Bearer open-delivery-token")]

    grill.card("OD M5-01").row("Classic Burger").tap()
    assembly.card("OD M5-01").shows("2 Classic Burger")
    assembly.card("OD M5-01").row("Classic Burger").is_made("Fries")
    assembly.card("OD M5-01").row("Classic Burger").notes("No pickles")


@published
def test_the_published_cancel_leaves_as_a_change_that_each_station_has_to_see(burgers: tuple[Shop, Platforms]) -> None:
    shop, platforms = burgers
    grill, fry = shop.station("grill"), shop.station("fry")
    created = vendor("opendelivery/event-created.json")
    order = vendor_json("opendelivery/indoorOrder.json") | {"id": json.loads(created)["orderId"]}
    platforms.serves("/orders/order-abc123", raw(order))
    platforms.open_delivery(created)
    grill.card("OD M5-01").shows("2 Classic Burger")

    platforms.open_delivery(vendor("opendelivery/event-cancelled.json"))

    for screen in (grill, fry):
        screen.card("OD M5-01").reads_as("Cancelled")
        screen.card("OD M5-01").acknowledge()
        screen.is_empty()
    expect(grill.strip).to_contain_text("To cook 0")


@published
def test_the_published_square_order_is_read_off_the_grill_and_then_becomes_another(
    burgers: tuple[Shop, Platforms],
) -> None:
    shop, platforms = burgers
    grill, fry, bar = map(shop.station, ("grill", "fry", "bar"))
    path = "/v2/orders/eA3vssLHKJrv9H0IdJCM3gNqfdcZY"
    created, updated = vendor("square/OrderCreatedEvent.json"), vendor("square/OrderUpdatedEvent.json")

    platforms.serves(path, answering(vendor_json("square/CreateOrderResponse.json"), created))
    platforms.square(created)

    for screen in (grill, fry):
        screen.card("SQ A001").shows("1 New York Strip Steak", "2 New York Steak")
        screen.card("SQ A001").says("My App")
        screen.card("SQ A001").row("New York Steak").is_made("Larger", "Well")
        screen.card("SQ A001").row("New York Strip Steak").is_made()
    bar.is_empty()

    platforms.serves(path, answering(vendor_json("square/UpdateOrderResponse.json"), updated))
    platforms.square(updated)

    bar.card("SQ A001").shows("1 Small Coffee", "2 COOKIE")
    for screen in (grill, fry):
        for steak in ("New York Strip Steak", "New York Steak"):
            screen.card("SQ A001").row(steak).is_("void")
            screen.card("SQ A001").row(steak).says("Voided")
        screen.card("SQ A001").acknowledge()
        screen.is_empty()
    assert platforms.asked == [(path, "Bearer square-token")] * 2


def test_a_table_order_is_read_off_the_default_station_marked_and_leaves_as_a_change(
    burgers: tuple[Shop, Platforms],
) -> None:
    shop, platforms = burgers
    grill, assembly = shop.station("grill"), shop.station("assembly")
    platforms.serves("/orders/od-7001", own("open_delivery/indoor_table.json"))

    platforms.open_delivery(own("open_delivery/created.json"))

    card = assembly.card("OD T7-04")
    card.shows("1.5kg 水煮鱼", "2 米饭")
    card.says("Table 7", "party of 3", "Garden", "seat 3", "Lin", "Birthday", "First")
    card.row("水煮鱼").is_made("NO coentro", "加豆芽 ×2", "黄豆芽")
    card.row("水煮鱼").notes("少油")
    card.row("水煮鱼").says("No station set")
    grill.is_empty()

    platforms.open_delivery(own("open_delivery/cancelled.json"))
    card.reads_as("Cancelled")
    card.acknowledge()
    card.is_gone()


def test_a_square_order_is_read_off_the_default_station_and_its_cancel_is_seen(burgers: tuple[Shop, Platforms]) -> None:
    shop, platforms = burgers
    assembly = shop.station("assembly")
    order = own_json("square/pickup_order.json")
    path = "/v2/orders/SqOrder1"
    platforms.serves(path, raw(order))

    platforms.square(own("square/order_created.json"))

    card = assembly.card("SQ Kim")
    card.shows("1.5kg Roast duck", "2 Jasmine tea")
    card.says("Web shop", "Takeaway", "Kim Lee", "Curb side", "for 08:30")
    card.row("Roast duck").is_made("Half", "Plum sauce ×2", "NO Scallion", "NO cucumber")
    card.says("crispy")

    order["order"] |= {"version": 2, "state": "CANCELED"}
    platforms.serves(path, raw(order))
    platforms.square(own("square/order_updated.json"))
    card.reads_as("Cancelled")
    card.acknowledge()
    card.is_gone()


def test_an_order_that_cannot_be_read_shows_at_the_pass_until_it_can(burgers: tuple[Shop, Platforms]) -> None:
    shop, platforms = burgers
    the_pass, assembly = shop.the_pass(), shop.station("assembly")
    platforms.serves("/orders/od-7001", b"not an order")

    platforms.open_delivery(own("open_delivery/created.json"))

    expect(the_pass.banner).to_contain_text("Orders of platforms that could not be read: 1.")
    expect(assembly.banner).to_have_count(0)

    platforms.serves("/orders/od-7001", own("open_delivery/indoor_table.json"))
    platforms.read_again()
    assembly.card("OD T7-04").is_there()
    expect(the_pass.banner).to_have_count(0)


def test_a_wrong_signature_lights_nothing_up(burgers: tuple[Shop, Platforms]) -> None:
    shop, platforms = burgers
    assembly = shop.station("assembly")
    platforms.serves("/orders/od-7001", own("open_delivery/indoor_table.json"))
    with pytest.raises(AssertionError, match="bad_signature"):
        platforms.open_delivery(own("open_delivery/created.json"), secret="somebody else's")
    platforms.open_delivery(own("open_delivery/created.json"))
    assembly.cards_are("OD T7-04")
    assert len(platforms.asked) == 1
