"""What the socket layer does with one session, as `kds/asgi/socket.py` does, on the simulated network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kds.service.outputs import Abort, Close, Order, Send
from kds.service.receipt import Receipt
from kds.service.session import Session
from tests.simulation.network import Wire

if TYPE_CHECKING:
    from tests.simulation.server import Life, Server


class Connection:
    def __init__(self, server: Server, life: Life, wire: Wire) -> None:
        self._server = server
        self.life = life
        self.wire = wire
        self.session = Session(life.hub, "simulated", server.condition, server.moment)
        self._unsubscribe = life.hub.on_change(self.pump)
        self._ticking_at = -1

    def pump(self) -> None:
        """Send whatever the screen can take."""
        while self.wire in self._server.connections and self.wire.room:
            match self.session.take(self._server.moment):
                case None:
                    return
                case Send(frame=frame):
                    self.wire.send(frame)
                case Close(code=code):
                    self.wire.close(code)
                    self.drop()
                case Abort():
                    self.wire.close()
                    self.drop()

    def receive(self, data: bytes) -> None:
        order = self.session.receive(data, self._server.moment)
        self._server.shown(self)
        self.pump()
        if order is not None:
            self._decide(order)
        self.tick()

    def _decide(self, order: Order) -> None:
        receipts: list[Receipt] = []

        def answered(receipt: Receipt) -> None:
            receipts.append(receipt)
            if len(receipts) == len(order.submissions):
                self.session.answered(order, receipts)
                self.pump()

        for submission in order.submissions:
            self._server.submit(submission, answered)

    def tick(self) -> None:
        """Ping, notice who is gone, and come again when the next is due."""
        server = self._server
        if self.wire not in server.connections:
            return
        self.session.tick(server.moment)
        if self.wire.stalled:
            self.wire.close()
            self.drop()
            return
        self.pump()
        at = server.kernel.now + max(1, self.session.wait_ms(server.moment))
        if not server.kernel.now < self._ticking_at <= at:
            self._ticking_at = at
            server.kernel.at(at, partial(self._tick_if_due, at))

    def _tick_if_due(self, at: int) -> None:
        if at == self._ticking_at:
            self.tick()

    def drop(self) -> None:
        self._unsubscribe()
        self.session.leave()
        if self._server.connections.pop(self.wire, None) is not None:
            self._server.released(self.wire)
