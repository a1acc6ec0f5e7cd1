"""A shop that went on after its backup, and the one that was restored from it."""

from __future__ import annotations

from collections.abc import Callable

from kds.kitchen.command import Line
from kds.kitchen.commands import Salvage
from kds.kitchen.model import Ticket
from kds.kitchen.state import Memory
from tests.builders import (
    COOK,
    MINUTE_MS,
    TOFU,
    Shop,
    opened,
)

LOST_MS = 10 * MINUTE_MS
"""Between the backup and the restore."""


def going_on(shop: Shop) -> Shop:
    """The same shop from a backup made now: from here on the two know nothing of each other."""
    restored = Shop(shop.kitchen, shop.now_ms + LOST_MS)
    restored.state = Memory()
    for document in shop.documents():
        restored.state.put(document)
    return restored


def bring(shop: Shop, *tickets: Ticket) -> None:
    shop.submit(Salvage(tickets), COOK)


def lost(change: Callable[[Shop], object], *lines: Line) -> tuple[Shop, Shop]:
    """The restored shop, and the one that was lost after `change`."""
    shop = opened(*(lines or (TOFU,)))
    restored = going_on(shop)
    shop.now_ms += MINUTE_MS
    change(shop)
    return restored, shop
