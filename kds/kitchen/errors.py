"""What a command can come to: accepted, noop or rejected, with stable codes.

These are values, not exceptions: a person's mistake is an answer. Our own mistakes are `assert`s.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.events import AnyEvent
from kds.kitchen.model import Refused, Ticket

RejectCode: TypeAlias = Literal[
    "malformed",
    "not_permitted",
    "unknown_ticket",
    "unknown_item",
    "unknown_task",
    "unknown_station",
    "unknown_dish",
    "unknown_change",
    "ticket_closed",
    "ticket_cancelled",
    "invalid_quantity",
    "empty_order",
    "duplicate_uid",
    "too_many_items",
    "revision_conflict",
    "revision_stale",
    "revision_missing",
    "key_conflict",
    "sold_out",
    "illegal_transition",
    "not_ready",
    "not_done",
    "next_step_started",
    "generation_ahead",
    "allergen_unconfirmed",
    "rush_too_soon",
    "too_late_to_void",
    "external_id_taken",
    "same_ticket",
    "too_many_screens",
]

NoopCode: TypeAlias = Literal[
    "same_contents",
    "same_command",
    "already_done",
    "already_started",
    "already_served",
    "already_acknowledged",
    "already_cancelled",
    "already_held",
    "already_fired",
    "already_there",
    "already_voided",
    "already_asked",
    "already_called",
    "already_set",
    "stale",
    "void",
    "nothing_to_do",
]


class Accepted(Struct, frozen=True, gc=False):
    events: tuple[AnyEvent, ...]
    refused: tuple[Refused, ...] = ()
    ticket: Ticket | None = None
    """Where the rules applied the events as they made them: what all events of this ticket come to."""


class Noop(Struct, frozen=True, gc=False):
    """Nothing changes, and that is right."""

    why: NoopCode
    detail: str = ""
    ticket: str = ""
    refused: tuple[Refused, ...] = ()


class Rejected(Struct, frozen=True, gc=False):
    """Somebody's mistake: what, and what would be right."""

    why: RejectCode
    detail: str
    pointer: str = ""
    """JSON pointer into the command, where one field is to blame."""
    ticket: str = ""
    refused: tuple[Refused, ...] = ()
    """Where every line was left out: each."""


Outcome: TypeAlias = Accepted | Noop | Rejected
