"""A small kitchen, orders for it, and a shop without a server: commands in, outcomes and documents out."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from kds.kitchen.command import Actor, Line, Seen
from kds.kitchen.commands import AnyCommand, Bump, Place, Recall, Start
from kds.kitchen.context import Context
from kds.kitchen.decide import decide
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import AnyEvent
from kds.kitchen.evolve import replay
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Change, Item, Modifier, Task, Ticket
from kds.kitchen.setup import Kitchen, Match, MenuDish, ModifierRoute, Route, Station
from kds.kitchen.state import Document, Memory, ingest, needs
from kds.kitchen.system_commands import AdoptKitchen, DishCard
from kds.kitchen.venue import StationCard

NOON_MS = 1_772_769_600_000
"""Friday 2026-03-06 12:00 in Shanghai."""

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS

TILL = Actor("source", "till", "till")
APP = Actor("source", "app", "app")
GUEST = Actor("guest", "guest 5", "5")
WAITER = Actor("waiter", "Wang")
COOK = Actor("cook", "screen hot", "hot")
EXPO = Actor("expo", "pass")
MANAGER = Actor("manager", "Li")
SYSTEM = Actor("system", "server")

TOFU = Line("1", sku="tofu")
SALAD = Line("2", sku="salad")
STEAK = Line("3", sku="steak")
PLATTER = Line("4", sku="platter")
FISH = Line("5", sku="fish", quantity="1.5", unit="斤")
SOUP = Line("6", sku="soup", course=2)
FRIES = Modifier("fries", sku="fries")

KITCHEN = Kitchen(
    store_id="test",
    store_name={"en": "Test"},
    stations=(
        Station("hot", {"en": "Hot"}, backup="grill"),
        Station("cold", {"en": "Cold"}),
        Station("grill", {"en": "Grill"}, start=True),
        Station("plate", {"en": "Plating"}),
        Station("fry", {"en": "Fry"}),
        Station("pass", {"en": "Pass"}, "expo"),
    ),
    default_station="hot",
    routes=(
        Route(Match(category=("cold",)), ("cold",)),
        Route(Match(modifier=("gluten free",)), ("plate",)),
        Route(Match(category=("wok",)), ("hot",)),
        Route(Match(category=("grill",)), ("grill", "plate")),
        Route(Match(sku=("platter",)), ("hot",)),
        Route(Match(sku=("platter",)), ("cold",), also=True),
    ),
    modifier_routes=(ModifierRoute(("fries",), ("fry",), 120),),
    menu=(
        MenuDish("tofu", {"en": "Mapo Tofu"}, "wok"),
        MenuDish("soup", {"en": "Soup"}, "wok"),
        MenuDish("fish", {"en": "Fish"}, "wok"),
        MenuDish("salad", {"en": "Salad"}, "cold"),
        MenuDish("steak", {"en": "Steak"}, "grill", step_estimates_s=(600, 60)),
        MenuDish("platter", {"en": "Platter"}, "platter"),
    ),
    language="en",
    languages=("en",),
    timezone="Asia/Shanghai",
    digest="first",
)

NO_PASS = replace(KITCHEN, stations=KITCHEN.stations[:-1])
"""The same shop without anybody at a pass."""


def place(*lines: Line, external_id: str = "38", **fields: Any) -> Place:
    """An order from the till; one tofu unless lines are given."""
    usual: dict[str, Any] = {"source": "till", "revision": 1, "number": external_id, "table": "5"}
    return Place(external_id=external_id, lines=lines or (TOFU,), **(usual | fields))


def adopt(kitchen: Kitchen) -> AdoptKitchen:
    cards = tuple(StationCard(each.id, each.name, each.kind, each.start, each.backup) for each in kitchen.stations)
    dishes = tuple(DishCard(dish.sku, dish.name["en"], category=dish.category) for dish in kitchen.menu)
    return AdoptKitchen(
        kitchen.digest,
        kitchen.store_name,
        kitchen.language,
        kitchen.languages,
        kitchen.timezone,
        kitchen.day_starts,
        kitchen.currency,
        cards,
        dishes,
        screens=kitchen.screens,
    )


class Shop:
    """decide and evolve over a state in memory; keeps the log, so that it can be folded again."""

    def __init__(self, kitchen: Kitchen = KITCHEN, now_ms: int = NOON_MS) -> None:
        self.kitchen = kitchen
        self.now_ms = now_ms
        self.state = Memory()
        self.log: list[AnyEvent] = []
        self._commands = 0
        self.ok(adopt(kitchen), SYSTEM)

    def submit(self, command: AnyCommand, actor: Actor, command_id: str = "") -> Outcome:
        self._commands += 1
        context = Context(self.now_ms, actor, command_id or f"c{self._commands}", self.kitchen)
        outcome = decide(self.state, command, context)
        if isinstance(outcome, Accepted):
            self.log += outcome.events
            replay(self.state, outcome.events)
            self._keep_ingest(command)
        return outcome

    def documents(self) -> tuple[Document, ...]:
        return self.state.documents()

    def ok(self, command: AnyCommand, actor: Actor = TILL, command_id: str = "") -> Accepted:
        outcome = self.submit(command, actor, command_id)
        assert isinstance(outcome, Accepted), outcome
        return outcome

    def noop(self, command: AnyCommand, actor: Actor = TILL, command_id: str = "") -> Noop:
        outcome = self.submit(command, actor, command_id)
        assert isinstance(outcome, Noop), outcome
        return outcome

    def rejected(self, command: AnyCommand, actor: Actor = TILL, command_id: str = "") -> Rejected:
        outcome = self.submit(command, actor, command_id)
        assert isinstance(outcome, Rejected), outcome
        return outcome

    def ticket(self, external_id: str = "38", source: str = "till") -> Ticket:
        ticket = self.state.ticket(ticket_id(source, external_id))
        assert ticket is not None
        return ticket

    def items(self, uid: str, external_id: str = "38") -> list[Item]:
        return [item for item in self.ticket(external_id).items if item.uid == uid]

    def item(self, uid: str = "1", external_id: str = "38") -> Item:
        """The line's first item."""
        return self.items(uid, external_id)[0]

    def task(self, station: str = "hot", uid: str = "1", external_id: str = "38") -> Task:
        """The first task of the line at the station."""
        return next(task for item in self.items(uid, external_id) for task in item.tasks if task.station == station)

    def changes(self, external_id: str = "38") -> list[Change]:
        return list(self.ticket(external_id).changes)

    def change(self, kind: str, external_id: str = "38") -> Change:
        """The only change of this kind."""
        (found,) = [change for change in self.changes(external_id) if change.kind == kind]
        return found

    def seen(self, station: str = "hot", uid: str = "1", external_id: str = "38") -> Seen:
        task = self.task(station, uid, external_id)
        return Seen(task.id, task.gen, task.bump)

    def bump(self, station: str = "hot", uid: str = "1", external_id: str = "38", bump_id: str = "") -> Accepted:
        seen = replace(self.seen(station, uid, external_id), bump="")
        return self.ok(Bump((seen,), self.ticket(external_id).id), EXPO, bump_id)

    def start(self, station: str = "hot", uid: str = "1", external_id: str = "38") -> Accepted:
        seen = replace(self.seen(station, uid, external_id), bump="")
        return self.ok(Start((seen,), self.ticket(external_id).id), EXPO)

    def recall(self, station: str = "hot", uid: str = "1", external_id: str = "38") -> Accepted:
        return self.ok(Recall((self.seen(station, uid, external_id),), self.ticket(external_id).id), EXPO)

    def _keep_ingest(self, command: AnyCommand) -> None:
        ticket = next(map(self.state.ticket, needs(command)), None)
        kept = ingest(command, ticket)
        if kept is not None:
            self.state.keep_ingest(kept.source, kept.external_id, kept.key, kept.ticket, kept.digest)


def opened(*lines: Line, kitchen: Kitchen = KITCHEN, **fields: Any) -> Shop:
    """A shop with one order in it."""
    shop = Shop(kitchen)
    shop.ok(place(*lines, **fields))
    return shop


def states(item: Item) -> list[str]:
    return [task.state for task in item.tasks]
