"""The HTTP connection under uvicorn: the head of an answer goes out together with its body."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = b"HTTP/"


class WholeAnswers:
    """A transport that keeps a head back for its body, which follows at once: each send wakes both machines anew."""

    def __init__(self, raw: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.raw = raw
        self._loop = loop
        self._head = b""

    def write(self, data: bytes) -> None:
        if self._head:
            data, self._head = self._head + data, b""
        elif data.startswith(HEAD):
            self._head = data
            # An answer without a body, and one whose body is on its way, are not waited for.
            self._loop.call_soon(self._flush)
            return
        self.raw.write(data)

    def close(self) -> None:
        self._flush()
        self.raw.close()

    def _flush(self) -> None:
        if self._head:
            head, self._head = self._head, b""
            self.raw.write(head)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


class Answering(HttpToolsProtocol):
    """The socket of one till, app or page."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        whole = WholeAnswers(cast(asyncio.Transport, transport), self.loop)
        super().connection_made(cast(asyncio.Transport, whole))
