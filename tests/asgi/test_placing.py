"""Placing orders over HTTP: identity, revisions, keys, and what the answer tells a till."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest

from kds.asgi.answers import CommandAnswer
from kds.kitchen.command import Actor
from kds.kitchen.commands import SetAvailability
from kds.service.receipt import Submission
from tests.asgi.store import Store, item, opened, order, problem
from tests.service.kitchen import NOON_MS

HOUR_MS = 3_600_000


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


async def sell_out(store: Store, sku: str) -> None:
    command = SetAvailability(sku=sku, available=False)
    receipt = await store.executor.submit(Submission(command, Actor("cook", "screen hot", "hot"), f"out-{sku}"))
    assert receipt.result == "ok"


async def test_a_new_order_is_created_and_tells_where_each_item_is_made(store: Store) -> None:
    answer = await store.place(items=[item(), item("2", "凉拌黄瓜", quantity="1.5", unit="斤")], table="12")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["result"], told["seq"]) == ("ok", store.head)
    assert [(one["uid"], one["stations"], one["state"]) for one in told["ticket"]["items"]] == [
        ("1", ["hot"], "open"),
        ("2", ["cold"], "open"),
    ]
    assert told["ticket"]["number"] == "A001"
    assert answer.headers["location"] == f"/api/v1/tickets/{told['ticket']['id']}"


async def test_the_answer_comes_after_the_commit(store: Store) -> None:
    told = (await store.place()).json()
    assert store.disk.rows[told["seq"] - 1].ticket == told["ticket"]["id"]


async def test_the_same_contents_again_give_the_same_ticket(store: Store) -> None:
    first = await store.place()
    head = store.head
    again = await store.place(items=[item(quantity="1.0")])
    assert again.status_code == 200
    assert (again.json()["result"], again.json()["why"]) == ("noop", "same_contents")
    assert again.json()["ticket"] == first.json()["ticket"]
    assert store.head == head


async def test_the_same_revision_with_other_contents_is_a_conflict_that_names_the_difference(store: Store) -> None:
    await store.place()
    told = problem(await store.place(items=[item(quantity="2")]), 409)
    assert (told["code"], told["pointer"]) == ("revision_conflict", "/revision")
    assert 'line "1" quantity: "1" was, "2" now' in told["detail"]


async def test_an_older_revision_is_refused(store: Store) -> None:
    await store.place(revision=2)
    assert problem(await store.place(revision=1), 409)["code"] == "revision_stale"


async def test_a_newer_revision_amends(store: Store) -> None:
    await store.place()
    answer = await store.place(revision=2, items=[item(), item("2", "米饭")])
    assert answer.status_code == 200
    assert [(one["uid"], one.get("addon", False)) for one in answer.json()["ticket"]["items"]] == [
        ("1", False),
        ("2", True),
    ]


async def test_neither_revision_nor_key_is_refused(store: Store) -> None:
    told = problem(await store.place(revision=None), 400)
    assert (told["code"], told["pointer"]) == ("revision_missing", "/revision")
    assert store.disk.documents.keys().isdisjoint({"ticket"})


async def test_a_key_makes_a_repeat_harmless(store: Store) -> None:
    first = await store.post("/api/v1/tickets", order(revision=None), Idempotency_Key='"k-1"')
    again = await store.post("/api/v1/tickets", order(revision=None), Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["ticket"] == first.json()["ticket"]


async def test_a_key_with_other_contents_is_a_conflict(store: Store) -> None:
    await store.post("/api/v1/tickets", order(revision=None), Idempotency_Key="k-1")
    answer = await store.post("/api/v1/tickets", order(item(quantity=2), revision=None), Idempotency_Key="k-1")
    assert problem(answer, 409)["code"] == "key_conflict"


async def test_a_key_out_of_bounds_is_refused(store: Store) -> None:
    answer = await store.post("/api/v1/tickets", order(revision=None), Idempotency_Key="k" * 201)
    assert problem(answer, 422)["code"] == "invalid_field"


async def test_msgpack_goes_in_and_comes_out(store: Store) -> None:
    answer = await store.client.post(
        "/api/v1/tickets",
        content=msgspec.msgpack.encode(order()),
        headers={"Content-Type": "application/msgpack", "Accept": "application/msgpack"},
    )
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/msgpack"
    told = msgspec.msgpack.decode(answer.content, type=CommandAnswer)
    assert told.ticket is not None
    assert told.ticket.items[0].stations == ("hot",)


async def test_two_sources_may_use_the_same_id_and_number(store: Store) -> None:
    one = await store.place(number="38")
    other = await store.place(source="till-2", number="38")
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["ticket"]["id"] != other.json()["ticket"]["id"]


async def test_a_source_that_the_kitchen_file_does_not_name_is_taken_with_defaults(store: Store) -> None:
    assert (await store.place(source="anything_new-1")).status_code == 201


async def test_a_dish_that_nobody_knows_goes_to_the_default_station_marked(store: Store) -> None:
    told = (await store.place(items=[item(name="Mystery")])).json()
    assert [(one["stations"], one["unrouted"]) for one in told["ticket"]["items"]] == [(["hot"], True)]


async def test_a_sold_out_line_is_left_out_and_named_and_the_rest_is_kept(store: Store) -> None:
    await sell_out(store, "S2")
    answer = await store.place(items=[item(), item("2", "米饭")])
    assert answer.status_code == 201
    told = answer.json()
    assert told["refused"] == [{"what": "2", "name": "米饭", "why": "sold_out"}]
    assert [one["uid"] for one in told["ticket"]["items"]] == ["1"]


async def test_a_repeat_and_the_ticket_tell_what_was_left_out(store: Store) -> None:
    await sell_out(store, "S2")
    first = (await store.place(items=[item(), item("2", "米饭")])).json()
    again = await store.place(items=[item(), item("2", "米饭")])
    assert (again.status_code, again.json()["why"]) == (200, "same_contents")
    assert again.json()["refused"] == first["refused"]
    ticket = (await store.client.get(f"/api/v1/tickets/{first['ticket']['id']}")).json()
    assert ticket["left_out"] == first["refused"]


async def test_an_order_of_sold_out_dishes_only_is_refused(store: Store) -> None:
    await sell_out(store, "S2")
    told = problem(await store.place(items=[item(name="米饭")]), 409)
    assert (told["code"], told["pointer"]) == ("sold_out", "/items")
    assert "米饭" in told["detail"]


async def test_a_scheduled_order_waits_for_its_time(store: Store) -> None:
    due = "2026-03-06T19:00:00+08:00"
    ticket = (await store.place(due_at=due)).json()["ticket"]
    assert ticket["due_at"] == "2026-03-06T11:00:00Z"
    (stored,) = store.executor.ticket(ticket["id"]).items  # type: ignore[union-attr]  # placed a line ago
    assert [(task.state, task.wait) for task in stored.tasks] == [("waiting", "due")]


async def test_a_till_that_reuses_its_check_ids_gets_a_ticket_a_day(store: Store) -> None:
    monday = await store.place(source="daily", external_id="7")
    store.clock.wall_ms = NOON_MS + 24 * HOUR_MS
    tuesday = await store.place(source="daily", external_id="7", items=[item(name="米饭")])
    assert (monday.status_code, tuesday.status_code) == (201, 201)
    assert monday.json()["ticket"]["id"] != tuesday.json()["ticket"]["id"]
    assert tuesday.json()["ticket"]["external_id"] == "7"


async def test_a_check_of_last_night_is_still_found_after_the_day_starts(store: Store) -> None:
    store.clock.wall_ms = NOON_MS + 16 * HOUR_MS
    placed_at = "2026-03-07T04:00:00+08:00"
    ticket = (await store.place(source="daily", external_id="7", placed_at=placed_at)).json()["ticket"]
    store.clock.wall_ms += 2 * HOUR_MS
    assert (await store.show("daily:7"))["id"] == ticket["id"]
    newer = await store.place(source="daily", external_id="7", placed_at=placed_at, revision=2, note="extra plates")
    assert (newer.status_code, newer.json()["ticket"]["id"]) == (200, ticket["id"])


async def test_a_check_older_than_yesterday_is_named_with_its_business_day(store: Store) -> None:
    ticket = (await store.place(source="daily", external_id="7")).json()["ticket"]
    store.clock.wall_ms = NOON_MS + 72 * HOUR_MS
    told = problem(await store.client.get("/api/v1/tickets/daily:7"), 404)
    assert "source:external_id@YYYY-MM-DD" in told["remedy"]
    assert (await store.show(f"daily:7@{ticket['opened_at'][:10]}"))["id"] == ticket["id"]


async def test_a_ticket_is_shown_by_its_id_and_by_the_sources_own(store: Store) -> None:
    ticket = (await store.place(external_id="a/b:c 厨")).json()["ticket"]
    assert await store.show(ticket["id"]) == ticket
    assert await store.show("till-1:a/b:c 厨") == ticket


@pytest.mark.parametrize(
    "ref", ["till-1:none", "nonsense", "00000000-0000-5000-8000-000000000000", "Till:1", ":", "till-1:"]
)
async def test_an_unknown_ticket_is_not_found(store: Store, ref: str) -> None:
    assert problem(await store.client.get(f"/api/v1/tickets/{ref}"), 404)["code"] == "unknown_ticket"


async def test_a_source_of_another_dialect_does_not_place_orders_itself(store: Store) -> None:
    told = problem(await store.place(source="square"), 422)
    assert (told["code"], told["pointer"]) == ("wrong_dialect", "/source")


async def test_the_kitchens_own_pointers_are_those_of_the_request(store: Store) -> None:
    told = problem(await store.place(items=[item(), item()]), 422)
    assert (told["code"], told["pointer"]) == ("duplicate_uid", "/items/1/uid")


async def test_an_order_without_items_is_refused(store: Store) -> None:
    assert problem(await store.place(items=[]), 422)["code"] == "empty_order"
