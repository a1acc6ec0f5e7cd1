"""The load of one round: tills that send orders over HTTP and screens that watch the socket, as one process.

Both are as thin as they can be (raw sockets, no library between the clock and the bytes), so that the
figures are the server's. Run as `python -m bench.load '<spec as JSON>'`; prints one JSON line.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import re
import socket
import sys
import time

import msgspec
from msgspec import Struct

KEY = re.compile(rb"bench-[0-9a-f]{4}-\d{7}")
READ_BYTES = 65_536
"""What is read ahead of one connection."""
LAST_FRAMES_S = 10
"""How long after the last answer its frames may take; what is missing then is reported."""


class Spec(Struct, frozen=True):
    port: int
    token: str
    tills: int
    screens: int
    orders: int
    """Per till."""
    warmup: int
    """Orders per till that are not counted."""
    run: str
    """Four hex characters that make the keys of this round its own."""


class Figures(Struct):
    ack_ms: list[float]
    frame_ms: list[float]
    orders_per_s: float
    answer_bytes: int
    missing: int


def order(key: str) -> bytes:
    """Three dishes for a table, as a till sends them."""
    return json.dumps(
        {
            "source": "pos",
            "external_id": key,
            "revision": 1,
            "service": "dine_in",
            "table": "12",
            "covers": 3,
            "number": key[-4:],
            "items": [
                {"uid": "1", "sku": "kungpao", "name": "宫保鸡丁", "quantity": "2"},
                {"uid": "2", "sku": "mapo", "name": "麻婆豆腐", "quantity": "1", "note": "少放花椒"},
                {"uid": "3", "sku": "rice", "name": "米饭", "quantity": "3"},
            ],
        }
    ).encode()


class Till:
    """Orders over one connection, one at a time."""

    def __init__(self, token: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._token = token
        self._reader = reader
        self._writer = writer
        self.answer_bytes = 0
        self.answer = b""
        """The last one."""

    @classmethod
    async def at(cls, port: int, token: str) -> Till:
        return cls(token, *await asyncio.open_connection("127.0.0.1", port))

    async def place(self, key: str) -> tuple[float, float]:
        """When it was sent, and when it was acknowledged. Raises SystemExit where it was refused."""
        body = order(key)
        head = (
            "POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self._token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        started = time.perf_counter()
        self._writer.write(head.encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        told = re.search(rb"content-length: (\d+)", answer, re.I)
        assert told is not None, answer
        text = await self._reader.readexactly(int(told[1]))
        if not answer.startswith(b"HTTP/1.1 201"):
            raise SystemExit(f"order refused: {answer[:40]!r} {text[:300]!r}")
        answered = time.perf_counter()
        self.answer_bytes = len(text)
        self.answer = text
        return started, answered

    def close(self) -> None:
        self._writer.close()


class Load:
    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.sent: dict[bytes, float] = {}
        self.acked: dict[bytes, float] = {}
        self.seen: dict[bytes, list[float]] = {}
        self.answer_bytes = 0
        self.frame_came = asyncio.Event()

    async def till(self, number: int, counted: bool) -> None:
        spec = self.spec
        till = await Till.at(spec.port, spec.token)
        count = spec.orders if counted else spec.warmup
        base = number * 100_000 + (0 if counted else 50_000)
        for index in range(count):
            key = f"bench-{spec.run}-{base + index:07d}"
            started, answered = await till.place(key)
            if counted:
                self.sent[key.encode()] = started
                self.acked[key.encode()] = answered
                self.answer_bytes = till.answer_bytes
        till.close()

    async def screen(self, joined: asyncio.Event) -> None:
        reader, writer = await dialled(self.spec.port, self.spec.token)
        hello = {
            "t": "hello", "min": 1, "max": 1, "app": "bench", "schema": "", "cid": os.urandom(8).hex(),
            "role": "expo", "subs": [{"stream": "store"}],
        }  # fmt: skip
        writer.write(masked(msgspec.msgpack.encode(hello)))
        joined.set()
        while True:
            payload = await read_frame(reader)
            arrived = time.perf_counter()
            if payload is None:
                return
            self.answer(payload, arrived, writer)

    def answer(self, payload: bytes, arrived: float, writer: asyncio.StreamWriter) -> None:
        kind = payload[:12]
        if b"ping" in kind:
            frame = msgspec.msgpack.decode(payload)
            writer.write(masked(msgspec.msgpack.encode({"t": "pong", "time": frame["time"]})))
        elif b"snap" in kind:
            frame = msgspec.msgpack.decode(payload)
            if not frame["last"]:
                more = {"t": "more", "stream": frame["stream"], "part": frame["part"] + 1}
                writer.write(masked(msgspec.msgpack.encode(more)))
        else:
            for key in set(KEY.findall(payload)):
                self.seen.setdefault(key, []).append(arrived)
            self.frame_came.set()

    async def run(self) -> Figures:
        spec = self.spec
        events = [asyncio.Event() for _ in range(spec.screens)]
        screens = [asyncio.create_task(self.screen(event)) for event in events]
        await asyncio.gather(*(event.wait() for event in events))
        await asyncio.gather(*(self.till(number, counted=False) for number in range(spec.tills)))
        started = time.perf_counter()
        await asyncio.gather(*(self.till(number, counted=True) for number in range(spec.tills)))
        took = time.perf_counter() - started
        wanted = spec.tills * spec.orders * spec.screens
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_FRAMES_S):
                await self.all_seen(wanted)
        for task in screens:
            task.cancel()
        return Figures(
            ack_ms=[(self.acked[key] - at) * 1e3 for key, at in self.sent.items()],
            frame_ms=[(at - self.sent[key]) * 1e3 for key, ats in self.seen.items() if key in self.sent for at in ats],
            orders_per_s=spec.tills * spec.orders / took,
            answer_bytes=self.answer_bytes,
            missing=wanted - self.arrived(),
        )

    async def all_seen(self, wanted: int) -> None:
        while self.arrived() < wanted:
            self.frame_came.clear()
            await self.frame_came.wait()

    def arrived(self) -> int:
        return sum(len(ats) for key, ats in self.seen.items() if key in self.sent)


async def dialled(
    port: int, token: str, sock: socket.socket | None = None, limit: int = READ_BYTES
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A WebSocket that has not said anything yet, on a connection of its own or on this one."""
    if sock is None:
        sock = socket.socket()
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=sock, limit=limit)
    nonce = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        (
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {nonce}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: kds.1\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        ).encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n", 1)[0]:
        raise SystemExit(f"socket refused: {head!r}")
    return reader, writer


def masked(payload: bytes) -> bytes:
    """A client's binary frame; the mask is zero, which the standard allows and costs nothing to apply."""
    size = len(payload)
    head = bytes([0x82, 0x80 | size]) if size < 126 else bytes([0x82, 0xFE]) + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


async def read_frame(reader: asyncio.StreamReader) -> bytes | None:
    try:
        first, second = await reader.readexactly(2)
        size = second & 0x7F
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2), "big")
        elif size == 127:
            size = int.from_bytes(await reader.readexactly(8), "big")
        payload = await reader.readexactly(size)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return payload if first & 0x0F == 2 else b""


def main() -> None:
    spec = msgspec.json.decode(sys.argv[1].encode(), type=Spec)
    print(msgspec.json.encode(asyncio.run(Load(spec).run())).decode())


if __name__ == "__main__":
    main()
