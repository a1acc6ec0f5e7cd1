"""Where orders go wrong in the field: repeated, reordered, eight at once, for a station that is not there."""

from __future__ import annotations

import asyncio

import psutil
import pytest

from kds.kitchen.identity import ticket_id
from tests.serverprocess import ServerProcess
from tests.storefront import Storefront, seen, tasks

pytestmark = pytest.mark.process

SOME = {"uid": "1", "name": "Kung Pao Chicken", "sku": "R01", "quantity": "2"}
MORE = {**SOME, "quantity": "3"}


@pytest.mark.parametrize("key", ["", "submit-1"], ids=["with a revision", "with a key"])
async def test_a_repeated_submit_is_the_same_ticket_and_other_contents_are_refused(store: Storefront, key: str) -> None:
    name = f"again-{key}"
    async with store.screen("expo") as screen:
        answers = await asyncio.gather(*(store.order("pos", name, SOME, key=key) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
        assert {answer.json()["ticket"]["id"] for answer in answers} == {ticket_id("pos", name)}
        other = await store.order("pos", name, MORE, key=key)
        assert (other.status_code, other.json()["code"]) == (409, "key_conflict" if key else "revision_conflict")
        await screen.sees(ticket_id("pos", name))
        held = [ticket for ticket in screen.tickets if ticket["external_id"] == name]
        assert [item["quantity"] for ticket in held for item in ticket["items"]] == ["2"]


async def test_a_reorder_after_ready_is_a_new_item_that_a_station_sees(store: Storefront) -> None:
    ticket = await store.placed("pos", "reorder", SOME)
    async with store.screen("cook") as screen:
        document = await screen.sees(ticket)
        assert (await screen.tap("bump", ticket=ticket, tasks=seen(document)))["result"] == "ok"
        await screen.until(lambda: screen.ticket(ticket).get("state") == "ready")
        await store.placed("pos", "reorder", MORE, revision=2)
        await screen.until(lambda: len(screen.ticket(ticket)["items"]) == 2)
        cooked, added = screen.ticket(ticket)["items"]
        assert (cooked["quantity"], cooked["state"]) == ("2", "ready")
        assert (added.get("quantity", "1"), added["addon"]) == ("1", True)
        assert ("reorder", "Kung Pao Chicken") in screen.cards("hot")


async def test_eight_first_orders_at_once_on_one_table_are_eight_tickets_of_that_table(store: Storefront) -> None:
    names = [f"eight-{n}" for n in range(8)]
    async with store.screen("expo") as screen:
        answers = await asyncio.gather(*(store.order("qr", name, "Tea", table="T88") for name in names))
        assert [answer.status_code for answer in answers] == [201] * 8
        await screen.until(lambda: sum(ticket.get("table") == "T88" for ticket in screen.tickets) == 8)
        of_the_table = [ticket for ticket in screen.tickets if ticket.get("table") == "T88"]
        assert sorted(ticket["external_id"] for ticket in of_the_table) == names
        assert len({ticket["number"] for ticket in of_the_table}) == 8


async def test_an_item_in_no_station_is_at_the_default_station_marked_and_on_the_pass(store: Storefront) -> None:
    ticket = await store.placed("pos", "nowhere", "Birthday cake")
    async with store.screen("expo") as screen:
        (item,) = (await screen.sees(ticket))["items"]
        assert item["unrouted"]
        assert ("nowhere", "Birthday cake") in screen.cards("hot")
    told = await store.told(ticket)
    assert [(item["unrouted"], item["stations"]) for item in told["items"]] == [(True, ["hot"])]


async def test_adding_an_item_makes_only_that_item(store: Storefront) -> None:
    ticket = await store.placed("pos", "adding", "Tea", "Rice")
    async with store.screen("cook") as screen:
        first = next(tasks(await screen.sees(ticket)))[1]
        await screen.tap("bump", ticket=ticket, tasks=[{"task": first["id"], "gen": first.get("gen", 1)}])
        await screen.until(lambda: next(tasks(screen.ticket(ticket)))[1].get("state") == "done")
        before = {task["id"]: task for _, task in tasks(screen.ticket(ticket))}
        await store.verb(ticket, "amend", key="add-1", add=[{"uid": "3", "name": "Soup"}])
        await screen.until(lambda: len(screen.ticket(ticket)["items"]) == 3)
        after = {task["id"]: task for _, task in tasks(screen.ticket(ticket))}
        assert {id_: after[id_] for id_ in before} == before
        assert [after[id_].get("state", "queued") for id_ in after.keys() - before.keys()] == ["queued"]


async def test_splitting_a_bill_makes_no_food_again(store: Storefront) -> None:
    ticket = await store.placed("pos", "splitting", "Tea", "Rice", "Soup")
    async with store.screen("cook") as screen:
        first = next(tasks(await screen.sees(ticket)))[1]
        await screen.tap("bump", ticket=ticket, tasks=[{"task": first["id"], "gen": first.get("gen", 1)}])
        await screen.until(lambda: next(tasks(screen.ticket(ticket)))[1].get("state") == "done")
        before = {task["id"]: task for _, task in tasks(screen.ticket(ticket))}
        await store.verb(ticket, "split", key="split-1", items=["1", "2"], external_id="split-off")
        other = ticket_id("pos", "split-off")
        await screen.sees(other)
        assert {task["id"]: task for id_ in (ticket, other) for _, task in tasks(screen.ticket(id_))} == before
        assert [len(screen.ticket(id_)["items"]) for id_ in (ticket, other)] == [1, 2]


async def test_the_embedded_default_needs_no_broker(store: Storefront, server: ServerProcess) -> None:
    await store.placed("pos", "alone", "Tea")
    process = psutil.Process(server.process.pid)
    assert process.children() == []
    foreign = [
        connection
        for connection in process.net_connections(kind="inet")
        if connection.status != psutil.CONN_LISTEN and connection.laddr[1:] != (server.port,)
    ]
    assert foreign == []
