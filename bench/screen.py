"""A simulated screen on a raw socket: it holds what it is sent, says what it shows, and can come back later."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Literal

import msgspec
from msgspec import Struct

from bench.feed import cooking
from bench.load import dialled, masked, read_frame
from kds.kitchen.commands import ScreenCommand, Serve
from kds.kitchen.model import PASS, Ticket
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
    Put,
    ScreenFrame,
    ServerFrame,
    Shown,
    Sight,
    Snap,
    StreamAt,
    Sub,
    View,
)
from kds.wire.limits import CMD_ITEMS
from kds.wire.version import SCHEMA, VERSION

STREAM = "store"
STATIONS = ("hot", "cold", "steam", "noodle", "fry", "bar", PASS)
"""Of the sample kitchen; screens are spread over them."""

SHOWN_S = 0.25
"""Between two `shown`, as a browser says them."""
LOOK_S = 0.05
"""Between two looks of the hand."""
AT_ONCE = 20
"""Tickets that it finishes in one look: fewer commands than a server takes from one screen."""
REST_S = 120
"""In which a hand that works gets done."""
STALLED_S = 15.0
"""After this long a tablet that took nothing is loaded again; the server has let go of it by then."""
STALLED_BYTES = 4_096
"""What its kernel takes unread."""


class Doc(Struct, frozen=True, gc=False):
    """A document as it came, and what it says where it is a ticket."""

    ver: int
    data: bytes
    ticket: Ticket | None


# Fifty screens in one process are sent the same bytes: each is read once.
@lru_cache(maxsize=256)
def _read(payload: bytes) -> tuple[ServerFrame, dict[str, Doc]]:
    frame = decode_server(payload)
    puts = frame.puts if isinstance(frame, Ev) else frame.docs if isinstance(frame, Snap) else ()
    return frame, {put.id: _doc(put) for put in puts}


def _doc(put: Put) -> Doc:
    data = bytes(put.doc)
    ticket = msgspec.msgpack.decode(data, type=Ticket) if put.id.startswith("ticket/") else None
    return Doc(put.ver, data, ticket)


class Place(Struct):
    """What a screen holds, and up to which row of which term."""

    term: str = ""
    seq: int = 0
    docs: dict[str, Doc] = {}

    def copy(self) -> Place:
        return Place(self.term, self.seq, dict(self.docs))

    def mark(self) -> bytes:
        """The same for all that hold the same."""
        told = blake2b(digest_size=16)
        for key, doc in sorted(self.docs.items()):
            told.update(b"%s %d %d " % (key.encode(), doc.ver, len(doc.data)) + doc.data)
        return told.digest()


class Screen:
    """One connection. `heard` is called with each frame of the stream and when it came."""

    def __init__(
        self,
        port: int,
        token: str,
        station: str = PASS,
        place: Place | None = None,
        heard: Callable[[bytes, float], None] | None = None,
    ) -> None:
        self.place = place or Place()
        self.mode = ""
        """How it joined."""
        self.joined = asyncio.Event()
        """It has all that was there when it joined."""
        self.joined_bytes = 0
        """What that took, from the answer to its position on."""
        self.unanswered = 0
        """Commands whose ack has not come."""
        self._news = asyncio.Event()
        self._port = port
        self._token = token
        self._station = station
        self._heard = heard
        self._head = 0
        self._staged: dict[str, Doc] = {}
        self._glass: dict[str, tuple[Sight, ...]] = {}
        """Ticket -> its tasks that this station has to do; what the server knows of them is `_told`."""
        self._told: set[Sight] = set()
        self._painting: asyncio.TimerHandle | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._cid, self._n = secrets.token_hex(8), 0

    async def run(self) -> None:
        """Until the server ends it, or it is cancelled."""
        reader, self._writer = await dialled(self._port, self._token)
        try:
            self.say(self.hello())
            while (payload := await read_frame(reader)) is not None:
                self._take(payload, time.perf_counter())
        finally:
            if self._painting is not None:
                self._painting.cancel()
            self._writer.close()

    async def reaches(self, seq: int) -> None:
        while self.place.seq < seq:
            self._news.clear()
            await self._news.wait()

    def say(self, frame: ScreenFrame) -> None:
        assert self._writer is not None, "it is not connected"
        self._writer.write(masked(encode(frame)))

    def give(self, commands: list[ScreenCommand]) -> None:
        self.unanswered += len(commands)
        for start in range(0, len(commands), CMD_ITEMS):
            some = commands[start : start + CMD_ITEMS]
            self.say(Cmd(STREAM, self._cid, tuple(map(self._item, some))))

    def _item(self, command: ScreenCommand) -> CmdItem:
        args = msgspec.to_builtins(command)
        self._n += 1
        return CmdItem(self._n, f"{self._cid}-{self._n}", args.pop("kind"), args)

    def hello(self) -> Hello:
        at = StreamAt(STREAM, self.place.term, self.place.seq)
        role: Literal["cook", "expo"] = "expo" if self._station == PASS else "cook"
        return Hello(
            min=VERSION, max=VERSION, app="bench", schema=SCHEMA, cid=self._cid, role=role,
            device=f"bench {self._station}", view=View((self._station,)), subs=(at,),
        )  # fmt: skip

    def _take(self, payload: bytes, arrived: float) -> None:
        if not payload:
            return
        frame, docs = _read(payload)
        match frame:
            case Ping():
                self.say(Pong(frame.time, seq=self.place.seq))
                return
            case Sub():
                self.mode, self._head = frame.mode, frame.head
            case Ev():
                self.place.docs |= docs
                for key in frame.dels:
                    self.place.docs.pop(key, None)
                    self._glass.pop(key, None)
                self.place.term, self.place.seq = frame.term, frame.to_
                if self._heard is not None:
                    self._heard(payload, arrived)
                self.moved(docs)
            case Snap():
                self._take_part(frame, docs)
            case Ack():
                self.unanswered -= len(frame.items)
                refused = [item for item in frame.items if item.result == "rejected"]
                if refused:
                    raise SystemExit(f"refused: {refused[0].why} {refused[0].detail}")
            case Nack() | Bye():
                raise SystemExit(f"the server says {frame}")
            case _:
                return
        if not self.joined.is_set():
            self.joined_bytes += len(payload)
            if self.mode and self.place.term and self.place.seq >= self._head and not self._staged:
                self.joined.set()

    def _take_part(self, frame: Snap, docs: dict[str, Doc]) -> None:
        self._staged |= docs
        if not frame.last:
            self.say(More(frame.stream, frame.part + 1))
            return
        self.place = Place(frame.term, frame.seq, self._staged)
        self._staged = {}
        self._glass.clear()
        self.moved(self.place.docs)

    def moved(self, docs: dict[str, Doc]) -> None:
        """It shows what it was sent, at most so often."""
        self._news.set()
        for key, doc in docs.items():
            if doc.ticket is not None:
                self._glass[key] = self._tasks(doc.ticket)
        if self._painting is None:
            self._painting = asyncio.get_running_loop().call_later(SHOWN_S, self._painted)

    def _painted(self) -> None:
        self._painting = None
        now = set(chain.from_iterable(self._glass.values()))
        gone = {sight.task for sight in self._told} - {sight.task for sight in now}
        self.say(Shown(self.place.seq, tuple(now - self._told), gone=tuple(gone)))
        self._told = now

    def _tasks(self, ticket: Ticket) -> tuple[Sight, ...]:
        return tuple(
            Sight(task.id, task.gen)
            for item in ticket.items
            for task in item.tasks
            if task.station == self._station and task.state in ("queued", "started")
        )


class Hand(Screen):
    """A screen of the pass whose person cooks and serves the oldest tickets, so that only `most` stay open."""

    def __init__(self, port: int, token: str, most: int) -> None:
        super().__init__(port, token)
        self._most = most
        self._asked: set[str] = set()
        self._looking: asyncio.TimerHandle | None = None
        self.rested = asyncio.Event()
        """Nothing is left to do, and all that was done has come back."""

    def moved(self, docs: dict[str, Doc]) -> None:
        super().moved(docs)
        self.rested.clear()
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(LOOK_S, self._look)

    async def at_rest(self, most: int | None = None) -> None:
        """Until all beyond `most` is done; from then on that is how many stay open."""
        self._most = self._most if most is None else most
        self.moved({})
        async with asyncio.timeout(REST_S):
            await self.rested.wait()

    def _look(self) -> None:
        self._looking = None
        held = [doc.ticket for doc in self.place.docs.values() if doc.ticket is not None]
        standing = [ticket for ticket in held if ticket.state != "closed"]
        standing.sort(key=lambda ticket: (ticket.opened_ms, ticket.id))
        beyond = standing[: max(0, len(standing) - self._most)]
        some = [ticket for ticket in beyond if ticket.id not in self._asked][: 0 if self.unanswered else AT_ONCE]
        self._asked.update(ticket.id for ticket in some)
        self.give([command for ticket in some for command in (*cooking(ticket), Serve(ticket.id))])
        if beyond:
            self.moved({})
        else:
            self.rested.set()


async def stalled(port: int, token: str) -> None:
    """A screen that says hello and then takes nothing, again and again, until it is cancelled."""
    while True:
        with socket.socket() as sock:
            sock.setblocking(False)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, STALLED_BYTES)
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
            _, writer = await dialled(port, token, sock, STALLED_BYTES)
            writer.write(masked(encode(Screen(port, token).hello())))
            try:
                await asyncio.sleep(STALLED_S)
            finally:
                writer.transport.abort()
