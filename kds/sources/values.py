"""Small values as vendors write them, turned into ours: texts, decimal quantities, times, durations."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TypeAlias

from kds.kitchen.limits import MAX_TEXT
from kds.kitchen.model import Modifier
from kds.kitchen.quantity import UNIT, normalise, spell
from kds.kitchen.texts import clean
from kds.sources.unreadable import Unreadable

Loose: TypeAlias = str | int | float | None
"""A text or number of a vendor, who may write either for both, or null."""

_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")

_MOST = 10**6 * UNIT - 1
"""The largest quantity of the kitchen, in thousandths."""

_WITHOUT = ("no ", "without ", "sem ", "sin ", "不要")
"""Beginnings by which vendors that know no "leave out" write it into the name."""


def text(value: Loose, limit: int = MAX_TEXT) -> str:
    """One clean line or paragraph, cut at `limit` characters; null is empty."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value), limit)


def quantity(value: Loose, pointer: str) -> str:
    """The one spelling of a positive decimal with at most 6 digits before and 3 after the point."""
    found = normalise(_plain(value))
    if found is None:
        raise Unreadable(
            "invalid_quantity",
            f"The quantity {str(value)[:40]!r} is not a positive decimal number.",
            pointer=pointer,
            remedy='Send a decimal above zero as text, at most 6 digits before and 3 after the point: "2" or "1.5".',
        )
    return found


def thousandths(value: Loose, pointer: str) -> int:
    """A vendor's amount rounded to thousandths; none given is one, and zero is how vendors write a removed line."""
    try:
        amount = Decimal(_plain(value) or "1") * UNIT
        whole = int(amount.to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, OverflowError, ValueError):
        whole = -1
    if not 0 <= whole <= _MOST:
        raise Unreadable("invalid_quantity", f"The quantity {str(value)[:40]!r} is not an amount.", pointer=pointer)
    return whole


def count(value: Loose, most: int) -> int:
    """How many, whatever a vendor wrote; 0 where it is no number."""
    try:
        return max(0, min(int(Decimal(_plain(value) or "0")), most))
    except (InvalidOperation, OverflowError, ValueError):
        return 0


def _plain(value: Loose) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return str(value).strip()


def time_ms(value: Loose) -> int:
    """Unix ms of an RFC 3339 time; 0 for none, for one without a zone and for one that cannot be read."""
    try:
        moment = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return 0
    if moment is None or moment.tzinfo is None:
        return 0
    return max(0, int(moment.timestamp() * 1000))


def duration_ms(value: Loose) -> int:
    """Milliseconds of an RFC 3339 duration of weeks to seconds ("P1W3D", "PT20M"); 0 where it cannot be read."""
    parts = _DURATION.fullmatch(str(value or ""))
    if parts is None:
        return 0
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000


def choice(name: str, amount: int, sku: str = "", below: tuple[Modifier, ...] = ()) -> Modifier:
    """A vendor's option as a modifier: none of it, or a name that says "no …", is something to leave out.

    `amount` is in thousandths.
    """
    if not amount:
        return Modifier(name=name, action="no", sku=sku, modifiers=below)
    for beginning in _WITHOUT:
        if name.lower().startswith(beginning) and len(name) > len(beginning):
            return Modifier(name=name[len(beginning) :].strip(), action="no", sku=sku, modifiers=below)
    return Modifier(name=name, quantity=spell(amount), sku=sku, modifiers=below)
