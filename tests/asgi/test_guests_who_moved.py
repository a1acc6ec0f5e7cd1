"""Guests whom the staff moved to another table: their sitting goes along, and their old table is somebody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from kds.asgi.guesttables import GuestTables
from kds.kitchen.command import Seen
from kds.kitchen.commands import Bump, Move, Serve
from kds.kitchen.model import Ticket
from kds.kitchen.venue import TableSpot
from kds.service.memory_log import MemoryDisk
from kds.service.receipt import Submission
from kds.sources.guest import CartLine
from tests.asgi.store import Store, opened
from tests.asgi.tables import COOK, EXPO, Phone, dining_room, line, watching


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened(files=dining_room()) as running:
        yield running


async def ordered(phone: Phone, order: str = "order001", line_id: str = "line0001") -> Ticket:
    await phone.put(line(line_id))
    await phone.send(order)
    ticket = phone.ticket(order)
    assert ticket is not None
    return ticket


async def move(store: Store, ticket: Ticket, table: str) -> None:
    receipt = await store.executor.submit(Submission(Move(ticket.id, table), EXPO, f"move-{store.head}"))
    assert receipt.result == "ok", receipt


async def serve(store: Store, ticket: Ticket) -> None:
    seen = tuple(Seen(task.id, 1) for item in ticket.items for task in item.tasks)
    for command, actor in ((Bump(seen, ticket.id), COOK), (Serve(ticket.id), EXPO)):
        receipt = await store.executor.submit(Submission(command, actor, f"serve-{store.head}"))
        assert receipt.result == "ok", receipt


async def test_the_next_guests_at_the_old_table_see_nothing_of_those_who_moved(store: Store) -> None:
    anna = Phone(store)
    await move(store, await ordered(anna), "13")
    async with watching(Phone(store)) as stream:
        assert (await stream.next("orders"))["orders"] == []
        cart = stream.last["cart"]
    assert (cart["lines"], cart["sent"], cart["sitting"] != anna.sitting) == ([], None, True)


async def test_those_who_moved_are_told_where_and_still_follow_their_food(store: Store) -> None:
    anna = Phone(store)
    ticket = await ordered(anna)
    async with watching(anna) as stream:
        await stream.next("orders")
        await move(store, ticket, "13")
        assert await stream.next("moved") == {"table": "13"}
        await serve(store, ticket)
        while (await stream.next("orders"))["orders"][0]["word"] != "served":
            pass


async def test_a_later_order_from_the_old_page_is_refused_and_goes_to_no_table(store: Store) -> None:
    anna = Phone(store)
    await move(store, await ordered(anna), "13")
    head = store.head
    assert (await anna.put(line("line0002"), status=409))["code"] == "moved"
    assert (await anna.send("order002", 409))["code"] == "moved"
    assert store.head == head


async def test_a_call_from_the_old_page_sends_nobody_to_the_old_table(store: Store) -> None:
    anna = Phone(store)
    await move(store, await ordered(anna), "13")
    answer = await anna.post("call", {"sitting": anna.sitting})
    assert (answer.status_code, answer.json()["code"]) == (409, "moved")
    assert (await anna.post("call", {})).status_code == 200, "whoever sits there now may call"


async def test_the_next_guests_order_is_no_news_to_those_who_moved(store: Store) -> None:
    anna, carl = Phone(store), Phone(store, name="carl0000")
    await move(store, await ordered(anna), "13")
    await ordered(carl, "order002", "line0002")
    async with watching(anna, sitting=anna.sitting) as stream:
        orders = await stream.next("orders")
        assert [one["order"] for one in orders["orders"]] == ["order001"]
        assert "cart" not in stream.last
    async with watching(carl, sitting=carl.sitting) as stream:
        assert [one["order"] for one in (await stream.next("orders"))["orders"]] == ["order002"]


async def test_a_phone_that_comes_back_after_a_lost_connection_is_still_of_its_own_sitting(store: Store) -> None:
    anna = Phone(store)
    await move(store, await ordered(anna), "13")
    async with watching(anna, last_event_id=anna.sitting) as stream:
        assert (await stream.next("moved"))["table"] == "13"


async def test_while_one_of_two_orders_is_still_at_the_table_the_guests_are_too(store: Store) -> None:
    anna = Phone(store)
    first = await ordered(anna)
    store.clock.wall_ms += 1000
    second = await ordered(anna, "order002", "line0002")
    await move(store, second, "13")
    async with watching(anna, sitting=anna.sitting) as stream:
        orders = (await stream.next("orders"))["orders"]
        assert [one.get("table", "") for one in orders] == ["", "13"]
        assert stream.last["cart"]["sitting"] == anna.sitting
        await move(store, first, "13")
        assert (await stream.next("moved"))["table"] == "13"


async def test_where_the_last_food_was_served_there_the_guests_are(store: Store) -> None:
    anna = Phone(store)
    await serve(store, await ordered(anna))
    second = await ordered(anna, "order002", "line0002")
    store.clock.wall_ms += 1000
    await move(store, second, "13")
    await serve(store, second)
    assert (await anna.put(line("line0003"), status=409))["code"] == "moved"
    async with watching(Phone(store)) as stream:
        assert (await stream.next("orders"))["orders"] == []


async def test_guests_who_are_moved_back_go_on_where_they_were(store: Store) -> None:
    anna = Phone(store)
    ticket = await ordered(anna)
    async with watching(anna) as stream:
        await stream.next("orders")
        await move(store, ticket, "13")
        await stream.next("moved")
        await move(store, ticket, "12")
        assert (await stream.next("cart"))["sitting"] == anna.sitting
        await move(store, ticket, "13")
        assert (await stream.next("moved"))["table"] == "13"
        await move(store, ticket, "12")
        await stream.next("cart")
    await anna.look()
    await ordered(anna, "order002", "line0002")


async def test_guests_who_are_moved_back_to_a_table_where_others_have_begun_share_no_cart_with_them(
    store: Store,
) -> None:
    anna, carl = Phone(store), Phone(store, name="carl0000")
    ticket = await ordered(anna)
    await move(store, ticket, "13")
    await carl.put(line("line0002", phone="carl0000"))
    await move(store, ticket, "12")
    async with watching(anna, sitting=anna.sitting) as stream:
        assert (await stream.next("moved"))["table"] == "12"
        assert [one["order"] for one in (await stream.next("orders"))["orders"]] == ["order001"]
    assert [one["id"] for one in (await carl.look())["lines"]] == ["line0002"]


async def test_after_a_restart_the_old_table_is_still_somebody_elses() -> None:
    disk = MemoryDisk()
    async with opened(disk, files=dining_room()) as store:
        anna = Phone(store)
        await move(store, await ordered(anna), "13")
    async with opened(disk, files=dining_room()) as store:
        anna.store = store
        assert (await anna.put(line("line0002"), status=409))["code"] == "moved"
        async with watching(Phone(store)) as stream:
            assert (await stream.next("orders"))["orders"] == []
            assert stream.last["cart"]["sitting"] != anna.sitting
        async with watching(anna, sitting=anna.sitting) as stream:
            assert (await stream.next("moved"))["table"] == "13"


async def test_an_order_that_had_arrived_before_the_move_is_answered(store: Store) -> None:
    anna = Phone(store)
    ticket = await ordered(anna)
    await move(store, ticket, "13")
    assert (await anna.send("order001"))["number"] == ticket.number


async def test_an_order_on_its_way_is_not_left_behind_by_a_move(store: Store) -> None:
    anna = Phone(store)
    ticket = await ordered(anna)
    tables, spot = GuestTables(store.services), TableSpot("12", "hall")
    cart = tables.cart(spot)
    cart.change([CartLine("line0002", 1, "S1", 1)], store.clock.now_ms())
    cart.begin()
    await move(store, ticket, "13")
    assert tables.cart(spot).sitting == anna.sitting
    cart.end(None, store.clock.now_ms())
    assert tables.cart(spot).sitting != anna.sitting
