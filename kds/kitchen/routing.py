"""Which stations make a line, and in what order: the tasks of an item, nothing ever dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import prod

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.matching import Candidates, Moment, Plan, RouteTable, route_table, wanted
from kds.kitchen.menu import fold
from kds.kitchen.model import Task, Ticket
from kds.kitchen.quantity import PLACES, spell, thousandths
from kds.kitchen.setup import Kitchen, MenuDish
from kds.kitchen.timeouts import thresholds

WEIGHT_UNITS = frozenset({"斤", "两", "兩", "公斤", "千克", "克", "kg", "g", "lb", "oz"})
"""With one of these a quantity is one portion by weight: a side for 1.5 斤 of fish is one side."""


class _Step(Struct, frozen=True, gc=False):
    station: str
    estimate_s: int
    name: str = ""
    quantity: str = ""


def plan_tasks(kitchen: Kitchen, header: Ticket, line: Line, item: str, now_ms: int) -> Plan:
    """The tasks that make `line` as the item `item`, all waiting; never none.

    Chain 0 is the dish itself: the station the source names, else the first route that matches, else the
    default station. Every matching `also` route and every modifier with a route of its own gets the next
    chain. Quantities must be valid decimals. The same arguments give the same plan.
    """
    table = route_table(kitchen)
    candidates = table.candidates(line)
    if line.modifiers or line.station_hint or not candidates.always:
        return _plan(table, candidates, kitchen, header, line, item, now_ms)
    # Nearly every dish of nearly every order: its plan hangs on nothing but the service and whether it is due.
    known = (header.service, header.due_ms > 0)
    plan = candidates.plans.get(known)
    if plan is None:
        plan = candidates.plans[known] = _plan(table, candidates, kitchen, header, line, "", now_ms)
    return Plan(tuple([replace(task, id=f"{item}{task.id}") for task in plan.tasks]), plan.unrouted)


def _plan(
    table: RouteTable, candidates: Candidates, kitchen: Kitchen, header: Ticket, line: Line, item: str, now_ms: int
) -> Plan:
    moment = Moment(kitchen, header, line, now_ms)
    dish = candidates.dish
    to: tuple[str, ...] = ()
    if line.station_hint in table.prep:
        to = (line.station_hint,)
    else:
        to = next((rule.route.to for rule in candidates.first if rule.takes_moment(moment)), ())
    unrouted = not to
    chains = [_dish_chain(dish, to or (kitchen.default_station,))]
    busy = set(to)
    for rule in candidates.also:
        if rule.takes_moment(moment):
            stations = tuple(station for station in rule.route.to if station not in busy)
            busy.update(stations)
            if stations:
                chains.append(_dish_chain(dish, stations))
    chains += _modifier_chains(table, line)
    return Plan(_tasks(kitchen, header, item, chains), unrouted)


def longest_path_s(tasks: Iterable[Task]) -> int:
    """Seconds the slowest chain needs, its steps one after the other; chains run side by side."""
    chains: dict[str, int] = defaultdict(int)
    for task in tasks:
        chains[task.id.rpartition(".")[0]] += task.estimate_s
    return max(chains.values(), default=0)


def _dish_chain(dish: MenuDish | None, stations: tuple[str, ...]) -> tuple[_Step, ...]:
    if dish is None:
        return tuple(_Step(station, 0) for station in stations)
    estimates = dish.step_estimates_s
    if len(estimates) != len(stations):
        share, rest = divmod(dish.estimate_s, len(stations))
        estimates = tuple(share + (step < rest) for step in range(len(stations)))
    return tuple(map(_Step, stations, estimates))


def _modifier_chains(table: RouteTable, line: Line) -> list[tuple[_Step, ...]]:
    chains = []
    for modifier, quantities in wanted(line.modifiers) if table.modifier_routes else ():
        if route := table.modifier_route(modifier):
            portions = () if fold(line.unit) in WEIGHT_UNITS else (line.quantity,)
            quantity = _product((*portions, *quantities))
            share = route.estimate_s // len(route.to)
            chains.append(tuple(_Step(station, share, modifier.name, quantity) for station in route.to))
    return chains


def _product(quantities: tuple[str, ...]) -> str:
    return spell(prod(map(thousandths, quantities)), PLACES * len(quantities))


def _tasks(kitchen: Kitchen, header: Ticket, item: str, chains: list[tuple[_Step, ...]]) -> tuple[Task, ...]:
    due = header.due_ms > 0
    tasks = []
    for chain, steps in enumerate(chains):
        for number, step in enumerate(steps):
            attention_s, late_s = thresholds(kitchen, header.service, step.estimate_s, due)
            tasks.append(
                Task(
                    id=f"{item}.{chain}.{number}",
                    station=step.station,
                    state="waiting",
                    chain=chain,
                    step=number,
                    name=step.name,
                    quantity=step.quantity,
                    estimate_s=step.estimate_s,
                    attention_s=attention_s,
                    late_s=late_s,
                )
            )
    return tuple(tasks)
