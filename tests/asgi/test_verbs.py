"""The verbs on a ticket: what each does over HTTP, and that a repeat does it once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from kds.kitchen.command import Actor, Seen
from kds.kitchen.commands import Bump, ReplyRush, Start
from kds.kitchen.identity import ticket_id
from tests.asgi.store import Store, item, on_screen, opened, problem
from tests.service.kitchen import NOON_MS

T38 = "/api/v1/tickets/till-1:38"
COOK = Actor("cook", "screen hot", "hot")


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        await running.place(items=[item(), item("2", "凉拌黄瓜", course=2)])
        yield running


async def first_task(store: Store) -> tuple[str, Seen]:
    ticket = await store.executor.find_ticket(ticket_id("till-1", "38"))
    assert ticket is not None
    task = ticket.items[0].tasks[0]
    return ticket.id, Seen(task.id, task.gen)


def states(answer: httpx.Response) -> list[tuple[str, str, str]]:
    assert answer.status_code == 200, answer.text
    return [(one["uid"], one["quantity"], one["state"]) for one in answer.json()["ticket"]["items"]]


async def test_an_amend_adds_changes_and_takes_back(store: Store) -> None:
    body = {
        "add": [item("3", "米饭")],
        "modify": [{"item": "1", "quantity": 2, "note": "少油", "modifiers": [{"name": "香菜", "action": "no"}]}],
        "void": [{"item": "2", "reason": "changed their mind"}],
    }
    answer = await store.post(f"{T38}/amend", body, Idempotency_Key="a")
    assert states(answer) == [("1", "2", "open"), ("2", "1", "void"), ("3", "1", "open")]


async def test_an_amend_leaves_alone_what_it_does_not_name(store: Store) -> None:
    await store.post(f"{T38}/amend", {"modify": [{"item": "1", "note": "少油"}]}, Idempotency_Key="a")
    await store.post(f"{T38}/amend", {"modify": [{"item": "1", "quantity": "2"}]}, Idempotency_Key="b")
    ticket = await store.executor.find_ticket(ticket_id("till-1", "38"))
    assert ticket is not None
    assert (ticket.items[0].note, ticket.items[0].quantity) == ("少油", "2")


async def test_an_amend_can_empty_a_note(store: Store) -> None:
    await store.post(f"{T38}/amend", {"modify": [{"item": "1", "note": "少油"}]}, Idempotency_Key="a")
    await store.post(f"{T38}/amend", {"modify": [{"item": "1", "note": ""}]}, Idempotency_Key="b")
    ticket = await store.executor.find_ticket(ticket_id("till-1", "38"))
    assert ticket is not None
    assert ticket.items[0].note == ""


async def test_an_amend_repeated_under_its_key_adds_once(store: Store) -> None:
    body = {"add": [item("3", "米饭")]}
    await store.post(f"{T38}/amend", body, Idempotency_Key="a")
    again = await store.post(f"{T38}/amend", body, Idempotency_Key="a")
    assert (again.json()["result"], len(again.json()["ticket"]["items"])) == ("noop", 3)


async def test_an_amend_key_with_other_contents_is_a_conflict(store: Store) -> None:
    await store.post(f"{T38}/amend", {"add": [item("3", "米饭")]}, Idempotency_Key="a")
    answer = await store.post(f"{T38}/amend", {"add": [item("4", "米饭")]}, Idempotency_Key="a")
    assert problem(answer, 409)["code"] == "key_conflict"


async def test_an_amend_with_a_revision_counts_on(store: Store) -> None:
    answer = await store.post(f"{T38}/amend", {"add": [item("3", "米饭")], "revision": 2})
    assert answer.json()["ticket"]["revision"] == 2
    stale = await store.post(f"{T38}/amend", {"add": [item("4", "米饭")], "revision": 1})
    assert problem(stale, 409)["code"] == "revision_stale"


async def test_an_amend_with_neither_is_refused(store: Store) -> None:
    head = store.head
    assert problem(await store.post(f"{T38}/amend", {"add": [item("3")]}), 400)["code"] == "revision_missing"
    assert store.head == head


async def test_an_amend_of_an_unknown_item_names_it(store: Store) -> None:
    answer = await store.post(f"{T38}/amend", {"void": [{"item": "9"}]}, Idempotency_Key="a")
    told = problem(answer, 422)
    assert (told["code"], told["pointer"]) == ("unknown_item", "/void/0/item")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"add": [item("3", quantity=0)]}, "/add/0/quantity"),
        ({"modify": [{"item": "1", "quantity": "0"}]}, "/modify/0/quantity"),
        ({"void": [{"item": "1", "quantity": "-1"}]}, "/void/0/quantity"),
        ({"modify": [{"item": "1", "modifiers": [{"name": "x", "quantity": "0"}]}]}, "/modify/0/modifiers/0/quantity"),
    ],
)
async def test_a_wrong_quantity_in_an_amend_is_named(store: Store, body: dict[str, Any], pointer: str) -> None:
    told = problem(await store.post(f"{T38}/amend", body, Idempotency_Key="a"), 422)
    assert (told["code"], told["pointer"]) == ("invalid_quantity", pointer)


async def test_an_order_is_cancelled(store: Store) -> None:
    answer = await store.post(f"{T38}/cancel", {"reason": "guest left"})
    assert (answer.json()["ticket"]["cancelled"], answer.json()["ticket"]["state"]) == (True, "closed")
    assert (await store.post(f"{T38}/cancel")).json()["why"] == "already_cancelled"


async def test_a_cancel_before_the_order_makes_it_born_cancelled(store: Store) -> None:
    early = await store.post("/api/v1/tickets/till-1:39/cancel")
    assert early.status_code == 200
    assert problem(await store.client.get("/api/v1/tickets/till-1:39"), 404)["code"] == "unknown_ticket"
    late = await store.place(external_id="39")
    assert late.status_code == 201
    assert (late.json()["ticket"]["cancelled"], late.json()["ticket"]["items"][0]["state"]) == (True, "void")


async def test_an_amend_before_the_order_is_kept_for_it(store: Store) -> None:
    body = {"add": [item("2", "米饭")]}
    assert (await store.post("/api/v1/tickets/till-1:39/amend", body, Idempotency_Key="a")).status_code == 200
    late = await store.place(external_id="39")
    assert [one["uid"] for one in late.json()["ticket"]["items"]] == ["1", "2"]


async def test_a_ticket_moves_to_another_table(store: Store) -> None:
    answer = await store.post(f"{T38}/move", {"table": "14", "area": "garden"})
    assert answer.json()["ticket"]["table"] == "14"
    assert (await store.post(f"{T38}/move", {"table": "14", "area": "garden"})).json()["why"] == "already_there"


async def test_two_tickets_are_merged_and_stay_their_own(store: Store) -> None:
    other = (await store.place(external_id="39")).json()["ticket"]["id"]
    answer = await store.post(f"{T38}/merge", {"into": "till-1:39"})
    assert answer.json()["ticket"]["merged_into"] == other
    assert len(answer.json()["ticket"]["items"]) == 2


async def test_a_merge_into_an_unknown_ticket_names_the_field(store: Store) -> None:
    told = problem(await store.post(f"{T38}/merge", {"into": "till-1:none"}), 404)
    assert (told["code"], told["pointer"]) == ("unknown_ticket", "/into")


async def test_a_split_gives_items_a_ticket_of_their_own(store: Store) -> None:
    answer = await store.post(f"{T38}/split", {"items": ["2"], "external_id": "38b"})
    assert [one["uid"] for one in answer.json()["ticket"]["items"]] == ["1"]
    new = answer.json()["split_off"]
    assert (new["external_id"], [one["uid"] for one in new["items"]]) == ("38b", ["2"])
    assert await store.show("till-1:38b") == new


async def test_a_split_repeated_makes_one_ticket(store: Store) -> None:
    first = await store.post(f"{T38}/split", {"items": ["2"], "external_id": "38b"})
    again = await store.post(f"{T38}/split", {"items": ["2"], "external_id": "38b"})
    assert again.status_code == 200
    assert again.json()["split_off"] == first.json()["split_off"]


async def test_a_course_is_held_and_fired(store: Store) -> None:
    held = await store.post(f"{T38}/hold", {"course": 2})
    assert held.json()["ticket"]["held"] == [2]
    fired = await store.post(f"{T38}/fire", {"course": 2})
    assert "held" not in fired.json()["ticket"]


async def test_a_rush_is_asked_and_answered(store: Store) -> None:
    await store.post(f"{T38}/rush", {"items": ["1"]})
    ticket, _ = await first_task(store)
    await on_screen(store, ReplyRush(ticket, "5min"), COOK)
    rush = (await store.show("till-1:38"))["items"][0]["rush"]
    assert (rush["times"], rush["reply"]) == (1, "5min")


async def test_a_rush_repeated_under_its_key_is_asked_once(store: Store) -> None:
    for _ in range(2):
        answer = await store.post(f"{T38}/rush", {"items": ["1"]}, Idempotency_Key="r")
    assert (answer.json()["why"], answer.json()["ticket"]["items"][0]["rush"]["times"]) == ("same_command", 1)


async def test_a_rush_under_another_key_is_asked_again(store: Store) -> None:
    await store.post(f"{T38}/rush", {"items": ["1"]}, Idempotency_Key="r")
    store.clock.wall_ms = NOON_MS + 600_000
    answer = await store.post(f"{T38}/rush", {"items": ["1"]}, Idempotency_Key="s")
    assert answer.json()["ticket"]["items"][0]["rush"]["times"] == 2


async def test_started_food_is_not_voided_without_the_kitchen(store: Store) -> None:
    ticket, seen = await first_task(store)
    await on_screen(store, Start((seen,), ticket), COOK)
    answer = await store.post(f"{T38}/amend", {"void": [{"item": "1"}]}, Idempotency_Key="a")
    one = answer.json()["ticket"]["items"][0]
    assert (one["state"], one["started"], one["void_asked"]) == ("open", True, True)


async def test_progress_is_told(store: Store) -> None:
    ticket, seen = await first_task(store)
    await on_screen(store, Bump((seen,), ticket), COOK)
    assert [one["state"] for one in (await store.show("till-1:38"))["items"]] == ["ready", "open"]


@pytest.mark.parametrize("verb", ["move", "merge", "split", "hold", "fire", "rush"])
async def test_a_verb_on_an_unknown_ticket_is_refused(store: Store, verb: str) -> None:
    bodies = {"move": {"table": "1"}, "merge": {"into": "till-1:38"}, "split": {"items": ["1"], "external_id": "x"}}
    answer = await store.post(f"/api/v1/tickets/till-1:none/{verb}", bodies.get(verb, {}))
    assert problem(answer, 404)["code"] == "unknown_ticket"


@pytest.mark.parametrize("verb", ["cancel", "hold", "fire", "rush"])
async def test_a_verb_whose_fields_all_have_defaults_needs_no_body(store: Store, verb: str) -> None:
    assert (await store.client.post(f"{T38}/{verb}")).status_code == 200


async def test_a_verb_that_needs_its_fields_names_the_one_that_is_missing(store: Store) -> None:
    assert problem(await store.post(f"{T38}/move", {}), 422)["pointer"] == "/table"
    assert problem(await store.client.post(f"{T38}/move"), 415)["code"] == "unsupported_media_type"


async def test_a_closed_ticket_is_not_moved(store: Store) -> None:
    await store.post(f"{T38}/cancel")
    answer = await store.post(f"{T38}/move", {"table": "1"})
    assert answer.status_code == 409
    assert problem(answer, 409)["ticket"] == ticket_id("till-1", "38")
