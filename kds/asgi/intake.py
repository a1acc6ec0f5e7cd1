"""The native intake: orders in, verbs on their tickets, and tickets back, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kds.asgi.address import find_address, known_ticket
from kds.asgi.answers import command_answer, respond, ticket_answer
from kds.asgi.body import BODY_BYTES, format_of, idempotency_key, read_body, too_large
from kds.asgi.guard import FIELDS
from kds.asgi.past import search, timeline_of
from kds.asgi.problem import Answering, not_taken, problem
from kds.asgi.services import Services
from kds.asgi.verbs import VERBS, Asked, Verb
from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand, Split
from kds.kitchen.compiled import Compiled
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.setup import Kitchen, SourceRule
from kds.service.receipt import Receipt, Submission
from kds.sources import native
from kds.sources.decode import decode
from kds.sources.identity import external_id, request_id, rule_of
from kds.sources.native import NativeOrder

TICKETS = "/api/v1/tickets"

_largest_body = Compiled(lambda kitchen: max((BODY_BYTES, *(rule.body_limit_bytes for rule in kitchen.sources))))


def intake_routes(services: Services) -> list[BaseRoute]:
    async def place_or_find(request: Request) -> Response:
        return await (_place if request.method == "POST" else search)(services, request)

    async def tell(request: Request) -> Response:
        return await timeline_of(services, request)

    async def show(request: Request) -> Response:
        ticket = await known_ticket(services, request.path_params["ref"])
        return respond(request, ticket_answer(ticket, services.kitchen(), services.hub.glass.where))

    return [
        # An order takes another way, see `direct_intake`; it stands here for whoever asks with which methods.
        Route(TICKETS, place_or_find, methods=["POST", "GET"]),
        Route("/api/v1/tickets/{ref:path}/timeline", tell, methods=["GET"]),
        *(_verb_route(services, verb) for verb in VERBS),
        Route("/api/v1/tickets/{ref:path}", show, methods=["GET"]),
    ]


def direct_intake(services: Services, handlers: Mapping[type[Exception], Answering]) -> dict[tuple[str, str], ASGIApp]:
    """Orders past the router, which costs as much as they do; `handlers` answer their errors as they would there."""

    async def place(scope: Scope, receive: Receive, send: Send) -> None:
        request = _Direct(scope, receive)
        try:
            response = await _place(services, request)
        except Exception as error:
            handler = next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)
            if handler is None:
                raise
            response = await handler(request, error)
        await response(scope, receive, send)

    return {("POST", TICKETS): place}


class _Direct(Request):
    @property
    def headers(self) -> Headers:
        fields: Headers = self.scope[FIELDS]
        return fields


def _verb_route(services: Services, verb: Verb) -> Route:
    async def endpoint(request: Request) -> Response:
        return await _do(services, request, verb)

    return Route(f"/api/v1/tickets/{{ref:path}}/{verb.name}", endpoint, methods=["POST"], name=verb.name)


async def _place(services: Services, request: Request) -> Response:
    kitchen = services.kitchen()
    order, size = await _order(request, kitchen)
    rule = _native_rule(kitchen, order.source, size)
    placed_ms = native.moment_ms(order.placed_at) or services.clock.now_ms()
    stored = external_id(kitchen, rule, order.external_id, placed_ms)
    command = native.place(order, rule, stored, idempotency_key(request))
    before = services.commands.ticket(ticket_id(order.source, stored))
    receipt = await _submit(services, command, order.source, services.new_id(), fresh=True)
    created = receipt.result == "ok" and (before is None or before.tombstone)
    headers = {"Location": f"/api/v1/tickets/{receipt.ticket.id}"} if created and receipt.ticket else {}
    return respond(request, command_answer(receipt, kitchen), 201 if created else 200, headers)


async def _order(request: Request, kitchen: Kitchen) -> tuple[NativeOrder, int]:
    """The order and its size in bytes. Which source it is, and so which limit, is known only from the body."""
    kind = format_of(request)
    raw = await read_body(request, _largest_body(kitchen))
    return decode(raw, kind, NativeOrder), len(raw)


def _native_rule(kitchen: Kitchen, source: str, size: int) -> SourceRule:
    rule = rule_of(kitchen, source)
    if rule.dialect != "native":
        raise problem("wrong_dialect", f"The kitchen file says that {source} speaks {rule.dialect}.", pointer="/source")
    if size > rule.body_limit_bytes:
        raise too_large(rule.body_limit_bytes)
    return rule


async def _do(services: Services, request: Request, verb: Verb) -> Response:
    kitchen = services.kitchen()
    to, before = await find_address(services, request.path_params["ref"])
    rule = rule_of(kitchen, to.source)
    key = idempotency_key(request)
    body = await _verb_body(request, verb, rule)
    command = await verb.command(Asked(services=services, kitchen=kitchen, rule=rule, to=to, body=body, key=key))
    # The kitchen itself knows revisions and keys of orders and amends; other verbs are told apart by their id.
    told_apart = bool(key) and verb.name != "amend"
    command_id = request_id(to.id, verb.name, key, msgspec.json.encode(body)) if told_apart else services.new_id()
    receipt = await _submit(services, command, to.source, command_id)
    return respond(request, command_answer(receipt, kitchen, await _split_off(services, command, before)))


async def _verb_body(request: Request, verb: Verb, rule: SourceRule) -> Struct:
    raw = await read_body(request, rule.body_limit_bytes)
    if not raw and verb.bare:
        return verb.body()
    return decode(raw, format_of(request), verb.body)


async def _split_off(services: Services, command: AnyCommand, origin: Ticket | None) -> Ticket | None:
    if not isinstance(command, Split) or origin is None:
        return None
    return await services.commands.find_ticket(ticket_id(origin.source, command.external_id))


async def _submit(
    services: Services, command: AnyCommand, source: str, command_id: str, *, fresh: bool = False
) -> Receipt:
    """Ok or noop; anything else is raised as a problem."""
    actor = Actor(role="source", name=source, scope=source)
    receipt = await services.commands.submit(Submission(command=command, actor=actor, id=command_id, fresh=fresh))
    if receipt.result in ("ok", "noop"):
        return receipt
    raise not_taken(receipt)
