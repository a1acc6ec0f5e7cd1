"""The rules of a dish's options: which picks are allowed, what they cost, and what they tell the cook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.model import Modifier
from kds.kitchen.setup import Choice, Kitchen, MenuDish, OptionGroup, Texts

Picks: TypeAlias = Mapping[str, tuple[str, ...]]
"""Group id -> ids of its chosen choices. A group that is not named has nothing chosen."""


class OptionFault(Struct, frozen=True):
    """Why these picks cannot be ordered."""

    code: Literal["unknown_option", "too_few", "too_many"]
    group: str
    detail: str


def fault_of(dish: MenuDish, picks: Picks) -> OptionFault | None:
    """The first rule that the picks break, if any."""
    groups = {group.id: group for group in dish.options}
    for name, chosen in picks.items():
        known = {choice.id for choice in groups[name].choices} if name in groups else set()
        if not set(chosen) <= known:
            return OptionFault("unknown_option", name, f"{dish.sku} has no such option any more; choose again")
    for group in dish.options:
        count = len(picks.get(group.id, ()))
        if count < group.min:
            return OptionFault("too_few", group.id, f"choose at least {group.min} of {group.id}")
        if count > group.max or count > len(set(picks.get(group.id, ()))):
            return OptionFault("too_many", group.id, f"choose at most {group.max} of {group.id}, each once")
    return None


def price_minor(dish: MenuDish, picks: Picks) -> int:
    """Of one portion, in minor units."""
    return dish.price_minor + sum(choice.price_minor for choice in _chosen(dish, picks))


def modifiers_of(kitchen: Kitchen, dish: MenuDish, picks: Picks) -> tuple[Modifier, ...] | OptionFault:
    """What is different, in the store's language with the second beside it; nothing for what is always so."""
    fault = fault_of(dish, picks)
    if fault is not None:
        return fault
    return tuple(_modifier(kitchen, choice) for choice in _chosen(dish, picks) if not choice.plain)


def _chosen(dish: MenuDish, picks: Picks) -> list[Choice]:
    """In the order of the menu, whatever the order of the picks."""
    return [choice for group in dish.options for choice in group.choices if choice.id in _of(group, picks)]


def _of(group: OptionGroup, picks: Picks) -> tuple[str, ...]:
    return picks.get(group.id, ())


def _modifier(kitchen: Kitchen, choice: Choice) -> Modifier:
    name = _in(choice.name, kitchen.language)
    others = (language for language in kitchen.languages if language != kitchen.language)
    second = next((choice.name[language] for language in others if language in choice.name), "")
    return Modifier(name, choice.action, sku=choice.sku, alt_name=second if second != name else "")


def _in(names: Texts, language: str) -> str:
    return names.get(language) or next(iter(names.values()))
