"""What becomes of open work when the kitchen file no longer has its station: nothing may wait on no screen."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.context import Context
from kds.kitchen.difference import amount
from kds.kitchen.draft import Draft
from kds.kitchen.events import AnyEvent, ChangesAcknowledged, ItemChanged
from kds.kitchen.model import PASS, Item, Ticket
from kds.kitchen.settle import FINAL
from kds.kitchen.state import State


def rehome(state: State, context: Context) -> list[AnyEvent]:
    """Unfinished tasks of stations that are gone go to the default station, marked as unrouted.

    What such a station had yet to acknowledge is taken off it: nobody stands there any more.
    """
    return [event for ticket in state.open_tickets() for event in _rehomed(ticket, context)]


def _rehomed(ticket: Ticket, context: Context) -> tuple[AnyEvent, ...]:
    stations = context.kitchen.stations
    prep = {station.id for station in stations if station.kind == "prep"}
    there = {station.id for station in stations} | ({PASS} if context.pass_waits else set())
    draft = Draft(ticket, context)
    for station in dict.fromkeys(station for change in ticket.changes for station in change.waits):
        if station not in there:
            waiting = tuple(change.id for change in draft.ticket.changes if station in change.waits)
            draft.add(ChangesAcknowledged(*draft.at, waiting, station))
    for item in ticket.items:
        if any(task.state not in FINAL and task.station not in prep for task in item.tasks):
            _move(draft, item, prep)
    return draft.accepted().events


def _move(draft: Draft, item: Item, prep: set[str]) -> None:
    station = draft.context.kitchen.default_station
    tasks = tuple(
        task if task.state in FINAL or task.station in prep else replace(task, station=station) for task in item.tasks
    )
    draft.add(ItemChanged(*draft.at, replace(item, tasks=tasks, unrouted=True)))
    draft.tell("added", (station,), item.id, now=amount(item))
    if item.allergens:
        draft.tell("allergen", (station,), item.id, now=", ".join(item.allergens))
