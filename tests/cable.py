"""A network cable between a client and the server, to be pulled, shut, squeezed, cut at a byte, or to go silent.

It runs on a thread of its own, so that a browser test and an event loop can hold the same one. Between real network
namespaces `tests/process/namespaces.py` has a real one.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from types import TracebackType
from typing import Literal, Self, TypeAlias, get_args

from msgspec import Struct

CHUNK_BYTES = 65_536
HOST = "127.0.0.1"
NO_GOODBYE = struct.pack("ii", 1, 0)
"""For SO_LINGER: a close is a reset."""

Way: TypeAlias = Literal["up", "down"]
"""Towards the server, towards the client."""

WAYS: tuple[Way, ...] = get_args(Way)


class Pace(Struct, frozen=True):
    """So many bytes at a time."""

    size_bytes: int = CHUNK_BYTES
    every_s: float = 0.0


class Line:
    """One connection through the cable."""

    def __init__(self, cuts: dict[Way, int], *ends: asyncio.StreamWriter) -> None:
        self.left = cuts
        """How many bytes still pass; a way that is not named takes all."""
        self.deaf = False
        """Whatever comes is swallowed; nobody is told."""
        self._ends = ends

    def reset(self) -> None:
        for end in self._ends:
            # It may be closed already.
            with contextlib.suppress(OSError):
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_GOODBYE)
            end.transport.abort()

    def forget(self) -> None:
        self.deaf = True

    def end(self) -> None:
        """Unless it is half-open: then neither end hears of the other's."""
        if self.deaf:
            return
        for end in self._ends:
            end.close()


class Cable:
    """Any number of connections to one port. Leaving its `with` ends them. Any thread may call."""

    def __init__(self, port: int, *, window_bytes: int = 0, source: str = HOST) -> None:
        """`window_bytes`: how much of the server's stream this end takes unread, so that its window really shuts;
        `source`: the address that the server sees."""
        self._to = port
        self._source = source
        self._window = window_bytes
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._flows = {way: asyncio.Event() for way in WAYS}
        for flow in self._flows.values():
            flow.set()
        self._cuts: dict[Way, Iterator[int]] = {}
        self._pace = Pace()
        self._lines: set[Line] = set()
        self._door = socket.create_server((HOST, 0))
        self.port: int = self._door.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._thread = Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._loop.close()

    def pull(self, *ways: Way) -> None:
        """Nothing passes and nothing is closed; what was sent arrives when it is back, as TCP sends it again.

        Pulled one way only, that end stops reading: the sender finds its window shut.
        """
        self._do(*(self._flows[way].clear for way in ways or WAYS))

    def plug(self) -> None:
        self._do(*(flow.set for flow in self._flows.values()))

    def forget(self) -> None:
        """Every connection of now is half-open: its far end is gone without a word. New ones are whole."""
        self._do(*(line.forget for line in list(self._lines)))

    def reset(self) -> None:
        self._do(*(line.reset for line in list(self._lines)))

    def squeeze(self, pace: Pace) -> None:
        """Both ways, from the next bytes on. `Pace()` is the whole width."""
        self._pace = pace

    def cut(self, way: Way, after_bytes: Iterable[int]) -> None:
        """Each new connection is reset after the next of these numbers of bytes; when there are no more, none is."""
        self._cuts[way] = iter(after_bytes)

    def _do(self, *acts: Callable[[], None]) -> None:
        """On the cable's own thread, and done when this returns."""

        async def done() -> None:
            for act in acts:
                act()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    async def _serve(self) -> None:
        carried: set[asyncio.Task[None]] = set()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(self._join(reader, writer))
            carried.add(task)
            task.add_done_callback(carried.discard)

        server = await asyncio.start_server(connected, sock=self._door)
        await self._over.wait()
        server.close()
        for task in list(carried):
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)

    async def _join(self, near: asyncio.StreamReader, near_end: asyncio.StreamWriter) -> None:
        cuts: dict[Way, int] = {}
        for way, numbers in self._cuts.items():
            with contextlib.suppress(StopIteration):
                cuts[way] = next(numbers)
        with contextlib.ExitStack() as over:
            over.callback(near_end.transport.abort)
            await self._flows["up"].wait()
            try:
                far, far_end = await self._dial()
            except OSError:
                return
            over.callback(far_end.transport.abort)
            line = Line(cuts, near_end, far_end)
            self._lines.add(line)
            over.callback(self._lines.discard, line)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry(line, "up", near, far_end))
                both.create_task(self._carry(line, "down", far, near_end))

    async def _dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        sock = socket.socket()
        if self._window:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._window)
        sock.bind((self._source, 0))
        sock.setblocking(False)
        await self._loop.sock_connect(sock, (HOST, self._to))
        return await asyncio.open_connection(sock=sock, limit=self._window or CHUNK_BYTES)

    async def _carry(self, line: Line, way: Way, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        # When one end is gone, so is the other.
        with contextlib.suppress(OSError):
            while data := await source.read(self._pace.size_bytes):
                await self._flows[way].wait()
                if line.deaf:
                    continue
                left = line.left.get(way, len(data) + 1)
                target.write(data[:left])
                await target.drain()
                if left <= len(data):
                    line.reset()
                    return
                if way in line.left:
                    line.left[way] -= len(data)
                if self._pace.every_s:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._over.wait(), self._pace.every_s)
        line.end()
