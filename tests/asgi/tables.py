"""A dining room of phones around a store: what each guest does, and what the table's stream tells them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Actor
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.setup import Choice, Kitchen, MenuDish, OptionGroup
from kds.kitchen.venue import TableSpot
from kds.sources.guest import SOURCE, external_id
from kds.sources.tabletoken import TableKeys, token_of
from tests.asgi.store import KEYS, PATIENCE_S, Store, kitchen

EXPO = Actor("expo", "screen pass")
COOK = Actor("cook", "screen hot", "hot")
SPICE = OptionGroup(
    "spice",
    {"zh-Hans": "辣度", "en": "How spicy"},
    (
        Choice("mild", {"zh-Hans": "微辣", "en": "Mild"}),
        Choice("usual", {"zh-Hans": "正常辣", "en": "As always"}, plain=True),
    ),
    min=1,
)
EXTRAS = OptionGroup(
    "extras",
    {"zh-Hans": "加一点", "en": "Extras"},
    (
        Choice("egg", {"zh-Hans": "加煎蛋", "en": "Add fried egg"}, price_minor=500),
        Choice("coriander", {"zh-Hans": "香菜", "en": "Coriander"}, action="no"),
    ),
    max=2,
)
TOFU = MenuDish("T1", {"zh-Hans": "麻婆豆腐", "en": "Mapo tofu"}, "mains", price_minor=2800, options=(SPICE, EXTRAS))


def dining_room(guest_orders: Any = "on") -> Kitchen:
    plain = kitchen()
    tables = (TableSpot("12", "hall"), TableSpot("13", "hall"), TableSpot("V1"))
    return replace(
        plain, menu=(*plain.menu, TOFU), tables=tables, guest_orders=guest_orders, digest=f"guests {guest_orders}"
    )


class Phone(Struct):
    """One guest's phone. It knows what it was last told of the cart."""

    store: Store
    table: str = "12"
    name: str = "anna0000"
    sitting: str = ""
    state: str = ""
    keys: TableKeys = KEYS

    @property
    def path(self) -> str:
        return f"/order/{token_of(self.keys, self.table)}"

    async def look(self) -> dict[str, Any]:
        """The cart as the server has it now, through a change that changes nothing."""
        async with watching(self) as stream:
            cart = await stream.next("cart")
        self.sitting, self.state = cart["sitting"], cart["state"]
        return cart

    async def put(self, *lines: dict[str, Any], status: int = 200) -> dict[str, Any]:
        if not self.sitting:
            await self.look()
        answer = await self.post("cart", {"sitting": self.sitting, "lines": list(lines)})
        assert answer.status_code == status, answer.text
        told: dict[str, Any] = answer.json()
        if status == 200:
            self.state = told["state"]
        return told

    async def send(self, order: str, status: int = 200) -> dict[str, Any]:
        body = {"order": order, "phone": self.name, "sitting": self.sitting, "cart": self.state}
        answer = await self.post("send", body)
        assert answer.status_code == status, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def post(self, what: str, body: object, **headers: str) -> httpx.Response:
        return await self.store.client.post(f"{self.path}/{what}", json=body, headers=headers)

    def ticket(self, order: str) -> Ticket | None:
        return self.store.executor.ticket(ticket_id(SOURCE, external_id(self.table, self.sitting, order)))


def line(id: str = "line0001", sku: str = "S1", **fields: Any) -> dict[str, Any]:
    return {"id": id, "rev": 1, "sku": sku, "quantity": 1, "phone": "anna0000", **fields}


class Watching:
    """The stream of one phone: takes events as they come, and keeps the last of each kind."""

    def __init__(self) -> None:
        self.status = 0
        self.last: dict[str, dict[str, Any]] = {}
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._rest = b""
        self._gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self._chunks.put_nowait(message["body"])

    def leave(self) -> None:
        self._gone.set()

    async def next(self, name: str) -> dict[str, Any]:
        """The next event of this name; others are kept in `last`."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found, data = await self._event()
                self.last[found] = data
                if found == name:
                    return data

    async def ended_with(self, status: int) -> None:
        """The stream was refused."""
        async with asyncio.timeout(PATIENCE_S):
            await self._chunks.get()
        assert self.status == status

    async def _event(self) -> tuple[str, dict[str, Any]]:
        while True:
            while b"\n\n" not in self._rest:
                self._rest += await self._chunks.get()
            block, _, self._rest = self._rest.partition(b"\n\n")
            fields = dict(row.split(": ", 1) for row in block.decode().splitlines())
            if "event" in fields:
                return fields["event"], json.loads(fields["data"])


@contextlib.asynccontextmanager
async def watching(phone: Phone, sitting: str = "", last_event_id: str = "") -> AsyncIterator[Watching]:
    """`sitting`: as a page that was loaded again says it; `last_event_id`: as a browser that lost the connection."""
    stream = Watching()
    headers = [(b"host", b"127.0.0.1"), *([(b"last-event-id", last_event_id.encode())] if last_event_id else [])]
    path = f"{phone.path}/stream"
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "scheme": "http",
        "query_string": f"sitting={sitting}".encode(), "root_path": "", "http_version": "1.1", "headers": headers,
        "server": ("127.0.0.1", 8600), "client": ("127.0.0.1", 1), "asgi": {"version": "3.0", "spec_version": "2.3"},
    }  # fmt: skip
    serving = asyncio.create_task(phone.store.app(scope, stream.receive, stream.send))
    yield stream
    stream.leave()
    await serving
