"""Slow, stalled and dead screens over real sockets: they are resynced or released, and nobody else notices."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import ClientConnection

from kds.wire.limits import PONG_MS, QUEUE_BYTES, QUEUE_FRAMES, RELEASE_MS
from tests.service.commits import Log, change, ticket
from tests.sync.glass import Glass, dialled, glass
from tests.sync.harness import Site, eventually, repeatedly, serving
from tests.sync.test_joining import base, truth

pytestmark = pytest.mark.process

NARROW_BYTES = 4096
"""Receive buffer of a screen that the network barely reaches."""


@contextlib.asynccontextmanager
async def narrow(site: Site) -> AsyncIterator[ClientConnection]:
    """A connection whose reader takes one message and then stops, with next to no buffer before it."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW_BYTES)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", site.port))
    async with dialled(site.url, sock=sock, max_queue=1) as connection:
        yield connection


@pytest.fixture
def no_kernel_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a platform without it: whoever is dead has to be noticed by us."""
    monkeypatch.delattr(socket, "TCP_USER_TIMEOUT", raising=False)


def feed(log: Log, note_bytes: int) -> None:
    ver = log.head + 1
    log.commit(change(ticket(f"t{ver % 30}", note="x" * note_bytes), ver=ver))


@contextlib.asynccontextmanager
async def reading(screen: Glass) -> AsyncIterator[None]:
    """The screen reads while the block lasts; after it the network is stuck."""
    task = asyncio.create_task(screen.read())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def fed(log: Log, commits: int, note_bytes: int) -> None:
    """So many commits, one each turn of the loop or two, so that every writer gets to see them."""
    goal = log.head + commits
    with repeatedly(0.001, lambda: feed(log, note_bytes)):
        await eventually(lambda: log.head >= goal)


async def test_a_slow_screen_gets_one_snapshot_when_it_reads_again_and_then_goes_on() -> None:
    log = Log()
    async with serving(log.hub) as site, narrow(site) as connection:
        slow = Glass(connection)
        await slow.hello()
        async with reading(slow):
            await slow.until(lambda: slow.snapshots == [0])
        await fed(log, 12 * QUEUE_BYTES // 8000, 8000)
        async with reading(slow):
            await slow.until(lambda: slow.seq == log.head)
            assert [sub["mode"] for sub in slow.subs] == ["snap", "snap"]
            assert slow.snapshots == [0, log.head]
            assert base(slow) == truth(log.hub)
            feed(log, 10)
            await slow.until(lambda: slow.ranges[-1:] == [(log.head, log.head)])
            assert slow.gaps == []


async def test_a_stalled_screen_delays_nobody_else() -> None:
    log = Log()
    async with serving(log.hub) as site, narrow(site) as stalled, glass(site.url) as healthy:
        await Glass(stalled).hello()
        await eventually(lambda: len(site.sockets.roster) == 2)
        loop = asyncio.get_running_loop()
        delays_s: list[float] = []
        for _ in range(2 * QUEUE_FRAMES):
            feed(log, 2000)
            started = loop.time()
            await healthy.until(lambda: healthy.seq == log.head)
            delays_s.append(loop.time() - started)
        assert healthy.gaps == []
        assert healthy.heard["sub"] == 1, "it was never resynced"
        assert sorted(delays_s)[len(delays_s) * 99 // 100] < 0.1


@pytest.mark.usefixtures("no_kernel_help")
async def test_a_peer_that_stops_reading_and_one_that_never_answers_are_released_in_time() -> None:
    log = Log()
    async with serving(log.hub) as site, narrow(site) as stalled, dialled(site.url) as silent, glass(site.url) as well:
        await Glass(stalled).hello(device="stalled")
        await Glass(silent).hello(device="silent", subs=[])
        await eventually(lambda: len(site.sockets.roster) == 3)
        with repeatedly(0.02, lambda: feed(log, 4000)):
            await eventually(lambda: len(site.sockets.roster) == 1, patience_s=RELEASE_MS / 1000)
        assert well.gaps == []
        await well.until(lambda: well.seq == log.head)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this platform does not have it")
async def test_the_kernel_gives_a_dead_peer_up_as_soon_as_we_do() -> None:
    async with serving(Log().hub) as site, dialled(site.url):
        (connection,) = site.server.server_state.connections
        raw = connection.transport.get_extra_info("socket")
        assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == PONG_MS


async def test_a_peer_that_never_says_hello_is_sent_away() -> None:
    log = Log()
    async with serving(log.hub) as site, dialled(site.url) as mute:
        screen = Glass(mute)
        await screen.read()
        assert screen.bye is not None
        assert (mute.close_code, screen.bye["reconnect"]) == (4000, True)


@pytest.mark.usefixtures("no_kernel_help")
async def test_a_server_that_stops_is_not_held_up_by_a_stalled_screen() -> None:
    log = Log()
    async with contextlib.AsyncExitStack() as stack:
        async with serving(log.hub) as site:
            stalled = await stack.enter_async_context(narrow(site))
            await Glass(stalled).hello()
            await eventually(lambda: len(site.sockets.roster) == 1)
            await fed(log, 12 * QUEUE_BYTES // 8000, 8000)
            started = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - started < RELEASE_MS / 1000
