"""Which routes take a line: the conditions of the kitchen file, sorted into facts of the dish and of the moment.

What a rule asks of the dish (sku, category, tag, name) has the same answer for every order of that dish,
so it is worked out once; what it asks of the order (source, service, table, hours ...) is asked each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct

from kds.kitchen.businessday import business_day
from kds.kitchen.command import Line
from kds.kitchen.compiled import Compiled
from kds.kitchen.menu import fold, menu_index
from kds.kitchen.model import Modifier, Service, Task, Ticket
from kds.kitchen.setup import Kitchen, Match, MenuDish, ModifierRoute, Route

DISHES_REMEMBERED = 4096
"""Dishes whose rules are kept: more than any menu has, and a bound on what sources can make us hold."""


class Moment:
    """The circumstances of one order that a rule may ask about; the clock is read only when a rule asks."""

    def __init__(self, kitchen: Kitchen, ticket: Ticket, line: Line, now_ms: int) -> None:
        self.kitchen = kitchen
        self.ticket = ticket
        self.line = line
        self.now_ms = now_ms

    @cached_property
    def minute(self) -> int:
        """Minute of the store's local day."""
        utc = datetime.fromtimestamp(self.now_ms / 1000, UTC)
        local = utc.astimezone(ZoneInfo(self.kitchen.timezone))
        return local.hour * 60 + local.minute

    @cached_property
    def weekday(self) -> int:
        """ISO weekday of the business day, so that the hours after midnight belong to the evening before."""
        day = business_day(self.now_ms, self.kitchen.timezone, self.kitchen.day_starts)
        return date.fromisoformat(day).isoweekday()

    @cached_property
    def modifiers(self) -> frozenset[str]:
        return frozenset(name for modifier, _ in wanted(self.line.modifiers) for name in modifier_names(modifier))


def wanted(modifiers: tuple[Modifier, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[Modifier, tuple[str, ...]]]:
    """Every modifier that adds something, nested ones too, with the quantities from the outermost to its own.

    "No X" takes food away, and so does what hangs on it.
    """
    for modifier in modifiers:
        if modifier.action == "no":
            continue
        quantities = (*path, modifier.quantity)
        yield modifier, quantities
        yield from wanted(modifier.modifiers, quantities)


def modifier_names(modifier: Modifier) -> tuple[str, ...]:
    """What a rule may call the modifier."""
    return tuple(fold(text) for text in (modifier.name, modifier.alt_name, modifier.sku) if text)


class Rule:
    """A route with its conditions made ready for comparison."""

    def __init__(self, route: Route) -> None:
        match = route.match
        self.route = route
        self.sku = _folded(match.sku)
        self.category = _folded(match.category)
        self.tag = _folded(match.tag)
        self.name = _folded(match.name)
        self.modifier = _folded(match.modifier)
        self.area = _folded(match.area)
        self.table = _folded(match.table)
        self.conditional = match != Match(sku=match.sku, category=match.category, tag=match.tag, name=match.name)
        """Whether it asks more than the dish answers."""

    def takes_dish(self, dish: DishFacts) -> bool:
        return (
            (not self.sku or not self.sku.isdisjoint(dish.skus))
            and (not self.category or not self.category.isdisjoint(dish.categories))
            and (not self.tag or not self.tag.isdisjoint(dish.tags))
            and (not self.name or not self.name.isdisjoint(dish.names))
        )

    def takes_moment(self, moment: Moment) -> bool:
        if not self.conditional:
            return True
        match, ticket = self.route.match, moment.ticket
        return (
            (not match.source or ticket.source in match.source)
            and (not match.service or ticket.service in match.service)
            and (not self.area or fold(ticket.area) in self.area)
            and (not self.table or fold(ticket.table) in self.table)
            and (not match.course or moment.line.course in match.course)
            and (not self.modifier or not self.modifier.isdisjoint(moment.modifiers))
            and (not match.weekday or moment.weekday in match.weekday)
            and (match.hours is None or within(match.hours, moment.minute))
        )


def within(hours: tuple[int, int], minute: int) -> bool:
    """Whether the minute of the day lies in the span; a span whose end comes first goes over midnight."""
    start, end = hours
    return start <= minute < end if start < end else minute >= start or minute < end


def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, texts))


class DishFacts:
    """Everything that the source and the menu call a dish; a rule may use either's words."""

    def __init__(self, line: Line, known: MenuDish | None) -> None:
        skus, categories, tags, names = [line.sku], [line.category], [*line.tags], [line.name, line.alt_name]
        if known:
            skus.append(known.sku)
            categories.append(known.category)
            tags += known.tags
            names += known.name.values()
        self.skus, self.categories, self.tags, self.names = (
            frozenset(fold(text) for text in texts if text) for texts in (skus, categories, tags, names)
        )


class Plan(Struct, frozen=True, gc=False):
    """The tasks of one item; `unrouted` when no rule took it and the default station makes it."""

    tasks: tuple[Task, ...]
    unrouted: bool


class Candidates(Struct, frozen=True, gc=False):
    """The rules that may take a dish, in the file's order, and the menu's entry for it."""

    first: tuple[Rule, ...]
    """The first of these that suits the moment wins; none after one that suits every moment."""
    also: tuple[Rule, ...]
    """Each of these that suits the moment adds its stations."""
    dish: MenuDish | None
    always: bool
    """Whether the same rules take it at every moment, of whatever order."""
    plans: dict[tuple[Service, bool], Plan]
    """What was planned so far where `always` holds: (service, due) -> the tasks of an item without a name."""


class RouteTable:
    """The routes of one Kitchen, ready to be asked."""

    def __init__(self, kitchen: Kitchen) -> None:
        self._menu = menu_index(kitchen)
        self._rules = tuple(map(Rule, kitchen.routes))
        self._known: dict[tuple[object, ...], Candidates] = {}
        self.prep = frozenset(station.id for station in kitchen.stations if station.kind == "prep")
        self.modifier_routes: dict[str, ModifierRoute] = {}
        for route in kitchen.modifier_routes:
            for name in route.modifier:
                self.modifier_routes.setdefault(fold(name), route)

    def candidates(self, line: Line) -> Candidates:
        """The rules for the line's dish, whatever the moment."""
        key = (line.sku, line.name, line.alt_name, line.category, line.tags)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= DISHES_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._search(line)
        return found

    def modifier_route(self, modifier: Modifier) -> ModifierRoute | None:
        for name in modifier_names(modifier):
            if route := self.modifier_routes.get(name):
                return route
        return None

    def _search(self, line: Line) -> Candidates:
        dish = self._menu.find(line.sku, line.name)
        facts = DishFacts(line, dish)
        taking = [rule for rule in self._rules if rule.takes_dish(facts)]
        first: list[Rule] = []
        for rule in taking:
            if not rule.route.also:
                first.append(rule)
                if not rule.conditional:
                    break
        also = tuple(rule for rule in taking if rule.route.also)
        always = not any(rule.conditional for rule in (*first, *also))
        return Candidates(tuple(first), also, dish, always, {})


route_table = Compiled(RouteTable)
