"""The screens' WebSocket: a thin shell that carries bytes and time between a session and its connection."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol, assert_never

from starlette.websockets import WebSocket, WebSocketDisconnect

from kds.asgi.access import Access
from kds.asgi.services import Health
from kds.asgi.transport import EXTENSION, WIRE, Wire
from kds.service.hub import Hub
from kds.service.kitchenfiles import KitchenFiles
from kds.service.outputs import Abort, Close, Condition, Order, Send, moment
from kds.service.ports import Clock
from kds.service.receipt import Commands
from kds.service.roster import Roster
from kds.service.session import Session
from kds.wire.closecodes import CloseCode
from kds.wire.frames import Banner
from kds.wire.limits import SCREENS, SEND_MS
from kds.wire.version import SUBPROTOCOL


class Quarantine(Protocol):
    """The part of the inbox that screens need."""

    @property
    def quarantined(self) -> int: ...


class SocketServices(Protocol):
    """The part of `Services` that screens need."""

    @property
    def hub(self) -> Hub: ...

    @property
    def commands(self) -> Commands: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def access(self) -> Access: ...

    @property
    def health(self) -> Callable[[], Health]: ...

    @property
    def files(self) -> Callable[[], KitchenFiles]: ...

    @property
    def inbox(self) -> Quarantine: ...

    @property
    def app_build(self) -> str: ...


class ScreenSockets:
    """Every connected screen. One reader and one writer each; a slow one delays nobody else."""

    def __init__(self, services: SocketServices) -> None:
        self._services = services
        self.roster = Roster()
        services.hub.on_change(self._note_commit)

    async def endpoint(self, websocket: WebSocket) -> None:
        offered = SUBPROTOCOL in websocket.scope["subprotocols"]
        session = Session(self._services.hub, self._services.app_build, self._condition, moment(self._services.clock))
        # Browsers cannot read an HTTP refusal, so even a stranger gets in far enough to be told why not.
        await websocket.accept(SUBPROTOCOL if offered else None)
        client = websocket.client.host if websocket.client else ""
        refusal = self._services.access.check_socket(websocket.headers, client)
        if refusal is not None:
            session.end(CloseCode.NOT_ALLOWED, refusal)
        elif not offered:
            session.end(CloseCode.VERSION, f"offer the subprotocol {SUBPROTOCOL}; load the page again")
        elif len(self.roster) >= SCREENS:
            session.end(CloseCode.TOO_MANY_SCREENS, f"this server holds {SCREENS} screens")
        self.roster.enter(session, client)
        try:
            await Line(websocket, session, self._services).run()
        finally:
            self.roster.leave(session, moment(self._services.clock))
            session.leave()

    def _note_commit(self) -> None:
        self.roster.committed(self._services.hub.head, self._services.clock.monotonic_ms())

    def _condition(self) -> Condition:
        """What every screen shows on its strip."""
        health = self._services.health()
        banners = []
        if health.state != "ok":
            banners.append(Banner(code=f"storage_{health.state}", level="error", args={"detail": health.detail}))
        banners.extend(
            Banner(
                code="kitchen_file",
                level="warning",
                args={"file": problem.file, "line": str(problem.line), "message": str(problem)},
            )
            for problem in self._services.files().problems[:1]
        )
        if count := self._services.inbox.quarantined:
            banners.append(Banner(code="quarantine", level="warning", args={"count": str(count)}))
        return Condition(health.state, tuple(banners))


class Line:
    """One screen's connection: a reader, and a writer that only works where a frame does not go out at once."""

    def __init__(self, websocket: WebSocket, session: Session, services: SocketServices) -> None:
        self._websocket = websocket
        self._session = session
        self._services = services
        self._wire: Wire = websocket.scope["extensions"][EXTENSION][WIRE]
        self._wake = asyncio.Event()
        self._sending = False

    async def run(self) -> None:
        """Until the screen is gone."""
        unsubscribe = self._services.hub.on_change(self._pump)
        try:
            async with asyncio.TaskGroup() as tasks:
                writer = tasks.create_task(self._write())
                await self._read(tasks)
                writer.cancel()
        finally:
            unsubscribe()

    def _pump(self) -> None:
        """Send what goes out at once, in the commit's own callback: waking a task a screen costs more than sending."""
        now = moment(self._services.clock)
        # While the writer waits in a send, a later frame must not overtake its own.
        while not self._sending and self._wire.open():
            output = self._session.take(now)
            if output is None:
                return
            if not isinstance(output, Send):
                break
            self._wire.send(output.frame)
        self._wake.set()

    async def _read(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            data = message.get("bytes")
            given = message["text"] if data is None else data
            order = self._session.receive(given, moment(self._services.clock))
            self._pump()
            # What it said may have moved the next tick.
            self._wake.set()
            if order is not None:
                # Not awaited here: a pong must not wait behind a slow disk.
                tasks.create_task(self._decide(order))

    async def _decide(self, order: Order) -> None:
        submit = self._services.commands.submit
        receipts = await asyncio.gather(*(submit(submission) for submission in order.submissions))
        self._session.answered(order, receipts)
        self._pump()

    async def _write(self) -> None:
        clock = self._services.clock
        while True:
            self._wake.clear()
            self._session.tick(moment(clock))
            output = self._session.take(moment(clock))
            match output:
                case None:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(self._session.wait_ms(moment(clock)) / 1000):
                            await self._wake.wait()
                case Send():
                    if not await self._sent(output.frame):
                        return
                case Close():
                    with contextlib.suppress(WebSocketDisconnect):
                        await self._websocket.close(output.code, output.why)
                    return
                case Abort():
                    self._wire.abort()
                    return
                case _:
                    assert_never(output)

    async def _sent(self, frame: bytes) -> bool:
        """False: there is nobody to send to any more."""
        self._sending = True
        try:
            async with asyncio.timeout(SEND_MS / 1000):
                await self._websocket.send_bytes(frame)
        except TimeoutError:
            self._wire.abort()
            return False
        except WebSocketDisconnect:
            return False
        finally:
            self._sending = False
        return True
