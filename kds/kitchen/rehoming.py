"""What becomes of tickets whose station or pass is no longer in the kitchen file: nothing waits on no screen."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.context import Context
from kds.kitchen.difference import amount
from kds.kitchen.draft import Draft
from kds.kitchen.events import AnyEvent, ChangesAcknowledged, CloseRuleTaken, ItemChanged
from kds.kitchen.glass_events import CoverEnded
from kds.kitchen.model import PASS, CloseRule, Item, Service, Task, Ticket
from kds.kitchen.settle import FINAL
from kds.kitchen.state import State


def rehome(state: State, context: Context) -> list[AnyEvent]:
    """Unfinished tasks of stations that are gone go to the default station, marked as unrouted.

    What such a station had yet to acknowledge is taken off it: nobody stands there any more. Without a pass a ticket
    that was to be served there is closed when it is ready.
    """
    return [event for ticket in state.open_tickets() for event in _rehomed(ticket, context)]


def catch_up(draft: Draft) -> None:
    """The same for finished work that somebody brought back: its station or pass may have gone meanwhile."""
    prep = {station.id for station in draft.context.kitchen.stations if station.kind == "prep"}
    for item in draft.ticket.items:
        if any(task.state not in FINAL and task.station not in prep for task in item.tasks):
            _move(draft, item, prep)
    _take_close_rule(draft)


def close_rule(context: Context, service: Service) -> CloseRule:
    """Of new tickets: as the kitchen file says for the service, else by whether there is a pass."""
    return context.kitchen.close_on.get(service) or ("served" if context.pass_waits else "ready")


def _rehomed(ticket: Ticket, context: Context) -> tuple[AnyEvent, ...]:
    there = {station.id for station in context.kitchen.stations} | ({PASS} if context.pass_waits else set())
    draft = Draft(ticket, context)
    for station in dict.fromkeys(station for change in ticket.changes for station in change.waits):
        if station not in there:
            waiting = tuple(change.id for change in draft.ticket.changes if station in change.waits)
            draft.add(ChangesAcknowledged(*draft.at, waiting, station))
    catch_up(draft)
    uncovered = tuple(task.id for item in draft.ticket.items for task in item.tasks if _lost_cover(task, there))
    if uncovered:
        draft.add(CoverEnded(*draft.at, uncovered))
    return draft.accepted().events


def _lost_cover(task: Task, there: set[str]) -> bool:
    """Its backup is gone, or there was none: the clock finds the one that the file names now."""
    return task.cover is not None and task.state not in FINAL and task.cover.station not in there


def _take_close_rule(draft: Draft) -> None:
    ticket, context = draft.ticket, draft.context
    open_without_pass = ticket.state != "closed" and ticket.close_on == "served" and not context.pass_waits
    if open_without_pass and close_rule(context, ticket.service) == "ready":
        draft.add(CloseRuleTaken(*draft.at, "ready"))


def _move(draft: Draft, item: Item, prep: set[str]) -> None:
    station = draft.context.kitchen.default_station
    tasks = tuple(
        task
        if task.state in FINAL or task.station in prep
        else replace(task, station=station, shown=None, unshown=0, cover=None)
        for task in item.tasks
    )
    draft.add(ItemChanged(*draft.at, replace(item, tasks=tasks, unrouted=True)))
    if not draft.unseen:
        draft.tell("added", (station,), item.id, now=amount(item))
    if item.allergens:
        draft.tell("allergen", (station,), item.id, now=", ".join(item.allergens))
