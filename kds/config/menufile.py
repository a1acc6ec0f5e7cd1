"""Reads menu.yaml: the dishes with names, categories, tags, allergens, prep times and prices."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from kds.config import fields
from kds.config.fields import Section
from kds.config.menuoptions import price_minor, read_options
from kds.config.problems import Findings, did_you_mean
from kds.config.routerules import MAX_STEPS
from kds.config.stationsfile import Store, Written, sections
from kds.config.yamltree import Items, Mapping, Node
from kds.kitchen.menu import fold
from kds.kitchen.setup import MenuDish
from kds.kitchen.venue import Category

MAX_DISHES = 5000
"""A large menu with all its variants has some hundreds."""
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif")
"""What every phone's browser draws."""

MAX_CATEGORIES = 60
"""Headings of one menu; nobody scrolls through more."""

MENU_KEYS = ("dishes", "categories")
CATEGORY_KEYS = ("id", "name")
DISH_KEYS = (
    "sku", "name", "category", "tags", "allergens", "prep", "price", "options", "description", "picture",
)  # fmt: skip


class MenuFile(Struct, frozen=True):
    """What menu.yaml says, as far as it could be read."""

    dishes: tuple[Written[MenuDish], ...] = ()
    categories: tuple[Category, ...] = ()


def read_menu_file(root: Node, findings: Findings, store: Store) -> MenuFile:
    """What is wrong stands in the findings."""
    if not isinstance(root, Mapping):
        findings.error(root.at, "a menu file is a mapping", f"with the keys {', '.join(MENU_KEYS)}")
        return MenuFile()
    top = Section(root, findings, MENU_KEYS)
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
    dishes = tuple(found.values())
    return MenuFile(dishes, _categories(top, findings, store.languages[0], dishes))


def _categories(
    top: Section, findings: Findings, language: str, dishes: tuple[Written[MenuDish], ...]
) -> tuple[Category, ...]:
    found: dict[str, Category] = {}
    used = {dish.value.category for dish in dishes}
    for node in sections(top, "categories", findings, MAX_CATEGORIES):
        section = Section(node, findings, CATEGORY_KEYS)
        word = section.need("id", fields.text, "", "as the dishes say it")
        name = section.need("name", fields.texts(language), fields.NO_TEXTS)
        if word in found:
            findings.error(section.at("id"), f"there is already a category {word!r}", "keep one of them")
        elif word and dishes and word not in used:
            findings.warn(section.at("id"), f"no dish has the category {word!r}", did_you_mean(word, used - {""}))
        if word and name:
            found[word] = Category(word, name)
    for dish in dishes:
        if found and dish.value.category not in found:
            at, word = (dish.node.find("category") or dish.node).at, dish.value.category
            hint = did_you_mean(word, found) or "list it under categories, so that guests read a heading"
            findings.warn(at, f"{dish.value.sku} has the category {word!r}, which categories does not name", hint)
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
        price_minor=price_minor(section, store.currency),
        options=read_options(section, store.languages[0], store.currency),
        description=section.get("description", fields.texts(store.languages[0]), fields.NO_TEXTS),
        picture=section.get("picture", _picture, ""),
    )


def _prep(node: Node, findings: Findings) -> tuple[int, ...] | None:
    if isinstance(node, Items) and len(node.items) > MAX_STEPS:
        findings.error(node.at, f"more than {MAX_STEPS} steps")
        return None
    return fields.list_of(fields.duration_s)(node, findings)


def _picture(node: Node, findings: Findings) -> str | None:
    """A file beside the stations file, or in a folder below it."""
    written = fields.text(node, findings)
    if written is None:
        return None
    path = PurePosixPath(written)
    if path.is_absolute() or ".." in path.parts or "\\" in written:
        findings.error(node.at, f"{written!r} leads out of the folder", "write a path below the stations file's folder")
    elif path.suffix.lower() not in PICTURES:
        findings.error(node.at, f"{written!r} is no picture", f"save it as one of {', '.join(PICTURES)}")
    else:
        return str(path)
    return None
