"""Finds routes that can never win, because earlier ones take everything that they would."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias, get_args

from kds.config.problems import Findings
from kds.config.stationsfile import Written
from kds.kitchen.limits import MAX_COURSE
from kds.kitchen.matching import DishFacts, Rule, within
from kds.kitchen.menu import fold
from kds.kitchen.model import Service
from kds.kitchen.setup import ModifierRoute, Route

DAY = range(24 * 60)
"""The minutes of a day."""

Values: TypeAlias = Collection[object]

DIMENSIONS: dict[str, tuple[Callable[[Rule], Values], Values]] = {
    "modifier": (lambda rule: rule.modifier, ()),
    "area": (lambda rule: rule.area, ()),
    "table": (lambda rule: rule.table, ()),
    "source": (lambda rule: rule.route.match.source, ()),
    "service": (lambda rule: rule.route.match.service, get_args(Service)),
    "course": (lambda rule: rule.route.match.course, range(1, MAX_COURSE + 1)),
    "weekday": (lambda rule: rule.route.match.weekday, range(1, 8)),
    "hours": (lambda rule: _minutes(rule.route.match.hours), DAY),
}
"""What a rule may ask of an order -> the values that it names, and all that there are (empty: no end of them)."""


def warn_of_shadowed_routes(
    routes: tuple[Written[Route], ...], menu: tuple[DishFacts, ...], findings: Findings
) -> None:
    """Warns of each first-match rule whose dishes all go to earlier rules, alone or between them."""
    earlier: list[Rule] = []
    for written in routes:
        rule = Rule(written.value)
        if rule.route.also:
            continue
        takers = _takers(rule, earlier, menu)
        if takers:
            lines = _lines(takers)
            message = f"this rule never matches: its dishes are taken in line {', '.join(map(str, lines))}"
            findings.warn(written.node.at, message, f"move it above line {lines[0]}, or delete it")
        earlier.append(rule)


def warn_of_impossible_courses(routes: tuple[Written[Route], ...], findings: Findings) -> None:
    """Warns of each course that no order can have."""
    for written in routes:
        courses = written.value.match.course
        never = [course for course in courses if not 1 <= course <= MAX_COURSE]
        if never:
            what = "this rule never matches" if len(never) == len(courses) else "a part of this rule never matches"
            message = f"{what}: no order has the course {', '.join(map(str, never))}"
            findings.warn(written.node.at, message, f"courses go from 1 to {MAX_COURSE}")


def warn_of_idle_additions(routes: tuple[Written[Route], ...], menu: tuple[DishFacts, ...], findings: Findings) -> None:
    """Warns of each `also` rule whose dishes go to its stations anyway: one station makes a dish once."""
    rules = [Rule(written.value) for written in routes]
    for position, (written, rule) in enumerate(zip(routes, rules, strict=True)):
        if not rule.route.also:
            continue
        dishes = [dish for dish in menu if rule.takes_dish(dish)]
        winners = [winner for winner in rules if not winner.route.also and any(map(winner.takes_dish, dishes))]
        if winners and all(set(rule.route.to) <= set(winner.route.to) for winner in winners):
            stations = ", ".join(rule.route.to)
            message = f"this rule adds nothing: its dishes go to {stations} anyway"
            findings.warn(written.node.at, message, "name another station, or delete it")
            continue
        adding = [other for other in rules[:position] if other.route.also and set(rule.route.to) <= set(other.route.to)]
        takers = _takers(rule, adding, menu)
        if takers:
            lines = ", ".join(map(str, _lines(takers)))
            message = f"this rule adds nothing: {', '.join(rule.route.to)} is added in line {lines}"
            findings.warn(written.node.at, message, "name another station, or delete it")


def warn_of_shadowed_modifiers(routes: tuple[Written[ModifierRoute], ...], findings: Findings) -> None:
    """Warns of each modifier name that an earlier modifier route has taken."""
    taken: dict[str, int] = {}
    for written in routes:
        for name in written.value.modifier:
            line = taken.setdefault(fold(name), written.value.line)
            if line != written.value.line:
                findings.warn(
                    written.node.at, f"modifier {name!r} already has a route in line {line}", "keep one of them"
                )


def _takers(rule: Rule, earlier: Sequence[Rule], menu: tuple[DishFacts, ...]) -> list[Rule]:
    """Earlier rules that leave nothing to this one: on any menu, else dish by dish of this; empty if it has a turn."""
    takers = _takers_of_orders(rule, [other for other in earlier if _any_dish_of(other, rule)])
    if takers:
        return takers
    for dish in menu:
        if rule.takes_dish(dish):
            of_dish = _takers_of_orders(rule, [other for other in earlier if other.takes_dish(dish)])
            if not of_dish:
                return []
            takers += of_dish
    return takers


def _takers_of_orders(rule: Rule, others: Sequence[Rule]) -> list[Rule]:
    """One that takes every order that `rule` takes, or several that share them out along one dimension."""
    for other in others:
        if all(_includes(values(other), values(rule)) for values, _ in DIMENSIONS.values()):
            return [other]
    for shared, (values, everything) in DIMENSIONS.items():
        asked = set(values(rule) or everything)
        sharing = [other for other in others if _wide_but_in(shared, other, rule) and asked & set(values(other))]
        if sharing and asked <= {value for other in sharing for value in values(other)}:
            return sharing
    return []


def _wide_but_in(shared: str, wide: Rule, narrow: Rule) -> bool:
    return all(_includes(of(wide), of(narrow)) for name, (of, _) in DIMENSIONS.items() if name != shared)


def _lines(rules: Iterable[Rule]) -> list[int]:
    return sorted({rule.route.line for rule in rules})


def _any_dish_of(wide: Rule, narrow: Rule) -> bool:
    """Whether `wide` takes every dish that `narrow` takes, on any menu."""
    return (
        _includes(wide.sku, narrow.sku)
        and _includes(wide.category, narrow.category)
        and _includes(wide.tag, narrow.tag)
        and _includes(wide.name, narrow.name)
    )


def _includes(wide: Values, narrow: Values) -> bool:
    """No values mean that anything goes."""
    return not wide or (bool(narrow) and set(narrow) <= set(wide))


def _minutes(hours: tuple[int, int] | None) -> list[int]:
    return [minute for minute in DAY if within(hours, minute)] if hours else []
