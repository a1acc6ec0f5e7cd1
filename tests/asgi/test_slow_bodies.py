"""Bodies that come in parts, late, or never: read whole, or refused in time."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from kds.asgi import body
from kds.asgi.body import read_body
from kds.asgi.problem import ProblemError

LIMIT = 8


def part(text: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": text, "more_body": more}


class Sender:
    """Gives its parts once it is let; until then whoever asks waits."""

    def __init__(self, *parts: Message) -> None:
        self.parts = iter(parts)
        self.asked = asyncio.Event()
        self.let = asyncio.Event()
        self.left = asyncio.Event()

    async def receive(self) -> Message:
        self.asked.set()
        try:
            await self.let.wait()
        finally:
            self.left.set()
        return next(self.parts)

    @property
    def request(self) -> Request:
        return Request({"type": "http", "headers": []}, self.receive)


def here(*parts: Message) -> Request:
    sender = Sender(*parts)
    sender.let.set()
    return sender.request


async def test_parts_are_put_together() -> None:
    assert await read_body(here(part(b"ab", more=True), part(b"cd", more=False)), LIMIT) == b"abcd"


async def test_a_part_that_is_not_here_yet_is_waited_for() -> None:
    sender = Sender(part(b"abcd", more=False))
    reading = asyncio.create_task(read_body(sender.request, LIMIT))
    await sender.asked.wait()
    assert not reading.done()
    sender.let.set()
    assert await reading == b"abcd"


async def test_a_body_that_never_comes_is_refused_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_S", 0.01)
    with pytest.raises(ProblemError) as refused:
        await read_body(Sender().request, LIMIT)
    assert refused.value.problem.code == "body_too_slow"
    assert refused.value.headers == {"Connection": "close"}


async def test_a_body_that_drips_has_one_deadline_for_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_S", 0.05)
    loop = asyncio.get_running_loop()

    async def receive() -> Message:
        dripped = asyncio.Event()
        loop.call_later(0.01, dripped.set)
        await dripped.wait()
        return part(b"", more=True)

    with pytest.raises(ProblemError) as refused:
        await read_body(Request({"type": "http", "headers": []}, receive), LIMIT)
    assert refused.value.problem.code == "body_too_slow"


async def test_a_sender_who_leaves_while_we_wait_is_seen() -> None:
    sender = Sender({"type": "http.disconnect"})
    reading = asyncio.create_task(read_body(sender.request, LIMIT))
    await sender.asked.wait()
    sender.let.set()
    with pytest.raises(ClientDisconnect):
        await reading


async def test_a_request_that_is_cancelled_while_we_wait_lets_go_of_its_sender() -> None:
    sender = Sender()
    reading = asyncio.create_task(read_body(sender.request, LIMIT))
    await sender.asked.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert sender.left.is_set()


async def test_a_body_is_refused_as_soon_as_it_is_known_to_be_too_large() -> None:
    with pytest.raises(ProblemError) as refused:
        await read_body(here(part(b"x" * (LIMIT + 1), more=True)), LIMIT)
    assert refused.value.problem.code == "body_too_large"
