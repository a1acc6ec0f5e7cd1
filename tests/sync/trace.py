"""The trace of `docs/protocol.md`: one screen's talk with the real rules and executor, as text."""

from __future__ import annotations

import json
from typing import Any

import msgpack

from kds.service.executor import Executor
from kds.service.hub import Hub
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.outputs import Send
from kds.wire import limits
from kds.wire.codec import encode
from kds.wire.frames import Cmd, CmdItem, Hello, Pong, ScreenFrame, StreamAt, View
from kds.wire.version import SCHEMA
from tests.service.kitchen import StoppedClock, kitchen, order
from tests.service.screens import Wire

TERM = "5f0c2a9be1d34870"
CID = "c-81f2"
ANY_SCHEMA = "0123456789abcdef"
"""Stands for the fingerprint, which follows every shape and would make the trace change with each."""


def hello(cid: str, at: StreamAt, outbox: tuple[str, ...] = ()) -> Hello:
    view = View(stations=("hot",))
    return Hello(1, 1, "demo", "", cid, "cook", "hot 1", outbox, view, (at,), 1500.5)


class Trace:
    def __init__(self, hub: Hub) -> None:
        self._wire = Wire(hub)
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def note(self, text: str) -> None:
        self._lines.append(f"# {text}")

    async def say(self, executor: Executor, *frames: ScreenFrame) -> None:
        for frame in frames:
            self._line("→", encode(frame))
            for asked in self._wire.say(frame):
                receipts = [await executor.submit(submission) for submission in asked.submissions]
                self._wire.session.answered(asked, receipts)
        self.listen()

    def listen(self) -> None:
        for output in self._wire.outputs():
            assert isinstance(output, Send)
            self._line("←", output.frame)

    def pass_ms(self, ms: int) -> int:
        self._wire.pass_ms(ms)
        self.listen()
        return self._wire.now.wall_ms

    def reconnect(self, hub: Hub) -> None:
        self._wire = Wire(hub)

    def _line(self, arrow: str, data: bytes) -> None:
        frame: dict[str, Any] = msgpack.unpackb(data)
        if frame.get("schema"):
            assert frame["schema"] == SCHEMA
            frame["schema"] = ANY_SCHEMA
        self._lines.append(f"{arrow} {json.dumps(frame, ensure_ascii=False)}")


async def trace() -> str:
    broken: list[BaseException] = []
    executor = Executor(MemoryLog(MemoryDisk()), StoppedClock(), kitchen(), TERM, broken.append)
    documents = await executor.open()
    hub = Hub(executor.terms, executor.head, documents)
    executor.publish_to(hub)
    talk = Trace(hub)
    talk.note("A new screen holds nothing and gets everything.")
    await talk.say(executor, hello(CID, StreamAt("store")))
    talk.note("The till places an order.")
    placed = await executor.submit(order("38", "Mapo tofu", id="01-till"))
    talk.listen()
    assert placed.ticket is not None
    task = placed.ticket.items[0].tasks[0]
    talk.note("The cook taps the card.")
    args = {"ticket": placed.ticket.id, "tasks": [{"task": task.id, "gen": task.gen}]}
    bump = Cmd("store", CID, (CmdItem(1, "01-tap", "bump", args, 61_500.5),))
    await talk.say(executor, bump)
    talk.note("Had the answer been lost, the same command again gets it again, and nothing else happens.")
    await talk.say(executor, bump)
    talk.note("Two seconds pass.")
    time_ms = talk.pass_ms(limits.PING_MS)
    await talk.say(executor, Pong(time_ms, 3500.5))
    talk.note("The link breaks. The page was loaded again: a new cid, the old one still in the outbox.")
    talk.reconnect(hub)
    await talk.say(executor, hello("c-93d0", StreamAt("store", TERM, executor.head - 1), (CID,)))
    await executor.close()
    assert broken == []
    return talk.text
