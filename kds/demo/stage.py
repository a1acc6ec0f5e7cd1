"""Puts the simulated service beside a server: says where to look, plays in a thread of its own, stops with it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from kds.demo.screen import Where
from kds.demo.show import Plan, Show
from kds.kitchen.setup import Kitchen, Texts
from kds.service.ports import Clock

HOST = "127.0.0.1"

CURTAIN_S = 5.0
"""How long the simulated service may take to close its connections."""


class Stage:
    """One demo. `claim` first: it must not feed a server that is somebody else's."""

    def __init__(self, plan: Plan, port: int, token: str | None, clock: Clock) -> None:
        self._plan = plan
        self._port = port
        self._clock = clock
        self._opened_ms = clock.monotonic_ms()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._where = Where(f"http://{HOST}:{port}", headers)

    def claim(self) -> None:
        """Raises OSError where the port is taken."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, self._port))

    def announce(self, data: Path) -> None:
        kitchen, address = self._plan.kitchen, self._where.address
        print(f"{_named(kitchen.store_name, kitchen)}: a simulated service at speed {self._plan.speed:g}\n")
        for path, what in _pages(kitchen):
            print(f"  {address}{path:18} {what}")
        print(f"\nCtrl-C stops it. Everything it keeps is in {data}; delete that folder to start afresh.\n", flush=True)

    def play(self, serve: Callable[[], int]) -> int:
        """Runs `serve` here and the service beside it; returns what `serve` returns."""
        loop = asyncio.new_event_loop()
        show = loop.create_task(Show(self._plan, self._where, self._clock, self._say).run())
        player = Thread(target=_play, args=(loop, show), name="demo", daemon=True)
        player.start()
        try:
            return serve()
        finally:
            loop.call_soon_threadsafe(show.cancel)
            player.join(CURTAIN_S)
            loop.close()

    def _say(self, line: str) -> None:
        minutes, seconds = divmod((self._clock.monotonic_ms() - self._opened_ms) // 1000, 60)
        print(f"{minutes:02}:{seconds:02}  {line}", flush=True)


def _play(loop: asyncio.AbstractEventLoop, show: asyncio.Task[None]) -> None:
    asyncio.set_event_loop(loop)
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(show)


def _pages(kitchen: Kitchen) -> list[tuple[str, str]]:
    stations = [(f"/station/{one.id}", _named(one.name, kitchen)) for one in kitchen.stations if one.kind == "prep"]
    return [("/", "all pages"), *stations, ("/expo", "the pass"), ("/docs", "the API for tills and apps")]


def _named(names: Texts, kitchen: Kitchen) -> str:
    """Every language of the store, its own first."""
    return " ".join(names[language] for language in kitchen.languages if language in names)
