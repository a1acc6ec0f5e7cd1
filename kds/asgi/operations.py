"""What the HTTP interface can do, one entry an operation: OpenAPI and the docs page are made from this list."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kds.asgi.answers import CommandAnswer, HealthAnswer, MenuAnswer, QuarantineAnswer, RetryAnswer, TicketAnswer
from kds.asgi.past import MAX_PAGE, FoundAnswer, TimelineAnswer
from kds.asgi.verbs import VERBS
from kds.sources.native import NativeOrder
from kds.sources.verbs import AvailabilityBody

BODY_ERRORS = (
    "empty_body", "malformed_json", "malformed_msgpack", "invalid_utf8", "body_too_slow", "body_too_large",
    "unsupported_media_type", "invalid_field", "missing_field", "unknown_field", "text_too_long", "too_many_items",
    "too_deep", "invalid_quantity",
)  # fmt: skip
"""Of everything that takes a body."""

COMMAND_ERRORS = ("not_permitted", "overloaded", "disk_full", "read_only", "internal")
"""Of everything that changes something."""

PLACE_ERRORS = (
    "wrong_dialect", "revision_missing", "revision_conflict", "revision_stale", "key_conflict", "empty_order",
    "duplicate_uid", "sold_out", "ticket_cancelled", "ticket_closed",
)  # fmt: skip

VERB_ERRORS = ("unknown_ticket", "unknown_item", "ticket_closed", "ticket_cancelled", "illegal_transition")

ERRORS_OF_VERB: dict[str, tuple[str, ...]] = {
    "amend": (
        "revision_missing", "revision_conflict", "revision_stale", "key_conflict", "duplicate_uid", "sold_out",
        "too_late_to_void",
    ),
    "cancel": ("revision_stale",),
    "merge": ("same_ticket",),
    "split": ("external_id_taken", "same_ticket"),
    "rush": ("rush_too_soon",),
}  # fmt: skip


class Operation(Struct, frozen=True):
    id: str
    method: Literal["get", "post"]
    path: str
    summary: str
    answer: type[Struct] | None
    """None: not a single document (a stream), or nothing."""
    statuses: tuple[int, ...] = (200,)
    body: type[Struct] | None = None
    errors: tuple[str, ...] = ()
    raw: bool = False
    """The body is the vendor's own and signed by it."""
    bare: bool = False
    """The body may be left out."""
    query: dict[str, str] = {}
    """What may stand behind the question mark, and what it says."""


_PLACE = Operation(
    id="placeTicket",
    method="post",
    path="/api/v1/tickets",
    summary="Place an order; a newer revision says what it is now. Answered when it stands on the disk.",
    answer=CommandAnswer,
    statuses=(201, 200),
    body=NativeOrder,
    errors=(*BODY_ERRORS, *PLACE_ERRORS, *COMMAND_ERRORS),
)

_VERBS = tuple(
    Operation(
        id=f"{verb.name}Ticket",
        method="post",
        path=f"/api/v1/tickets/{{ref}}/{verb.name}",
        summary=verb.summary,
        answer=CommandAnswer,
        body=verb.body,
        errors=(*BODY_ERRORS, *VERB_ERRORS, *ERRORS_OF_VERB.get(verb.name, ()), *COMMAND_ERRORS),
        bare=verb.bare,
    )
    for verb in VERBS
)

OPERATIONS = (
    _PLACE,
    Operation(
        id="getTicket",
        method="get",
        path="/api/v1/tickets/{ref}",
        summary="A ticket: where each item is made and how far it is.",
        answer=TicketAnswer,
        errors=("unknown_ticket",),
    ),
    Operation(
        id="findTickets",
        method="get",
        path="/api/v1/tickets",
        summary="Tickets of a business day, as the staff look for them.",
        answer=FoundAnswer,
        errors=("invalid_field",),
        query={
            "q": "What has to be found, every word of it: number, table, guest, dish, source or the source's own id.",
            "day": "The business day, YYYY-MM-DD; today's without it.",
            "station": "Only tickets with work of this station.",
            "limit": f"Tickets of a page, at most {MAX_PAGE}.",
            "after": "For the next page, what the page before said.",
        },
    ),
    Operation(
        id="getTimeline",
        method="get",
        path="/api/v1/tickets/{ref}/timeline",
        summary="What became of a ticket: who did what, when, on which screen.",
        answer=TimelineAnswer,
        errors=("unknown_ticket",),
    ),
    *_VERBS,
    Operation(
        id="getMenu",
        method="get",
        path="/api/v1/menu",
        summary="The dishes: which are sold out, and how many portions are left where they are counted.",
        answer=MenuAnswer,
    ),
    Operation(
        id="setAvailability",
        method="post",
        path="/api/v1/menu/{sku}/availability",
        summary="Say that a dish is sold out, back, or how many portions are left.",
        answer=CommandAnswer,
        body=AvailabilityBody,
        errors=(*BODY_ERRORS, "unknown_dish", "key_conflict", *COMMAND_ERRORS),
    ),
    Operation(
        id="followTickets",
        method="get",
        path="/api/v1/stream",
        summary="A till's own tickets, rush replies and sold-out dishes as Server-Sent Events; Last-Event-ID resumes.",
        answer=None,
        errors=("invalid_field", "too_many_streams"),
    ),
    Operation(
        id="takeWebhook",
        method="post",
        path="/api/v1/webhooks/{source}",
        summary="A vendor's signed event; kept, acknowledged, then read.",
        answer=None,
        statuses=(200, 204),
        errors=(
            "unknown_source",
            "no_secret",
            "bad_signature",
            "body_too_large",
            "body_too_slow",
            "overloaded",
            "disk_full",
        ),
        raw=True,
    ),
    Operation(
        id="listQuarantine",
        method="get",
        path="/api/v1/quarantine",
        summary="Vendors' events that could not be taken, with the reason.",
        answer=QuarantineAnswer,
    ),
    Operation(
        id="retryQuarantined",
        method="post",
        path="/api/v1/quarantine/{id}/retry",
        summary="Read such an event again, after a fix.",
        answer=RetryAnswer,
        statuses=(202,),
        errors=("unknown_body", "overloaded", "disk_full"),
    ),
    Operation(
        id="getHealth",
        method="get",
        path="/api/v1/healthz",
        summary="The process lives.",
        answer=HealthAnswer,
    ),
    Operation(
        id="getReadiness",
        method="get",
        path="/api/v1/readyz",
        summary="Orders can be taken; 503 while the disk is full.",
        answer=HealthAnswer,
        statuses=(200, 503),
    ),
)
