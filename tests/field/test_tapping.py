"""Where taps go wrong in the field: a double tap that goes two steps, an undo that reaches only the last move."""

from __future__ import annotations

import asyncio

import pytest

from tests.storefront import Screen, Storefront, seen, tasks
from tests.sync.glass import Frame

pytestmark = pytest.mark.process

LATER_BUMPS = 60
"""More than the closed tickets that screens keep at hand."""

STIR_FRIED = {"uid": "1", "sku": "M02", "modifiers": [{"name": "改炒"}]}


async def test_a_double_tap_finishes_one_step_and_never_the_next(store: Storefront) -> None:
    ticket = await store.placed("pos", "double", STIR_FRIED)
    async with store.screen("cook") as screen:
        card = seen(await screen.sees(ticket), "queued")
        answers = await both(screen, "bump", ticket, card)
        assert [(answer["result"], answer.get("why", "")) for answer in answers] == [
            ("ok", ""),
            ("noop", "already_done"),
        ]
        states = [(task["station"], task.get("state", "queued")) for _, task in tasks(screen.ticket(ticket))]
        assert states == [("noodle", "done"), ("hot", "queued")]


async def test_a_double_tap_that_starts_does_not_finish(store: Storefront) -> None:
    ticket = await store.placed("pos", "basket", {"uid": "1", "sku": "Z01"})
    async with store.screen("cook", "steam") as screen:
        card = seen(await screen.sees(ticket))
        answers = await both(screen, "start", ticket, card)
        assert results(answers) == [("ok", ""), ("noop", "already_started")]
        assert [task["state"] for _, task in tasks(screen.ticket(ticket))] == ["started"]


def results(answers: list[Frame]) -> list[tuple[str, str]]:
    return [(answer["result"], answer.get("why", "")) for answer in answers]


async def both(screen: Screen, kind: str, ticket: str, card: list[Frame]) -> list[Frame]:
    numbers = [await screen.send(kind, ticket=ticket, tasks=card) for _ in range(2)]
    answers = [await screen.answer(n) for n in numbers]
    await screen.until(lambda: screen.seq >= answers[0]["seq"])
    return answers


async def test_the_first_bump_of_the_day_can_be_recalled_after_sixty_later_ones(store: Storefront) -> None:
    async with store.screen("expo") as screen:
        first, bump = await cooked_and_served(store, screen, "early")
        await asyncio.gather(*(cooked_and_served(store, screen, f"late-{n}") for n in range(LATER_BUMPS)))
        await screen.until(lambda: f"ticket/{first}" not in screen.docs)
        assert (await store.told(first))["state"] == "closed"
        assert (await screen.tap("recall", ticket=first, tasks=[bump]))["result"] == "ok"
        document = await screen.sees(first)
        assert document.get("state", "open") == "open"
        assert ("early", "Tea") in screen.cards("hot")


async def cooked_and_served(store: Storefront, screen: Screen, name: str) -> tuple[str, Frame]:
    """The ticket, and what a recall of its bump names."""
    ticket = await store.placed("pos", name, "Tea")
    (card,) = seen(await screen.sees(ticket))
    n = await screen.send("bump", ticket=ticket, tasks=[card])
    assert (await screen.answer(n))["result"] == "ok"
    assert (await screen.tap("serve", ticket=ticket))["result"] == "ok"
    return ticket, {**card, "bump": f"{screen.cid}-{n}"}
