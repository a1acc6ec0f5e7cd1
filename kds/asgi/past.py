"""Looking back, for the staff's screens: the tickets of a day that somebody looks for, and one ticket's timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from kds.asgi.address import JOINED, known_ticket
from kds.asgi.answers import respond
from kds.asgi.problem import ProblemError, problem
from kds.asgi.services import Services
from kds.kitchen.businessday import business_day
from kds.kitchen.limits import MAX_ID
from kds.kitchen.model import Ticket
from kds.kitchen.searching import MAX_WORDS, words_of
from kds.service.past import Cursor, Name, Search, Step, find, timeline

MAX_QUERY = 100
"""Characters of a search: a long dish's name."""

PAGE = 20
"""Tickets of one page, unless fewer or more are asked for."""

MAX_PAGE = 50
"""As many as a screen holds of its own: 200 KB in the worst case."""

ASKED = ("q", "day", "station", "limit", "after")
"""What may stand behind the question mark."""

_CURSOR = re.compile(r"(live|over)\.(\d{1,15})\.([0-9a-f-]{36})")


class FoundAnswer(Struct, frozen=True, gc=False):
    """Tickets as screens hold them, live ones first, then those that are over, the last changed first."""

    day: str
    """The business day that was looked through, YYYY-MM-DD."""
    tickets: tuple[Ticket, ...]
    after: str
    """Send it as `after` for the next page; "" where there is none."""


class TimelineAnswer(Struct, frozen=True, gc=False):
    """What became of a ticket, in the words of the log."""

    ticket: Ticket
    steps: tuple[Step, ...]
    """The oldest first, one for each command that did something to it."""
    whole: bool
    """False: it began earlier than was read."""
    others: dict[str, Name]
    """Id -> name of the tickets that it was joined with, split from or split into."""


async def search(services: Services, request: Request) -> Response:
    asked = _search(services, request.query_params)
    found = await find(services.commands, services.hub, asked)
    after = found.after
    cursor = f"{after.part}.{after.at}.{after.id}" if after else ""
    return respond(request, FoundAnswer(day=asked.day, tickets=found.tickets, after=cursor))


async def timeline_of(services: Services, request: Request) -> Response:
    ticket = await known_ticket(services, request.path_params["ref"])
    told = await timeline(services.commands, ticket)
    return respond(request, TimelineAnswer(ticket=ticket, steps=told.steps, whole=told.whole, others=told.others))


def _search(services: Services, given: Mapping[str, str]) -> Search:
    """Raises ProblemError for what cannot be looked for."""
    for name in given:
        if name not in ASKED:
            raise _wrong(name, f"can be one of {', '.join(ASKED)}")
    kitchen = services.kitchen()
    today = business_day(services.clock.now_ms(), kitchen.timezone, kitchen.day_starts)
    query, station = given.get("q", ""), given.get("station", "")
    words = words_of(query)
    if len(query) > MAX_QUERY or len(words) > MAX_WORDS:
        raise _wrong("q", f"has at most {MAX_QUERY} characters and {MAX_WORDS} words")
    if len(station) > MAX_ID:
        raise _wrong("station", f"has at most {MAX_ID} characters")
    limit = given.get("limit", str(PAGE))
    if not re.fullmatch(r"[1-9]\d?", limit) or int(limit) > MAX_PAGE:
        raise _wrong("limit", f"is a number from 1 to {MAX_PAGE}")
    return Search(
        day=_day(given.get("day") or today),
        today=today,
        words=words,
        stations=frozenset(station.split(JOINED) if station else ()),
        limit=int(limit),
        after=_cursor(given.get("after", "")),
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _wrong("day", "is a date as 2026-03-01") from None


def _cursor(text: str) -> Cursor | None:
    if not text:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise _wrong("after", "is what the page before said")
    return Cursor("live" if match[1] == "live" else "over", int(match[2]), match[3])


def _wrong(name: str, what: str) -> ProblemError:
    return problem("invalid_field", f"{name[:40]!r} {what}.", pointer=f"/{name[:40]}")
