"""The floor: Starlette + uvicorn, one durable grouped SQLite commit and one msgpack frame to every screen.

The least program on the same stack that does the physical work of an order: the same rows and bytes on
disk and the same bytes on every socket as ours, without rules and without sync. The sizes are measured
on a real run of ours and handed over as a JSON argument.
"""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
import sys
import threading
from typing import Any

import msgpack
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.sizes import Sizes
from kds.adapters.migrations import FIRST as TABLES

MAX_BATCH = 256


class Writer:
    """One thread, one connection, one commit for everything that waits."""

    def __init__(self, path: str, sizes: Sizes, loop: asyncio.AbstractEventLoop) -> None:
        self.sizes = sizes
        self.loop = loop
        self.jobs: queue.SimpleQueue[tuple[str, asyncio.Future[int]]] = queue.SimpleQueue()
        self.screens: set[asyncio.Queue[bytes]] = set()
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.executescript(TABLES)
        self.seq = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        while True:
            batch = [self.jobs.get()]
            while len(batch) < MAX_BATCH and not self.jobs.empty():
                batch.append(self.jobs.get())
            self.db.execute("BEGIN IMMEDIATE")
            for key, _ in batch:
                self.insert(key)
            self.db.execute("COMMIT")
            frame = msgpack.packb(
                {"t": "ev", "seq": self.seq, "puts": [{"id": key, "doc": b"x" * self.sizes.doc} for key, _ in batch]}
            )
            self.loop.call_soon_threadsafe(self.publish, batch, frame)

    def insert(self, key: str) -> None:
        self.seq += 1
        sizes = self.sizes
        self.db.execute(
            "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (self.seq, "0123456789abcdef", 1, "place", key, "till", "", 0, key, b"x" * sizes.events, b"x" * sizes.docs),
        )
        self.db.execute(
            "INSERT INTO document VALUES (?,?,?,?,?,?,?)",
            ("ticket", key, 1, 1, "2026-01-01", self.seq, b"x" * sizes.doc),
        )

    def publish(self, batch: list[tuple[str, asyncio.Future[int]]], frame: bytes) -> None:
        for screen in self.screens:
            screen.put_nowait(frame)
        for _, future in batch:
            if not future.done():
                future.set_result(self.seq)


def build(path: str, sizes: Sizes) -> Starlette:
    writer: list[Writer] = []

    async def place(request: Request) -> Response:
        body: dict[str, Any] = json.loads(await request.body())
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        writer[0].jobs.put((body["external_id"], future))
        seq = await future
        answer = json.dumps({"seq": seq, "pad": "x" * sizes.answer})
        return Response(answer, status_code=201, media_type="application/json")

    async def screen(websocket: WebSocket) -> None:
        await websocket.accept(subprotocol="kds.1")
        frames: asyncio.Queue[bytes] = asyncio.Queue()
        writer[0].screens.add(frames)
        try:
            while True:
                await websocket.send_bytes(await frames.get())
        except (WebSocketDisconnect, RuntimeError):
            writer[0].screens.discard(frames)

    async def ready(_: Request) -> Response:
        return Response("ok")

    class Start:
        def __init__(self, app: Starlette) -> None:
            pass

        async def __aenter__(self) -> None:
            writer.append(Writer(path, sizes, asyncio.get_running_loop()))

        async def __aexit__(self, *_: object) -> None:
            writer[0].db.interrupt()

    return Starlette(
        routes=[
            Route("/api/v1/tickets", place, methods=["POST"]),
            Route("/api/v1/readyz", ready),
            WebSocketRoute("/ws", screen),
        ],
        lifespan=Start,
    )


def main() -> None:
    path, port, sizes = sys.argv[1], int(sys.argv[2]), Sizes(**json.loads(sys.argv[3]))
    sys.setswitchinterval(0.0005)
    uvicorn.run(
        build(path, sizes),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
