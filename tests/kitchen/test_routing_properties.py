"""What holds for any kitchen and any line: nothing is dropped, plans repeat, the first match wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, to_builtins
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.matching import Plan
from kds.kitchen.model import Modifier, Ticket
from kds.kitchen.routing import plan_tasks
from kds.kitchen.setup import Kitchen, Match, ModifierRoute, Route
from tests.kitchen.kitchens import DEFAULT, MENU, NOON_MS, STATIONS, kitchen

pytestmark = pytest.mark.property

SKUS = ("B1", "T1", "D1", "X9")
CATEGORIES = ("noodles", "wok", "drinks", "specials")
TAGS = ("topping", "spicy")
MODIFIERS = ("Fries", "Rice", "加面")
DAY_MS = 24 * 3600 * 1000


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple))


matches = st.builds(
    Match,
    sku=some(SKUS),
    category=some(CATEGORIES),
    tag=some(TAGS),
    name=some(("牛肉面", "Mapo Tofu", "Surprise")),
    modifier=some(MODIFIERS),
    source=some(("pos", "qr")),
    service=some(("dine_in", "takeaway", "delivery")),
    area=some(("terrace",)),
    table=some(("5",)),
    course=st.sampled_from(((), (1,), (2,))),
    weekday=st.sampled_from(((), (5,), (6, 7))),
    hours=st.sampled_from((None, (600, 900), (1320, 120))),
)
sequences = st.lists(st.sampled_from(STATIONS), min_size=1, max_size=3).map(tuple)
routes = st.builds(Route, match=matches, to=sequences, also=st.booleans())
modifier_routes = st.builds(ModifierRoute, modifier=some(MODIFIERS), to=sequences)
kitchens = st.builds(
    lambda ways, modifiers: kitchen(*ways, modifiers=tuple(modifiers)),
    st.lists(routes, max_size=6),
    st.lists(modifier_routes, max_size=2),
)
quantities = st.sampled_from(("1", "2", "1.5", "0.125"))
modifiers = st.recursive(
    st.builds(Modifier, st.sampled_from(MODIFIERS), st.sampled_from(("add", "no", "extra")), quantities),
    lambda inner: st.builds(
        Modifier, st.sampled_from(MODIFIERS), st.just("add"), quantities, modifiers=st.tuples(inner)
    ),
    max_leaves=3,
)
lines = st.builds(
    Line,
    uid=st.just("1"),
    sku=st.sampled_from(("", *SKUS)),
    name=st.sampled_from(("", "牛肉面", "Surprise")),
    category=st.sampled_from(("", *CATEGORIES)),
    tags=some(TAGS),
    quantity=quantities,
    course=st.integers(1, 3),
    station_hint=st.sampled_from(("", "fry", "expo", "nowhere")),
    modifiers=st.lists(modifiers, max_size=3).map(tuple),
)
tickets = st.builds(
    Ticket,
    id=st.just("t"),
    source=st.sampled_from(("pos", "qr")),
    external_id=st.just("1"),
    service=st.sampled_from(("dine_in", "takeaway", "delivery")),
    table=st.sampled_from(("", "5")),
    area=st.sampled_from(("", "terrace")),
)
moments = st.integers(NOON_MS - 7 * DAY_MS, NOON_MS + 7 * DAY_MS)


@given(kitchens, tickets, lines, moments)
def test_every_line_gets_a_task_of_the_dish_at_a_station_that_prepares_food(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int
) -> None:
    found = plan_tasks(setup, header, ordered, "i", now_ms)
    assert any(task.chain == 0 and not task.name for task in found.tasks)
    assert {task.station for task in found.tasks} <= set(STATIONS)
    assert not found.unrouted or found.tasks[0].station == DEFAULT


@given(kitchens, tickets, lines, moments)
def test_task_ids_are_unique_and_number_chains_and_steps_from_zero(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int
) -> None:
    tasks = plan_tasks(setup, header, ordered, "i", now_ms).tasks
    assert [task.id for task in tasks] == [f"i.{task.chain}.{task.step}" for task in tasks]
    steps: dict[int, list[int]] = {}
    for task in tasks:
        steps.setdefault(task.chain, []).append(task.step)
    assert list(steps) == list(range(len(steps)))
    assert all(numbers == list(range(len(numbers))) for numbers in steps.values())


@given(kitchens, tickets, lines, moments, st.lists(lines, max_size=4))
def test_the_same_order_gives_the_same_plan_whatever_was_planned_before(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int, others: list[Line]
) -> None:
    for other in others:
        plan_tasks(setup, header, other, "o", now_ms)
    fresh = convert(to_builtins(setup), Kitchen)
    assert plan_tasks(setup, header, ordered, "i", now_ms) == plan_tasks(fresh, header, ordered, "i", now_ms)


@given(kitchens, tickets, lines, moments)
def test_the_first_rule_that_takes_the_line_when_it_stands_alone_wins(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int
) -> None:
    def alone(route: Route) -> Plan:
        return plan_tasks(replace(setup, routes=(route,)), header, ordered, "i", now_ms)

    first = [route for route in setup.routes if not route.also]
    winner = next((route for route in first if not alone(route).unrouted), None)
    found = plan_tasks(replace(setup, routes=tuple(first)), header, ordered, "i", now_ms)
    assert found == (alone(winner) if winner else plan_tasks(replace(setup, routes=()), header, ordered, "i", now_ms))


@given(kitchens, tickets, lines, moments)
def test_rules_below_a_rule_for_everything_change_nothing(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int
) -> None:
    everything = Route(Match(), ("bar",))
    first = tuple(route for route in setup.routes if not route.also)
    below = replace(setup, routes=(everything, *first))
    alone = replace(setup, routes=(everything,))
    assert plan_tasks(below, header, ordered, "i", now_ms) == plan_tasks(alone, header, ordered, "i", now_ms)


@given(kitchens, tickets, lines, moments)
def test_a_plan_does_not_depend_on_the_menu_for_dishes_that_are_not_on_it(
    setup: Kitchen, header: Ticket, ordered: Line, now_ms: int
) -> None:
    unlisted = replace(ordered, sku="X9", name="Surprise")
    without = replace(setup, menu=MENU[:1])
    assert plan_tasks(setup, header, unlisted, "i", now_ms) == plan_tasks(without, header, unlisted, "i", now_ms)
