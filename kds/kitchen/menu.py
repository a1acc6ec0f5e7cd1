"""Finds a line's dish in the menu and fills in what the source left out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.compiled import Compiled
from kds.kitchen.setup import Kitchen, MenuDish

RECENT_WORDS = 4096
"""The words of a whole menu; every line of every order is compared by them."""


@lru_cache(maxsize=RECENT_WORDS)
def fold(text: str) -> str:
    """The form in which names, skus and tags are compared: width, case and outer blanks do not count."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


class MenuIndex:
    """Dishes by sku and by their name in any language; of two dishes with one name the first is found."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.by_sku = {fold(dish.sku): dish for dish in kitchen.menu}
        self.by_name: dict[str, MenuDish] = {}
        for dish in kitchen.menu:
            for name in dish.name.values():
                self.by_name.setdefault(fold(name), dish)

    def find(self, sku: str, name: str) -> MenuDish | None:
        """By sku, else by name; an unknown sku does not hide a known name."""
        dish = self.by_sku.get(fold(sku)) if sku else None
        if dish is None and name:
            dish = self.by_name.get(fold(name))
        return dish


menu_index = Compiled(MenuIndex)


def complete(kitchen: Kitchen, line: Line) -> Line:
    """The line with what the menu knows; whatever the source says stays, tags are joined.

    The dishes of a set meal are lines of their own.

    A line without a name gets the store language's, one without a second name the second language's
    (or the store language's, where the source already speaks the second). An sku that the menu does not
    know is kept: it may be a variant that shares its name with a dish. Allergens are left alone: a line's
    are what the guest warned of and stop the cook, a dish's are what is always in it.
    """
    dish = menu_index(kitchen).find(line.sku, line.name)
    if dish is None:
        return replace(line, name=line.name or line.sku)
    name = line.name or dish.name.get(kitchen.language) or next(iter(dish.name.values()))
    return replace(
        line,
        name=name,
        sku=line.sku or dish.sku,
        alt_name=line.alt_name or _second_name(kitchen, dish, name),
        category=line.category or dish.category,
        tags=line.tags + tuple(tag for tag in dish.tags if tag not in line.tags),
    )


def _second_name(kitchen: Kitchen, dish: MenuDish, name: str) -> str:
    others = [language for language in kitchen.languages if language != kitchen.language]
    for language in (*others[:1], kitchen.language):
        text = dish.name.get(language, "")
        if text and fold(text) != fold(name):
            return text
    return ""
