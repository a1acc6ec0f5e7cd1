"""The nouns of the venue: its dishes, stations, tables, calls and the counters of its day, as frozen values."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kds.kitchen.model import Service, Value
from kds.kitchen.screens import Layout

CallAbout: TypeAlias = Literal["waiter", "bill"]


class Dish(Value, frozen=True):
    """A dish of the menu and whether it can be had."""

    sku: str
    name: str
    alt_name: str = ""
    category: str = ""
    available: bool = True
    """While its portions are counted: whether any is left."""
    remaining: int | None = None
    """Portions left to sell; None: not counted. Below 0: paid orders and remakes took more than there were."""
    since_ms: int = 0
    by: str = ""
    dropped: bool = False
    """No longer on the menu; not drawn."""

    @property
    def portions(self) -> int | None:
        """Left to sell, as people are told it: never less than none."""
        return self.remaining if self.remaining is None else max(self.remaining, 0)


class Category(Value, frozen=True):
    """A heading of the menu, in the languages that it is written in."""

    id: str
    """What its dishes name as their category."""
    name: dict[str, str]


class StationCard(Value, frozen=True):
    """What screens need to know of a station."""

    id: str
    name: dict[str, str]
    kind: Literal["prep", "expo", "board"] = "prep"
    start: bool = False
    """True: the first tap starts, the second finishes; false: one tap finishes."""
    backup: str = ""
    """The station that covers it; "": none."""


class BoardCard(Value, frozen=True):
    """Which orders the guests' board calls, and for how long, s, a number flashes and stays."""

    services: tuple[Service, ...] = ("takeaway", "delivery")
    clear_s: int = 600
    flash_s: int = 30


class LeftOver(Value, frozen=True):
    """A ticket that was closed at the start of the day because nobody touched it: what names it to people."""

    id: str
    number: str = ""
    mark: str = ""
    table: str = ""
    guest: str = ""
    opened_ms: int = 0


class Brought(Value, frozen=True):
    """A ticket that a screen brought back after a restore: what names it to people, and what became of it."""

    id: str
    how: Literal["waits", "back", "further"]
    """`waits` for a person; `back`: nothing of it is to be cooked; `further`: it was known here, and not as far."""
    at_ms: int
    by: str
    """The screen."""
    number: str
    mark: str
    table: str
    guest: str


class TableSpot(Value, frozen=True):
    """A table where guests sit, by the name that is painted on it; the name is there once in the store."""

    id: str
    area: str = ""


class Call(Value, frozen=True):
    """A table calls somebody; it stays until a person says that they are on their way."""

    table: str
    at_ms: int
    """The first time: who waits longest is seen first."""
    about: CallAbout = "waiter"
    times: int = 1
    last_ms: int = 0
    """The latest time."""


class Silent(Value, frozen=True):
    """A station that has work in hand and no screen that answers and can be seen."""

    station: str
    since_ms: int


class Store(Value, frozen=True):
    """Settings of the store that screens follow, and the counters of the day."""

    id: str
    name: dict[str, str] = {}
    language: str = "zh-Hans"
    languages: tuple[str, ...] = ("zh-Hans", "en")
    timezone: str = "UTC"
    day_starts: str = "05:00"
    currency: str = ""
    stations: tuple[StationCard, ...] = ()
    tables: tuple[TableSpot, ...] = ()
    categories: tuple[Category, ...] = ()
    """In the order of the menu; a dish may have one that is not among them."""
    board: BoardCard = BoardCard()
    screens: Layout = Layout()
    """What every screen follows that did not choose otherwise."""
    kitchen_digest: str = ""
    day: str = ""
    next_number: int = 1
    left_over: tuple[LeftOver, ...] = ()
    """Closed at the start of this business day; the pass lists them, though no screen holds the tickets any more."""
    brought: tuple[Brought, ...] = ()
    """What screens brought back on this business day, the latest last; the log has all of it."""
    calls: tuple[Call, ...] = ()
    """Tables that call somebody, the oldest first, one entry a table."""
    silent: tuple[Silent, ...] = ()
    """Stations whose screens fell silent, the first to do so first."""
