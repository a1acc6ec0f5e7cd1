"""A real server on a free loopback port, in the test's own event loop, around a hub and an executor."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from typing import cast

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from kds.adapters.systemclock import SystemClock
from kds.asgi import transport
from kds.asgi.access import Access
from kds.asgi.services import Health
from kds.asgi.socket import Quarantine, ScreenSockets
from kds.service.hub import Hub
from kds.service.kitchenfiles import KitchenFiles
from kds.service.ports import Clock
from kds.service.receipt import Commands

PATIENCE_S = 10
"""How long a test waits for what must happen; only a failure takes that long."""


class Unread(Struct):
    """An inbox as screens see it."""

    quarantined: int = 0


class Around(Struct, frozen=True):
    """What the sockets are handed."""

    hub: Hub
    commands: Commands
    clock: Clock
    access: Access
    health: Callable[[], Health]
    files: Callable[[], KitchenFiles]
    inbox: Quarantine
    app_build: str = "test"


class Site(Struct, frozen=True):
    """A server under test."""

    hub: Hub
    sockets: ScreenSockets
    server: uvicorn.Server
    port: int

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws"


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the test runner."""
        yield


@contextlib.asynccontextmanager
async def serving(
    hub: Hub,
    commands: Commands | None = None,
    access: Access | None = None,
    health: Callable[[], Health] = Health,
    files: Callable[[], KitchenFiles] = KitchenFiles,
    inbox: Quarantine | None = None,
) -> AsyncIterator[Site]:
    """Without `commands` the test sends none; without `access` everybody on this machine may connect."""
    clock = SystemClock()
    services = Around(
        hub, cast("Commands", commands), clock, access or Access("", clock), health, files, inbox or Unread()
    )
    sockets = ScreenSockets(services)
    app = Starlette(routes=[WebSocketRoute("/ws", sockets.endpoint)])
    config = uvicorn.Config(app, log_level="warning", lifespan="off", **transport.settings())
    server = _Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await eventually(lambda: server.started)
        yield Site(hub, sockets, server, listening.getsockname()[1])
    finally:
        server.should_exit = True
        async with asyncio.timeout(PATIENCE_S):
            await running


async def eventually(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Wait until the condition holds; for what tells nobody that it changed."""
    never = asyncio.Event()
    async with asyncio.timeout(patience_s):
        while not condition():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.01):
                    await never.wait()


@contextlib.contextmanager
def repeatedly(every_s: float, act: Callable[[], object]) -> Iterator[None]:
    """Do something again and again while the test goes on."""
    loop = asyncio.get_running_loop()
    handle: list[asyncio.TimerHandle] = []

    def step() -> None:
        handle[:] = [loop.call_later(every_s, step)]
        act()

    step()
    try:
        yield
    finally:
        handle[0].cancel()
