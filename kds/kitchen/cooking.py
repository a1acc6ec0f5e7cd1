"""Work at the stations: start, bump, recall and remake, each naming the generation that the cook saw."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Seen
from kds.kitchen.commands import Bump, Recall, Remake, Start
from kds.kitchen.context import Context
from kds.kitchen.covering import at_home
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Accepted, Noop, NoopCode, Outcome, Rejected
from kds.kitchen.events import AnyEvent, ChangesAcknowledged, ItemRemade, TasksBumped, TasksRecalled, TasksStarted
from kds.kitchen.evolve_items import item_of
from kds.kitchen.finding import closed, ended, find_item, home, known, unknown_item, unknown_ticket
from kds.kitchen.model import Item, Refused, Task, Ticket
from kds.kitchen.rehoming import catch_up
from kds.kitchen.replan import appended, plan_again
from kds.kitchen.revise import warn
from kds.kitchen.settle import BEGUN
from kds.kitchen.state import State

MAX_PAIRS = 500
"""(task, gen) pairs in one command: a whole card of the largest ticket at one station."""

SEEN_WITH_THE_FOOD = frozenset({"added", "modified", "less", "recovered"})
"""Kinds of change that whoever finishes the item has seen: the bump acknowledges them."""


class Target(Struct, frozen=True):
    """A pair of the command, and the task as it is now."""

    ticket: Ticket
    item: Item
    task: Task
    seen: Seen


class Late(Struct, frozen=True):
    """A pair that came to nothing."""

    target: Target
    why: NoopCode
    winner: str = ""


def start(state: State, command: Start, context: Context) -> Outcome:
    targets = _targets(state, command.ticket, command.tasks)
    if isinstance(targets, Rejected):
        return targets
    fresh, late = _sort(targets, already={"started": "already_started", "done": "already_done"})
    events: list[AnyEvent] = []
    for ticket, group in _by_ticket(fresh):
        tasks = tuple(each.task.id for each in group)
        events += (TasksStarted(ticket.id, context.now_ms, context.actor.name, tasks), *at_home(ticket, tasks, context))
    return _outcome(command.ticket, tuple(events), late)


def bump(state: State, command: Bump, context: Context) -> Outcome:
    targets = _targets(state, command.ticket, command.tasks)
    if isinstance(targets, Rejected):
        return targets
    fresh, late = _sort(targets, already={"done": "already_done"})
    for each in fresh:
        if _unconfirmed(each):
            return Rejected(
                "allergen_unconfirmed",
                f"confirm the allergens of {each.item.name} first",
                f"/tasks/{targets.index(each)}",
                each.ticket.id,
            )
    events: list[AnyEvent] = []
    for ticket, group in _by_ticket(fresh):
        at = (ticket.id, context.now_ms, context.actor.name)
        events.append(TasksBumped(*at, tuple(each.task.id for each in group), context.command_id))
        for station, changes in _seen_changes(ticket, group).items():
            events.append(ChangesAcknowledged(*at, tuple(changes), station))
    if late and not events and all(each.target.task.bump == context.command_id for each in late):
        return Noop("same_command", ticket=command.ticket)
    return _outcome(command.ticket, tuple(events), late)


def recall(state: State, command: Recall, context: Context) -> Outcome:
    targets = _targets(state, command.ticket, command.tasks)
    if isinstance(targets, Rejected):
        return targets
    fresh: list[Target] = []
    late: list[Late] = []
    for each in targets:
        task, seen = each.task, each.seen
        if task.state == "void":
            late.append(Late(each, "void"))
        elif seen.bump and seen.bump == task.bump:
            fresh.append(each)
        elif task.state != "done" and not seen.bump and seen.gen == task.gen:
            return Rejected("not_done", f"{each.item.name} is not done yet", "", each.ticket.id)
        else:
            late.append(Late(each, "stale", task.done_by))
    recalled = {each.task.id for each in fresh}
    events: list[AnyEvent] = []
    for ticket, group in _by_ticket(fresh):
        following = [task for each in group for task in _begun_after(each) if task.id not in recalled]
        if following and not command.both:
            return Rejected(
                "next_step_started",
                f"the next step is {following[0].state} at {following[0].station}; recall both, or none",
                "/both",
                ticket.id,
            )
        tasks = dict.fromkeys([each.task.id for each in group] + [task.id for task in following])
        draft = Draft(ticket, context)
        draft.add(TasksRecalled(*draft.at, tuple(tasks)))
        catch_up(draft)
        events += draft.accepted().events
    return _outcome(command.ticket, tuple(events), late)


def remake(state: State, command: Remake, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    ticket = home(state, ticket, command.item)
    item = find_item(ticket, command.item)
    if item is None:
        return unknown_item(ticket, command.item, "/item")
    if item.state == "void":
        return Noop("void", item.name, ticket.id)
    fault = closed(ticket) if ticket.cancelled else None
    if fault is not None:
        return fault
    if item.state == "open":
        return Rejected("not_done", f"{item.name} is not finished; there is nothing to remake", "/item", ticket.id)
    draft = Draft(ticket, context)
    tasks = item.tasks + appended(item, plan_again(context, ticket, item), remake=True)
    draft.add(ItemRemade(*draft.at, replace(item, tasks=tasks), command.reason))
    catch_up(draft)
    if item.allergens:
        warn(draft, draft.item(item.id))
    return draft.accepted()


def _targets(state: State, name: str, pairs: tuple[Seen, ...]) -> list[Target] | Rejected:
    """Each pair with its task, also where a split has moved it meanwhile; a task named twice counts once."""
    ticket = known(state, name)
    if ticket is None:
        return unknown_ticket(name)
    if len(pairs) > MAX_PAIRS:
        return Rejected("too_many_items", f"{len(pairs)} tasks; send at most {MAX_PAIRS} at once", "/tasks", ticket.id)
    found: dict[str, Target] = {}
    index: dict[str, dict[str, tuple[Item, Task]]] = {}
    for number, seen in enumerate(pairs):
        at = home(state, ticket, item_of(seen.task))
        if at.close_reason == "abandoned":
            return ended(at)
        if at.id not in index:
            index[at.id] = {task.id: (item, task) for item in at.items for task in item.tasks}
        there = index[at.id].get(seen.task)
        if there is None:
            return Rejected("unknown_task", f'the ticket has no task "{seen.task}"', f"/tasks/{number}/task", ticket.id)
        if seen.gen > there[1].gen:
            return Rejected(
                "generation_ahead",
                f"generation {seen.gen} of {there[0].name} is not known here yet; it is at {there[1].gen}",
                f"/tasks/{number}/gen",
                ticket.id,
            )
        found.setdefault(seen.task, Target(at, *there, seen))
    return list(found.values())


def _sort(targets: list[Target], already: dict[str, NoopCode]) -> tuple[list[Target], list[Late]]:
    """The pairs that still mean something, and those that something else came before."""
    fresh: list[Target] = []
    late: list[Late] = []
    for each in targets:
        task = each.task
        if task.state == "void":
            late.append(Late(each, "void"))
        elif each.seen.gen < task.gen:
            late.append(Late(each, "stale", task.done_by))
        elif task.state in already:
            winner = task.done_by if task.state == "done" else task.started_by
            late.append(Late(each, already[task.state], winner))
        else:
            fresh.append(each)
    return fresh, late


def _by_ticket(targets: Iterable[Target]) -> list[tuple[Ticket, list[Target]]]:
    groups: dict[str, tuple[Ticket, list[Target]]] = {}
    for each in targets:
        groups.setdefault(each.ticket.id, (each.ticket, []))[1].append(each)
    return list(groups.values())


def _outcome(ticket: str, events: tuple[AnyEvent, ...], late: list[Late]) -> Outcome:
    refused = tuple(Refused(each.target.task.id, each.target.item.name, each.why, each.winner) for each in late)
    if events:
        return Accepted(events, refused)
    if not late:
        return Noop("nothing_to_do", ticket=ticket)
    return Noop(late[0].why, late[0].winner, ticket, refused)


def _unconfirmed(target: Target) -> bool:
    return any(
        change.kind == "allergen" and change.item in ("", target.item.id) and target.task.station in change.waits
        for change in target.ticket.changes
    )


def _seen_changes(ticket: Ticket, group: list[Target]) -> dict[str, list[int]]:
    """Station -> changes of the bumped items that wait for it."""
    if not ticket.changes:
        return {}
    places = dict.fromkeys((each.item.id, each.task.station) for each in group)
    seen: dict[str, list[int]] = {}
    for change in ticket.changes:
        for item, station in places:
            if change.item == item and change.kind in SEEN_WITH_THE_FOOD and station in change.waits:
                seen.setdefault(station, []).append(change.id)
    return seen


def _begun_after(target: Target) -> list[Task]:
    task = target.task
    return [
        other
        for other in target.item.tasks
        if other.chain == task.chain and other.step > task.step and other.state in BEGUN
    ]
