"""A station's screen in a terminal: follows the kitchen, prints the cards of one station, bumps on request.

[KDS_TOKEN=...] python examples/client.py ws://127.0.0.1:8600/ws hot [--bump]   # --bump finishes the first task it sees
"""

import asyncio
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgpack
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol


class Station:
    def __init__(self, name: str, bump: bool) -> None:
        self.name, self.bump, self.cid = name, bump, secrets.token_hex(8)  # Commands are numbered under the cid.
        self.docs: dict[str, Any] = {}  # What the kitchen looks like, "ticket/…" -> document,
        self.coming: dict[str, Any] = {}  # the parts of a snapshot that is not complete yet,
        self.at: dict[str, Any] = {"stream": "store"}  # and the position up to which the documents are true.

    def hello(self) -> dict[str, Any]:
        who = {"app": "example", "schema": "", "cid": self.cid, "role": "cook", "device": "example client"}
        return {"t": "hello", "min": 1, "max": 1, **who, "view": {"stations": [self.name]}, "subs": [self.at]}

    def hear(self, frame: dict[str, Any]) -> dict[str, Any] | None:
        """Take in a frame of the server; returns the frame to answer with."""
        match frame["t"]:
            case "ping":
                return {"t": "pong", "time": frame["time"]}
            case "snap":
                self.coming = (self.coming if frame["part"] else {}) | {put["id"]: put["doc"] for put in frame["docs"]}
                if not frame["last"]:
                    return {"t": "more", "stream": "store", "part": frame["part"] + 1}
                return self.draw(self.coming, frame["term"], frame["seq"])
            case "ev":
                docs = self.docs | {put["id"]: put["doc"] for put in frame["puts"]}
                return self.draw({k: d for k, d in docs.items() if k not in frame["dels"]}, frame["term"], frame["to"])
            case "ack" | "nack":
                print("answer:", frame)
            case "bye" if not frame["reconnect"]:
                sys.exit(frame["why"])
        return None

    def draw(self, docs: dict[str, Any], term: str, seq: int) -> dict[str, Any] | None:
        self.docs, self.at = docs, {"stream": "store", "term": term, "seq": seq}
        print(f"--- {self.name}, position {seq}", flush=True)
        for ticket, item, task in self.todo():
            print(f"{ticket.get('number', ''):>6}  {item.get('quantity', '1')} × {task.get('name', item['name'])}")
            if self.bump:
                self.bump = False
                args = {"ticket": ticket["id"], "tasks": [{"task": task["id"], "gen": task.get("gen", 1)}]}
                command = {"n": 1, "id": secrets.token_hex(16), "kind": "bump", "args": args}
                return {"t": "cmd", "stream": "store", "cid": self.cid, "items": [command]}
        return None

    def todo(self) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
        for ticket in (doc for key, doc in self.docs.items() if key.startswith("ticket/")):
            for item, task in ((one, task) for one in ticket.get("items", []) for task in one.get("tasks", [])):
                if task["station"] == self.name and task.get("state", "queued") in ("queued", "started"):
                    yield ticket, item, task


async def main(url: str, station: Station) -> None:
    token = {"Authorization": f"Bearer {os.environ['KDS_TOKEN']}"} if "KDS_TOKEN" in os.environ else None
    async for connection in connect(url, subprotocols=[Subprotocol("kds.1")], additional_headers=token):
        with suppress(ConnectionClosed):
            await connection.send(msgpack.packb(station.hello()))
            async for data in connection:
                if answer := station.hear(msgpack.unpackb(data)):
                    await connection.send(msgpack.packb(answer))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Station(sys.argv[2], "--bump" in sys.argv))) if sys.argv[2:] else sys.exit(__doc__)
