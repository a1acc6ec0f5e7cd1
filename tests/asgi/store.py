"""A whole store behind its ASGI app, without a socket: real rules and executor, a disk in memory, obedient vendors."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct
from msgspec.structs import replace
from starlette.applications import Starlette

from kds.adapters.vendors import NotThere, Vendors
from kds.asgi.access import Access
from kds.asgi.app import create_app
from kds.asgi.services import Health, Services
from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.kitchen.setup import Kitchen, Match, MenuDish, Route, SourceRule, Station
from kds.kitchen.venue import TableSpot
from kds.service.executor import Executor
from kds.service.hub import Hub
from kds.service.inbox import Inbox
from kds.service.kitchenfiles import KitchenFiles
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.receipt import Submission
from kds.sources.tabletoken import TableKeys
from tests.service.kitchen import StoppedClock

OPEN_DELIVERY = "https://qr.example/od/v2"
SQUARE = "https://square.example"
NOTIFICATION_URL = "https://kitchen.example/hooks/square"
SECRETS = {"QR_SECRET": "qr-secret", "SQUARE_SECRET": "square-secret", "SQUARE_TOKEN": "square-token"}

KEYS = TableKeys(b"k" * 32)
"""What the tables' codes are signed with."""

PATIENCE_S = 10.0
"""A condition that never comes true is a mistake of the test."""


def kitchen(*more: SourceRule) -> Kitchen:
    return Kitchen(
        store_id="main",
        store_name={"en": "Test"},
        stations=(
            Station("hot", {"en": "Hot"}),
            Station("cold", {"en": "Cold"}),
            Station("expo", {"en": "Pass"}, "expo"),
        ),
        default_station="hot",
        routes=(Route(Match(name=("凉拌黄瓜", "Salad")), ("cold",)), Route(Match(category=("mains",)), ("hot",))),
        menu=(
            MenuDish("S1", {"zh-Hans": "水煮鱼", "en": "Boiled fish"}, "mains", price_minor=8800),
            MenuDish("S2", {"zh-Hans": "米饭", "en": "Rice"}, "mains"),
        ),
        sources=(
            SourceRule(
                id="qr",
                dialect="open_delivery",
                mark="Q",
                secret_env="QR_SECRET",
                base_url=OPEN_DELIVERY,
                sold_out="decide",
            ),
            SourceRule(
                id="square",
                dialect="square",
                secret_env="SQUARE_SECRET",
                token_env="SQUARE_TOKEN",
                base_url=f"{SQUARE}/",
                notification_url=NOTIFICATION_URL,
            ),
            SourceRule(id="daily", identity="external_id+day"),
            *more,
        ),
        tables=(TableSpot("12", "hall"), TableSpot("13", "hall")),
        timezone="Asia/Shanghai",
        currency="CNY",
        digest=f"{len(more)} more",
    )


class FakeOrders:
    """The order APIs of all vendors: what a test put in, by path; a list is answered one after the other."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Exception | list[bytes | Exception]] = {}
        self.asked: list[tuple[str, str, str]] = []

    async def fetch(self, base_url: str, path: str, token: str) -> bytes:
        self.asked.append((base_url, path, token))
        answer = self.answers.get(path, NotThere(f"404 {path}"))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Naps:
    """Instead of sleep: each nap lasts until the test ends it."""

    def __init__(self) -> None:
        self.asked_s: list[float] = []
        self._gate = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.asked_s.append(seconds)
        await self._gate.acquire()

    def end_one(self) -> None:
        self._gate.release()


class Store(Struct):
    app: Starlette
    client: httpx.AsyncClient
    services: Services
    executor: Executor
    disk: MemoryDisk
    clock: StoppedClock
    orders: FakeOrders
    naps: Naps
    files: list[Kitchen]
    """The one in force; a test may put another in."""
    keys: list[TableKeys]
    """The ones that the tables' codes are signed with; a test may put others in."""
    read: list[KitchenFiles]
    """What the last reading of the files came to; a test may put another in."""

    @property
    def head(self) -> int:
        return self.executor.head

    async def place(self, **fields: Any) -> httpx.Response:
        return await self.client.post("/api/v1/tickets", json=order(**fields))

    async def post(self, path: str, body: object = None, **headers: str) -> httpx.Response:
        return await self.client.post(path, json=body, headers={n.replace("_", "-"): v for n, v in headers.items()})

    async def show(self, ref: str) -> dict[str, Any]:
        answer = await self.client.get(f"/api/v1/tickets/{ref}")
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown


def order(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A plain order of till-1; `fields` replace what they name."""
    plain = {"source": "till-1", "external_id": "38", "revision": 1, "items": list(items) or [item()]}
    return {name: value for name, value in {**plain, **fields}.items() if value is not None}


def item(uid: str = "1", name: str = "水煮鱼", **fields: Any) -> dict[str, Any]:
    return {"uid": uid, "name": name, **fields}


async def on_screen(store: Store, command: AnyCommand, actor: Actor) -> None:
    """Somebody in the kitchen does it; it has to be taken."""
    receipt = await store.executor.submit(Submission(command, actor, f"screen-{store.head}"))
    assert receipt.result == "ok", receipt


@contextlib.asynccontextmanager
async def opened(
    disk: MemoryDisk | None = None, *, token: str = "", files: Kitchen | None = None, host: str = "127.0.0.1:8600"
) -> AsyncIterator[Store]:
    """The store open for business; its inbox runs."""
    disk = disk or MemoryDisk()
    clock, orders, naps, in_force = StoppedClock(), FakeOrders(), Naps(), [files or kitchen()]
    read, keys = [KitchenFiles()], [KEYS]
    broken: list[BaseException] = []
    term = f"{len(disk.terms) + 1:016x}"
    executor = Executor(MemoryLog(disk), clock, in_force[0], term, broken.append)
    documents = await executor.open()
    hub = Hub(executor.terms, executor.head, documents)
    executor.publish_to(hub)
    counter = itertools.count(len(disk.rows) + len(disk.inbox) + 1)

    def new_id() -> str:
        return f"{term}-{next(counter):08x}"

    def secret(name: str) -> str:
        return SECRETS.get(name, "")

    async def reread() -> None:
        read[0] = replace(read[0], read_ms=clock.now_ms())

    inbox = Inbox(executor, Vendors(lambda: in_force[0], orders, secret), clock, new_id, naps)
    services = Services(
        commands=executor,
        hub=hub,
        kitchen=lambda: in_force[0],
        clock=clock,
        new_id=new_id,
        access=Access(token, clock),
        inbox=inbox,
        health=lambda: Health(executor.health),
        files=lambda: read[0],
        reread=reread,
        secret=secret,
        short_id=lambda: f"{next(counter):016x}",
        table_keys=lambda: keys[0],
        pictures=Path(__file__).parent,
        static_dir=Path(__file__).parent,
    )
    app = create_app(services)
    working = asyncio.create_task(inbox.run())
    transport = httpx.ASGITransport(app=app, client=("10.0.0.7", 50000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        yield Store(app, client, services, executor, disk, clock, orders, naps, in_force, keys, read)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    await executor.close()
    disk.in_use = False
    assert broken == []


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        # The writer's thread and the inbox set what is waited for; neither has an event for tests.
        while not condition():  # noqa: ASYNC110  # said above
            await asyncio.sleep(0.001)  # between two polls


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document, which every error must be."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["detail"]
    assert told["remedy"]
    assert told["type"] == f"/docs#{told['code']}"
    return told
