"""What the rules read while they decide: the documents by id, and which of them are alive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias, assert_never

from msgspec import Struct

from kds.kitchen.commands import (
    Amend,
    AnswerCall,
    AnyCommand,
    CallWaiter,
    Cancel,
    KeyedVerb,
    Merge,
    Place,
    Salvage,
    SetAvailability,
    SetLayout,
)
from kds.kitchen.identity import digest, ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.system_commands import AdoptKitchen, NoteStation, StartDay
from kds.kitchen.venue import Dish, Store

STORE_ID = "main"
"""The only store document of a log."""

Document: TypeAlias = Ticket | Dish | Store | ScreenLayout


class State(Protocol):
    """The kitchen at one point of the log."""

    def ticket(self, ticket: str) -> Ticket | None: ...

    def dish(self, sku: str) -> Dish | None: ...

    def dishes(self) -> Iterable[Dish]: ...

    def scarce(self) -> Mapping[str, Dish]:
        """Of the menu, by sku: the dishes that are sold out or whose portions are counted; mostly none."""

    def store(self) -> Store: ...

    def screen(self, screen: str) -> ScreenLayout | None:
        """None: it wants nothing otherwise than the store."""

    def screens(self) -> Iterable[ScreenLayout]:
        """Those that are kept."""

    def open_tickets(self) -> Iterable[Ticket]:
        """Every ticket that is `live`."""

    def ingested(self, source: str, external_id: str, key: str) -> tuple[str, str] | None:
        """Ticket id and digest of what came in under this Idempotency-Key before."""


def is_scarce(dish: Dish) -> bool:
    return not dish.dropped and (not dish.available or dish.remaining is not None)


def live(ticket: Ticket) -> bool:
    """True while somebody still has to look at it: not closed, or a change still waits to be acknowledged."""
    return ticket.state != "closed" or bool(ticket.changes)


def addressed(command: Amend | Cancel) -> str:
    """The ticket meant: by id, or by the source's own id where that is all the sender knows."""
    return command.ticket or ticket_id(command.source, command.external_id)


def needs(command: AnyCommand) -> tuple[str, ...]:
    """Ids of the tickets that must be loaded before the command is decided, closed ones included."""
    match command:
        case Place():
            return (ticket_id(command.source, command.external_id),)
        case Amend() | Cancel():
            return (addressed(command),)
        case Merge():
            return (command.ticket, command.into)
        case Salvage():
            return tuple(ticket.id for ticket in command.tickets)
        case (
            SetAvailability() | CallWaiter() | AnswerCall() | SetLayout() | StartDay() | AdoptKitchen() | NoteStation()
        ):
            return ()
        case _:
            return (command.ticket,)


class Ingest(Struct, frozen=True, gc=False):
    """What is kept with an accepted command under its Idempotency-Key, so that a repeat is known."""

    source: str
    external_id: str
    key: str
    ticket: str
    digest: str


def ingest(command: AnyCommand, ticket: Ticket | None) -> Ingest | None:
    """A revision needs none: the ticket itself holds the last one and its digest."""
    if not isinstance(command, Place | Amend | KeyedVerb) or not command.key:
        return None
    if isinstance(command, SetAvailability):
        return Ingest(*whose_key(command), key_of(command), "", digest(command))
    if ticket is None or (isinstance(command, Place | Amend) and command.revision):
        return None
    return Ingest(ticket.source, ticket.external_id, key_of(command), ticket.id, digest(command))


def whose_key(command: SetAvailability) -> tuple[str, str]:
    """The keys about a dish stand beside those of orders, as of no source and under the dish's name."""
    return "", f"dish/{command.sku}"


def key_of(command: Place | Amend | KeyedVerb) -> str:
    """The command's Idempotency-Key as it is kept: each verb has its own, an order shares them with its amends."""
    if isinstance(command, Place | Amend):
        return command.key
    return f"{command.__struct_config__.tag}\n{command.key}"


class Memory:
    """A state in dictionaries; with a `base` it is an overlay: what was put here hides what lies below."""

    def __init__(self, base: State | None = None) -> None:
        self._base = base
        self._tickets: dict[str, Ticket] = {}
        self._dishes: dict[str, Dish] = {}
        self._store: Store | None = None
        self._screens: dict[str, ScreenLayout] = {}
        self._ingested: dict[tuple[str, str, str], tuple[str, str]] = {}

    def put(self, document: Document) -> None:
        match document:
            case Ticket():
                self._tickets[document.id] = document
            case Dish():
                self._dishes[document.sku] = document
            case Store():
                self._store = document
            case ScreenLayout():
                self._screens[document.id] = document
            case _:
                assert_never(document)

    def keep_ingest(self, source: str, external_id: str, key: str, ticket: str, contents: str) -> None:
        self._ingested[source, external_id, key] = (ticket, contents)

    def ticket(self, ticket: str) -> Ticket | None:
        found = self._tickets.get(ticket)
        return found if found is not None or self._base is None else self._base.ticket(ticket)

    def dish(self, sku: str) -> Dish | None:
        found = self._dishes.get(sku)
        return found if found is not None or self._base is None else self._base.dish(sku)

    def dishes(self) -> Iterable[Dish]:
        yield from self._dishes.values()
        if self._base is not None:
            yield from (dish for dish in self._base.dishes() if dish.sku not in self._dishes)

    def scarce(self) -> Mapping[str, Dish]:
        below = {} if self._base is None else self._base.scarce()
        if not self._dishes:
            return below
        here = {sku: dish for sku, dish in self._dishes.items() if is_scarce(dish)}
        return {sku: dish for sku, dish in below.items() if sku not in self._dishes} | here

    def store(self) -> Store:
        if self._store is not None:
            return self._store
        return Store(id=STORE_ID) if self._base is None else self._base.store()

    def screen(self, screen: str) -> ScreenLayout | None:
        found = self._screens.get(screen)
        if found is not None:
            return found if found.kept else None
        return None if self._base is None else self._base.screen(screen)

    def screens(self) -> Iterable[ScreenLayout]:
        yield from (one for one in self._screens.values() if one.kept)
        if self._base is not None:
            yield from (one for one in self._base.screens() if one.id not in self._screens)

    def open_tickets(self) -> Iterable[Ticket]:
        yield from (ticket for ticket in self._tickets.values() if live(ticket))
        if self._base is not None:
            yield from (ticket for ticket in self._base.open_tickets() if ticket.id not in self._tickets)

    def ingested(self, source: str, external_id: str, key: str) -> tuple[str, str] | None:
        found = self._ingested.get((source, external_id, key))
        return found if found is not None or self._base is None else self._base.ingested(source, external_id, key)

    def documents(self) -> tuple[Document, ...]:
        """Everything put here (not what lies below), in the order of first arrival."""
        store = () if self._store is None else (self._store,)
        return (*self._tickets.values(), *self._dishes.values(), *store, *self._screens.values())
