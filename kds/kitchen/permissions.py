"""Who may do what: the table of the design, enforced here and nowhere else.

A role may ask for a command at all, and then for some only about its own things: a source its tickets,
a guest the own table, a cook the own station. An empty scope means any.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from kds.kitchen.command import Actor, Command, Role
from kds.kitchen.commands import (
    Acknowledge,
    Amend,
    AnswerCall,
    AnswerVoid,
    AnyCommand,
    AskRush,
    Bump,
    CallAgain,
    CallWaiter,
    Cancel,
    ConfirmRecovered,
    DropRecovered,
    Fire,
    HandOver,
    Hold,
    Merge,
    Move,
    Place,
    Recall,
    RecallServe,
    Remake,
    ReplyRush,
    Salvage,
    Serve,
    SetAvailability,
    SetLayout,
    Split,
    Start,
)
from kds.kitchen.errors import Rejected
from kds.kitchen.evolve_items import item_of
from kds.kitchen.finding import find_items, home, split_off_by_staff
from kds.kitchen.model import Item, Task, Ticket
from kds.kitchen.settle import untouched
from kds.kitchen.state import State, addressed
from kds.kitchen.system_commands import (
    AdoptKitchen,
    CoverTasks,
    MarkShown,
    NoteStation,
    PassThreshold,
    Release,
    StartDay,
    WarnUnshown,
)

GUEST_SECOND_THOUGHTS_MS = 60 * 1000
"""A guest may take back or change what nobody has started for one minute; later a waiter is asked."""

_ORDER: frozenset[Role] = frozenset({"source", "guest", "waiter", "expo", "manager"})
_FLOOR: frozenset[Role] = frozenset({"source", "waiter", "expo", "manager"})
_LINE: frozenset[Role] = frozenset({"cook", "expo", "manager"})
_PASS: frozenset[Role] = frozenset({"waiter", "expo", "manager"})
_TABLE: frozenset[Role] = frozenset({"guest", "waiter", "expo", "manager"})
_STAFF: frozenset[Role] = frozenset({"cook", "waiter", "expo", "manager"})
_DESK: frozenset[Role] = frozenset({"expo", "manager"})
_SYSTEM: frozenset[Role] = frozenset({"system"})

MAY: dict[type[Command], frozenset[Role]] = {
    Place: _ORDER,
    Amend: _ORDER,
    Cancel: _ORDER,
    Hold: _FLOOR,
    Fire: _FLOOR,
    AskRush: _ORDER,
    ReplyRush: _LINE,
    Move: _FLOOR,
    Merge: _FLOOR,
    Split: _FLOOR,
    Start: _LINE,
    Bump: _LINE,
    Recall: _LINE,
    Remake: _LINE,
    Acknowledge: _LINE,
    AnswerVoid: _LINE,
    Serve: _PASS,
    RecallServe: _PASS,
    CallAgain: _PASS,
    ConfirmRecovered: _DESK,
    DropRecovered: _DESK,
    Salvage: _STAFF,
    SetAvailability: _LINE | {"source"},
    CallWaiter: _TABLE,
    AnswerCall: _PASS,
    SetLayout: _STAFF,
    Release: _SYSTEM,
    PassThreshold: _SYSTEM,
    HandOver: frozenset({"expo", "manager"}),
    MarkShown: _SYSTEM,
    WarnUnshown: _SYSTEM,
    CoverTasks: _SYSTEM,
    NoteStation: _SYSTEM,
    StartDay: _SYSTEM,
    AdoptKitchen: _SYSTEM | {"manager"},
}


def forbidden(state: State, command: AnyCommand, actor: Actor, now_ms: int) -> Rejected | None:
    """Why this actor may not ask this, if so."""
    if actor.role not in MAY[type(command)]:
        return Rejected("not_permitted", f"a {actor.role} may not do this; ask the pass or a manager")
    if isinstance(command, SetLayout) and actor.role in ("cook", "waiter") and command.screen != actor.name:
        return Rejected("not_permitted", "a screen changes its own layout only; the pass may forget those of others")
    match actor.role:
        case "source":
            return _own_tickets(state, command, actor)
        case "guest":
            return _own_table(state, command, actor, now_ms)
        case "cook":
            return _own_station(state, command, actor) if actor.scope else None
        case "waiter" | "expo" | "manager" | "board" | "system":
            return None
        case _:
            assert_never(actor.role)


def _own_tickets(state: State, command: AnyCommand, actor: Actor) -> Rejected | None:
    if not actor.scope or isinstance(command, SetAvailability):
        return None
    if isinstance(command, Place) and command.source == actor.scope:
        return None
    named = {command.source} if isinstance(command, Place | Amend | Cancel) and command.source else set()
    sources = named | {ticket.source for ticket in _tickets(state, command)}
    if sources <= {actor.scope}:
        return None
    return Rejected("not_permitted", f'{actor.name} may only touch tickets of the source "{actor.scope}"')


def _own_table(state: State, command: AnyCommand, actor: Actor, now_ms: int) -> Rejected | None:
    tables = {command.table} if isinstance(command, Place | CallWaiter) else set()
    tickets = _tickets(state, command)
    if isinstance(command, Amend | Cancel):
        tickets += [there for ticket in tickets for there in split_off_by_staff(state, ticket)]
    tables |= {ticket.table for ticket in tickets}
    if actor.scope and not tables <= {actor.scope}:
        return Rejected("not_permitted", f'a guest may only touch tickets of the own table "{actor.scope}"')
    for ticket in tickets:
        targets = _taken_back(ticket, command)
        if targets and now_ms - ticket.opened_ms > GUEST_SECOND_THOUGHTS_MS:
            return Rejected("not_permitted", "the minute for changes is over; ask a waiter", "", ticket.id)
        if not all(map(untouched, targets)):
            return Rejected("not_permitted", "it is being cooked already; ask a waiter", "", ticket.id)
    return None


def _own_station(state: State, command: AnyCommand, actor: Actor) -> Rejected | None:
    stations: set[str] = set()
    match command:
        case Acknowledge():
            stations = {actor.scope} if _covers(state, command, actor.scope) else {command.station}
        case Start() | Bump() | Recall():
            stations = _stations_of_tasks(state, command, actor.scope)
        case Remake() | AnswerVoid():
            stations = _stations_of_items(state, command, (command.item,), actor.scope)
        case ReplyRush():
            stations = _stations_of_items(state, command, command.items, actor.scope)
        case _:
            pass
    if stations <= {actor.scope}:
        return None
    return Rejected("not_permitted", f'a cook may only do this at the own station "{actor.scope}"')


def _tickets(state: State, command: AnyCommand) -> list[Ticket]:
    """Every ticket that the command is about and that is there."""
    match command:
        case (
            Place()
            | SetAvailability()
            | CallWaiter()
            | AnswerCall()
            | SetLayout()
            | StartDay()
            | AdoptKitchen()
            | NoteStation()
        ):
            return []
        case Salvage():
            return []
        case Amend() | Cancel():
            names = [addressed(command)]
        case Merge():
            names = [command.ticket, command.into]
        case _:
            names = [command.ticket]
    return [ticket for name in names if (ticket := state.ticket(name)) is not None]


def _taken_back(ticket: Ticket, command: AnyCommand) -> list[Item]:
    """Items that a guest wants changed or back."""
    match command:
        case Cancel():
            return [item for item in ticket.items if item.state != "void"]
        case Amend():
            names = [line.item for line in command.void] + [patch.item for patch in command.modify]
            return [item for name in names for item in find_items(ticket, name)]
        case _:
            return []


def _covers(state: State, command: Acknowledge, own: str) -> bool:
    """Whoever covers a station answers for it on this ticket."""
    tasks = [task for ticket in _tickets(state, command) for item in ticket.items for task in item.tasks]
    return any(task.station == command.station and own == _covering(task) for task in tasks)


def _covering(task: Task) -> str:
    return "" if task.cover is None else task.cover.station


def _stations_of_tasks(state: State, command: Start | Bump | Recall, own: str) -> set[str]:
    """For each task its station, or the own one where that covers it."""
    ticket = state.ticket(command.ticket)
    if ticket is None:
        return set()
    wanted: dict[str, set[str]] = {}
    for seen in command.tasks:
        wanted.setdefault(item_of(seen.task), set()).add(seen.task)
    return {
        own if own == _covering(task) else task.station
        for item_id, tasks in wanted.items()
        for item in find_items(home(state, ticket, item_id), item_id)
        for task in item.tasks
        if task.id in tasks
    }


def _stations_of_items(
    state: State, command: Remake | AnswerVoid | ReplyRush, names: Iterable[str], own: str
) -> set[str]:
    """For each item the own station if it has work there, else those that do."""
    ticket = state.ticket(command.ticket)
    stations: set[str] = set()
    for name in names if ticket is not None else ():
        assert ticket is not None
        for item in find_items(home(state, ticket, name), name):
            at = {station for task in item.tasks for station in (task.station, _covering(task)) if station}
            stations |= {own} if own in at else at
    return stations
