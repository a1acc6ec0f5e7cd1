"""What the manager's page asks and does over HTTP; dishes and everything else of the kitchen go over its socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kds.asgi.body import read_body
from kds.asgi.manageview import manage_state
from kds.asgi.pages import FRESH
from kds.asgi.problem import ProblemError, problem
from kds.asgi.rawbody import raw_body
from kds.asgi.services import Services
from kds.service.quarantine import Waiting
from kds.service.rate import Rate
from kds.service.roster import Roster
from kds.sources.decode import decode
from kds.wire.limits import NAME_CHARS

ASKS_PER_S = 20
ASKS_BURST = 60
"""Of all managers together: each page asks every two seconds, and a few people at once are many."""

AGAIN_MS = 1_000

FORM_BYTES = 4_096
"""A name and a reason."""

REASON_CHARS = 200

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


class DiscardBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Nobody signs in by name: people say who they are."""

    by: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
    reason: Annotated[str, Meta(min_length=1, max_length=REASON_CHARS, pattern=r"\S")]


class ForgetBody(Struct, frozen=True, forbid_unknown_fields=True):
    device: Annotated[str, Meta(max_length=NAME_CHARS)]


class BodySeen(Struct, frozen=True):
    waiting: Waiting
    form: str
    shown: str
    left_out: int
    headers: dict[str, str]


class ManageDesk:
    """Whoever may open the store's pages may ask: there is one token, and the page carries the role."""

    def __init__(self, services: Services, roster: Roster) -> None:
        self._services = services
        self._roster = roster
        self._started_ms = services.clock.now_ms()
        self._rate = Rate(ASKS_PER_S, ASKS_BURST, services.clock.monotonic_ms())

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/manage/state", self._bounded(self.state), methods=["GET"]),
            Route("/manage/screens/forget", self._bounded(self.forget), methods=["POST"]),
            Route("/manage/kitchen/read", self._bounded(self.read_kitchen), methods=["POST"]),
            Route("/manage/bodies/{id}", self._bounded(self.body), methods=["GET"]),
            Route("/manage/bodies/{id}/retry", self._bounded(self.retry), methods=["POST"]),
            Route("/manage/bodies/{id}/discard", self._bounded(self.discard), methods=["POST"]),
        ]

    async def state(self, request: Request) -> Response:
        return _answer(manage_state(self._services, self._roster, self._started_ms))

    async def forget(self, request: Request) -> Response:
        self._roster.forget(decode(await read_body(request, FORM_BYTES), "json", ForgetBody).device)
        return await self.state(request)

    async def read_kitchen(self, request: Request) -> Response:
        await self._services.reread()
        return await self.state(request)

    async def body(self, request: Request) -> Response:
        row_id = request.path_params["id"]
        row = await self._services.inbox.quarantine.body(row_id)
        if row is None:
            raise _unknown(row_id)
        shown = raw_body(row.body)
        waiting = Waiting(row.id, row.source, row.received_ms, len(row.body), row.error)
        headers = msgspec.json.decode(row.headers, type=dict[str, str])
        return _answer(BodySeen(waiting, shown.form, shown.shown, shown.left_out, headers))

    async def retry(self, request: Request) -> Response:
        row_id = request.path_params["id"]
        if not await self._services.inbox.retry(row_id):
            raise _unknown(row_id)
        return await self.state(request)

    async def discard(self, request: Request) -> Response:
        row_id = request.path_params["id"]
        said = decode(await read_body(request, FORM_BYTES), "json", DiscardBody)
        if not await self._services.inbox.quarantine.discard(row_id, said.by.strip(), said.reason.strip()):
            raise _unknown(row_id)
        return await self.state(request)

    def _bounded(self, handler: Handler) -> Handler:
        async def bounded(request: Request) -> Response:
            if not self._rate.allows(self._services.clock.monotonic_ms()):
                raise problem("overloaded", "The managers' pages ask too often.", retry_ms=AGAIN_MS)
            return await handler(request)

        return bounded


def _unknown(row_id: str) -> ProblemError:
    return problem("unknown_body", f"No body {row_id[:100]!r} waits in quarantine.")


def _answer(value: Struct) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json", headers=FRESH)
