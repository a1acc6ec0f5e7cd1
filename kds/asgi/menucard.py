"""The menu as people choose from it: names in every language, prices, options and allergens, in the file's order."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from kds.kitchen.compiled import Compiled
from kds.kitchen.money import minor_digits
from kds.kitchen.setup import Kitchen, MenuDish, OptionGroup, Texts
from kds.kitchen.venue import Category


class CardDish(Struct, frozen=True, omit_defaults=True):
    sku: str
    name: Texts
    category: str = ""
    price_minor: int = 0
    allergens: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    options: tuple[OptionGroup, ...] = ()
    description: Texts = {}
    picture: str = ""
    """Address on this server."""


class MenuCard(Struct, frozen=True):
    """The same for everybody; what is sold out travels apart, since it changes."""

    digest: str
    """Of the kitchen files: another one, another card."""
    currency: str
    decimals: int
    """Digits of the currency behind the point."""
    categories: tuple[Category, ...]
    dishes: tuple[CardDish, ...]


def _made(kitchen: Kitchen) -> MenuCard:
    known = {category.id: category for category in kitchen.categories}
    used = dict.fromkeys(dish.category for dish in kitchen.menu)
    named = tuple(category for category in kitchen.categories if category.id in used)
    others = tuple(Category(word, {}) for word in used if word not in known)
    return MenuCard(
        digest=kitchen.digest,
        currency=kitchen.currency,
        decimals=minor_digits(kitchen.currency),
        categories=named + others,
        dishes=tuple(map(_dish, kitchen.menu)),
    )


menu_card = Compiled(_made)
"""Kitchen -> MenuCard, made once for each kitchen."""


def picture_address(dish: MenuDish) -> str:
    return f"/order/pictures/{quote(dish.picture)}" if dish.picture else ""


def _dish(dish: MenuDish) -> CardDish:
    return CardDish(
        sku=dish.sku,
        name=dish.name,
        category=dish.category,
        price_minor=dish.price_minor,
        allergens=dish.allergens,
        tags=dish.tags,
        options=dish.options,
        description=dish.description,
        picture=picture_address(dish),
    )
