"""The restaurant around a measured screen: a till that orders over HTTP, and a hand that cooks and serves."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Sequence
from random import Random
from types import TracebackType
from typing import Self

import httpx

from kds.config import load_kitchen
from kds.demo.orders import TILL, Guests, Json
from kds.demo.sample import sample_kitchen
from kds.demo.screen import Screen, Where
from kds.kitchen.command import Seen
from kds.kitchen.commands import Acknowledge, AnswerVoid, Bump, ScreenCommand, Serve
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import PASS, Ticket

TIMEOUT_S = 30.0

AT_ONCE = 10
"""Tickets that the hand finishes in one frame, which holds 64 commands."""

ALLERGY_SHARE = 0.1
CHANGED = {1: "more", 3: "note", 7: "void"}
"""Of ten orders, by their last digit: what is changed afterwards."""
RUSHED = 100
"""One order of so many: those stand before all the others."""

STATES = ("open", "ready", "closed")
UNFINISHED = ("waiting", "queued", "started")


class Restaurant:
    """`hand` is a screen of the pass without glass: it holds the tickets and does what the bench asks it to."""

    def __init__(self, port: int, token: str, seed: int = 1) -> None:
        where = Where(f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {token}"})
        self.url = where.address
        self.token = token
        self._hand = Screen(where, "bench", "expo", PASS)
        self._http = httpx.AsyncClient(base_url=where.address, headers=where.headers, timeout=TIMEOUT_S)
        self._random = Random(seed)
        kitchen = load_kitchen(sample_kitchen()).kitchen
        self._guests = Guests(kitchen, self._random, secrets.token_hex(3))
        self._wok = [dish.sku for dish in kitchen.menu if dish.category == "wok"]
        self._made = 0
        self._looked = asyncio.Event()
        self._hands: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._hands = asyncio.create_task(self._hand.run(self._look))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._hands is not None
        self._hands.cancel()
        await asyncio.wait([self._hands])
        await self._http.aclose()

    @property
    def open(self) -> list[Ticket]:
        """The tickets that are not closed, as the server last told the hand."""
        return [ticket for ticket in self._hand.tickets.values() if ticket.state != "closed"]

    def order(self) -> Json:
        """A few dishes for a table, the first one for the wok, some with wishes or an allergy."""
        made = self._guests.order(TILL)
        made.lines.insert(0, {"uid": "0", "sku": self._random.choice(self._wok)})
        body = dict(self._guests.place(made).body)
        if self._random.random() < ALLERGY_SHARE:
            body["items"][-1]["allergens"] = ["peanut"]
        self._made += 1
        return body | {"number": str(self._made), "table": str(self._made)}

    async def place(self, body: Json) -> None:
        await self._post("tickets", body)

    async def fill(self, count: int) -> None:
        """So many open tickets of all kinds: plain, added to, changed, rushed, with something taken back."""
        for n in range(count):
            body = self.order()
            await self.place(body)
            address = f"tickets/{body['source']}:{body['external_id']}"
            match "rush" if n % RUSHED == 0 else CHANGED.get(n % 10, "plain"):
                case "more":
                    more = {"uid": "more", "sku": self._random.choice(self._wok)}
                    await self._post(f"{address}/amend", {"add": [more], "revision": 2})
                case "note":
                    await self._post(f"{address}/amend", {"modify": [{"item": "0", "note": "少放辣"}], "revision": 2})
                case "rush":
                    await self._post(f"{address}/rush", {})
                case "void":
                    await self._post(f"{address}/amend", {"void": [{"item": body["items"][-1]["uid"]}], "revision": 2})
                case _:
                    pass
        await self.until(lambda: len(self.open) >= count)

    async def finish(self, tickets: Sequence[str], *, serve: bool) -> None:
        """Everything of these is ready at the pass; `serve`: and with the guests."""
        for start in range(0, len(tickets), AT_ONCE):
            some = tickets[start : start + AT_ONCE]
            await self._until(some, STATES)
            for id in some:
                for command in [*cooking(self._hand.tickets[key(id)]), *([Serve(id)] if serve else [])]:
                    self._hand.give(command)
            await self._until(some, ("closed",) if serve else ("ready", "closed"))

    def _look(self, _: Screen) -> list[ScreenCommand]:
        self._looked.set()
        return []

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(TIMEOUT_S):
            while not holds():
                self._looked.clear()
                await self._looked.wait()

    async def _until(self, tickets: Sequence[str], states: Collection[str]) -> None:
        """The hand knows them all, in one of these states."""
        known = self._hand.tickets
        await self.until(lambda: all((one := known.get(key(id))) and one.state in states for id in tickets))

    async def _post(self, path: str, body: Json) -> None:
        answer = await self._http.post(f"/api/v1/{path}", json=body, headers={"Idempotency-Key": secrets.token_hex(8)})
        if not answer.is_success:
            raise SystemExit(f"{path} was refused: {answer.text[:300]}")


def key(ticket: str) -> str:
    return f"ticket/{ticket}"


def ticket_of(body: Json) -> str:
    return ticket_id(body["source"], body["external_id"])


def cooking(ticket: Ticket) -> list[ScreenCommand]:
    """Every change is seen, every question answered, every task finished."""
    commands: list[ScreenCommand] = [
        Acknowledge(ticket.id, (change.id,), station) for change in ticket.changes for station in change.waits
    ]
    commands += [AnswerVoid(ticket.id, item.id, "stop") for item in ticket.items if item.void_asked]
    tasks = [task for item in ticket.items if item.state == "open" for task in item.tasks]
    seen = tuple(Seen(task.id, task.gen) for task in tasks if task.state in UNFINISHED)
    return [*commands, Bump(seen, ticket.id)] if seen else commands
