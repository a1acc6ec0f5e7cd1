"""Verbs that are refused, and what the till is told: a key that was used before, a ticket that is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from kds.kitchen.command import Actor, Seen
from kds.kitchen.commands import Bump, Serve
from kds.kitchen.identity import ticket_id
from kds.kitchen.system_commands import StartDay
from tests.asgi.store import Store, item, on_screen, opened, problem

T38 = "/api/v1/tickets/till-1:38"
EXPO = Actor("expo", "screen pass")


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        await running.place(items=[item(), item("2", "凉拌黄瓜", course=2)])
        yield running


@pytest.mark.parametrize(
    ("verb", "first", "other"),
    [
        ("cancel", {"reason": "guest left"}, {"reason": "wrong table"}),
        ("move", {"table": "14"}, {"table": "15"}),
        ("merge", {"into": "till-1:39"}, {"into": "till-1:40"}),
        ("split", {"items": ["2"], "external_id": "38b"}, {"items": ["1"], "external_id": "38b"}),
        ("hold", {"course": 2}, {"course": 1}),
        ("fire", {"course": 2}, {"course": 1}),
        ("rush", {"items": ["1"]}, {"items": ["2"]}),
    ],
)
async def test_the_key_of_a_verb_with_other_contents_is_a_conflict(
    store: Store, verb: str, first: dict[str, Any], other: dict[str, Any]
) -> None:
    for number in ("39", "40"):
        await store.place(external_id=number)
    await store.post(f"{T38}/hold", {"course": 2} if verb == "fire" else {"course": 3})
    assert (await store.post(f"{T38}/{verb}", first, Idempotency_Key="k")).json()["result"] == "ok"
    head = store.head
    assert (await store.post(f"{T38}/{verb}", first, Idempotency_Key="k")).json()["why"] == "same_command"
    told = problem(await store.post(f"{T38}/{verb}", other, Idempotency_Key="k"), 409)
    assert (told["code"], told["ticket"], store.head) == ("key_conflict", ticket_id("till-1", "38"), head)


async def test_each_verb_and_each_ticket_has_keys_of_its_own(store: Store) -> None:
    await store.place(external_id="39")
    await store.post(f"{T38}/amend", {"add": [item("3", "米饭")]}, Idempotency_Key="k")
    for path in (f"{T38}/rush", f"{T38}/cancel", "/api/v1/tickets/till-1:39/cancel"):
        assert (await store.post(path, Idempotency_Key="k")).json()["result"] == "ok"


async def test_the_key_of_a_cancel_that_came_before_its_order_is_known_too(store: Store) -> None:
    path = "/api/v1/tickets/till-1:41/cancel"
    assert (await store.post(path, {"reason": "a"}, Idempotency_Key="k")).json()["result"] == "ok"
    assert problem(await store.post(path, {"reason": "b"}, Idempotency_Key="k"), 409)["code"] == "key_conflict"


async def test_what_can_still_be_done_about_a_cancelled_ticket_is_said(store: Store) -> None:
    await store.post(f"{T38}/cancel")
    told = problem(await store.post(f"{T38}/rush"), 409)
    assert (told["code"], told["detail"]) == ("ticket_cancelled", "the ticket is cancelled")
    assert told["remedy"] == "Nothing more is cooked for it; what is wanted after all is an order with a new id."


@pytest.mark.parametrize("verb", ["cancel", "rush", "hold", "move"])
async def test_what_can_still_be_done_about_a_served_ticket_is_said(store: Store, verb: str) -> None:
    ticket = await store.executor.find_ticket(ticket_id("till-1", "38"))
    assert ticket is not None
    tasks = tuple(Seen(task.id, task.gen) for one in ticket.items for task in one.tasks)
    await on_screen(store, Bump(tasks, ticket.id), EXPO)
    await on_screen(store, Serve(ticket.id), EXPO)
    told = problem(await store.post(f"{T38}/{verb}", {"table": "9"} if verb == "move" else {}), 409)
    assert (told["code"], told["detail"]) == ("ticket_closed", "the ticket is closed: every item was served")
    assert told["remedy"].startswith("The guest has the food: settle it at the till.")


async def test_what_can_still_be_done_about_an_abandoned_ticket_is_said(store: Store) -> None:
    store.clock.wall_ms += 24 * 3600 * 1000
    await on_screen(store, StartDay("2099-01-01"), Actor("system", "clock"))
    told = problem(await store.post(f"{T38}/amend", {"void": [{"item": "1"}]}, Idempotency_Key="a"), 409)
    assert told["detail"].startswith("the ticket is closed: it was left over")
    assert told["remedy"].startswith("Nobody cooks it any more.")
