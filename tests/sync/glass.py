"""A screen as a stranger would write it: websockets and msgpack, plain maps, nothing of ours but the documentation."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from socket import socket
from typing import Any

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.sync.harness import PATIENCE_S

Frame = dict[str, Any]


class Glass:
    """Follows the store, answers pings, pulls snapshots; keeps what it heard for the test to look at."""

    def __init__(self, connection: ClientConnection, term: str = "", seq: int = 0) -> None:
        self.connection = connection
        self.term = term
        self.seq = seq
        self.docs: dict[str, tuple[int, Frame]] = {}
        self.heard: Counter[str] = Counter()
        self.ranges: list[tuple[int, int]] = []
        """First and last position of each `ev`, in the order of arrival."""
        self.snapshots: list[int] = []
        """The position of each snapshot that came to its last part."""
        self.subs: list[Frame] = []
        self.answers: list[Frame] = []
        """Acks and nacks, and what became of salvages."""
        self.ping: Frame = {}
        self.bye: Frame | None = None
        self._staged: dict[str, tuple[int, Frame]] = {}
        self._news = asyncio.Event()

    async def say(self, **frame: Any) -> None:
        await self.connection.send(msgpack.packb(frame))

    async def hello(self, **change: Any) -> None:
        subs = [{"stream": "store", "term": self.term, "seq": self.seq}]
        frame = {"t": "hello", "min": 1, "max": 1, "app": "glass", "schema": "", "cid": "glass-1", "role": "cook"}
        await self.say(**(frame | {"subs": subs} | change))

    async def command(self, n: int, kind: str, cid: str = "glass-1", **args: Any) -> None:
        item = {"n": n, "id": f"{cid}-{n}", "kind": kind, "args": args}
        await self.say(t="cmd", stream="store", cid=cid, items=[item])

    async def read(self) -> None:
        """Until the connection ends."""
        with contextlib.suppress(ConnectionClosed):
            async for data in self.connection:
                await self._take(msgpack.unpackb(data))
                self._news.set()
        self._news.set()

    async def until(self, condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        async with asyncio.timeout(patience_s):
            while not condition():
                self._news.clear()
                await self._news.wait()

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """Ends and beginnings of neighbouring ranges that do not meet; a snapshot in between may bridge one."""
        pairs = zip(self.ranges, self.ranges[1:], strict=False)
        return [(a[1], b[0]) for a, b in pairs if b[0] != a[1] + 1 and b[0] - 1 not in self.snapshots]

    async def _take(self, frame: Frame) -> None:
        self.heard[frame["t"]] += 1
        kind: str = frame["t"]
        match kind:
            case "sub":
                self.subs.append(frame)
            case "snap":
                await self._take_part(frame)
            case "ev":
                self.ranges.append((frame["from"], frame["to"]))
                self.docs |= {put["id"]: (put["ver"], put["doc"]) for put in frame["puts"]}
                for key in frame["dels"]:
                    self.docs.pop(key, None)
                self.term, self.seq = frame["term"], frame["to"]
            case "ping":
                self.ping = frame
                await self.say(t="pong", time=frame["time"])
            case "ack" | "nack" | "salvaged":
                self.answers.append(frame)
            case "bye":
                self.bye = frame
            case _:
                assert kind == "welcome"

    async def _take_part(self, frame: Frame) -> None:
        if frame["part"] == 0:
            self._staged = {}
        self._staged |= {put["id"]: (put["ver"], put["doc"]) for put in frame["docs"]}
        if not frame["last"]:
            await self.say(t="more", stream="store", part=frame["part"] + 1)
            return
        self.docs, self.term, self.seq = self._staged, frame["term"], frame["seq"]
        self.snapshots.append(frame["seq"])


@contextlib.asynccontextmanager
async def dialled(url: str, sock: socket | None = None, max_queue: int = 16) -> AsyncIterator[ClientConnection]:
    """A bare connection. It stops reading when `max_queue` messages wait to be taken."""
    async with connect(
        url,
        subprotocols=["kds.1"],  # type: ignore[list-item] # websockets wants its own NewType of str here
        compression=None,
        ping_interval=None,
        close_timeout=1,
        max_size=None,
        max_queue=max_queue,
        proxy=None,
        sock=sock,
    ) as connection:
        yield connection


@contextlib.asynccontextmanager
async def glass(url: str, term: str = "", seq: int = 0, **hello: Any) -> AsyncIterator[Glass]:
    """A connected screen that has said hello and reads along."""
    async with dialled(url) as connection:
        screen = Glass(connection, term, seq)
        await screen.hello(**hello)
        reading = asyncio.create_task(screen.read())
        try:
            yield screen
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
