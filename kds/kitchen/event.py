"""What every event says: about which ticket, when, and by whom."""

from __future__ import annotations

from msgspec import Struct


class Event(Struct, frozen=True, gc=False, omit_defaults=True, tag_field="event"):
    """Base of every event; `ticket` is empty for what concerns the store or a dish."""

    ticket: str
    at_ms: int
    by: str
