"""Reads what a dish of menu.yaml can be asked for: groups of choices, each with its rule and its prices."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import cast

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings
from kds.config.stationsfile import sections
from kds.config.yamltree import Mapping
from kds.kitchen.model import ModifierAction
from kds.kitchen.money import minor_digits
from kds.kitchen.setup import Choice, OptionGroup

MAX_GROUPS = 12
"""Questions about one dish: a build-your-own bowl asks about eight."""
MAX_CHOICES = 40
"""Answers to one question: the toppings of a hot pot."""
MAX_PRICE_DIGITS = 9
"""Before the point; a table's bill in the weakest currency has 8."""

GROUP_KEYS = ("id", "name", "min", "max", "choices")
CHOICE_KEYS = ("id", "name", "price", "sku", "action", "plain")
ACTIONS = ("add", "no", "extra", "side")


def read_options(dish: Section, language: str, currency: str) -> tuple[OptionGroup, ...]:
    """The groups that could be read; what is wrong stands in the findings."""
    groups: dict[str, OptionGroup] = {}
    for node in sections(dish, "options", dish.findings, MAX_GROUPS):
        group = _group(node, dish.findings, language, currency)
        if group is None:
            continue
        if group.id in groups:
            dish.findings.error(node.at, f"there is already an option {group.id!r}", "give each its own id")
        groups[group.id] = group
    return tuple(groups.values())


def price_minor(section: Section, currency: str) -> int:
    """Of the key `price`, in minor units; 0 where it is left out or wrong."""
    written = section.get("price", fields.text, "")
    if not written:
        return 0
    decimals = minor_digits(currency)
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


def _group(node: Mapping, findings: Findings, language: str, currency: str) -> OptionGroup | None:
    section = Section(node, findings, GROUP_KEYS)
    identifier = section.need("id", fields.identifier, "", "such as spice")
    name = section.need("name", fields.texts(language), fields.NO_TEXTS)
    choices = _choices(section, language, currency)
    fewest = section.get("min", fields.count, 0)
    most = section.get("max", fields.count, max(1, fewest))
    if section.has("choices") and not choices:
        findings.error(section.at("choices"), "an option without choices", "list at least one with id and name")
    elif choices and not fewest <= len(choices):
        findings.error(section.at("min"), f"{fewest} of {len(choices)} choices can never be chosen", "lower min")
    if most < max(1, fewest):
        findings.error(section.at("max"), f"max {most} is below {max(1, fewest)}", "raise max, or lower min")
    plain = [choice.id for choice in choices if choice.plain]
    if len(plain) > max(1, most):
        hint = "plain is chosen beforehand; leave it at those that the dish always has"
        findings.error(section.at("choices"), f"{len(plain)} choices are plain, but at most {most} can be chosen", hint)
    if not identifier or not name or not choices:
        return None
    return OptionGroup(identifier, name, choices, fewest, most)


def _choices(group: Section, language: str, currency: str) -> tuple[Choice, ...]:
    if not group.has("choices"):
        group.findings.error(group.node.at, "'choices' is missing", "list them with id and name")
    found: dict[str, Choice] = {}
    for node in sections(group, "choices", group.findings, MAX_CHOICES):
        section = Section(node, group.findings, CHOICE_KEYS)
        identifier = section.need("id", fields.identifier, "", "such as mild")
        name = section.need("name", fields.texts(language), fields.NO_TEXTS)
        choice = Choice(
            id=identifier,
            name=name,
            price_minor=price_minor(section, currency),
            sku=section.get("sku", fields.text, ""),
            action=cast("ModifierAction", section.get("action", fields.one_of(*ACTIONS), "add")),
            plain=section.get("plain", fields.switch, False),
        )
        if choice.plain and choice.price_minor:
            hint = "put its price into the dish's, or take plain away"
            group.findings.error(section.at("price"), "what the dish always has costs nothing more", hint)
        if identifier in found:
            group.findings.error(section.at("id"), f"there is already a choice {identifier!r}", "give each its own id")
        if identifier and name:
            found[identifier] = choice
    return tuple(found.values())
