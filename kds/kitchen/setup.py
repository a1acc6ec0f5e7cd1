"""The kitchen as its files describe it: stations, routes, thresholds, menu. Typed, frozen, no files here."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.model import CloseRule, ModifierAction, Service
from kds.kitchen.screens import Layout
from kds.kitchen.venue import BoardCard, Category, TableSpot

StationKind: TypeAlias = Literal["prep", "expo", "board"]
Texts: TypeAlias = dict[str, str]
"""Language tag -> text."""


class Station(Struct, frozen=True):
    id: str
    name: Texts
    kind: StationKind = "prep"
    start: bool = False
    """`start: on`: the first tap starts, the second finishes."""
    backup: str = ""
    """The prep station that covers it. One step only: what is covered there goes no further."""


class Match(Struct, frozen=True, omit_defaults=True):
    """Every named field must hold; within a field any one value does. Empty: matches everything."""

    sku: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    service: tuple[Service, ...] = ()
    area: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    course: tuple[int, ...] = ()
    weekday: tuple[int, ...] = ()
    """ISO weekdays of the business day, Monday 1."""
    hours: tuple[int, int] | None = None
    """Minutes of the local day, from (inclusive) to (exclusive); over midnight where from > to."""


class Route(Struct, frozen=True):
    """First match wins; `to` is a sequence of stations, `also` adds stations of a later match to it."""

    match: Match
    to: tuple[str, ...]
    also: bool = False
    """An `also` rule adds its stations (in parallel) to whatever the winning rule gives."""
    line: int = 0
    """Line in the kitchen file, for messages."""


class ModifierRoute(Struct, frozen=True):
    """A modifier that makes a task of its own: add fries -> fry."""

    modifier: tuple[str, ...]
    to: tuple[str, ...]
    estimate_s: int = 0
    line: int = 0


class Threshold(Struct, frozen=True):
    attention_s: int
    late_s: int


class GlassRule(Struct, frozen=True):
    """How long a fired task may be on no screen of its station."""

    warn_s: int = 6
    """Then the pass is told: three pings of the server, so a screen that lives has answered."""
    cover_s: int = 20
    """Then its backup gets it too: a screen that comes back by itself is back in 17 s."""


class Choice(Struct, frozen=True, omit_defaults=True):
    """One way to have a dish; what it costs more stands in minor units."""

    id: str
    name: Texts
    price_minor: int = 0
    sku: str = ""
    action: ModifierAction = "add"
    plain: bool = False
    """How the dish is always made: chosen beforehand, and nothing to tell the cook."""


class OptionGroup(Struct, frozen=True, omit_defaults=True):
    """Choices that go together: at least `min` and at most `max` of them."""

    id: str
    name: Texts
    choices: tuple[Choice, ...]
    min: int = 0
    max: int = 1


class MenuDish(Struct, frozen=True, omit_defaults=True):
    sku: str
    name: Texts
    category: str = ""
    tags: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()
    estimate_s: int = 0
    """Prep time of the whole dish; 0: none known."""
    step_estimates_s: tuple[int, ...] = ()
    """Prep time of each step where the dish goes through a sequence; empty: shared out evenly."""
    price_minor: int = 0
    options: tuple[OptionGroup, ...] = ()
    """What a guest or a waiter is asked; tills have their own."""
    description: Texts = {}
    picture: str = ""
    """File beside the kitchen file; "" for none."""


class SourceRule(Struct, frozen=True, omit_defaults=True):
    """What the store knows of one source. `mark` stands before its numbers."""

    id: str
    dialect: Literal["native", "open_delivery", "square"] = "native"
    mark: str = ""
    sold_out: Literal["refuse", "decide"] = "refuse"
    identity: Literal["external_id", "external_id+day"] = "external_id"
    body_limit_bytes: int = 512 * 1024
    secret_env: str = ""
    """Name of the environment variable that holds the signing secret; secrets never stand in the file."""
    token_env: str = ""
    notification_url: str = ""
    base_url: str = ""
    """Where orders are fetched; a URL inside a body is never followed."""


class Kitchen(Struct, frozen=True):
    """Everything `stations.yaml` and `menu.yaml` say."""

    store_id: str
    store_name: Texts
    stations: tuple[Station, ...]
    default_station: str
    routes: tuple[Route, ...] = ()
    modifier_routes: tuple[ModifierRoute, ...] = ()
    menu: tuple[MenuDish, ...] = ()
    categories: tuple[Category, ...] = ()
    """The headings in the order of the menu; a category that is not named stands last, under its own word."""
    sources: tuple[SourceRule, ...] = ()
    tables: tuple[TableSpot, ...] = ()
    """Where guests sit, in the order of the file; empty: it names none."""
    board: BoardCard = BoardCard()
    screens: Layout = Layout()
    """What every screen follows that did not choose otherwise."""
    guest_orders: Literal["on", "off", "approve"] = "on"
    """Orders of guests' phones: taken at once, not at all, or once staff have accepted each."""
    thresholds: dict[str, Threshold] = {}
    """Service -> threshold."""
    glass: GlassRule = GlassRule()
    close_on: dict[str, CloseRule] = {}
    """Service -> when its tickets close; left out: served where there is a pass, else ready."""
    language: str = "zh-Hans"
    languages: tuple[str, ...] = ("zh-Hans", "en")
    timezone: str = "UTC"
    day_starts: str = "05:00"
    currency: str = ""
    digest: str = ""
