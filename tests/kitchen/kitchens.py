"""Small kitchens, tickets and plans for the tests of menu, routing and timeouts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kds.kitchen.command import Line
from kds.kitchen.matching import Plan
from kds.kitchen.model import Modifier, Service, Ticket
from kds.kitchen.routing import plan_tasks
from kds.kitchen.setup import Kitchen, Match, MenuDish, ModifierRoute, Route, Station

STATIONS = ("wok", "cold", "steam", "noodle", "fry", "bar")
DEFAULT = "wok"
NOON_MS = 1_772_769_600_000
"""Friday 2026-03-06 12:00 in Shanghai."""

MENU = (
    MenuDish("B1", {"zh-Hans": "牛肉面", "en": "Beef Noodles"}, "noodles", ("topping",), ("wheat",), 300),
    MenuDish("T1", {"zh-Hans": "麻婆豆腐", "en": "Mapo Tofu"}, "wok", ("spicy",), (), 360),
    MenuDish("D1", {"zh-Hans": "豆奶", "en": "Soy Milk"}, "drinks"),
)


def kitchen(*routes: Route, modifiers: tuple[ModifierRoute, ...] = (), menu: tuple[MenuDish, ...] = MENU) -> Kitchen:
    prep = tuple(Station(name, {"en": name}) for name in STATIONS)
    return Kitchen(
        store_id="test",
        store_name={"en": "Test"},
        stations=(*prep, Station("expo", {"en": "Pass"}, "expo"), Station("board", {"en": "Board"}, "board")),
        default_station=DEFAULT,
        routes=routes,
        modifier_routes=modifiers,
        menu=menu,
        timezone="Asia/Shanghai",
        day_starts="05:00",
    )


def to(*stations: str, match: Match | None = None) -> Route:
    return Route(match or Match(), stations)


def also(*stations: str, match: Match | None = None) -> Route:
    return Route(match or Match(), stations, also=True)


def ticket(
    service: Service = "dine_in", source: str = "pos", table: str = "", area: str = "", due_ms: int = 0
) -> Ticket:
    return Ticket(id="t", source=source, external_id="1", service=service, table=table, area=area, due_ms=due_ms)


def line(
    sku: str = "",
    name: str = "",
    category: str = "",
    quantity: str = "1",
    unit: str = "",
    course: int = 1,
    hint: str = "",
    modifiers: tuple[Modifier, ...] = (),
) -> Line:
    return Line(
        uid="1",
        sku=sku,
        name=name,
        category=category,
        quantity=quantity,
        unit=unit,
        course=course,
        station_hint=hint,
        modifiers=modifiers,
    )


def plan(setup: Kitchen, ordered: Line, header: Ticket | None = None, now_ms: int = NOON_MS) -> Plan:
    return plan_tasks(setup, header or ticket(), ordered, "item", now_ms)


def ways(found: Plan) -> list[list[str]]:
    """The stations of each chain, in order."""
    chains: dict[int, list[str]] = {}
    for task in found.tasks:
        chains.setdefault(task.chain, []).append(task.station)
    return list(chains.values())


def local_ms(text: str) -> int:
    """The moment of a local time such as "2026-03-07 01:30" in Shanghai."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)
