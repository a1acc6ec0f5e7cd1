"""Reads the body of a request within its limits, and says in which format it is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from kds.asgi.problem import ProblemError, problem
from kds.kitchen.setup import SourceRule
from kds.sources.decode import Format

BODY_S = 15
"""Seconds until a body must be here: half a megabyte over the worst Wi-Fi, and a till that died within its request is
let go of before `RELEASE_MS`."""

BODY_BYTES = SourceRule(id="").body_limit_bytes
"""Of a body whose source has no limit of its own."""

KEY_CHARS = 200
"""Length of an Idempotency-Key; a UUID has 36."""

_FORMATS: dict[str, Format] = {
    "application/json": "json",
    "application/msgpack": "msgpack",
    "application/x-msgpack": "msgpack",
    "application/vnd.msgpack": "msgpack",
}


def format_of(request: Request) -> Format:
    """By Content-Type; raises ProblemError (415)."""
    given = request.headers.get("content-type", "")
    found = _FORMATS.get(given.partition(";")[0].strip().lower())
    if found is None:
        raise problem("unsupported_media_type", f"The content type is {given[:100]!r}.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise problem("unsupported_media_type", "The body is compressed.")
    return found


async def read_body(request: Request, limit: int) -> bytes:
    """At most `limit` bytes; a larger body is refused as soon as that is known, and never held."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large(limit)
    until = asyncio.get_running_loop().time() + BODY_S
    message = await _received(request, until)
    body: bytes = message.get("body", b"")
    while message.get("more_body", False) and len(body) <= limit:
        message = await _received(request, until)
        body += message.get("body", b"")
    if len(body) > limit:
        raise too_large(limit)
    return body


async def _received(request: Request, until: float) -> Message:
    """The next part. A timer is set only where it is not here yet: it would cost as much as reading the order."""
    receiving = request.receive()
    assert isinstance(receiving, Coroutine)
    try:
        awaited = receiving.send(None)
    except StopIteration as here:
        message: Message = here.value
    else:
        try:
            async with asyncio.timeout_at(until):
                message = await _Begun(receiving, awaited)
        except TimeoutError:
            raise problem(
                "body_too_slow", f"The body was not here after {BODY_S} s.", headers={"Connection": "close"}
            ) from None
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message


class _Begun:
    """A coroutine that ran up to the first thing it awaits."""

    def __init__(self, coroutine: Coroutine[Any, Any, Message], awaited: object) -> None:
        self._coroutine = coroutine
        self._awaited = awaited

    def __await__(self) -> Generator[Any, Any, Message]:
        try:
            yield self._awaited
            return (yield from self._coroutine.__await__())
        finally:
            self._coroutine.close()


def too_large(limit: int) -> ProblemError:
    return problem("body_too_large", f"The body has more than {limit} bytes.", headers={"Connection": "close"})


def idempotency_key(request: Request) -> str:
    """Of the header, without the quotes that its standard asks for; "" where there is none."""
    key = request.headers.get("idempotency-key", "").strip().removeprefix('"').removesuffix('"')
    if len(key) > KEY_CHARS or not key.isprintable():
        raise problem(
            "invalid_field",
            f"The Idempotency-Key has more than {KEY_CHARS} characters, or some that cannot be printed.",
            remedy="Use a UUID.",
        )
    return key
