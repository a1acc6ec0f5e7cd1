"""What a request is about: a ticket, by its id or by `source:external_id`, and stations that are named in one word."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kds.asgi.problem import ProblemError, problem
from kds.asgi.services import Services
from kds.kitchen.businessday import day_start_ms
from kds.kitchen.identity import ticket_id
from kds.kitchen.limits import MAX_ID
from kds.kitchen.model import Ticket
from kds.sources.identity import external_id, rule_of
from kds.sources.verbs import Address

JOINED = "+"
"""Between the ids of stations that share a screen; no id has it."""

_TICKET_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OWN_ID = re.compile(rf"([a-z0-9_-]{{1,40}}):([^\x00-\x1f\x7f]{{1,{MAX_ID}}})")


async def find_address(services: Services, ref: str, pointer: str = "") -> tuple[Address, Ticket | None]:
    """The address, and the ticket where there is one. Raises ProblemError for a ticket id that nobody gave out."""
    if _TICKET_ID.fullmatch(ref):
        ticket = await services.commands.find_ticket(ref)
        if ticket is None:
            raise unknown_ticket(ref, pointer)
        return Address(id=ticket.id, source=ticket.source, external_id=ticket.external_id), ticket
    own = _OWN_ID.fullmatch(ref)
    if own is None:
        raise unknown_ticket(ref, pointer)
    source, given = own.groups()
    candidates = [
        Address(id=ticket_id(source, stored), source=source, external_id=stored)
        for stored in _stored_ids(services, source, given)
    ]
    for address in candidates:
        ticket = await services.commands.find_ticket(address.id)
        if ticket is not None:
            return address, ticket
    return candidates[0], None


async def known_ticket(services: Services, ref: str, pointer: str = "") -> Ticket:
    """Raises ProblemError where there is none."""
    _, ticket = await find_address(services, ref, pointer)
    if ticket is None or ticket.tombstone:
        raise unknown_ticket(ref, pointer)
    return ticket


def unknown_ticket(ref: str, pointer: str = "") -> ProblemError:
    return problem("unknown_ticket", f"There is no ticket {ref[:100]!r}.", pointer=pointer)


def _stored_ids(services: Services, source: str, given: str) -> list[str]:
    """Of a till that reuses its check ids: today's first, then yesterday's, for a night that passes the day's start.

    What is neither may be the stored id itself, which names its business day.
    """
    kitchen = services.kitchen()
    rule = rule_of(kitchen, source)
    now_ms = services.clock.now_ms()
    today = external_id(kitchen, rule, given, now_ms)
    if rule.identity == "external_id":
        return [today]
    day = date.fromisoformat(today.rpartition("@")[2]) - timedelta(days=1)
    before_ms = day_start_ms(day.isoformat(), kitchen.timezone, kitchen.day_starts)
    return [today, external_id(kitchen, rule, given, before_ms), given]
