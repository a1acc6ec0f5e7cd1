"""Orders of guests' phones: once, whole, for the own table, by the menu's rules."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from kds.kitchen.commands import Cancel, Fire, SetAvailability
from kds.service.carts import MAX_LEAP, MAX_LINES
from kds.service.memory_log import MemoryDisk
from kds.service.receipt import Submission
from kds.sources.tabletoken import renewed
from tests.asgi.store import KEYS, Store, opened, problem
from tests.asgi.tables import EXPO, Phone, dining_room, line


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened(files=dining_room()) as running:
        yield running


async def sell_out(store: Store, sku: str, left: int = 0) -> None:
    await store.executor.adopt(store.files[0])
    receipt = await store.executor.submit(Submission(SetAvailability(sku, left > 0, left), EXPO, f"out-{sku}"))
    assert receipt.result == "ok"


async def test_an_order_of_the_cart_becomes_a_ticket_of_the_table(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(quantity=2, note=" no  bones\n"), line("line0002", "T1", picks={"spice": ["mild"]}))
    told = await phone.send("order001")
    ticket = phone.ticket("order001")
    assert ticket is not None
    assert (told["number"], told["lines"]) == (ticket.number, ["line0001", "line0002"])
    assert (ticket.source, ticket.table, ticket.area, ticket.service) == ("guest", "12", "hall", "dine_in")
    fish, tofu = ticket.items
    assert (fish.name, fish.quantity, fish.note) == ("水煮鱼", "2", "no bones")
    assert [(one.name, one.alt_name) for one in tofu.modifiers] == [("微辣", "Mild")]


async def test_an_order_that_is_repeated_is_one_ticket(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line())
    first = await phone.send("order001")
    head = store.head
    assert await phone.send("order001") == first
    assert store.head == head


async def test_the_same_order_sent_twice_at_once_is_one_ticket(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line())
    head = store.head
    first, second = await asyncio.gather(phone.send("order001"), phone.send("order001"))
    assert first == second
    assert store.head == head + 1


async def test_two_phones_that_press_at_once_make_one_order_and_the_second_is_told(store: Store) -> None:
    anna, ben = Phone(store), Phone(store, name="ben00000")
    await anna.put(line())
    await ben.put(line("line0002", "S2", phone="ben00000"))
    await anna.look()
    first, second = await asyncio.gather(anna.send("order001"), ben.send("order002"))
    assert first["lines"] == ["line0001", "line0002"]
    assert (second["order"], second["by_other"]) == ("order001", True)
    assert ben.ticket("order002") is None


async def test_a_phone_that_presses_a_moment_later_is_told_that_it_is_ordered(store: Store) -> None:
    anna, ben = Phone(store), Phone(store, name="ben00000")
    await anna.put(line())
    await ben.look()
    await anna.send("order001")
    assert (await ben.send("order002"))["by_other"] is True


async def test_a_cart_that_changed_under_the_thumb_is_looked_at_again(store: Store) -> None:
    anna, ben = Phone(store), Phone(store, name="ben00000")
    await anna.put(line())
    await ben.put(line("line0002", "S2"))
    assert (await anna.send("order001", 409))["code"] == "cart_changed"
    assert anna.ticket("order001") is None


async def test_an_ordered_line_does_not_come_back_to_the_cart_after_a_restart() -> None:
    disk = MemoryDisk()
    async with opened(disk, files=dining_room()) as store:
        anna = Phone(store)
        await anna.put(line())
        await anna.send("order001")
    async with opened(disk, files=dining_room()) as store:
        ben = Phone(store, name="ben00000")
        await ben.look()
        assert ben.sitting == anna.sitting
        assert (await ben.put(line(rev=7, quantity=3)))["lines"] == []


async def test_an_order_whose_answer_was_lost_in_a_restart_is_answered_afterwards() -> None:
    disk = MemoryDisk()
    async with opened(disk, files=dining_room()) as store:
        phone = Phone(store)
        await phone.put(line())
        first = await phone.send("order001")
    async with opened(disk, files=dining_room()) as store:
        phone.store = store
        assert await phone.send("order001") == first


async def test_a_line_changed_offline_does_not_undo_the_order_of_it(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line())
    await phone.send("order001")
    assert (await phone.put(line(rev=2, quantity=5)))["lines"] == []


async def test_a_sold_out_dish_is_left_out_and_the_rest_is_ordered(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(), line("line0002", "S2"))
    await sell_out(store, "S1")
    assert (await phone.send("order001"))["lines"] == ["line0002"]
    cart = await phone.look()
    assert (cart["lines"], cart["sent"]["sold_out"]) == ([], ["S1"])


async def test_of_more_than_is_left_every_phone_is_told_how_many_there_are(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(quantity=2), line("line0002", "S2"))
    await sell_out(store, "S1", left=1)
    told = await phone.send("order001")
    assert (told["lines"], told["left"]) == (["line0002"], {"line0001": 1})
    sent = (await phone.look())["sent"]
    assert (sent["sold_out"], sent["few"]) == ([], {"S1": 1})
    assert await phone.send("order001") == told, "and again where the answer was lost"


async def test_a_cart_of_sold_out_dishes_stays_as_it_is(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line())
    await sell_out(store, "S1")
    assert (await phone.send("order001", 409))["code"] == "sold_out"
    cart = await phone.look()
    assert ([one["id"] for one in cart["lines"]], cart["sending"]) == (["line0001"], False)


@pytest.mark.parametrize(
    ("picks", "code"),
    [
        ({}, "options_changed"),
        ({"spice": ["mild", "usual"]}, "options_changed"),
        ({"spice": ["mild"], "extras": ["egg", "egg"]}, "options_changed"),
        ({"spice": ["hot"]}, "options_changed"),
        ({"spice": ["mild"], "sauce": ["soy"]}, "options_changed"),
    ],
)
async def test_options_that_break_the_menus_rules_are_refused(store: Store, picks: object, code: str) -> None:
    told = await Phone(store).put(line(sku="T1", picks=picks), status=409)
    assert (told["code"], told["pointer"]) == (code, "/lines/line0001")


async def test_a_dish_that_is_not_on_the_menu_is_refused(store: Store) -> None:
    assert (await Phone(store).put(line(sku="X9"), status=404))["code"] == "unknown_dish"


async def test_what_is_always_so_tells_the_cook_nothing(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(sku="T1", picks={"spice": ["usual"], "extras": ["coriander"]}))
    await phone.send("order001")
    ticket = phone.ticket("order001")
    assert ticket is not None
    assert [(one.name, one.action) for one in ticket.items[0].modifiers] == [("香菜", "no")]


async def test_an_allergy_is_told_as_every_sources_is(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line(allergens=["peanut"]))
    await phone.send("order001")
    ticket = phone.ticket("order001")
    assert ticket is not None
    assert [(one.kind, one.waits) for one in ticket.changes] == [("allergen", ("hot", "expo"))]


async def test_a_line_that_a_prank_pushed_to_a_high_revision_can_still_be_taken_out(store: Store) -> None:
    anna, prank = Phone(store), Phone(store, name="prank000")
    for rev in range(MAX_LEAP, 6 * MAX_LEAP, MAX_LEAP):
        await prank.put(line(rev=rev, quantity=50))
    assert (await anna.put(line(rev=5 * MAX_LEAP + 1, quantity=0)))["lines"] == []


async def test_a_line_that_finds_no_room_is_named_and_the_others_are_taken(store: Store) -> None:
    phone = Phone(store)
    await phone.put(*(line(f"line{number:04}") for number in range(60)))
    told = await phone.put(*(line(f"line{number:04}") for number in range(60, 85)), status=409)
    assert (told["code"], told["pointer"]) == ("cart_full", "/lines/line0080")
    assert len((await phone.look())["lines"]) == MAX_LINES


async def test_a_new_code_for_the_table_begins_with_an_empty_cart_and_keeps_what_was_ordered(store: Store) -> None:
    anna = Phone(store)
    await anna.put(line())
    await anna.send("order001")
    await anna.put(line("line0002", quantity=50))
    keys = renewed(KEYS, ["12"])
    store.keys[0] = keys
    ben = Phone(store, keys=keys)
    assert (await ben.look())["lines"] == []
    assert ben.sitting == anna.sitting
    assert (await anna.post("cart", {"sitting": anna.sitting, "lines": []})).status_code == 404


async def test_an_empty_cart_is_no_order(store: Store) -> None:
    phone = Phone(store)
    await phone.look()
    assert (await phone.send("order001", 422))["code"] == "empty_order"


async def test_a_table_cannot_reach_another_tables_order(store: Store) -> None:
    anna = Phone(store)
    await anna.put(line())
    await anna.send("order001")
    stranger = Phone(store, table="13", sitting=anna.sitting)
    assert (await stranger.send("order001", 409))["code"] == "sitting_over"


async def test_an_order_that_asks_first_is_held_until_staff_accept_it() -> None:
    async with opened(files=dining_room("approve")) as store:
        phone = Phone(store)
        await phone.put(line())
        assert (await phone.send("order001"))["to_approve"] is True
        ticket = phone.ticket("order001")
        assert ticket is not None
        assert (ticket.to_approve, ticket.held, ticket.items[0].tasks[0].wait) == (True, (0,), "held")
        await store.executor.submit(Submission(Fire(ticket.id), EXPO, "accept"))
        after = phone.ticket("order001")
        assert after is not None
        assert (after.to_approve, after.items[0].tasks[0].state) == (False, "queued")


async def test_an_order_that_staff_decline_is_cancelled() -> None:
    async with opened(files=dining_room("approve")) as store:
        phone = Phone(store)
        await phone.put(line())
        await phone.send("order001")
        ticket = phone.ticket("order001")
        assert ticket is not None
        await store.executor.submit(Submission(Cancel(ticket.id, "declined"), EXPO, "decline"))
        after = phone.ticket("order001")
        assert after is not None
        assert (after.to_approve, after.state, after.cancelled) == (False, "closed", True)


async def test_where_orders_by_phone_are_off_nothing_is_taken() -> None:
    async with opened(files=dining_room("off")) as store:
        assert (await Phone(store).put(line(), status=403))["code"] == "guest_orders_off"


async def test_a_table_that_orders_too_often_has_to_wait_and_keeps_its_cart(store: Store) -> None:
    phone = Phone(store)
    for number in range(10):
        await phone.put(line(f"line{number:04}"))
        await phone.send(f"order{number:03}")
    await phone.put(line("line9999"))
    answer = await phone.post(
        "send", {"order": "order999", "phone": phone.name, "sitting": phone.sitting, "cart": phone.state}
    )
    assert problem(answer, 429)["code"] == "too_many_tries"
    assert int(answer.headers["retry-after"]) == 600
    assert [one["id"] for one in (await phone.look())["lines"]] == ["line9999"]


async def test_a_full_disk_keeps_the_cart_and_says_to_try_again(store: Store) -> None:
    phone = Phone(store)
    await phone.put(line())
    store.disk.full = True
    await phone.send("order001", 503)
    store.disk.full = False
    assert [one["id"] for one in (await phone.look())["lines"]] == ["line0001"]
