"""Turns an event into the new values of the documents it touches; never looks at the kitchen files.

An old log folds the same for ever: everything an event needs is in the event or in the documents.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kds.kitchen.errors import Accepted
from kds.kitchen.events import (
    AnyEvent,
    AvailabilitySet,
    CallAnswered,
    DayStarted,
    KitchenAdopted,
    LayoutSet,
    NumberTaken,
    TicketPlaced,
    TicketRecovered,
    TombstoneLaid,
    WaiterCalled,
)
from kds.kitchen.evolve_ticket import on_ticket
from kds.kitchen.glass_events import StationCameBack, StationFellSilent
from kds.kitchen.model import Ticket
from kds.kitchen.state import STORE_ID, Document, Memory, State
from kds.kitchen.venue import Call, Dish, LeftOver, Silent, Store

BROUGHT_KEPT = 200
"""Of the tickets that screens brought back: so many are listed for people. A screen holds its open ones and 50 more."""


def evolve(state: State, event: AnyEvent) -> tuple[Document, ...]:
    """The documents that the event makes new, whole; `state` is the one before it."""
    match event:
        case TicketPlaced():
            return (event.header,)
        case TicketRecovered(told=None):
            return (event.document,)
        case TicketRecovered(told=told):
            store = state.store()
            return event.document, replace(store, brought=(*store.brought, told)[-BROUGHT_KEPT:])
        case TombstoneLaid():
            return (_bury(state.ticket(event.ticket), event),)
        case AvailabilitySet():
            return (event.dish,)
        case NumberTaken():
            return (replace(state.store(), next_number=event.next_number),)
        case DayStarted():
            left_over = tuple(_left_over(state, ticket) for ticket in event.abandoned)
            store = replace(state.store(), day=event.day, next_number=1, left_over=left_over, brought=(), calls=())
            return (store, *(_uncounted(dish, event) for dish in state.dishes() if dish.remaining is not None))
        case WaiterCalled():
            return (replace(state.store(), calls=_calls_but(state, event.call.table, event.call)),)
        case CallAnswered():
            return (replace(state.store(), calls=_calls_but(state, event.table)),)
        case StationFellSilent():
            return (replace(state.store(), silent=_silent_but(state, event.silent.station, event.silent)),)
        case StationCameBack():
            return (replace(state.store(), silent=_silent_but(state, event.station)),)
        case LayoutSet():
            return (event.screen,)
        case KitchenAdopted():
            return _adopt(state, event)
        case _:
            ticket = state.ticket(event.ticket)
            assert ticket is not None, f"event of a ticket that was never placed: {event}"
            return (on_ticket(ticket, event),)


def replay(state: Memory, events: Iterable[AnyEvent]) -> None:
    """Fold a log, or a part of it, into `state`."""
    for event in events:
        for document in evolve(state, event):
            state.put(document)


def applied(state: State, outcome: Accepted) -> Memory:
    """An overlay of `state` with what the outcome makes new; a ticket that the rules folded is taken as it is."""
    after = Memory(state)
    done = outcome.ticket
    if done is not None:
        after.put(done)
    replay(after, (event for event in outcome.events if done is None or event.ticket != done.id))
    return after


def _calls_but(state: State, table: str, *more: Call) -> tuple[Call, ...]:
    """The calls without the table's own, and these, who waits longest first."""
    others = tuple(call for call in state.store().calls if call.table != table)
    return tuple(sorted((*others, *more), key=lambda call: (call.at_ms, call.table)))


def _silent_but(state: State, station: str, *more: Silent) -> tuple[Silent, ...]:
    return (*(one for one in state.store().silent if one.station != station), *more)


def _uncounted(dish: Dish, event: DayStarted | KitchenAdopted) -> Dish:
    """Nobody counts it any more: what the count ended can be had again, what a person did stays."""
    if dish.remaining is None:
        return dish
    if dish.available:
        return replace(dish, remaining=None)
    return replace(dish, remaining=None, available=True, since_ms=event.at_ms, by=event.by)


def _bury(before: Ticket | None, event: TombstoneLaid) -> Ticket:
    pending = (event.pending,) if event.pending else ()
    if before is None:
        return replace(event.header, pending=pending)
    return replace(before, cancelled=event.header.cancelled or before.cancelled, pending=before.pending + pending)


def _left_over(state: State, name: str) -> LeftOver:
    ticket = state.ticket(name)
    assert ticket is not None, f"a ticket that was never placed is left over: {name}"
    return LeftOver(ticket.id, ticket.number, ticket.mark, ticket.table, ticket.guest, ticket.opened_ms)


def _adopt(state: State, event: KitchenAdopted) -> tuple[Document, ...]:
    store = Store(
        id=STORE_ID,
        name=event.name,
        language=event.language,
        languages=event.languages,
        timezone=event.timezone,
        day_starts=event.day_starts,
        currency=event.currency,
        stations=event.stations,
        tables=event.tables,
        categories=event.categories,
        board=event.board,
        screens=event.screens,
        kitchen_digest=event.digest,
        day=state.store().day,
        next_number=state.store().next_number,
        left_over=state.store().left_over,
        brought=state.store().brought,
        calls=state.store().calls,
        silent=tuple(one for one in state.store().silent if one.station in {card.id for card in event.stations}),
    )
    dropped: list[Dish] = []
    for sku in event.dropped:
        dish = state.dish(sku)
        assert dish is not None, f"dropped a dish that was never on the menu: {sku}"
        dropped.append(replace(_uncounted(dish, event), dropped=True))
    return (store, *event.dishes, *dropped)
