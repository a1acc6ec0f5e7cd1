"""Kept bodies read by their source's dialect: what is done with each answer of the vendor."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from kds.adapters.vendors import NotThere, Unfetchable, VendorDown, Vendors
from kds.kitchen.commands import Cancel, Place
from kds.kitchen.setup import Kitchen
from kds.service.inbox import PATIENCE, Broken, Outlook, Passing, Ready
from kds.service.ports import InboxRow
from tests.asgi.store import FakeOrders, kitchen
from tests.sources.payloads import own, own_json, raw


def row(body: bytes, source: str = "qr") -> InboxRow:
    return InboxRow("r1", source, 1, b"{}", body, "pending")


CREATED = row(own("open_delivery/created.json"))
SQUARE = row(own("square/order_updated.json"), "square")


async def outlook(one: InboxRow, answer: Any = None, files: Kitchen | None = None) -> Outlook:
    orders = FakeOrders()
    if answer is not None:
        orders.answers = dict.fromkeys(("/orders/od-7001", "/v2/orders/SqOrder1"), answer)
    return await Vendors(lambda: files or kitchen(), orders, lambda name: "").read(one)


async def test_a_fetched_order_is_placed() -> None:
    ready = await outlook(CREATED, own("open_delivery/indoor_table.json"))
    assert isinstance(ready, Ready)
    assert isinstance(ready.commands[0], Place)


async def test_a_cancel_is_not_fetched() -> None:
    ready = await outlook(row(own("open_delivery/cancelled.json")))
    assert isinstance(ready, Ready)
    assert isinstance(ready.commands[0], Cancel)
    assert ready.commands[0].reason == "Guest left"


async def test_an_event_that_asks_nothing_is_done() -> None:
    assert await outlook(row(own("open_delivery/confirmed.json"))) == Ready((), "CONFIRMED asks nothing of a kitchen")


async def test_a_vendor_that_is_down_is_passing_for_ever() -> None:
    assert await outlook(CREATED, VendorDown("no answer")) == Passing("no answer")


async def test_an_order_that_is_not_there_is_passing_for_a_while() -> None:
    assert await outlook(CREATED, NotThere("404")) == Passing("404", final_after=PATIENCE)


async def test_a_final_refusal_is_broken() -> None:
    assert await outlook(CREATED, Unfetchable("410 Gone")) == Broken("410 Gone")


async def test_an_order_older_than_its_event_is_asked_for_again() -> None:
    older = await outlook(SQUARE, own("square/pickup_order.json"))
    assert older == Passing("square still answers with version 1 of 2", final_after=PATIENCE)


async def test_an_order_newer_than_its_event_is_taken() -> None:
    newer = own_json("square/pickup_order.json")
    newer["order"]["version"] = 9
    ready = await outlook(SQUARE, raw(newer))
    assert isinstance(ready, Ready)
    assert isinstance(ready.commands[0], Place)
    assert ready.commands[0].revision == 9


async def test_a_source_without_a_base_says_what_to_add() -> None:
    files = kitchen()
    bare = replace(files, sources=tuple(replace(rule, base_url="") for rule in files.sources))
    broken = await outlook(CREATED, None, bare)
    assert isinstance(broken, Broken)
    assert "base_url" in broken.why


def test_bodies_of_one_order_share_a_lane_and_unreadable_ones_have_their_own() -> None:
    vendors = Vendors(kitchen, FakeOrders(), lambda name: "")
    assert vendors.lane(CREATED) == vendors.lane(row(own("open_delivery/cancelled.json")))
    assert vendors.lane(CREATED) != vendors.lane(SQUARE)
    assert vendors.lane(row(b"nonsense")) == "r1"
