"""The stream of a till: its own tickets, replies and sold-out dishes, resumed without a gap."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec import Struct
from starlette.applications import Starlette
from starlette.types import ASGIApp

from kds.asgi.tillstream import Streams
from kds.kitchen.command import Actor
from kds.kitchen.commands import ReplyRush, SetAvailability
from kds.kitchen.identity import ticket_id
from kds.service.memory_log import MemoryDisk
from kds.service.receipt import Submission
from tests.asgi.store import PATIENCE_S, Store, item, opened, problem

COOK = Actor("cook", "screen hot", "hot")


class Event(Struct):
    name: str
    data: dict[str, Any]
    id: str


class Reader:
    """Reads one stream, frame by frame, as fast as the test asks."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._rest = b""
        self._gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self._chunks.put_nowait(message["body"])

    def leave(self) -> None:
        self._gone.set()

    async def block(self) -> str:
        """The next block of lines: an event, a comment or a setting."""
        async with asyncio.timeout(PATIENCE_S):
            while b"\n\n" not in self._rest:
                self._rest += await self._chunks.get()
        block, _, self._rest = self._rest.partition(b"\n\n")
        return block.decode()

    async def event(self) -> Event:
        while True:
            block = await self.block()
            fields = dict(line.split(": ", 1) for line in block.splitlines())
            if "event" in fields:
                return Event(fields["event"], json.loads(fields["data"]), fields.get("id", ""))


@contextlib.asynccontextmanager
async def listening(app: ASGIApp, source: str = "till-1", last: str = "") -> AsyncIterator[Reader]:
    reader = Reader()
    scope = {
        "type": "http", "method": "GET", "path": "/api/v1/stream", "raw_path": b"/api/v1/stream", "scheme": "http",
        "query_string": f"source={source}".encode(), "root_path": "", "http_version": "1.1",
        "headers": [(b"host", b"127.0.0.1"), (b"last-event-id", last.encode())],
        "server": ("127.0.0.1", 8600), "client": ("127.0.0.1", 1), "asgi": {"version": "3.0", "spec_version": "2.3"},
    }  # fmt: skip

    async def serve() -> None:
        await app(scope, reader.receive, reader.send)

    serving = asyncio.create_task(serve())
    yield reader
    reader.leave()
    await serving


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


async def started(reader: Reader) -> list[Event]:
    """Everything up to and with the first event that has a position."""
    events = [await reader.event()]
    while not events[-1].id:
        events.append(await reader.event())
    return events


async def cook(store: Store, command: Any) -> None:
    receipt = await store.executor.submit(Submission(command, COOK, f"cook-{store.head}"))
    assert receipt.result == "ok"


async def test_a_new_listener_gets_everything_after_a_reset(store: Store) -> None:
    await store.place()
    async with listening(store.app) as reader:
        first, *rest = await started(reader)
        assert (reader.status, reader.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert first.name == "reset"
    assert {event.name for event in rest} == {"ticket", "dish"}
    assert rest[-1].id == f"{store.executor.term}-{store.head}"


async def test_a_till_sees_its_own_tickets_only(store: Store) -> None:
    await store.place()
    await store.place(source="till-2")
    async with listening(store.app) as reader:
        await started(reader)
        await store.place(source="till-2", external_id="99")
        await store.place(external_id="39")
        event = await reader.event()
    assert (event.name, event.data["external_id"]) == ("ticket", "39")


async def test_states_replies_and_sold_out_dishes_are_told_as_they_happen(store: Store) -> None:
    async with listening(store.app) as reader:
        await started(reader)
        await store.place(items=[item()])
        placed = await reader.event()
        assert [(one["uid"], one["state"], one["stations"]) for one in placed.data["items"]] == [("1", "open", ["hot"])]
        await store.post("/api/v1/tickets/till-1:38/rush", {})
        assert (await reader.event()).data["items"][0]["rush"]["times"] == 1
        await cook(store, ReplyRush(ticket_id("till-1", "38"), "2min"))
        assert (await reader.event()).data["items"][0]["rush"]["reply"] == "2min"
        await cook(store, SetAvailability("S2", available=True, remaining=2))
        assert (await reader.event()).data["remaining"] == 2
        await cook(store, SetAvailability("S2", available=False))
        dish = await reader.event()
        assert (dish.name, dish.data["sku"], dish.data["available"]) == ("dish", "S2", False)
        await store.post("/api/v1/tickets/till-1:38/cancel")
        assert (await reader.event()).data["cancelled"]


async def test_a_listener_goes_on_where_it_was(store: Store) -> None:
    async with listening(store.app) as reader:
        last = (await started(reader))[-1].id
    await store.place(external_id="39")
    async with listening(store.app, last=last) as reader:
        event = await reader.event()
    assert (event.name, event.data["external_id"]) == ("ticket", "39")


async def test_a_listener_goes_on_across_a_restart() -> None:
    disk = MemoryDisk()
    async with opened(disk) as before:
        await before.place()
        async with listening(before.app) as reader:
            last = (await started(reader))[-1].id
        await before.place(external_id="39")
    async with opened(disk) as after, listening(after.app, last=last) as reader:
        events = await started(reader)
    assert [event.data["external_id"] for event in events if event.name == "ticket"][-1] == "39"


@pytest.mark.parametrize("last", ["ffffffffffffffff-1", "0000000000000001-999", "nonsense", "-", "0000000000000001-"])
async def test_a_position_of_another_history_starts_anew(store: Store, last: str) -> None:
    await store.place()
    async with listening(store.app, last=last) as reader:
        assert (await started(reader))[0].name == "reset"


async def test_several_changes_that_a_slow_reader_missed_come_as_the_newest_state(store: Store) -> None:
    await store.place()
    async with listening(store.app) as reader:
        last = (await started(reader))[-1].id
    for table in ("1", "2", "3"):
        await store.post("/api/v1/tickets/till-1:38/move", {"table": table})
    async with listening(store.app, last=last) as reader:
        event = await reader.event()
        assert event.data["table"] == "3"
        assert event.id == f"{store.executor.term}-{store.head}"


async def test_a_quiet_stream_says_that_it_is_there(store: Store) -> None:
    app = Starlette(routes=Streams(store.services, heartbeat_s=0.01).routes())
    async with listening(app) as reader:
        await started(reader)
        assert await reader.block() == ": still here"


async def test_a_listener_that_leaves_is_forgotten(store: Store) -> None:
    before = len(store.services.hub._listeners)
    async with listening(store.app) as reader:
        await started(reader)
        assert len(store.services.hub._listeners) == before + 1
    assert len(store.services.hub._listeners) == before


@pytest.mark.parametrize("query", ["", "?source=", "?source=Till%201"])
async def test_a_listener_says_who_it_is(store: Store, query: str) -> None:
    assert problem(await store.client.get(f"/api/v1/stream{query}"), 422)["code"] == "invalid_field"


async def test_there_is_a_limit_to_open_streams(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kds.asgi.tillstream.MAX_STREAMS", 1)
    async with listening(store.app) as reader:
        await started(reader)
        assert problem(await store.client.get("/api/v1/stream?source=till-1"), 429)["code"] == "too_many_streams"
