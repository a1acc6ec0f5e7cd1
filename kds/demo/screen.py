"""A simulated screen: speaks `kds.1` as a browser does, holds the tickets, and sends what its person decides."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Collection
from typing import Literal, Protocol

import msgspec
from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from kds import __version__
from kds.kitchen.commands import ScreenCommand
from kds.kitchen.model import Ticket
from kds.kitchen.priority import is_at
from kds.wire.codec import decode_server, encode
from kds.wire.frames import (
    Ack,
    Bye,
    Cmd,
    CmdItem,
    Ev,
    Hello,
    More,
    Nack,
    Ping,
    Pong,
    Salvaged,
    ServerFrame,
    Shown,
    Sight,
    Snap,
    StreamAt,
    Sub,
    View,
    Welcome,
)
from kds.wire.limits import CMD_ITEMS
from kds.wire.version import SCHEMA, SUBPROTOCOL, VERSION

STREAM = "store"

TICK_S = 0.25
"""How often a simulated person looks at the screen; also the most often that `shown` may be said."""

RECONNECT_S = 1.0
"""After a lost connection; a server that restarts is back within a few of these."""


class Person(Protocol):
    """Decides what to do from the tickets on the screen."""

    def next(self, tickets: Collection[Ticket], left: Collection[str], now_s: float) -> list[ScreenCommand]: ...


class Where(Struct, frozen=True):
    """The server, as every simulated party sees it."""

    address: str
    """`http://127.0.0.1:8600`"""
    headers: dict[str, str]


def new_id() -> str:
    return secrets.token_hex(16)


class Screen:
    """`tickets` is what the server last said; empty until the snapshot is complete."""

    def __init__(self, where: Where, name: str, role: Literal["cook", "expo"], station: str) -> None:
        self.name = name
        self.tickets: dict[str, Ticket] = {}
        self._where = where
        self._role = role
        self._station = station
        self._term = ""
        self._seq = 0
        self._shown = 0
        self._glass: dict[str, int] = {}
        """Task -> generation, as this connection has told it."""
        self._complete = False
        self._cid = ""
        self._n = 0
        self._waiting: list[ScreenCommand] = []
        self.refusals: list[str] = []
        """What the server refused, for the demo's own lines."""

    def give(self, command: ScreenCommand) -> None:
        """Sent with the next look at the screen."""
        self._waiting.append(command)

    async def run(self, decide: Callable[[Screen], list[ScreenCommand]]) -> None:
        """Stays connected until it is cancelled."""
        url = self._where.address.replace("http", "ws", 1) + "/ws"
        while True:
            try:
                async with connect(
                    url,
                    subprotocols=[Subprotocol(SUBPROTOCOL)],
                    additional_headers=self._where.headers,
                    origin=Origin(self._where.address),
                ) as socket:
                    await self._talk(socket, decide)
            except (OSError, WebSocketException):
                await asyncio.sleep(RECONNECT_S)

    async def _talk(self, socket: ClientConnection, decide: Callable[[Screen], list[ScreenCommand]]) -> None:
        # A new page load has a new cid: commands that were under way are decided anew from what is seen then.
        self._cid, self._n, self._complete = new_id(), 0, False
        self._shown, self._glass = 0, {}
        loop = asyncio.get_running_loop()
        await socket.send(encode(self._hello(loop.time())))
        look_s = loop.time()
        while True:
            answers: list[More | Pong] = []
            # Not wait_for: in Python 3.11 it may swallow a cancellation that comes together with its timeout.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(look_s):
                    data = await socket.recv()
                    assert isinstance(data, bytes)
                    answers = self._take(decode_server(data), loop.time())
            for answer in answers:
                await socket.send(encode(answer))
            if loop.time() >= look_s:
                look_s = loop.time() + TICK_S
                await self._look(socket, decide, loop.time())

    def _hello(self, time_s: float) -> Hello:
        return Hello(
            min=VERSION,
            max=VERSION,
            app=f"kds-demo {__version__}",
            schema=SCHEMA,
            cid=self._cid,
            role=self._role,
            device=self.name,
            view=View(stations=(self._station,)),
            subs=(StreamAt(STREAM, self._term, self._seq),),
            t0=time_s * 1000,
        )

    def _take(self, frame: ServerFrame, time_s: float) -> list[More | Pong]:
        match frame:
            case Sub(mode="snap" | "fork"):
                self._complete = False
            case Sub():
                self._complete = True
            case Snap():
                return self._take_snap(frame)
            case Ev():
                for put in frame.puts:
                    self._keep(put.id, put.doc)
                for key in frame.dels:
                    self.tickets.pop(key, None)
                self._term, self._seq = frame.term, frame.to_
            case Ping():
                return [Pong(time=frame.time, t0=time_s * 1000)]
            case Ack():
                self.refusals += [f"{item.why}: {item.detail}" for item in frame.items if item.result == "rejected"]
            case Nack():
                self._cid, self._n = new_id(), 0
            case Welcome() | Salvaged() | Bye():
                pass
        return []

    def _take_snap(self, frame: Snap) -> list[More | Pong]:
        if frame.part == 0:
            self.tickets.clear()
        for put in frame.docs:
            self._keep(put.id, put.doc)
        if not frame.last:
            return [More(frame.stream, frame.part + 1)]
        self._term, self._seq, self._complete = frame.term, frame.seq, True
        return []

    def _keep(self, key: str, document: msgspec.Raw) -> None:
        if key.startswith("ticket/"):
            self.tickets[key] = msgspec.msgpack.decode(document, type=Ticket)

    async def _look(
        self, socket: ClientConnection, decide: Callable[[Screen], list[ScreenCommand]], time_s: float
    ) -> None:
        if not self._complete:
            return
        if self._shown != self._seq:
            self._shown = self._seq
            await socket.send(encode(self._painted()))
        commands = [*self._waiting, *decide(self)][:CMD_ITEMS]
        self._waiting.clear()
        if commands:
            items = tuple(self._item(command, time_s) for command in commands)
            await socket.send(encode(Cmd(STREAM, self._cid, items)))

    def _painted(self) -> Shown:
        """Everything of the station counts as on the glass; told is what is new since the last time."""
        here = {
            task.id: task.gen
            for ticket in self.tickets.values()
            for item in ticket.items
            for task in item.tasks
            if is_at(task, self._station) and task.state in ("queued", "started")
        }
        fresh = tuple(Sight(task, gen) for task, gen in here.items() if self._glass.get(task) != gen)
        gone = tuple(task for task in self._glass if task not in here)
        self._glass = here
        return Shown(self._seq, fresh, gone=gone)

    def _item(self, command: ScreenCommand, time_s: float) -> CmdItem:
        args = msgspec.to_builtins(command)
        kind = args.pop("kind")
        self._n += 1
        return CmdItem(self._n, new_id(), kind, args, time_s * 1000)
