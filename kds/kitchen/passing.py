"""Work at the pass: serving, taking a serve back, acknowledging changes, rushes and their replies."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kds.kitchen.commands import Acknowledge, AskRush, CallAgain, RecallServe, ReplyRush, Serve
from kds.kitchen.context import Context
from kds.kitchen.cooking import SEEN_WITH_THE_FOOD
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import (
    AnyEvent,
    CalledAgain,
    ChangesAcknowledged,
    ItemsServed,
    RushAsked,
    RushReplied,
    ServeRecalled,
)
from kds.kitchen.finding import closed, find_items, home, known, unknown_item, unknown_ticket
from kds.kitchen.model import PASS, Item, Ticket
from kds.kitchen.order import meant, together
from kds.kitchen.state import State

GUEST_RUSH_PAUSE_MS = 5 * 60 * 1000
"""Between two rushes of one item by a guest: often enough to be heard, too seldom to drum."""

CALL_PAUSE_MS = 5_000
"""Two people who call the same number at once are heard as one; a board needs this long to say it."""


def serve(state: State, command: Serve, context: Context) -> Outcome:
    found = _named(state, command.ticket, command.items, lambda item: item.state == "ready")
    if isinstance(found, Rejected):
        return found
    ticket, items = found
    if not command.items and not items:
        return Noop("nothing_to_do", "no item is ready", ticket.id)
    for item in items:
        if item.state == "open":
            return Rejected("not_ready", f"{item.name} is not ready yet", "/items", ticket.id)
    ready = [item for item in items if item.state == "ready"]
    if not ready:
        served = any(item.state == "served" for item in items)
        return Noop("already_served" if served else "void", ticket=ticket.id)
    ids = tuple(item.id for item in ready)
    seen = []
    for change in ticket.changes:
        if PASS in change.waits:
            if change.kind == "allergen" and (not change.item or change.item in ids):
                name = next((item.name for item in ready if item.id == change.item), "the ticket")
                return Rejected("allergen_unconfirmed", f"confirm the allergens of {name} first", "", ticket.id)
            if change.kind in SEEN_WITH_THE_FOOD and change.item in ids:
                seen.append(change.id)
    at = (ticket.id, context.now_ms, context.actor.name)
    events: list[AnyEvent] = [ItemsServed(*at, ids)]
    if seen:
        events.append(ChangesAcknowledged(*at, tuple(seen), PASS))
    return Accepted(tuple(events))


def recall_serve(state: State, command: RecallServe, context: Context) -> Outcome:
    found = _named(state, command.ticket, command.items, lambda item: False)
    if isinstance(found, Rejected):
        return found
    ticket, items = found
    for item in items:
        if item.state == "open":
            return Rejected("not_ready", f"{item.name} was not served", "/items", ticket.id)
    served = tuple(item.id for item in items if item.state == "served")
    if not served:
        void = bool(items) and all(item.state == "void" for item in items)
        return Noop("void" if void else "nothing_to_do", ticket=ticket.id)
    return Accepted((ServeRecalled(ticket.id, context.now_ms, context.actor.name, served),))


def call_again(state: State, command: CallAgain, context: Context) -> Outcome:
    """Only what is ready, on the shelf of the pass or, where nobody serves, closed by being ready."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    if ticket.state == "open":
        return Rejected("not_ready", "it is not ready yet", "", ticket.id)
    if ticket.state == "closed" and ticket.close_reason != "ready":
        return Rejected("ticket_closed", "it was handed over, or taken back", "", ticket.id)
    if context.now_ms - ticket.called_ms < CALL_PAUSE_MS:
        return Noop("already_called", "the board is calling it", ticket=ticket.id)
    return Accepted((CalledAgain(ticket.id, context.now_ms, context.actor.name),))


def acknowledge(state: State, command: Acknowledge, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    station = _waiting_name(context, command.station)
    if not station:
        return Rejected("unknown_station", f'there is no station "{command.station}"', "/station", ticket.id)
    for index, number in enumerate(command.changes):
        if not 0 < number < ticket.next_change:
            return Rejected("unknown_change", f"there was no change {number}", f"/changes/{index}", ticket.id)
    waiting = tuple(change.id for change in ticket.changes if change.id in command.changes and station in change.waits)
    if not waiting:
        return Noop("already_acknowledged" if command.changes else "nothing_to_do", ticket=ticket.id)
    return Accepted((ChangesAcknowledged(ticket.id, context.now_ms, context.actor.name, waiting, station),))


def ask_rush(state: State, command: AskRush, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    tickets = meant(state, ticket, context.actor)
    if not command.items:
        return together([_ask_rush(state, replace(command, ticket=each.id), context) for each in tickets])
    names = {each.id: tuple(name for name in command.items if find_items(each, name)) for each in tickets}
    if not set(command.items) <= {name for those in names.values() for name in those}:
        return _ask_rush(state, command, context)
    commands = [replace(command, ticket=each, items=those) for each, those in names.items() if those]
    return together([_ask_rush(state, each, context) for each in commands])


def _ask_rush(state: State, command: AskRush, context: Context) -> Outcome:
    found = _named(state, command.ticket, command.items, lambda item: item.state == "open")
    if isinstance(found, Rejected):
        return found
    ticket, items = found
    fault = closed(ticket)
    if fault is not None:
        return fault
    unfinished = [item for item in items if item.state == "open"]
    if not unfinished:
        return Noop("nothing_to_do", "everything is finished", ticket.id)
    if context.actor.role == "guest":
        unfinished = [
            item
            for item in unfinished
            if item.rush is None or context.now_ms - item.rush.last_ms >= GUEST_RUSH_PAUSE_MS
        ]
        if not unfinished:
            return Rejected("rush_too_soon", "the kitchen knows; ask again in five minutes", "", ticket.id)
    ids = tuple(item.id for item in unfinished)
    return Accepted((RushAsked(ticket.id, context.now_ms, context.actor.name, ids),))


def reply_rush(state: State, command: ReplyRush, context: Context) -> Outcome:
    """A cook without named items answers for what is made at the own station."""
    at = context.actor.scope if context.actor.role == "cook" else ""
    found = _named(
        state,
        command.ticket,
        command.items,
        lambda item: item.state == "open" and (not at or any(task.station == at for task in item.tasks)),
    )
    if isinstance(found, Rejected):
        return found
    ticket, items = found
    fault = closed(ticket)
    if fault is not None:
        return fault
    asked = [item for item in items if item.rush is not None and item.state == "open"]
    if not asked or not command.reply:
        return Noop("nothing_to_do", "nobody waits for a reply", ticket.id)
    fresh = tuple(item.id for item in asked if item.rush is not None and item.rush.reply != command.reply)
    if not fresh:
        return Noop("already_set", command.reply, ticket.id)
    return Accepted((RushReplied(ticket.id, context.now_ms, context.actor.name, fresh, command.reply),))


def _named(
    state: State, name: str, items: tuple[str, ...], default: Callable[[Item], bool]
) -> tuple[Ticket, list[Item]] | Rejected:
    """The ticket and the items named, or where none is named those that `default` takes."""
    ticket = known(state, name)
    if ticket is None:
        return unknown_ticket(name)
    if not items:
        return ticket, [item for item in ticket.items if default(item)]
    ticket = home(state, ticket, items[0])
    found: dict[str, Item] = {}
    for index, each in enumerate(items):
        there = find_items(ticket, each)
        if not there:
            return unknown_item(ticket, each, f"/items/{index}")
        found.update((item.id, item) for item in there)
    return ticket, list(found.values())


def _waiting_name(context: Context, station: str) -> str:
    """How the station is called in `Change.waits`; empty for one that does not exist."""
    if station == PASS:
        return PASS
    for each in context.kitchen.stations:
        if each.id == station:
            return PASS if each.kind == "expo" else station
    return ""
