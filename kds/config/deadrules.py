"""Finds routes that can never win, because earlier ones take everything that they would."""

from __future__ import annotations

from collections.abc import Collection

from kds.config.problems import Findings
from kds.config.stationsfile import Written
from kds.kitchen.matching import DishFacts, Rule, within
from kds.kitchen.menu import fold
from kds.kitchen.setup import ModifierRoute, Route


def warn_of_shadowed_routes(
    routes: tuple[Written[Route], ...], menu: tuple[DishFacts, ...], findings: Findings
) -> None:
    """Warns of each first-match rule whose dishes all go to earlier rules that ask no more of the order."""
    earlier: list[Rule] = []
    for written in routes:
        rule = Rule(written.value)
        if rule.route.also:
            continue
        broader = [other for other in earlier if _any_order_of(other, rule)]
        takers = [other for other in broader if _any_dish_of(other, rule)][:1]
        if not takers:
            takers = _takers_of_all([dish for dish in menu if rule.takes_dish(dish)], broader)
        if takers:
            lines = sorted({taker.route.line for taker in takers})
            message = f"this rule never matches: its dishes are taken in line {', '.join(map(str, lines))}"
            findings.warn(written.node.at, message, f"move it above line {lines[0]}, or delete it")
        earlier.append(rule)


def warn_of_idle_additions(routes: tuple[Written[Route], ...], menu: tuple[DishFacts, ...], findings: Findings) -> None:
    """Warns of each `also` rule whose dishes go to its stations anyway: one station makes a dish once."""
    rules = [Rule(written.value) for written in routes]
    for written, rule in zip(routes, rules, strict=True):
        if not rule.route.also:
            continue
        dishes = [dish for dish in menu if rule.takes_dish(dish)]
        winners = [winner for winner in rules if not winner.route.also and any(map(winner.takes_dish, dishes))]
        if winners and all(set(rule.route.to) <= set(winner.route.to) for winner in winners):
            stations = ", ".join(rule.route.to)
            message = f"this rule adds nothing: its dishes go to {stations} anyway"
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


def _takers_of_all(dishes: list[DishFacts], rules: list[Rule]) -> list[Rule]:
    """For each dish the first rule that takes it; empty unless every dish has one."""
    takers = [next((rule for rule in rules if rule.takes_dish(dish)), None) for dish in dishes]
    found = [taker for taker in takers if taker is not None]
    return found if len(found) == len(takers) else []


def _any_dish_of(wide: Rule, narrow: Rule) -> bool:
    """Whether `wide` takes every dish that `narrow` takes, on any menu."""
    return (
        _includes(wide.sku, narrow.sku)
        and _includes(wide.category, narrow.category)
        and _includes(wide.tag, narrow.tag)
        and _includes(wide.name, narrow.name)
    )


def _any_order_of(wide: Rule, narrow: Rule) -> bool:
    """Whether `wide` holds for every order for which `narrow` holds."""
    here, there = wide.route.match, narrow.route.match
    return (
        _includes(wide.modifier, narrow.modifier)
        and _includes(wide.area, narrow.area)
        and _includes(wide.table, narrow.table)
        and _includes(here.source, there.source)
        and _includes(here.service, there.service)
        and _includes(here.course, there.course)
        and _includes(here.weekday, there.weekday)
        and _includes(_minutes(here.hours), _minutes(there.hours))
    )


def _includes(wide: Collection[object], narrow: Collection[object]) -> bool:
    """No values mean that anything goes."""
    return not wide or (bool(narrow) and set(narrow) <= set(wide))


def _minutes(hours: tuple[int, int] | None) -> list[int]:
    return [minute for minute in range(24 * 60) if within(hours, minute)] if hours else []
