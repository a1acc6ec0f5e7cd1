"""A network cable between one screen and the server, to be pulled: nothing is closed, nothing arrives any more."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65_536
HOST = "127.0.0.1"


class Cable:
    """What was sent while it was out arrives when it is back, as TCP sends it again. Leaving its `with` ends it."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._in = Event()
        self._in.set()
        self._ends: list[socket.socket] = []
        self._threads: list[Thread] = []
        self._door = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self._door.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # A shutdown wakes the thread that waits in accept; a mere close would not.
        self._door.shutdown(socket.SHUT_RDWR)
        self._in.set()
        self._threads[0].join()
        for end in self._ends:
            _hang_up(end)
        for thread in self._threads[1:]:
            thread.join()
        for end in (self._door, *self._ends):
            end.close()

    def pull(self) -> None:
        self._in.clear()

    def plug(self) -> None:
        self._in.set()

    def _run(self, work: Callable[..., None], *ends: socket.socket) -> None:
        thread = Thread(target=work, args=ends, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
                self._in.wait()
                far = socket.create_connection((HOST, self._to))
            except OSError:
                return
            self._ends += (near, far)
            self._run(self._carry, near, far)
            self._run(self._carry, far, near)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        # When one end is gone, so is the other.
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK_BYTES):
                self._in.wait()
                target.sendall(data)
        _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    # It may be hung up already.
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
