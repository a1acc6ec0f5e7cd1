"""The verbs on a ticket: for each the body it takes and the command it means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct

from kds.asgi.address import known_ticket
from kds.asgi.problem import problem
from kds.asgi.services import Services
from kds.kitchen.commands import AnyCommand
from kds.kitchen.setup import Kitchen, SourceRule
from kds.sources import verbs
from kds.sources.identity import external_id
from kds.sources.verbs import (
    Address,
    AmendBody,
    CancelBody,
    FireBody,
    HoldBody,
    MergeBody,
    MoveBody,
    RushBody,
    SplitBody,
)


class Asked(Struct, frozen=True):
    """A verb's request, read: `body` is of the verb's type, `key` the Idempotency-Key or ""."""

    services: Services
    kitchen: Kitchen
    rule: SourceRule
    to: Address
    body: Any
    key: str


class Verb(Struct, frozen=True):
    name: str
    summary: str
    body: type[Struct]
    command: Callable[[Asked], Awaitable[AnyCommand]]
    bare: bool = False
    """An empty body is allowed: every field has a default."""


async def _amend(asked: Asked) -> AnyCommand:
    body: AmendBody = asked.body
    if not body.revision and not asked.key:
        raise problem("revision_missing", "An amend without revision and without key would add twice when repeated.")
    return verbs.amend(body, asked.to, asked.rule, asked.key)


async def _cancel(asked: Asked) -> AnyCommand:
    return verbs.cancel(asked.body, asked.to, asked.key)


async def _move(asked: Asked) -> AnyCommand:
    return verbs.move(asked.body, asked.to, asked.key)


async def _merge(asked: Asked) -> AnyCommand:
    body: MergeBody = asked.body
    into = await known_ticket(asked.services, body.into, "/into")
    return verbs.merge(into.id, asked.to, asked.key)


async def _split(asked: Asked) -> AnyCommand:
    body: SplitBody = asked.body
    stored = external_id(asked.kitchen, asked.rule, body.external_id, asked.services.clock.now_ms())
    return verbs.split(body, stored, asked.to, asked.key)


async def _hold(asked: Asked) -> AnyCommand:
    return verbs.hold(asked.body, asked.to, asked.key)


async def _fire(asked: Asked) -> AnyCommand:
    return verbs.fire(asked.body, asked.to, asked.key)


async def _rush(asked: Asked) -> AnyCommand:
    return verbs.rush(asked.body, asked.to, asked.key)


VERBS = (
    Verb("amend", "Add, change or take back items.", AmendBody, _amend),
    Verb(
        "cancel", "Cancel the order. One that has not come yet will be born cancelled.", CancelBody, _cancel, bare=True
    ),
    Verb("move", "Move to another table. No food is made anew.", MoveBody, _move),
    Verb("merge", "Draw this ticket on the card of another. Both stay their own tickets.", MergeBody, _merge),
    Verb("split", "Give items a ticket of their own. Their cooking goes on as it is.", SplitBody, _split),
    Verb("hold", "Keep a course back. Started food is not called back.", HoldBody, _hold, bare=True),
    Verb("fire", "Start a course that was kept back.", FireBody, _fire, bare=True),
    Verb("rush", "Ask the cooks to hurry. Their reply comes with the stream.", RushBody, _rush, bare=True),
)
