"""The routing table of a menu as text: what `kds check` prints."""

from __future__ import annotations

from unicodedata import east_asian_width

from kds.config.checks import dish_line
from kds.config.loading import Loaded
from kds.kitchen.matching import route_table
from kds.kitchen.setup import Kitchen, Match, MenuDish, Route

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check_report(loaded: Loaded) -> str:
    """Each dish with its stations and prep time, the modifier routes, then the warnings and a summary."""
    kitchen = loaded.kitchen
    rows: list[tuple[str, ...]] = [("SKU", "DISH", "STATIONS", "PREP")]
    for dish in kitchen.menu:
        rows += _dish_rows(kitchen, dish)
    lines = _table(rows)
    if kitchen.modifier_routes:
        lines.append("")
        modifiers: list[tuple[str, ...]] = [("MODIFIER", "STATIONS", "PREP")]
        for route in kitchen.modifier_routes:
            modifiers.append((" / ".join(route.modifier), " → ".join(route.to), _duration(route.estimate_s)))
        lines += _table(modifiers)
    if loaded.warnings:
        lines += ["", *(f"warning: {problem}" for problem in loaded.warnings)]
    prep = sum(station.kind == "prep" for station in kitchen.stations)
    lines += ["", f"{prep} prep stations, {len(kitchen.menu)} dishes, {len(kitchen.routes)} routes, "
                  f"{len(kitchen.sources)} sources, {len(loaded.warnings)} warnings"]  # fmt: skip
    return "\n".join(lines)


def width(text: str) -> int:
    """Columns in a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _dish_rows(kitchen: Kitchen, dish: MenuDish) -> list[tuple[str, ...]]:
    """One row for each rule that may take the dish; the order decides which."""
    found = route_table(kitchen).candidates(dish_line(kitchen, dish))
    stations = [_way(rule.route) for rule in found.first]
    if not found.first or found.first[-1].conditional:
        stations.append(f"{kitchen.default_station} (unrouted)")
    stations += [f"+ {_way(rule.route)}" for rule in found.also]
    first = (dish.sku, " ".join(dict.fromkeys(dish.name.values())), stations[0], _duration(dish.estimate_s))
    return [first, *(("", "", way, "") for way in stations[1:])]


def _way(route: Route) -> str:
    conditions = _conditions(route.match)
    return " → ".join(route.to) + (f"  if {conditions}" if conditions else "")


def _conditions(match: Match) -> str:
    """What the rule asks of the order; what it asks of the dish, the row's dish has answered."""
    parts = [
        f"{key} {'/'.join(map(str, values))}"
        for key in ("modifier", "source", "service", "area", "table", "course")
        if (values := getattr(match, key))
    ]
    if match.weekday:
        parts.append("/".join(_WEEKDAYS[day - 1] for day in match.weekday))
    if match.hours:
        parts.append("-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in match.hours))
    return ", ".join(parts)


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return " ".join(part for part in (f"{minutes}m" if minutes else "", f"{rest}s" if rest else "") if part)
