"""Texts from outside made fit for a card: nothing unseen in them, nothing around them."""

from __future__ import annotations

from functools import lru_cache

from kds.kitchen.limits import MAX_TEXT

RECENT_TEXTS = 1024
"""At hand: an evening's orders say the same few hundred names, tables and numbers over and over."""

_UNSEEN = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x0A})
"""Control characters (printer codes of old tills) and bidi overrides, which make a card read differently than it is."""


@lru_cache(maxsize=RECENT_TEXTS)
def clean(text: str, limit: int = MAX_TEXT) -> str:
    """One clean line or paragraph, cut at `limit` characters."""
    if not text:
        return text
    if text.isprintable():
        # Nearly always: nothing printable is unseen, so only the ends are left to clean.
        return text.strip()[:limit]
    return text.translate(_UNSEEN).strip()[:limit]
