"""A screen without a socket: talks to a session in bytes, on a clock that the test turns."""

from __future__ import annotations

from typing import TypeVar

from kds.service.hub import STORE, Hub
from kds.service.outputs import Abort, Close, Condition, Moment, Order, Output, Send
from kds.service.session import Session
from kds.wire.codec import decode_server, encode
from kds.wire.frames import Hello, Pong, ScreenFrame, ServerFrame, StreamAt
from kds.wire.version import SCHEMA, VERSION
from tests.service.commits import TERM, Log

WALL_MS = 1_772_769_600_000

F = TypeVar("F")


def hello(cid: str = "cid-1", at: StreamAt | None = None, outbox: tuple[str, ...] = ()) -> Hello:
    return Hello(
        min=VERSION,
        max=VERSION,
        app="test",
        schema=SCHEMA,
        cid=cid,
        role="cook",
        device="hot 1",
        outbox=outbox,
        subs=(at or StreamAt(STORE),),
    )


class Wire:
    """Both ends of one connection."""

    def __init__(self, hub: Hub, condition: Condition | None = None) -> None:
        self.mono_ms = 0
        self.session = Session(hub, "build-1", lambda: condition or Condition(), self.now)

    @property
    def now(self) -> Moment:
        return Moment(WALL_MS + self.mono_ms, self.mono_ms)

    def pass_ms(self, ms: int) -> None:
        """Let time go by as the shell does: never longer than the session allows between two ticks."""
        end = self.mono_ms + ms
        while self.mono_ms < end:
            self.mono_ms = min(end, self.mono_ms + max(1, self.session.wait_ms(self.now)))
            self.session.tick(self.now)

    def say(self, *frames: ScreenFrame) -> list[Order]:
        orders = [self.session.receive(encode(frame), self.now) for frame in frames]
        return [order for order in orders if order is not None]

    def say_bytes(self, data: bytes | str) -> None:
        assert self.session.receive(data, self.now) is None

    def pong(self) -> None:
        self.say(Pong(time=self.now.wall_ms, t0=self.mono_ms))

    def outputs(self) -> list[Output]:
        """Everything the session wants to send now, up to its end."""
        taken: list[Output] = []
        while (output := self.session.take(self.now)) is not None:
            taken.append(output)
            if not isinstance(output, Send):
                break
        return taken

    def hear(self) -> list[ServerFrame]:
        return [decode_server(output.frame) for output in self.outputs() if isinstance(output, Send)]

    def hear_one(self, kind: type[F]) -> F:
        (frame,) = [frame for frame in self.hear() if isinstance(frame, kind)]
        return frame

    def ending(self) -> Close | Abort | None:
        last = self.outputs()[-1:]
        return last[0] if last and not isinstance(last[0], Send) else None


def joined(log: Log, seq: int) -> Wire:
    """A screen that was welcomed and is up to date."""
    wire = Wire(log.hub)
    wire.say(hello(at=StreamAt(STORE, TERM.id, seq)))
    wire.hear()
    return wire
