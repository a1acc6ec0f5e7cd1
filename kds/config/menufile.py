"""Reads menu.yaml: the dishes with names, categories, tags, allergens, prep times and prices."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings
from kds.config.routerules import MAX_STEPS
from kds.config.stationsfile import Store, Written, sections
from kds.config.yamltree import Items, Mapping, Node
from kds.kitchen.menu import fold
from kds.kitchen.setup import MenuDish

MAX_DISHES = 5000
"""A large menu with all its variants has some hundreds."""
MAX_PRICE_DIGITS = 9
"""Before the point; a table's bill in the weakest currency has 8."""

_DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217 minor units that are not 2."""

DISH_KEYS = ("sku", "name", "category", "tags", "allergens", "prep", "price")


def read_menu_file(root: Node, findings: Findings, store: Store) -> tuple[Written[MenuDish], ...]:
    """The dishes that could be read; what is wrong stands in the findings."""
    if not isinstance(root, Mapping):
        findings.error(root.at, "a menu file is a mapping", "with one key, dishes")
        return ()
    top = Section(root, findings, ("dishes",))
    if not top.has("dishes"):
        findings.error(root.at, "'dishes' is missing", "list them with sku and name")
    found: dict[str, Written[MenuDish]] = {}
    for node in sections(top, "dishes", findings, MAX_DISHES):
        dish = _dish(node, findings, store)
        if dish is None:
            continue
        twin = found.get(fold(dish.sku))
        if twin:
            hint = f"{twin.value.sku} stands in line {twin.node.at.line}; give each dish its own"
            findings.error(node.at, f"sku {dish.sku!r} is already taken", hint)
        found[fold(dish.sku)] = Written(dish, node)
    return tuple(found.values())


def _dish(node: Mapping, findings: Findings, store: Store) -> MenuDish | None:
    section = Section(node, findings, DISH_KEYS)
    sku = section.need("sku", fields.text, "", "the id that tills send")
    name = section.need("name", fields.texts(store.languages[0]), fields.NO_TEXTS)
    if not sku or not name:
        return None
    steps = section.get("prep", _prep, ())
    return MenuDish(
        sku=sku,
        name=name,
        category=section.get("category", fields.text, ""),
        tags=section.get("tags", fields.list_of(fields.text), ()),
        allergens=section.get("allergens", fields.list_of(fields.text), ()),
        estimate_s=sum(steps),
        step_estimates_s=steps if len(steps) > 1 else (),
        price_minor=_price_minor(section, store.currency),
    )


def _prep(node: Node, findings: Findings) -> tuple[int, ...] | None:
    if isinstance(node, Items) and len(node.items) > MAX_STEPS:
        findings.error(node.at, f"more than {MAX_STEPS} steps")
        return None
    return fields.list_of(fields.duration_s)(node, findings)


def _price_minor(section: Section, currency: str) -> int:
    written = section.get("price", fields.text, "")
    if not written:
        return 0
    decimals = _DECIMALS.get(currency, 2)
    try:
        price = Decimal(written)
    except InvalidOperation:
        price = Decimal(-1)
    if not currency:
        section.findings.error(section.at("price"), "a price without a currency", "set currency under store")
    elif not price.is_finite() or not 0 <= price < 10**MAX_PRICE_DIGITS or price != round(price, decimals):
        hint = "such as 38 or 38.50" if decimals == 2 else f"with at most {decimals} digits after the point"
        section.findings.error(section.at("price"), f"{written!r} is not a price in {currency}", hint)
    else:
        return int(price.scaleb(decimals))
    return 0
