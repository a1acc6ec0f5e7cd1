"""The words of a change: what an item was and what it is now, in signs and the order's own words, no language."""

from __future__ import annotations

from collections.abc import Iterable

from kds.kitchen.model import Item, Modifier

ACTION_SIGNS = {"add": "+", "no": "−", "extra": "++", "side": "◦"}

BETWEEN = " · "


def amount(item: Item) -> str:
    """ "2", "1.5 斤"."""
    return f"{item.quantity} {item.unit}" if item.unit else item.quantity


def modifiers_text(modifiers: Iterable[Modifier]) -> str:
    """ "−香菜, +薯条 ×2 (++盐)"."""
    return ", ".join(map(_modifier_text, modifiers))


def difference(was: Item, now: Item) -> tuple[str, str]:
    """Both sides of the arrow: only the parts that differ."""
    pairs = [
        (amount(was), amount(now)),
        (modifiers_text(was.modifiers), modifiers_text(now.modifiers)),
        (was.note, now.note),
        (", ".join(was.allergens), ", ".join(now.allergens)),
    ]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return (
        BETWEEN.join(filter(None, (pair[0] for pair in differing))),
        BETWEEN.join(filter(None, (pair[1] for pair in differing))),
    )


def _modifier_text(modifier: Modifier) -> str:
    times = "" if modifier.quantity == "1" else f" ×{modifier.quantity}"
    inner = f" ({modifiers_text(modifier.modifiers)})" if modifier.modifiers else ""
    return f"{ACTION_SIGNS[modifier.action]}{modifier.name}{times}{inner}"
