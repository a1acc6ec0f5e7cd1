"""Malformed, huge and hostile frames over real sockets: a clear reason, the right close code, nothing changed."""

from __future__ import annotations

import contextlib

import msgpack
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from kds.adapters.systemclock import SystemClock
from kds.asgi.access import Access
from kds.wire.closecodes import CloseCode
from kds.wire.limits import FRAMES_BURST, INBOUND_FRAME_BYTES, SCREENS, SOCKET_MESSAGE_BYTES
from tests.service.commits import Log
from tests.sync.glass import Glass, dialled, glass
from tests.sync.harness import eventually, serving

pytestmark = pytest.mark.process


async def farewell(url: str, *messages: bytes | str, greet: bool = True) -> tuple[Glass, int | None]:
    """What a connection that says this hears in the end, and the code it is closed with."""
    async with dialled(url) as connection:
        screen = Glass(connection)
        if greet:
            await screen.hello()
        with contextlib.suppress(ConnectionClosed):
            for message in messages:
                await connection.send(message)
        await screen.read()
        return screen, connection.close_code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"", CloseCode.MALFORMED),
        (b"\xc1\xff\x00", CloseCode.MALFORMED),
        ('{"t": "hello"}', CloseCode.MALFORMED),
        (b"\x91" * 100_000, CloseCode.MALFORMED),
        (b"\x00" * (INBOUND_FRAME_BYTES + 1), CloseCode.TOO_BIG),
        (msgpack.packb({"t": "more", "stream": "store", "part": 7}), CloseCode.UNEXPECTED),
        (msgpack.packb({"t": "subscribe", "subs": [{"stream": "guests"}]}), CloseCode.UNKNOWN_STREAM),
    ],
    ids=["empty", "garbage", "text", "nested", "too big", "a part nobody offered", "an unknown stream"],
)
async def test_a_hostile_message_is_answered_with_a_reason_and_the_stop_code(
    message: bytes | str, code: CloseCode
) -> None:
    async with serving(Log().hub) as site:
        screen, closed_with = await farewell(site.url, message)
        assert screen.bye is not None
        assert closed_with == screen.bye["code"] == code
        assert (screen.bye["reconnect"], bool(screen.bye["why"])) == (False, True)


async def test_a_message_beyond_what_is_buffered_ends_the_connection_at_once() -> None:
    async with serving(Log().hub) as site:
        _, closed_with = await farewell(site.url, b"\x00" * (SOCKET_MESSAGE_BYTES + 1))
        assert closed_with == 1009


async def test_hostile_messages_change_nothing_for_the_others() -> None:
    log = Log()
    async with serving(log.hub) as site, glass(site.url) as well:
        for message in (b"", b"\xc1", "text", b"\x91" * 1000):
            await farewell(site.url, message)
        log.tickets(3)
        await well.until(lambda: well.seq == 3)
        assert well.gaps == []
        await eventually(lambda: len(site.sockets.roster) == 1)


async def test_a_screen_gone_wild_is_sent_away_with_a_code_that_lets_it_come_back() -> None:
    async with serving(Log().hub) as site:
        pong = bytes(msgpack.packb({"t": "pong", "time": 1}))
        screen, closed_with = await farewell(site.url, *([pong] * (FRAMES_BURST + 60)))
        assert closed_with == CloseCode.TOO_MANY_FRAMES
        assert screen.bye is not None
        assert screen.bye["reconnect"] is True


async def test_a_page_of_another_version_is_told_to_load_again() -> None:
    async with serving(Log().hub) as site, glass(site.url, min=99, max=99) as screen:
        await screen.until(lambda: screen.bye is not None)
        assert screen.bye is not None
        assert (screen.bye["code"], screen.bye["reload"]) == (CloseCode.VERSION, True)


async def test_a_page_of_another_schema_is_told_to_load_again() -> None:
    async with serving(Log().hub) as site, glass(site.url, schema="of yesterday") as screen:
        await screen.until(lambda: screen.bye is not None)
        assert screen.bye is not None
        assert (screen.bye["code"], screen.bye["reload"]) == (CloseCode.SCHEMA, True)


async def test_a_client_that_does_not_offer_the_subprotocol_is_told_so() -> None:
    async with serving(Log().hub) as site, connect(site.url, compression=None, proxy=None) as connection:
        screen = Glass(connection)
        await screen.read()
        assert connection.subprotocol is None
        assert connection.close_code == CloseCode.VERSION


async def test_a_page_of_another_site_learns_nothing_but_that_it_may_not_connect() -> None:
    log = Log()
    log.tickets(3)
    async with (
        serving(log.hub) as site,
        connect(site.url, origin="http://evil.example", subprotocols=["kds.1"], proxy=None) as connection,  # type: ignore[arg-type, list-item] # websockets wants NewTypes of str
    ):
        screen = Glass(connection)
        await screen.read()
        assert connection.close_code == CloseCode.NOT_ALLOWED
        assert set(screen.heard) == {"bye"}


async def test_without_the_token_a_screen_is_told_to_load_again_where_it_is_asked_for_it() -> None:
    async with serving(Log().hub, access=Access("secret", SystemClock())) as site:
        screen, closed_with = await farewell(site.url, greet=False)
        assert screen.bye is not None
        assert (closed_with, screen.bye["reload"], set(screen.heard)) == (CloseCode.NOT_ALLOWED, True, {"bye"})


async def test_no_compression_is_spoken_even_if_it_is_offered() -> None:
    async with serving(Log().hub) as site, connect(site.url, subprotocols=["kds.1"], proxy=None) as connection:  # type: ignore[list-item] # as above
        assert connection.response is not None
        assert "Sec-WebSocket-Extensions" not in connection.response.headers


async def test_only_so_many_screens_are_held() -> None:
    async with serving(Log().hub) as site, contextlib.AsyncExitStack() as stack:
        for _ in range(SCREENS):
            await stack.enter_async_context(dialled(site.url))
        screen, closed_with = await farewell(site.url, greet=False)
        assert closed_with == CloseCode.TOO_MANY_SCREENS
        assert screen.bye is not None
        assert screen.bye["reconnect"] is True
