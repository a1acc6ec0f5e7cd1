"""The stream of a guest's phone: cart, progress, what is sold out and the call, and nothing of anybody else."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace
from starlette.applications import Starlette

from kds.asgi.guest import GuestPages
from kds.asgi.gueststream import MAX_STREAMS_OF_TABLE
from kds.kitchen.command import Seen
from kds.kitchen.commands import AnswerCall, AnyCommand, Bump, Move, Serve, SetAvailability, Split, Start
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.service.carts import SERVED_IDLE_MS
from kds.service.memory_log import MemoryDisk
from kds.service.receipt import Submission
from tests.asgi.store import Store, opened, order
from tests.asgi.tables import COOK, EXPO, Phone, dining_room, line, watching


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened(files=dining_room()) as running:
        yield running


async def do(store: Store, command: AnyCommand, actor: Any = EXPO) -> None:
    receipt = await store.executor.submit(Submission(command, actor, f"staff-{store.head}"))
    assert receipt.result == "ok", receipt


async def ordered(phone: Phone, order: str = "order001") -> Ticket:
    await phone.put(line(note="a secret wish"), line("line0002", "S2"))
    await phone.send(order)
    ticket = phone.ticket(order)
    assert ticket is not None
    return ticket


def words(orders: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(one["word"], [item["word"] for item in one["items"]]) for one in orders["orders"]]


async def test_what_one_phone_chooses_every_phone_of_the_table_sees(store: Store) -> None:
    anna, ben = Phone(store), Phone(store, name="ben00000")
    async with watching(ben) as stream:
        assert (await stream.next("cart"))["lines"] == []
        await anna.put(line(quantity=2))
        cart = await stream.next("cart")
    assert [(one["sku"], one["quantity"]) for one in cart["lines"]] == [("S1", 2)]


async def test_an_order_empties_the_cart_of_every_phone_and_says_who_ordered(store: Store) -> None:
    anna, ben = Phone(store), Phone(store, name="ben00000")
    await anna.put(line())
    async with watching(ben) as stream:
        await stream.next("orders")
        await anna.send("order001")
        orders = await stream.next("orders")
        cart = stream.last["cart"]
    assert (cart["lines"], cart["sent"]["phone"], cart["sent"]["order"]) == ([], "anna0000", "order001")
    assert [one["order"] for one in orders["orders"]] == ["order001"]


async def test_a_guest_follows_the_dishes_until_they_are_served(store: Store) -> None:
    phone = Phone(store)
    ticket = await ordered(phone)
    fish, rice = ticket.items
    async with watching(phone) as stream:
        assert words(await stream.next("orders")) == [("received", ["received", "received"])]
        await do(store, Start((Seen(fish.tasks[0].id, 1),), ticket.id), COOK)
        assert words(await stream.next("orders")) == [("cooking", ["cooking", "received"])]
        await do(store, Bump(tuple(Seen(one.tasks[0].id, 1) for one in (fish, rice)), ticket.id), COOK)
        assert words(await stream.next("orders")) == [("ready", ["ready", "ready"])]
        await do(store, Serve(ticket.id))
        assert words(await stream.next("orders")) == [("served", ["served", "served"])]


async def test_a_dish_that_runs_out_is_told_at_once(store: Store) -> None:
    await store.executor.adopt(store.files[0])
    async with watching(Phone(store)) as stream:
        assert (await stream.next("menu"))["sold_out"] == []
        await do(store, SetAvailability("S1", True, 2))
        assert (await stream.next("menu"))["left"] == {"S1": 2}
        await do(store, SetAvailability("S1", False))
        told = await stream.next("menu")
        assert (told["sold_out"], told["left"]) == (["S1"], {})


async def test_a_call_stands_until_somebody_goes_there(store: Store) -> None:
    phone = Phone(store)
    async with watching(phone) as stream:
        assert (await stream.next("call"))["about"] == ""
        await phone.post("call", {"about": "bill"})
        assert (await stream.next("call"))["about"] == "bill"
        await do(store, AnswerCall("12"))
        assert (await stream.next("call"))["about"] == ""


async def test_another_table_is_told_nothing_of_it(store: Store) -> None:
    await ordered(Phone(store))
    async with watching(Phone(store, table="13")) as stream:
        assert (await stream.next("orders"))["orders"] == []
        assert stream.last["cart"]["lines"] == []


async def test_a_guest_is_told_nothing_of_the_tills_orders_at_the_same_table(store: Store) -> None:
    await store.client.post("/api/v1/tickets", json=order(table="12"))
    async with watching(Phone(store)) as stream:
        assert (await stream.next("orders"))["orders"] == []


async def test_no_words_of_the_staff_reach_a_guest(store: Store) -> None:
    phone = Phone(store)
    await ordered(phone)
    async with watching(phone) as stream:
        (told,) = (await stream.next("orders"))["orders"]
    assert set(told) == {"order", "number", "word", "opened_ms", "items"}
    assert {key for item in told["items"] for key in item} == {
        "line", "sku", "name", "quantity", "word", "price_minor",
    }  # fmt: skip


async def test_an_order_that_was_moved_to_another_table_says_where(store: Store) -> None:
    phone = Phone(store)
    ticket = await ordered(phone)
    async with watching(phone) as stream:
        await stream.next("orders")
        await do(store, Move(ticket.id, "13"))
        assert [one["table"] for one in (await stream.next("orders"))["orders"]] == ["13"]


async def test_dishes_that_staff_split_off_stay_the_guests(store: Store) -> None:
    phone = Phone(store)
    ticket = await ordered(phone)
    await do(store, Split(ticket.id, (ticket.items[1].id,), "bill of two"))
    async with watching(phone) as stream:
        (told,) = (await stream.next("orders"))["orders"]
    assert [item["line"] for item in told["items"]] == ["line0001", "line0002"]


async def test_dishes_that_a_waiter_split_off_twice_stand_once_on_the_phone(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(), line("line0002", "S2"), line("line0003", "S2"))
    await phone.send("order001")
    ticket = phone.ticket("order001")
    assert ticket is not None
    # A waiter's page names what it splits off after the order it takes it from.
    first = f"{ticket.external_id}/aaaaaaaa"
    await do(store, Split(ticket.id, tuple(item.id for item in ticket.items[1:]), first))
    await do(store, Split(ticket_id("guest", first), (ticket.items[2].id,), f"{first}/bbbbbbbb"))
    async with watching(phone) as stream:
        orders = (await stream.next("orders"))["orders"]
    assert [[item["line"] for item in one["items"]] for one in orders] == [["line0001", "line0002", "line0003"]]


async def test_after_a_restart_a_split_off_dish_is_still_of_its_guests() -> None:
    disk = MemoryDisk()
    async with opened(disk, files=dining_room()) as store:
        phone = Phone(store)
        ticket = await ordered(phone)
        await do(store, Split(ticket.id, (ticket.items[1].id,), f"{ticket.external_id}/aaaaaaaa"))
        await do(store, Bump((Seen(ticket.items[0].tasks[0].id, 1),), ticket.id), COOK)
        await do(store, Serve(ticket.id))
        store.clock.wall_ms += SERVED_IDLE_MS
    async with opened(disk, files=dining_room()) as store, watching(Phone(store)) as stream:
        store.clock.wall_ms += SERVED_IDLE_MS
        assert len((await stream.next("orders"))["orders"]) == 1
        assert stream.last["cart"]["sitting"] == phone.sitting


async def test_the_next_guests_see_nothing_of_the_ones_before(store: Store) -> None:
    phone = Phone(store)
    ticket = await ordered(phone)
    await do(store, Bump(tuple(Seen(one.tasks[0].id, 1) for one in ticket.items), ticket.id), COOK)
    await do(store, Serve(ticket.id))
    store.clock.wall_ms += SERVED_IDLE_MS
    async with watching(Phone(store)) as stream:
        assert (await stream.next("orders"))["orders"] == []
        assert stream.last["cart"]["sitting"] != phone.sitting


async def test_guests_whose_food_is_not_served_are_still_there(store: Store) -> None:
    phone = Phone(store)
    await ordered(phone)
    store.clock.wall_ms += 5 * SERVED_IDLE_MS
    async with watching(Phone(store)) as stream:
        assert len((await stream.next("orders"))["orders"]) == 1


async def test_after_a_restart_the_guests_go_on_where_they_were() -> None:
    disk = MemoryDisk()
    async with opened(disk, files=dining_room()) as store:
        phone = Phone(store)
        await ordered(phone)
    async with opened(disk, files=dining_room()) as store, watching(Phone(store)) as stream:
        assert len((await stream.next("orders"))["orders"]) == 1
        assert stream.last["cart"]["sitting"] == phone.sitting


async def test_a_sign_of_life_comes_in_the_busiest_hour_too(store: Store) -> None:
    app = Starlette(routes=GuestPages(store.services, beat_s=0.1, gather_s=0.001).routes())
    async with watching(Phone(replace(store, app=app))) as stream, asyncio.TaskGroup() as busy:
        hour = busy.create_task(rush_hour(store))
        await stream.next("beat")
        await stream.next("beat")
        hour.cancel()


async def rush_hour(store: Store) -> None:
    """The till's orders come much faster than beats."""
    for number in itertools.count():
        assert (await store.place(external_id=f"rush {number}")).status_code == 201


async def test_a_table_has_only_so_many_streams() -> None:
    async with opened(files=dining_room()) as store:
        streams = [watching(Phone(store)) for _ in range(MAX_STREAMS_OF_TABLE)]
        for one in streams:
            await (await one.__aenter__()).next("cart")
        async with watching(Phone(store)) as refused:
            await refused.ended_with(429)
        for one in streams:
            await one.__aexit__(None, None, None)
