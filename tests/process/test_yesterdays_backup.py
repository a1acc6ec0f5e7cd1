"""Yesterday's backup is restored in the middle of a service: what tills and screens still know comes back, once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kds.adapters import backup
from kds.kitchen.identity import ticket_id
from tests import history
from tests.serverprocess import ServerProcess
from tests.storefront import Held, Screen, Storefront, fronting, seen, tasks
from tests.sync.glass import Frame

BEFORE, LOST, AFTER = range(1, 21), range(21, 41), range(41, 51)
"""Orders in the backup, orders that only the lost history had, and those that come while it all comes back."""

SERVED, AMENDED = (BEFORE[0], LOST[0]), (BEFORE[9], LOST[9])
"""What happened to some of them after the backup."""

PART = 7
"""Tickets that a screen offers at once: several parts for each."""


def asked_again(number: int) -> bool:
    """Of the lost orders a till sends every other one again; the others only screens hold."""
    return number % 2 == 0


async def order(store: Storefront, number: int, *, first: bool = False) -> str:
    """As the till has it now, or as it was `first`."""
    revision = 1 if first or number not in AMENDED else 2
    return await store.placed("till", f"{number}", "Tea", "Soup", *["Rice"] * (revision - 1), revision=revision)


async def the_lost_evening(store: Storefront) -> tuple[Held, Held]:
    """What happened since the backup, and what two screens hold of it."""
    async with store.screen("expo") as expo, store.screen("cook") as cook:
        for number in LOST:
            await order(store, number, first=True)
        for number in (*BEFORE[:5], *LOST[:6]):
            ticket = ticket_id("till", f"{number}")
            pairs = seen(await cook.sees(ticket))
            await cook.tap("bump", ticket=ticket, tasks=pairs if number in SERVED else pairs[:1])
        for number in SERVED:
            await expo.tap("serve", ticket=ticket_id("till", f"{number}"))
        for number in AMENDED:
            await order(store, number)
        head = history.head(store.server.data)
        for screen in (expo, cook):
            await screen.until(partial(reached, screen, head))
        return expo.held, cook.held


def parts(held: Held) -> Iterator[list[Frame]]:
    tickets = [doc for key, (_, doc) in held[2].items() if key.startswith("ticket/")]
    for start in range(0, len(tickets), PART):
        yield tickets[start : start + PART]


async def bring_back(screen: Screen, held: Held) -> None:
    """As a page does: one part at a time, each until it is durable."""
    assert screen.subs[0]["mode"] == "fork"
    for number, tickets in enumerate(parts(held)):
        await screen.say(t="salvage", part=number, tickets=tickets)
        await screen.until(partial(is_durable, screen, number))


def is_durable(screen: Screen, part: int) -> bool:
    answers = [one for one in screen.answers if one["t"] == "salvaged" and one["part"] == part]
    assert all((one["retry_ms"], one.get("lost", [])) == (0, []) for one in answers)
    return bool(answers)


def reached(screen: Screen, position: int) -> bool:
    return screen.seq >= position


async def everybody_comes_back(store: Storefront, expo: Held, cook: Held) -> None:
    """At once: tills that repeat their orders, new orders, and two screens that hold the same tickets."""

    async def till() -> None:
        for number in (*filter(asked_again, LOST), *AFTER):
            await order(store, number)

    async def screen(role: str, held: Held) -> None:
        async with store.screen(role, held=held) as one:
            await bring_back(one, held)

    await asyncio.gather(till(), screen("expo", expo), screen("cook", cook), screen("cook", cook))


def state_of(documents: Held) -> dict[str, list[str]]:
    """Task -> done or not, of every ticket."""
    return {
        doc["external_id"]: [task.get("state", "queued") for _, task in tasks(doc)]
        for key, (_, doc) in documents[2].items()
        if key.startswith("ticket/")
    }


async def test_yesterdays_backup_is_restored_under_load_and_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data").start()
    async with fronting(server) as store:
        for number in BEFORE:
            await order(store, number, first=True)
        file, _ = await asyncio.to_thread(backup.take, server.data, tmp_path, "yesterday.db")
        expo, cook = await the_lost_evening(store)
        server.kill()
        await asyncio.to_thread(backup.restore, server.data, file, "now")
        with server:
            await everybody_comes_back(store, expo, cook)
            await orders_are_as_they_were(store, expo)
            await the_pass_decides(store)
    shutil.rmtree(server.data / "replaced-now")
    acknowledged = [("till", f"{number}") for number in (*BEFORE, *LOST, *AFTER)]
    assert history.faults(history.read(server.data), acknowledged) == []


async def orders_are_as_they_were(store: Storefront, before: Held) -> None:
    was = state_of(before)
    async with store.screen("expo") as screen:
        now = state_of(screen.held)
        assert now.keys() == {f"{number}" for number in (*BEFORE, *LOST, *AFTER)}
        for name, done in was.items():
            assert len(now[name]) == len(done), f"order {name} was doubled, or lost a dish"
            assert [state == "done" for state in now[name]] == [state == "done" for state in done], name
        for number in (*BEFORE, *AFTER):
            assert ("waiting" in now[f"{number}"]) is (number in AMENDED), f"of {number} only what was added was away"
    # Whoever asks again gets the same ticket.
    for number in (*BEFORE, *LOST):
        await order(store, number)


async def the_pass_decides(store: Storefront) -> None:
    async with store.screen("expo") as screen:
        waiting = [ticket for ticket in screen.tickets if any(item.get("recovered") for item in ticket["items"])]
        names = {ticket["external_id"] for ticket in waiting}
        # Where the till came before the screens, its order was taken as a new one.
        only_here = {f"{number}" for number in LOST if not asked_again(number) and number not in SERVED}
        repeated = {f"{number}" for number in LOST if asked_again(number)}
        assert only_here | {f"{BEFORE[9]}"} <= names <= only_here | repeated | {f"{BEFORE[9]}"}
        (store_doc,) = [doc for key, (_, doc) in screen.docs.items() if key == "store/main"]
        assert {told["number"] for told in store_doc["brought"]} >= {ticket["number"] for ticket in waiting}
        assert len({(told["id"]) for told in store_doc["brought"] if told["how"] == "back"}) == 1
        for ticket in waiting[1:]:
            assert (await screen.tap("confirm_recovered", ticket=ticket["id"]))["result"] == "ok"
        assert (await screen.tap("drop_recovered", ticket=waiting[0]["id"]))["result"] == "ok"
        await screen.until(lambda: not any("waiting" in states for states in state_of(screen.held).values()))
