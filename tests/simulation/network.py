"""The network between tablets and server: order holds within a connection, and nothing else is certain."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct

from kds.wire.limits import SEND_MS
from tests.simulation.kernel import Kernel

RESET = 1006
"""How a browser tells that a connection ended without a word."""

WINDOW_BYTES = 64 * 1024
"""What the server's side takes before it has to wait for the screen."""

UNCUT = 1 << 62

SYN, FIN = object(), object()


class Acceptor(Protocol):
    """The server's side."""

    def arrived(self, wire: Wire, data: Any) -> None: ...

    def freed(self, wire: Wire) -> None:
        """The screen has taken something: there is room for more."""


class Link(Struct):
    """How a tablet hangs on the network."""

    slow_ms: int = 20
    upward: bool = True
    """What the tablet sends arrives; otherwise it waits, as TCP does."""
    downward: bool = True
    window: int = WINDOW_BYTES
    drips: bool = False
    """What comes to the tablet waits until it has dripped through."""

    @property
    def flows(self) -> bool:
        return self.downward and not self.drips


class Way:
    """One direction of a connection."""

    def __init__(self) -> None:
        self.last = 0
        self.held: deque[tuple[int, Callable[[], None]]] = deque()
        """Frames that wait, with their bytes."""
        self.dripped = 0
        """Bytes of the first of them that are through."""
        self.left = UNCUT
        """Bytes that go in before the connection breaks."""
        self.shut = False
        """Nothing more goes in."""
        self.lost = 0
        """How often what was under way got lost."""
        self.bytes = 0
        self.since: deque[int] = deque()
        """When each frame that is under way was sent."""


class Wire:
    """One connection, from the screen's first packet to the end that both sides know of."""

    def __init__(self, kernel: Kernel, link: Link, page: str, socket: int, server: Acceptor, tell: Callable[..., None]):
        self._kernel = kernel
        self._link = link
        self._server = server
        self._tell = tell
        self.page = page
        self.socket = socket
        self.up, self.down = Way(), Way()
        self.broken_at: int | None = None
        """Since when it is certain that the server hears nothing of the screen any more."""
        self.opened_at: int | None = None
        self._carry(self.up, lambda: server.arrived(self, SYN))

    @property
    def room(self) -> bool:
        return self.down.bytes < self._link.window

    @property
    def stalled(self) -> bool:
        """A frame has waited for the screen for too long."""
        return bool(self.down.since) and self._kernel.now - self.down.since[0] > SEND_MS

    def say(self, data: bytes) -> None:
        self._carry(self.up, lambda: self._server.arrived(self, data), len(data))

    def leave(self) -> None:
        """The screen closes it; what it sent before still arrives."""
        self.down.shut = True
        self.down.lost += 1
        self.broken_at = self._kernel.now
        self._carry(self.up, lambda: self._server.arrived(self, FIN))

    def opened(self) -> None:
        def open_() -> None:
            self.opened_at = self._kernel.now
            self._tell("opened", self.socket)

        self._carry(self.down, open_)

    def send(self, frame: bytes) -> None:
        def arrive() -> None:
            self.down.bytes -= len(frame)
            self.down.since.popleft()
            self._tell("frame", self.socket, frame)
            self._server.freed(self)

        self.down.bytes += len(frame)
        self.down.since.append(self._kernel.now)
        self._carry(self.down, arrive, len(frame))

    def close(self, code: int = RESET) -> None:
        """The server ends it, with what it sent before still on its way."""
        self._carry(self.down, lambda: self._tell("closed", self.socket, code))

    def tear(self, *, noticed: bool, released: bool, up: bool, down: bool) -> None:
        """It breaks: who notices, and whether what is under way is lost, the rest of a frame included."""
        self.broken_at = self._kernel.now
        self.up.lost += up
        self.down.lost += down
        if noticed:
            self._carry(self.down, lambda: self._tell("closed", self.socket, RESET))
        if released:
            self._carry(self.up, lambda: self._server.arrived(self, FIN))
        self.up.shut = self.down.shut = True

    def _break_within(self, way: Way) -> None:
        """What went before comes through, of this frame a part, which is nothing."""
        way.left = UNCUT
        often = self._kernel.often
        up, down = way is not self.up and often(0.5), way is not self.down and often(0.5)
        self.tear(noticed=often(0.5), released=often(0.5), up=up, down=down)

    def release(self) -> None:
        """The network is whole again: what waited arrives, in order."""
        for way, whole in ((self.up, self._link.upward), (self.down, self._link.flows)):
            while way.held and whole:
                way.held.popleft()[1]()

    def drip(self, size: int) -> None:
        """So many bytes more come through of what waits for the screen."""
        way = self.down
        way.dripped += size
        while way.held and way.held[0][0] <= way.dripped:
            waited, reach = way.held.popleft()
            way.dripped -= waited
            reach()
        if not way.held:
            way.dripped = 0

    def _carry(self, way: Way, arrive: Callable[[], None], size: int = 0) -> None:
        if way.shut:
            return
        way.left -= size
        if way.left < 0:
            self._break_within(way)
            return
        lost = way.lost

        def reach() -> None:
            if way.lost == lost:
                arrive()

        def come() -> None:
            whole = self._link.upward if way is self.up else self._link.flows
            if way.held or not whole:
                way.held.append((size, reach))
            else:
                reach()

        moment = max(way.last, self._kernel.now + 1 + self._kernel.random.random() * self._link.slow_ms)
        way.last = int(moment) + 1
        self._kernel.at(moment, come)
