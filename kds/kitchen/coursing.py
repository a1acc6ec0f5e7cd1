"""When food is begun: courses held back and fired, scheduled orders released."""

from __future__ import annotations

from kds.kitchen.commands import Fire, Hold
from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted, Noop, Outcome
from kds.kitchen.events import AnyEvent, CourseFired, CourseHeld, TicketReleased
from kds.kitchen.finding import closed, known, unknown_ticket
from kds.kitchen.model import Item, Ticket
from kds.kitchen.order import meant, together
from kds.kitchen.settle import untouched
from kds.kitchen.state import State
from kds.kitchen.system_commands import Release


def hold(state: State, command: Hold, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    return together([_hold(each, command, context) for each in meant(state, ticket, context.actor)])


def _hold(ticket: Ticket, command: Hold, context: Context) -> Outcome:
    fault = closed(ticket)
    if fault is not None:
        return fault
    if 0 in ticket.held or command.course in ticket.held:
        return Noop("already_held", ticket=ticket.id)
    if not any(untouched(item) for item in _course(ticket, command.course)):
        return Noop("nothing_to_do", "nothing of it can still be held", ticket.id)
    return Accepted((CourseHeld(ticket.id, context.now_ms, context.actor.name, command.course),))


def fire(state: State, command: Fire, context: Context) -> Outcome:
    """Firing the whole ticket also begins a scheduled order before its time."""
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    return together([_fire(each, command, context) for each in meant(state, ticket, context.actor)])


def _fire(ticket: Ticket, command: Fire, context: Context) -> Outcome:
    fault = closed(ticket)
    if fault is not None:
        return fault
    if not _course(ticket, command.course):
        return Noop("nothing_to_do", "the ticket has no such course", ticket.id)
    at = (ticket.id, context.now_ms, context.actor.name)
    events: list[AnyEvent] = []
    if command.course == 0 and scheduled(ticket):
        events.append(TicketReleased(*at))
    if ticket.held and (command.course == 0 or 0 in ticket.held or command.course in ticket.held):
        events.append(CourseFired(*at, command.course))
    return Accepted(tuple(events)) if events else Noop("already_fired", ticket=ticket.id)


def release(state: State, command: Release, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    if not scheduled(ticket) or context.now_ms < ticket.release_ms:
        return Noop("nothing_to_do", ticket=ticket.id)
    return Accepted((TicketReleased(ticket.id, context.now_ms, context.actor.name),))


def scheduled(ticket: Ticket) -> bool:
    """True while any of its food waits for the due time."""
    return any(task.wait == "due" for item in ticket.items for task in item.tasks)


def _course(ticket: Ticket, course: int) -> list[Item]:
    return [item for item in ticket.items if item.state != "void" and course in (0, item.course)]
