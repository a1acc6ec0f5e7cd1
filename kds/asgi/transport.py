"""The WebSocket transport under uvicorn: an abort for dead peers, kernel limits, and the settings sockets run with."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import Struct
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from kds.asgi.answering import Answering, WholeAnswers
from kds.wire.limits import LINGER_MS, PONG_MS, SOCKET_MESSAGE_BYTES

EXTENSION, WIRE = "kds.transport", "wire"
"""Where in the ASGI scope's extensions the connection's `Wire` is found."""

KERNEL_UNSENT_BYTES = 64 * 1024
"""What the kernel keeps of a slow screen's frames. The rest waits with us, where it can still be dropped."""


RECENT_FRAMES = 8
"""Frames kept as they are sent: all screens are told a commit one after the other, in one go."""


class Wire(Struct, frozen=True):
    """What a screen's connection can do that ASGI cannot say."""

    abort: Callable[[], None]
    """Drop the connection without a flush: a close waits for one, and a stalled peer never makes it."""
    open: Callable[[], bool]
    """Whether a frame would go out at once: the socket is open and takes more."""
    send: Callable[[bytes], None]
    """Send a binary frame without waiting; only while `open`."""


class ScreenTransport(WebSocketsSansIOProtocol):
    """The socket of one screen."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # It was that of an HTTP request until now.
        transport = transport.raw if isinstance(transport, WholeAnswers) else transport
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        # asyncio does so only on sockets that name their protocol; left on, answers wait 40 ms for more to come.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Linux has both; macOS only the second, and there the pong alone tells who is dead.
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, PONG_MS)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, KERNEL_UNSENT_BYTES)

    async def run_asgi(self) -> None:
        self.scope["extensions"][EXTENSION] = {WIRE: Wire(self.transport.abort, self._open, self._send)}
        try:
            await super().run_asgi()
        finally:
            self.loop.call_later(LINGER_MS / 1000, self.transport.abort)

    def _open(self) -> bool:
        return self.writable.is_set() and self.conn.state is State.OPEN and not self.transport.is_closing()

    def _send(self, frame: bytes) -> None:
        self.transport.write(_framed(frame))


@lru_cache(maxsize=RECENT_FRAMES)
def _framed(payload: bytes) -> bytes:
    """As it goes over the wire to every screen alike: servers do not mask, and there are no extensions."""
    return Frame(Opcode.BINARY, payload).serialize(mask=False)


def settings() -> dict[str, Any]:
    """Keyword arguments for `uvicorn.Config`."""
    return {
        "http": Answering,
        "ws": ScreenTransport,
        "ws_max_size": SOCKET_MESSAGE_BYTES,
        # The protocol has its own ping, which carries the heads and is seen by the page.
        "ws_ping_interval": None,
        # On a LAN compression costs more time than it saves, and 50 contexts of it cost memory.
        "ws_per_message_deflate": False,
    }
