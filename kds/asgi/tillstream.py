"""The stream of a till: what becomes of its tickets and of the menu, as Server-Sent Events that can be resumed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from kds.asgi.answers import moment, ticket_answer
from kds.asgi.problem import problem
from kds.asgi.services import Services
from kds.kitchen.model import Ticket
from kds.kitchen.venue import Dish
from kds.service.feed import Update
from kds.service.hub import TILL
from kds.service.positions import Position

HEARTBEAT_S = 15.0
"""Between two comments on a quiet stream: below the 30 s after which proxies and routers cut connections."""

MAX_STREAMS = 64
"""Open at once: a till each, and a few that were not closed properly."""

_SOURCE = re.compile(r"[a-z0-9_-]{1,40}")
_POSITION = re.compile(r"([0-9a-f]{1,64})-([0-9]{1,15})")


class DishEvent(Struct, frozen=True, omit_defaults=True):
    sku: str
    name: str
    available: bool
    remaining: int | None = None
    """Portions left; null where nobody counts them."""
    since: datetime | None = None


class ResetEvent(Struct, frozen=True):
    """Forget what the stream said before: the whole set follows."""

    why: str


class Streams:
    """Counts the open streams; `heartbeat_s` is shorter in tests."""

    def __init__(self, services: Services, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._services = services
        self._heartbeat_s = heartbeat_s
        self._open = 0

    def routes(self) -> list[BaseRoute]:
        return [Route("/api/v1/stream", self.endpoint, methods=["GET"])]

    async def endpoint(self, request: Request) -> Response:
        source = request.query_params.get("source", "")
        if not _SOURCE.fullmatch(source):
            raise problem("invalid_field", "Say which source listens.", remedy="Add ?source=till-1 to the address.")
        if self._open >= MAX_STREAMS:
            raise problem("too_many_streams", f"{MAX_STREAMS} streams are open.", retry_ms=int(HEARTBEAT_S * 1000))
        position = _position(request.headers.get("last-event-id", ""))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(source, position), media_type="text/event-stream", headers=headers)

    async def _events(self, source: str, position: Position | None) -> AsyncIterator[bytes]:
        """Pulls what changed when the reader has taken what came before, so a slow reader costs no memory."""
        feed = self._services.hub.follow(f"{TILL}{source}", position)
        wake = asyncio.Event()
        stop = feed.on_change(wake.set)
        self._open += 1
        try:
            yield b"retry: 1000\n\n"
            while True:
                wake.clear()
                update = feed.take()
                if update is not None:
                    yield self._frames(update)
                elif not await self._changed(wake):
                    yield b": still here\n\n"
        finally:
            self._open -= 1
            stop()

    async def _changed(self, wake: asyncio.Event) -> bool:
        """False: nothing happened for a heartbeat."""
        try:
            async with asyncio.timeout(self._heartbeat_s):
                await wake.wait()
        except TimeoutError:
            return False
        return True

    def _frames(self, update: Update) -> bytes:
        """The last frame alone carries the position, so a cut in between repeats and never skips."""
        kitchen = self._services.kitchen()
        frames: list[tuple[str, Struct]] = []
        if update.mode == "snap":
            frames.append(("reset", ResetEvent(why="the whole set follows")))
        for held in update.puts:
            match held.value:
                case Ticket() as ticket if not ticket.tombstone:
                    frames.append(("ticket", ticket_answer(ticket, kitchen)))
                case Dish() as dish:
                    frames.append(("dish", _dish(dish)))
                case _:
                    continue
        last = len(frames) - 1
        at = f"{update.position.term}-{update.position.seq}"
        return b"".join(_frame(name, value, at if n == last else "") for n, (name, value) in enumerate(frames))


def _frame(name: str, value: Struct, at: str) -> bytes:
    position = f"id: {at}\n" if at else ""
    return f"{position}event: {name}\ndata: ".encode() + msgspec.json.encode(value) + b"\n\n"


def _dish(dish: Dish) -> DishEvent:
    return DishEvent(dish.sku, dish.name, dish.available, dish.portions, moment(dish.since_ms))


def _position(last_event_id: str) -> Position | None:
    found = _POSITION.fullmatch(last_event_id)
    return Position(term=found.group(1), seq=int(found.group(2))) if found else None
