"""One screen's side of the protocol without any I/O: bytes and time in; frames, commands and an ending out.

The shell (`kds/asgi/socket.py`) feeds `receive`, hands every `Order` to the executor and its receipts to
`answered`, calls `tick` at least every `wait_ms`, and sends what `take` gives whenever the peer can take
more. Nothing is pushed: a slow screen only asks more rarely.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from kds.kitchen.command import Actor
from kds.service import salvaging
from kds.service.commanding import answers, submissions
from kds.service.glass import Seat
from kds.service.hub import BOARD, STORE, Hub
from kds.service.outputs import Abort, Close, Condition, Moment, Order, Output, Screen, Send
from kds.service.outqueue import OutQueue
from kds.service.positions import Position
from kds.service.rate import Rate
from kds.service.receipt import Receipt
from kds.service.subscription import Subscription
from kds.wire import limits
from kds.wire.closecodes import RELOAD, CloseCode, reconnects
from kds.wire.codec import BadFrame, decode_screen, encode
from kds.wire.frames import (
    Bye,
    Cmd,
    Hello,
    More,
    Nack,
    Ping,
    Pong,
    Salvaged,
    SalvageFrame,
    ScreenFrame,
    ServerFrame,
    Shown,
    StreamAt,
    Subscribe,
    View,
    ViewFrame,
    Welcome,
)
from kds.wire.version import OLDEST, SCHEMA, VERSION, negotiate

REASON_BYTES = 120
"""A WebSocket close reason holds 123 bytes."""


class Session:
    """From the first byte to the last of one connection."""

    def __init__(self, hub: Hub, app: str, condition: Callable[[], Condition], now: Moment) -> None:
        self._hub = hub
        self._app = app
        self._condition = condition
        self._rate = Rate(limits.FRAMES_PER_S, limits.FRAMES_BURST, now.mono_ms)
        self._hello: Hello | None = None
        self._view = View()
        self._shown_seq = 0
        self._seat: Seat | None = None
        self._subscriptions: dict[str, Subscription] = {}
        self._replaced: set[str] = set()
        """Streams that were subscribed to anew: parts of the snapshot before may still be asked for."""
        self._answers = OutQueue()
        self._inflight = 0
        self._ending: Close | Abort | None = None
        self._due_ms = now.mono_ms + limits.HELLO_MS
        """When the hello, later the next ping, is due."""
        self._heard = now
        self._since = now
        self._pong_ms = now.mono_ms
        self._pong = Pong(time=0)
        self._sample: tuple[float, int] = (0, 0)
        """The screen's clock in its last pong, and ours when it came."""

    @property
    def screen(self) -> Screen | None:
        """Who this is; None before the hello."""
        if self._hello is None:
            return None
        return Screen(
            device=self._hello.device,
            role=self._hello.role,
            app=self._hello.app,
            stations=self._view.stations,
            visible=self._view.visible,
            since=self._since,
            heard=self._heard,
            # What is painted is in its documents; a pong comes every 2 s only.
            position=max(self._pong.seq, self._shown_seq),
            shown_seq=self._shown_seq,
            skew_ms=self._pong.skew,
            waiting=self._pong.waiting,
        )

    def receive(self, data: bytes | str, now: Moment) -> Order | None:
        """A message of the screen; returns the commands in it, if any."""
        if self._ending is not None:
            return None
        if not self._rate.allows(now.mono_ms):
            self.end(CloseCode.TOO_MANY_FRAMES, f"send at most {limits.FRAMES_PER_S} frames a second")
            return None
        self._heard = now
        if self._seat is not None:
            self._seat.heard_ms = now.mono_ms
        try:
            frame = decode_screen(data)
        except BadFrame as bad:
            self.end(bad.code, bad.why)
            return None
        if self._hello is None:
            self._welcome(frame, now)
            return None
        return self._handle(frame, self._hello, now)

    def answered(self, order: Order, receipts: Sequence[Receipt]) -> None:
        self._inflight -= len(order.submissions)
        if order.salvage is not None:
            self._answer(salvaging.answered(order.salvage, receipts))
            return
        for frame in answers(order.submissions, receipts):
            self._answer(frame)

    def tick(self, now: Moment) -> None:
        """Ping, and notice who is gone."""
        if self._ending is not None:
            return
        if self._hello is None:
            if now.mono_ms >= self._due_ms:
                self.end(CloseCode.HELLO_LATE, f"say hello within {limits.HELLO_MS} ms")
            return
        if now.mono_ms - self._pong_ms > limits.PONG_MS:
            self._ending = Abort("no pong")
        elif any(subscription.stalled(now.mono_ms) for subscription in self._subscriptions.values()):
            self.end(CloseCode.SNAPSHOT_STALLED, f"ask for the next part within {limits.MORE_MS} ms")
        elif now.mono_ms >= self._due_ms:
            self._due_ms = now.mono_ms + limits.PING_MS
            self._ping(now)

    def wait_ms(self, now: Moment) -> int:
        """How long the shell may sleep until the next `tick`."""
        return max(0, self._due_ms - now.mono_ms)

    def take(self, now: Moment) -> Output | None:
        """What to send next; None: nothing for now."""
        if isinstance(self._ending, Abort):
            return self._ending
        if self._answers:
            return Send(self._answers.pop())
        if self._ending is not None:
            return self._ending
        for subscription in self._subscriptions.values():
            frame = subscription.next(now.mono_ms)
            if frame is not None:
                return Send(frame)
        return None

    def end(self, code: CloseCode, why: str) -> None:
        """Say why, then close."""
        self._answer(Bye(code=code, reconnect=reconnects(code), why=why, reload=code in RELOAD))
        reason = why.encode()[:REASON_BYTES].decode(errors="ignore")
        self._ending = self._ending or Close(code, reason)

    def leave(self) -> None:
        """The connection is no more: nobody looks at this glass."""
        if self._seat is not None:
            self._hub.glass.leave(self._seat)

    @property
    def _taken(self) -> Seat:
        assert self._seat is not None, "the hello gives a screen its seat"
        return self._seat

    def _welcome(self, frame: ScreenFrame, now: Moment) -> None:
        if not isinstance(frame, Hello):
            self.end(CloseCode.UNEXPECTED, "the first frame is hello")
            return
        version = negotiate(frame.min, frame.max)
        if version is None:
            self.end(CloseCode.VERSION, f"this server speaks versions {OLDEST} to {VERSION}; load the page again")
            return
        if frame.schema not in ("", SCHEMA):
            self.end(CloseCode.SCHEMA, "this page was built for another server; load it again")
            return
        self._hello = frame
        self._view = frame.view
        self._seat = self._hub.glass.enter(frame.device, frame.view, now)
        self._since = now
        self._pong_ms = now.mono_ms
        self._due_ms = now.mono_ms + limits.PING_MS
        self._answer(
            Welcome(
                version=version,
                term=self._hub.position.term,
                schema=SCHEMA,
                t0=frame.t0,
                t1=now.wall_ms,
                t2=now.wall_ms,
                limits=limits.told(),
                oldest_app=self._app,
            )
        )
        self._subscribe(frame.subs, frame.outbox, frame)

    def _handle(self, frame: ScreenFrame, hello: Hello, now: Moment) -> Order | None:
        match frame:
            case Cmd():
                return self._order(frame, hello)
            case Pong():
                self._pong_ms = now.mono_ms
                self._pong = frame
                self._sample = (frame.t0, now.wall_ms)
            case ViewFrame():
                self._view = View(stations=frame.stations, visible=frame.visible)
                self._hub.glass.view(self._taken, self._view, now)
            case Shown():
                self._shown_seq = frame.seq
                self._hub.glass.shown(self._taken, frame, now)
            case SalvageFrame():
                return self._salvage(frame, hello)
            case More():
                subscription = self._subscriptions.get(frame.stream)
                taken = subscription is not None and subscription.more(frame.part)
                if not taken and frame.stream not in self._replaced:
                    self.end(CloseCode.UNEXPECTED, f"no part {frame.part} of {frame.stream!r} to come")
            case Subscribe():
                self._subscribe(frame.subs, frame.outbox, hello)
            case Hello():
                self.end(CloseCode.UNEXPECTED, "only one hello")
            case _:
                assert_never(frame)
        return None

    def _order(self, cmd: Cmd, hello: Hello) -> Order | None:
        if cmd.stream != STORE:
            self.end(CloseCode.UNKNOWN_STREAM, f"no stream {cmd.stream!r}")
            return None
        if self._inflight + len(cmd.items) > limits.INFLIGHT_COMMANDS:
            self._answer(Nack(cid=cmd.cid, expected=cmd.items[0].n, retry_ms=limits.BUSY_RETRY_MS, why="busy"))
            return None
        self._inflight += len(cmd.items)
        return Order(submissions(cmd, self._actor(hello)))

    def _salvage(self, frame: SalvageFrame, hello: Hello) -> Order | None:
        if self._inflight >= limits.INFLIGHT_COMMANDS:
            self._answer(Salvaged(part=frame.part, retry_ms=limits.BUSY_RETRY_MS))
            return None
        self._inflight += 1
        return Order((salvaging.offered(frame, self._actor(hello)),), frame)

    def _actor(self, hello: Hello) -> Actor:
        """A cook's screen of one station may touch that station's things; of several, all of them."""
        stations = self._view.stations
        scope = stations[0] if hello.role == "cook" and len(stations) == 1 else ""
        return Actor(role=hello.role, name=hello.device or f"{hello.role} {hello.cid[:4]}", scope=scope)

    def _subscribe(self, subs: tuple[StreamAt, ...], cids: tuple[str, ...], hello: Hello) -> None:
        for sub in subs:
            if sub.stream not in _open_to(hello):
                self.end(CloseCode.UNKNOWN_STREAM, f"no stream {sub.stream!r}")
                return
            position = Position(sub.term, sub.seq) if sub.term else None
            if sub.stream in self._subscriptions:
                self._replaced.add(sub.stream)
            self._subscriptions[sub.stream] = Subscription(self._hub, position, cids, sub.stream)

    def _ping(self, now: Moment) -> None:
        condition = self._condition()
        t0, t1 = self._sample
        self._answer(
            Ping(
                time=now.wall_ms,
                heads=dict.fromkeys(self._subscriptions, self._hub.head),
                health=condition.health,
                banners=condition.banners,
                t0=t0,
                t1=t1,
            )
        )

    def _answer(self, frame: ServerFrame) -> None:
        self._answers.push(encode(frame))
        if self._answers.over:
            self._ending = Abort("answers are not read")


def _open_to(hello: Hello) -> tuple[str, ...]:
    """The streams this screen may join: one that hangs before guests gets nothing private, whatever it asks for."""
    return (BOARD,) if hello.role == "board" else (STORE, BOARD)
