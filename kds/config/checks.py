"""What only the two files together can tell: words the menu does not have, dishes and stations no route reaches."""

from __future__ import annotations

from kds.config.deadrules import (
    warn_of_idle_additions,
    warn_of_impossible_courses,
    warn_of_shadowed_modifiers,
    warn_of_shadowed_routes,
)
from kds.config.problems import Findings, Place, did_you_mean
from kds.config.stationsfile import StationsFile, Written
from kds.config.yamltree import Items, Mapping
from kds.kitchen.command import Line
from kds.kitchen.commands import WAITERS
from kds.kitchen.matching import DishFacts, Rule, route_table
from kds.kitchen.menu import fold
from kds.kitchen.setup import Kitchen, MenuDish


def check_kitchen(
    kitchen: Kitchen, written: StationsFile, dishes: tuple[Written[MenuDish], ...], findings: Findings
) -> None:
    """Adds warnings; the kitchen works without heeding them."""
    menu = tuple(DishFacts(dish_line(kitchen, dish), dish) for dish in kitchen.menu)
    _check_words(kitchen, written, menu, findings)
    warn_of_shadowed_routes(written.routes, menu, findings)
    warn_of_idle_additions(written.routes, menu, findings)
    warn_of_impossible_courses(written.routes, findings)
    warn_of_shadowed_modifiers(written.modifier_routes, findings)
    _check_dishes(kitchen, dishes, findings)
    _check_stations(kitchen, written, findings)
    _check_marks(written, findings)
    _check_places(written, findings)


def dish_line(kitchen: Kitchen, dish: MenuDish) -> Line:
    """The dish as a source would order it."""
    return Line(uid="", sku=dish.sku, name=dish.name[kitchen.language])


def _check_words(kitchen: Kitchen, written: StationsFile, menu: tuple[DishFacts, ...], findings: Findings) -> None:
    """Conditions that name what neither the menu nor the sources have."""
    dishes = kitchen.menu
    known = {
        "sku": {dish.sku for dish in dishes},
        "category": {dish.category for dish in dishes},
        "tag": {tag for dish in dishes for tag in dish.tags},
        "name": {name for dish in dishes for name in dish.name.values()},
    }
    sources = {WAITERS, *(source.value.id for source in written.sources)}
    for each in written.routes:
        match = each.value.match
        unknown = False
        for key, said in (("sku", match.sku), ("category", match.category), ("tag", match.tag), ("name", match.name)):
            words = {fold(word) for word in known[key]}
            for position, value in enumerate(said):
                if dishes and fold(value) not in words:
                    unknown = True
                    at, message = _value_place(each.node, key, position), f"no dish of the menu has the {key} {value!r}"
                    findings.warn(at, message, did_you_mean(value, known[key]))
        for position, value in enumerate(match.source):
            if value not in sources:
                at = _value_place(each.node, "source", position)
                findings.warn(at, f"no source {value!r} is listed", did_you_mean(value, sources))
        rule = Rule(each.value)
        if menu and not unknown and not any(rule.takes_dish(dish) for dish in menu):
            hint = "all conditions must hold at once; within one condition any value will do"
            findings.warn(each.node.at, "no dish of the menu meets all conditions of this rule", hint)


def _value_place(node: Mapping, key: str, position: int) -> Place:
    value = node.find(key) or node
    return value.items[position].at if isinstance(value, Items) else value.at


def _check_dishes(kitchen: Kitchen, dishes: tuple[Written[MenuDish], ...], findings: Findings) -> None:
    """Dishes that no rule can take, whatever the order; prep times that fit no route; shared names."""
    table = route_table(kitchen)
    names: dict[str, Written[MenuDish]] = {}
    for written in dishes:
        dish, at = written.value, written.node.at
        rules = table.candidates(dish_line(kitchen, dish)).first
        if not rules:
            hint = f"it goes to {kitchen.default_station}, marked unrouted; add a route for it"
            findings.warn(at, f"no route takes {dish.sku} {dish.name[kitchen.language]}", hint)
        steps = len(dish.step_estimates_s)
        if steps and all(len(rule.route.to) != steps for rule in rules):
            message = f"{dish.sku} has prep times for {steps} steps, but no route with {steps} stations"
            findings.warn(at, message, "give one prep time, or one for each station of its route")
        for name in dish.name.values():
            other = names.setdefault(fold(name), written)
            if other is not written:
                hint = f"an order without an sku gets {other.value.sku}, line {other.node.at.line}"
                findings.warn(at, f"{dish.sku} shares the name {name!r} with another dish", hint)


def _check_stations(kitchen: Kitchen, written: StationsFile, findings: Findings) -> None:
    reached = {kitchen.default_station}
    for stations in (*(route.to for route in kitchen.routes), *(route.to for route in kitchen.modifier_routes)):
        reached.update(stations)
    for station, node in zip(kitchen.stations, written.station_nodes, strict=True):
        if station.kind == "prep" and station.id not in reached:
            findings.warn(node.at, f"no route leads to station {station.id!r}", "add one, or delete the station")
        for missing in (language for language in kitchen.languages if language not in station.name):
            findings.warn(node.at, f"station {station.id!r} has no name in {missing}", f"add {missing}: … to its name")


def _check_marks(written: StationsFile, findings: Findings) -> None:
    marks: dict[str, str] = {}
    for source in written.sources:
        rule = source.value
        if rule.mark and marks.setdefault(rule.mark, rule.id) != rule.id:
            hint = f"{marks[rule.mark]!r} has it too, and both may call 38"
            findings.warn(source.node.at, f"the mark {rule.mark!r} is used twice", hint)


def _check_places(written: StationsFile, findings: Findings) -> None:
    """Rules for a table or an area that the file does not name, where it names any."""
    known = {"table": {spot.id for spot in written.tables}, "area": {spot.area for spot in written.tables} - {""}}
    for each in written.routes if written.tables else ():
        for key, said in (("table", each.value.match.table), ("area", each.value.match.area)):
            words = {fold(word) for word in known[key]}
            for position, value in enumerate(said):
                if fold(value) not in words:
                    at = _value_place(each.node, key, position)
                    findings.warn(at, f"no {key} {value!r} is listed under tables", did_you_mean(value, known[key]))
