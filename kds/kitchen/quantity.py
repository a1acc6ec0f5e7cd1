"""Quantities as decimal strings: which are valid, their one spelling, and exact sums and products of them."""

from __future__ import annotations

import re
from functools import lru_cache

PLACES = 3
"""Digits after the point: a gram of a kilogram."""

UNIT = 1000

RECENT = 1024
"""Spellings at hand: an evening's orders use a few dozen."""

_SHAPE = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,3}))?")
"""At most a million less one of anything, to the thousandth: enough for any line, small enough to draw."""


def thousandths(text: str) -> int:
    """The value in thousandths; 0 for what is no quantity (zero, negative, exponent, too long)."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return 0
    whole, part = shape.groups()
    return int(whole) * UNIT + (int(part.ljust(PLACES, "0")) if part else 0)


@lru_cache(maxsize=RECENT)
def normalise(text: str) -> str | None:
    """The one spelling ("02.50" is "2.5"); None for what is no quantity."""
    if text == "1":
        return text
    value = thousandths(text)
    return spell(value) if value else None


def spell(value: int, places: int = PLACES) -> str:
    """The decimal string of a whole number of thousandths (or of another power of ten)."""
    whole, part = divmod(value, int(10**places))
    return f"{whole}.{part:0{places}d}".rstrip("0") if part else str(whole)


def times(left: str, right: str) -> str:
    """The exact product of two valid quantities."""
    if right == "1":
        return left
    return spell(thousandths(left) * thousandths(right), 2 * PLACES)
