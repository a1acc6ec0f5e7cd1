"""Seen on the glass: what screens have painted, who is warned, and who covers a station that shows nothing.

A covered task keeps its id and its generation, so a bump at either place is one event and a late one of the
other place finds it done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kds.kitchen.command import Seen
from kds.kitchen.commands import HandOver
from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import AnyEvent
from kds.kitchen.evolve_glass import is_shown
from kds.kitchen.finding import known, unknown_ticket
from kds.kitchen.glass_events import (
    CoverEnded,
    StationCameBack,
    StationFellSilent,
    TasksCovered,
    TasksShown,
    TasksUnshown,
)
from kds.kitchen.model import CoverReason, Task, Ticket
from kds.kitchen.state import State
from kds.kitchen.system_commands import CoverTasks, Mark, MarkShown, NoteStation, WarnUnshown
from kds.kitchen.venue import Silent


def mark_shown(state: State, command: MarkShown, context: Context) -> Outcome:
    """A mark of an older generation says nothing about the food as it is now."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    tasks = {task.id: task for task in _tasks(ticket)}
    news = [(mark, task) for mark in command.marks if (task := tasks.get(mark.task)) and _is_news(mark, task)]
    at = (ticket.id, context.now_ms, context.actor.name)
    shown: dict[tuple[str, str, int], dict[str, None]] = {}
    for mark, task in news:
        if mark.station != task.station or not is_shown(task):
            shown.setdefault((mark.station, mark.by, mark.at_ms), {})[task.id] = None
    events: list[AnyEvent] = [TasksShown(*at, tuple(names), *where) for where, names in shown.items()]
    back = tuple(task.id for mark, task in news if mark.station == task.station and goes_home(task))
    if back:
        events.append(CoverEnded(*at, back))
    return _outcome(ticket, events)


def warn_unshown(state: State, command: WarnUnshown, context: Context) -> Outcome:
    def unwarned(task: Task) -> bool:
        return _is_unseen(task) and task.unshown != task.gen

    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    tasks = tuple(task.id for task in _named(ticket, command.tasks) if unwarned(task))
    event = TasksUnshown(ticket.id, context.now_ms, context.actor.name, tasks)
    return _outcome(ticket, [event] if tasks else [])


def cover(state: State, command: CoverTasks, context: Context) -> Outcome:
    """Without a backup they are marked all the same: then it is the pass that must see to them."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    unseen = [task for task in _named(ticket, command.tasks) if _is_unseen(task)]
    return _outcome(ticket, _covered(ticket, unseen, "unshown", context))


def hand_over(state: State, command: HandOver, context: Context) -> Outcome:
    """Only of a station that is silent: otherwise its cook sees the cards, and two would cook."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    here = [task for task in _tasks(ticket) if task.station == command.station and _in_hand(task)]
    if not here:
        return Noop("nothing_to_do", ticket=ticket.id)
    free = [task for task in here if task.cover is None]
    if not free:
        return Noop("already_covered", ticket=ticket.id)
    if all(one.station != command.station for one in state.store().silent):
        return Noop("station_back", f"{command.station} shows its orders again", ticket.id)
    if not backup_of(context, command.station):
        detail = f"the kitchen file names no backup of {command.station}: call it out to its cook"
        return Rejected("no_backup", detail, "/station", ticket.id)
    return _outcome(ticket, _covered(ticket, free, "silent", context))


def note_station(state: State, command: NoteStation, context: Context) -> Outcome:
    silent = any(one.station == command.station for one in state.store().silent)
    if silent == command.silent:
        return Noop("already_set")
    at = ("", context.now_ms, context.actor.name)
    fell = StationFellSilent(*at, Silent(command.station, context.now_ms))
    return Accepted((fell if command.silent else StationCameBack(*at, command.station),))


def at_home(ticket: Ticket, started: Iterable[str], context: Context) -> Iterator[CoverEnded]:
    """What its own station starts, that station makes."""
    names = frozenset(started)
    tasks = tuple(
        task.id
        for task in _tasks(ticket)
        if task.id in names and task.cover is not None and task.station == context.actor.scope
    )
    if tasks:
        yield CoverEnded(ticket.id, context.now_ms, context.actor.name, tasks)


def backup_of(context: Context, station: str) -> str:
    return next((one.backup for one in context.kitchen.stations if one.id == station), "")


def _tasks(ticket: Ticket) -> Iterator[Task]:
    return (task for item in ticket.items for task in item.tasks)


def _named(ticket: Ticket, seen: Iterable[Seen]) -> list[Task]:
    """Those that are still of the generation that was meant."""
    gens = {one.task: one.gen for one in seen}
    return [task for task in _tasks(ticket) if gens.get(task.id) == task.gen]


def _in_hand(task: Task) -> bool:
    return task.state in ("queued", "started")


def _is_unseen(task: Task) -> bool:
    """Called up, and nobody has seen it anywhere."""
    return task.state == "queued" and task.cover is None and not is_shown(task)


def _is_news(mark: Mark, task: Task) -> bool:
    if mark.gen != task.gen or task.state in ("waiting", "void"):
        return False
    if mark.station == task.station:
        return not is_shown(task) or goes_home(task)
    cover = task.cover
    if cover is None or cover.station != mark.station:
        return False
    return cover.shown is None or cover.shown.gen != task.gen


def goes_home(task: Task) -> bool:
    """Its own station has it again: the backup keeps only what was started since it covers."""
    cover = task.cover
    return cover is not None and (
        task.state == "queued" or (task.state == "started" and task.started_ms < cover.since_ms)
    )


def _covered(ticket: Ticket, tasks: Iterable[Task], why: CoverReason, context: Context) -> list[AnyEvent]:
    at = (ticket.id, context.now_ms, context.actor.name)
    backups: dict[str, list[str]] = {}
    for task in tasks:
        backups.setdefault(backup_of(context, task.station), []).append(task.id)
    return [TasksCovered(*at, tuple(names), backup, why) for backup, names in backups.items()]


def _outcome(ticket: Ticket, events: list[AnyEvent]) -> Outcome:
    return Accepted(tuple(events)) if events else Noop("nothing_to_do", ticket=ticket.id)
