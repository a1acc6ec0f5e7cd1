"""What a screen brings back after a fork: from a `salvage` frame to a submission, from its receipt to `salvaged`."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Raw

from kds.kitchen.command import Actor
from kds.kitchen.commands import Salvage
from kds.kitchen.errors import Rejected
from kds.kitchen.model import Ticket
from kds.service.commanding import Unfit, fit, lost
from kds.service.receipt import Receipt, Submission
from kds.wire.frames import Lost, Salvaged, SalvageFrame

DEPTH = 10
"""Nesting of a ticket's document: items, their modifiers, and modifiers of those."""

ID_BYTES = 16
"""Of the digest that names an offer: the same tickets from any screen are the same command."""


def offered(frame: SalvageFrame, actor: Actor) -> Submission:
    tickets = tuple(ticket for ticket in map(_ticket, frame.tickets) if ticket is not None)
    digest = blake2b(b"".join(map(bytes, frame.tickets)), digest_size=ID_BYTES).hexdigest()
    command = Salvage(tickets) if tickets else Rejected("malformed", "none of these is a ticket")
    return Submission(command=command, actor=actor, id=f"salvage.{digest}")


def answered(frame: SalvageFrame, receipts: Sequence[Receipt]) -> Salvaged:
    (receipt,) = receipts
    if receipt.result == "failed":
        return Salvaged(part=frame.part, retry_ms=max(1, receipt.retry_ms))
    unreadable = tuple(Lost("", "malformed") for raw in frame.tickets if _ticket(raw) is None)
    return Salvaged(part=frame.part, retry_ms=0, lost=lost(receipt) + unreadable)


def _ticket(raw: Raw) -> Ticket | None:
    """Read as carefully as what a source sends; None: it is no ticket."""
    try:
        plain: dict[str, Any] = msgspec.msgpack.decode(raw, type=dict[str, Any])
        # What a tombstone keeps is encoded already.
        pending = plain.pop("pending", ())
        fields = {key: fit(value, DEPTH) for key, value in plain.items()}
        return msgspec.convert({**fields, "pending": pending}, Ticket)
    except (Unfit, msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        return None
