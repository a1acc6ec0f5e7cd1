"""Webhooks of vendors: verified, kept raw, acknowledged, and only then read; and the bodies that could not be taken."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kds.asgi.answers import KeptBody, QuarantineAnswer, RetryAnswer, moment, respond
from kds.asgi.body import read_body
from kds.asgi.problem import DISK_RETRY_MS, problem
from kds.asgi.services import Services
from kds.kitchen.setup import SourceRule
from kds.service.inbox import Overflow
from kds.service.ports import InboxRow
from kds.sources.dialect import Dialect
from kds.sources.registry import dialect_of

UNKEPT_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
"""Everything else is kept with the body, as evidence."""

SHOWN_BODIES = 100
"""The newest of those in quarantine: more at once is one fault, and one of them shows it."""

SHOWN_CHARS = 2_000
"""Of a quarantined body: enough to see what it is."""


def webhook_routes(services: Services) -> list[BaseRoute]:
    async def take(request: Request) -> Response:
        return await _take(services, request)

    async def quarantine(request: Request) -> Response:
        rows = await services.commands.quarantined()
        newest = tuple(map(_kept, rows[-SHOWN_BODIES:]))
        answer = QuarantineAnswer(pending=services.inbox.pending, quarantined=len(rows), bodies=newest)
        return respond(request, answer)

    async def retry(request: Request) -> Response:
        row_id = request.path_params["id"]
        if not await services.inbox.retry(row_id):
            raise problem("unknown_body", f"No body {row_id[:100]!r} waits in quarantine.")
        return respond(request, RetryAnswer(id=row_id), 202)

    return [
        Route("/api/v1/webhooks/{source}", take, methods=["POST"]),
        Route("/api/v1/quarantine", quarantine, methods=["GET"]),
        Route("/api/v1/quarantine/{id}/retry", retry, methods=["POST"]),
    ]


async def _take(services: Services, request: Request) -> Response:
    rule, dialect = _dialect(services, request.path_params["source"])
    raw = await read_body(request, rule.body_limit_bytes)
    _verify(services, request, raw, rule, dialect)
    kept = {name: value for name, value in request.headers.items() if name not in UNKEPT_HEADERS}
    try:
        await services.inbox.receive(rule.id, msgspec.json.encode(kept), raw)
    except Overflow as error:
        raise problem("overloaded", str(error), retry_ms=DISK_RETRY_MS) from None
    return Response(status_code=dialect.ack_status)


def _dialect(services: Services, source: str) -> tuple[SourceRule, Dialect]:
    rule = next((one for one in services.kitchen().sources if one.id == source), None)
    dialect = dialect_of(rule) if rule else None
    if rule is None or dialect is None:
        raise problem("unknown_source", f"The kitchen file names no source {source[:100]!r} that sends webhooks.")
    return rule, dialect


def _verify(services: Services, request: Request, raw: bytes, rule: SourceRule, dialect: Dialect) -> None:
    """Before anything of the body is looked at."""
    secret = services.secret(rule.secret_env)
    if not secret:
        raise problem("no_secret", f"Source {rule.id} has no signing secret, so nothing of it can be trusted.")
    url = rule.notification_url or str(request.url)
    if not dialect.verify(raw, request.headers, url, secret):
        raise problem("bad_signature", f"The header {dialect.signature_header} does not sign this body.")


def _kept(row: InboxRow) -> KeptBody:
    received_at = moment(row.received_ms)
    assert received_at is not None, "a body was received at some time"
    return KeptBody(
        id=row.id,
        source=row.source,
        received_at=received_at,
        error=row.error,
        body=row.body.decode(errors="replace")[:SHOWN_CHARS],
    )
