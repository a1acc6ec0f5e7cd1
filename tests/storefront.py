"""A running store as its sources and screens see it: HTTP and WebSocket, plain maps, nothing of the program inside."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeAlias

import httpx
from websockets.asyncio.client import ClientConnection

from kds.kitchen.identity import ticket_id
from tests.serverprocess import ServerProcess
from tests.sync.glass import Frame, Glass, dialled

TIMEOUT_S = 30.0
"""For one answer; only a failure takes that long."""

Held: TypeAlias = tuple[str, int, dict[str, tuple[int, Frame]]]
"""What a screen keeps while it is away: term, seq, documents."""


class Screen(Glass):
    """A screen with a person in front of it, who looks and taps."""

    def __init__(self, connection: ClientConnection, term: str, seq: int, cid: str) -> None:
        super().__init__(connection, term, seq)
        self.cid = cid
        self.ping: Frame = {}
        """The last one: health and banners."""
        self._n = 0

    async def tap(self, kind: str, **args: Any) -> Frame:
        """One command; its item of the ack, or the nack."""
        return await self.answer(await self.send(kind, **args))

    async def send(self, kind: str, **args: Any) -> int:
        """Without waiting; the number it has."""
        self._n += 1
        await self.command(self._n, kind, self.cid, **args)
        return self._n

    async def answer(self, n: int) -> Frame:
        await self.until(lambda: self._answer(n) is not None)
        found = self._answer(n)
        assert found is not None
        return found

    def _answer(self, n: int) -> Frame | None:
        for frame in self.answers:
            if frame["t"] == "nack" and frame["expected"] == n:
                return frame
            for item in frame.get("items", []):
                if item["n"] == n:
                    return dict(item)
        return None

    async def sees(self, ticket: str) -> Frame:
        """The ticket's document, once it is here."""
        await self.until(lambda: f"ticket/{ticket}" in self.docs)
        return self.ticket(ticket)

    def ticket(self, ticket: str) -> Frame:
        return self.docs[f"ticket/{ticket}"][1]

    def cards(self, station: str) -> list[tuple[str, str]]:
        """External id and item of every task that this station has to do now."""
        return [
            (ticket["external_id"], task.get("name") or item["name"])
            for ticket in self.tickets
            for item, task in tasks(ticket)
            if task["station"] == station and task.get("state", "queued") in ("queued", "started")
        ]

    @property
    def tickets(self) -> list[Frame]:
        return [doc for key, (_, doc) in self.docs.items() if key.startswith("ticket/")]

    async def _take(self, frame: Frame) -> None:
        await super()._take(frame)
        if frame["t"] == "ping":
            self.ping = frame

    @property
    def held(self) -> Held:
        return self.term, self.seq, self.docs


class Storefront:
    """One store, addressed as tills and screens do."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.http = httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=TIMEOUT_S)
        self._page = secrets.token_hex(8)
        self._screens = 0

    async def order(
        self, source: str, external_id: str, *items: str | Frame, revision: int = 1, key: str = "", **fields: Any
    ) -> httpx.Response:
        """A name stands for one of that dish. With a `key` the till has no revisions."""
        body = {"source": source, "external_id": external_id, "items": list(map(line, items, range(1, 999))), **fields}
        if not key:
            body["revision"] = revision
        headers = {"Idempotency-Key": key} if key else {}
        return await self.http.post("/api/v1/tickets", json=body, headers=headers)

    async def placed(self, source: str, external_id: str, *items: str | Frame, **fields: Any) -> str:
        """The id of the ticket of an order that was taken."""
        answer = await self.order(source, external_id, *items, **fields)
        assert answer.is_success, answer.text
        assert answer.json()["ticket"]["id"] == ticket_id(source, external_id)
        return ticket_id(source, external_id)

    async def verb(self, ticket: str, verb: str, key: str = "", **body: Any) -> Frame:
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self.http.post(f"/api/v1/tickets/{ticket}/{verb}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return dict(answer.json())

    async def told(self, ticket: str) -> Frame:
        """The ticket as a till reads it."""
        answer = await self.http.get(f"/api/v1/tickets/{ticket}")
        assert answer.is_success, answer.text
        return dict(answer.json())

    @contextlib.asynccontextmanager
    async def screen(self, role: str = "cook", *stations: str, held: Held = ("", 0, {})) -> AsyncIterator[Screen]:
        """A connected screen with everything on it; `held` is what it kept while it was away."""
        term, seq, docs = held
        self._screens += 1
        async with dialled(self.server.screens) as connection:
            screen = Screen(connection, term, seq, f"{self._page}-{self._screens}")
            screen.docs = dict(docs)
            await screen.hello(cid=screen.cid, role=role, device=f"screen {role}", view={"stations": list(stations)})
            reading = asyncio.create_task(screen.read())
            try:
                await screen.until(lambda: bool(screen.subs) and screen.seq >= screen.subs[0]["head"])
                yield screen
            finally:
                reading.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await reading


@contextlib.asynccontextmanager
async def fronting(server: ServerProcess) -> AsyncIterator[Storefront]:
    store = Storefront(server)
    try:
        yield store
    finally:
        await store.http.aclose()


def line(item: str | Frame, number: int) -> Frame:
    return item if isinstance(item, dict) else {"uid": f"{number}", "name": item}


def tasks(ticket: Frame) -> Iterator[tuple[Frame, Frame]]:
    """Each item of the ticket's document with each of its tasks."""
    for item in ticket["items"]:
        for task in item["tasks"]:
            yield item, task


def seen(ticket: Frame, *states: str) -> list[Frame]:
    """What a cook names who sees this card: every task in these states, with its generation."""
    wanted = states or ("queued", "started")
    return [
        {"task": task["id"], "gen": task.get("gen", 1)}
        for _, task in tasks(ticket)
        if task.get("state", "queued") in wanted
    ]
