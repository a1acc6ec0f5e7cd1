"""What screens still hold of a history that the server lost: joined with what it has, and kept back for a person.

Versions count within one history only, and a restored server raises its own at once. So a ticket of two histories is
not the one or the other but both joined: each task as far as it got, void for good, the rest as it was touched last.
A join does not care who comes first or how often, so screens that hold the same bring it back once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kds.kitchen.amending import pending_amends
from kds.kitchen.commands import Cancel, ConfirmRecovered, DropRecovered, Salvage
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft, stations_of
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import AnyEvent, NumberTaken, RecoveredConfirmed, TicketRecovered
from kds.kitchen.evolve import replay
from kds.kitchen.finding import home, known, unknown_ticket
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Item, Refused, Task, Ticket
from kds.kitchen.placing import with_pending
from kds.kitchen.rehoming import catch_up
from kds.kitchen.revise import warn
from kds.kitchen.settle import FINAL, settle
from kds.kitchen.state import Memory, State
from kds.kitchen.venue import Brought
from kds.kitchen.voiding import cancel, void_item

OWN_NUMBER = re.compile(r"A(\d{3,})")
"""As the store gives them."""

AGAIN = "R"
"""Behind a recovered ticket's number that the restored server has given to another one meanwhile."""

_FAR = {"waiting": 0, "queued": 0, "started": 1, "done": 2}
"""How far a task got within a generation; whether it waits or is queued follows from its ticket."""


def decide(state: State, command: Salvage | ConfirmRecovered | DropRecovered, context: Context) -> Outcome:
    match command:
        case Salvage():
            return salvage(state, command, context)
        case ConfirmRecovered():
            return confirm_recovered(state, command, context)
        case DropRecovered():
            return drop_recovered(state, command, context)


def salvage(state: State, command: Salvage, context: Context) -> Outcome:
    events: list[AnyEvent] = []
    refused: list[Refused] = []
    next_number = state.store().next_number
    after = Memory(state)
    gone = {item: ticket.id for ticket in state.open_tickets() for item in ticket.gone}
    # What was split off comes before the ticket that says so, which gives it what became of it here.
    for held in sorted(command.tickets, key=lambda ticket: bool(ticket.gone)):
        if held.id != ticket_id(held.source, held.external_id):
            refused.append(Refused(held.id, held.number, "malformed"))
            continue
        there = after.ticket(held.id)
        gone |= dict.fromkeys(there.gone if there is not None else (), held.id)
        brought: list[AnyEvent] = []
        for part in _homed(after, held, gone):
            brought += (told := _brought(after, part, context))
            replay(after, told)
        events += brought
        own = OWN_NUMBER.fullmatch(held.number)
        if brought and own is not None and held.day >= state.store().day:
            next_number = max(next_number, int(own[1]) + 1)
    if not events:
        return Noop("nothing_to_do", "the kitchen has it so, or further", refused=tuple(refused))
    if next_number > state.store().next_number:
        events.append(NumberTaken("", context.now_ms, context.actor.name, next_number))
    return Accepted(tuple(events), tuple(refused))


def confirm_recovered(state: State, command: ConfirmRecovered, context: Context) -> Outcome:
    """It is to be cooked: its tasks come to the stations, and its allergens are confirmed anew."""
    found = _waiting(state, command.ticket)
    if isinstance(found, Rejected | Noop):
        return found
    ticket, items = found
    draft = Draft(ticket, context)
    draft.add(RecoveredConfirmed(*draft.at, tuple(item.id for item in items)))
    catch_up(draft)
    asked = {change.item for change in ticket.changes if change.kind == "allergen"}
    for item in items:
        if item.allergens and item.id not in asked:
            warn(draft, item)
        draft.tell("recovered", stations_of(item), item.id)
    return draft.accepted()


def drop_recovered(state: State, command: DropRecovered, context: Context) -> Outcome:
    """It was cooked long ago, or nobody wants it any more."""
    found = _waiting(state, command.ticket)
    if isinstance(found, Rejected | Noop):
        return found
    ticket, items = found
    draft = Draft(ticket, context)
    for item in items:
        void_item(draft, item, command.reason)
    return draft.accepted()


def _waiting(state: State, name: str) -> tuple[Ticket, list[Item]] | Rejected | Noop:
    ticket = known(state, name)
    if ticket is None:
        return unknown_ticket(name)
    items = [item for item in ticket.items if item.recovered and item.state == "open"]
    return (ticket, items) if items else Noop("nothing_to_do", "nothing of it waits", ticket.id)


def _homed(state: State, held: Ticket, gone: Mapping[str, str]) -> list[Ticket]:
    """The ticket, and those that the kitchen has split some of its items off to: they are brought back there."""
    mine = {item.id: item for item in held.items}
    at: dict[str, Ticket] = {}
    for item in (name for name in mine if name in gone):
        origin = state.ticket(gone[item])
        host = None if origin is None else home(state, origin, item)
        if host is not None and host.id != held.id and any(each.id == item for each in host.items):
            at[item] = host
    there = state.ticket(held.id)
    for each in there.items if there is not None else ():
        host = state.ticket(held.gone.get(each.id, ""))
        if host is not None and any(one.id == each.id for one in host.items):
            at[each.id] = host
            mine.setdefault(each.id, each)
    if not at:
        return [held]
    rest = tuple(item for item in held.items if item.id not in at)
    hosts = {host.id: host for host in at.values()}
    return [
        replace(held, items=rest, gone=held.gone | {item: host.id for item, host in at.items()}),
        *(
            replace(host, items=tuple(_join_item(each, mine.get(each.id)) for each in host.items))
            for host in hosts.values()
        ),
    ]


def _brought(state: State, held: Ticket, context: Context) -> list[AnyEvent]:
    """What it takes to have this ticket here as the screen had it; nothing where the kitchen is as far."""
    there = state.ticket(held.id)
    if there is not None and held.cancelled and held.tombstone and not there.tombstone:
        told = cancel(state, Cancel(there.id), context)
        return list(told.events) if isinstance(told, Accepted) else []
    joined = settle(_joined(there, held), context.now_ms)
    after = settle(_kept_back(joined, there), context.now_ms)
    if there is not None and after == there:
        return []
    if there is None or there.tombstone:
        after = replace(after, number=_free_number(state, after))
    after = replace(after, recovered_ms=context.now_ms)
    draft = Draft(after, context)
    draft.events.append(TicketRecovered(*draft.at, after, _entry(after, there, context)))
    if not after.tombstone:
        for amend in pending_amends(there) if there is not None else ():
            draft = with_pending(state, draft, amend)
        catch_up(draft)
    return list(draft.accepted().events)


def _joined(there: Ticket | None, held: Ticket) -> Ticket:
    if there is None:
        return held
    if held.tombstone:
        cancelled = there.cancelled or (held.cancelled and there.tombstone)
        return replace(there, cancelled=cancelled) if there.tombstone else there
    if there.tombstone:
        void = tuple(map(_voided, held.items))
        return replace(held, cancelled=True, items=void) if there.cancelled else held
    newer, older = (held, there) if _age(held) > _age(there) else (there, held)
    gone = held.gone | there.gone
    others = {item.id: item for item in older.items}
    items = [_join_item(item, others.pop(item.id, None)) for item in newer.items]
    return replace(
        newer,
        number=there.number,
        mark=there.mark,
        items=tuple(item for item in (*items, *others.values()) if item.id not in gone),
        changes=tuple(change for change in newer.changes if change.item not in gone),
        gone=gone,
        cancelled=newer.cancelled or older.cancelled,
        recovered_ms=there.recovered_ms,
        next_change=max(newer.next_change, older.next_change),
        touched_ms=max(newer.touched_ms, older.touched_ms),
    )


def _age(ticket: Ticket) -> tuple[int, int]:
    return ticket.revision, ticket.touched_ms


def _join_item(newer: Item, older: Item | None) -> Item:
    if older is None:
        return newer
    if "void" in (newer.state, older.state):
        void, other = (newer, older) if newer.state == "void" else (older, newer)
        others = {task.id: task for task in _voided(other).tasks}
        tasks = [_from(task, others.pop(task.id, task).gen) for task in void.tasks]
        return replace(void, tasks=(*tasks, *others.values()))
    others = {task.id: task for task in older.tasks}
    tasks = [_join_task(task, others.pop(task.id, None)) for task in newer.tasks]
    return replace(
        newer,
        tasks=(*tasks, *others.values()),
        served_ms=max(newer.served_ms, older.served_ms),
        recovered=newer.recovered and older.recovered,
    )


def _join_task(newer: Task, older: Task | None) -> Task:
    if older is None:
        return newer
    if newer.state != "void" and (older.state == "void" or _got(older) > _got(newer)):
        return _from(older, newer.gen)
    return _from(newer, older.gen)


def _from(task: Task, gen: int) -> Task:
    """No generation comes twice, not even that of a void."""
    return task if gen <= task.gen else replace(task, gen=gen)


def _got(task: Task) -> tuple[int, int]:
    return task.gen, _FAR[task.state]


def _voided(item: Item) -> Item:
    return replace(item, state="void", tasks=tuple(replace(task, state="void", wait="") for task in item.tasks))


def _kept_back(joined: Ticket, there: Ticket | None) -> Ticket:
    """Work that would appear on a station's glass now, by nobody's doing, waits for a person instead."""
    on_glass = there is not None and not there.tombstone and there.close_reason != "abandoned"
    was = {task.id: task.state for item in there.items for task in item.tasks} if there is not None and on_glass else {}

    def appears(tasks: Iterable[Task]) -> bool:
        return any(
            task.state not in FINAL
            and (task.id not in was or (task.state == "queued" and was[task.id] in ("waiting", "done")))
            for task in tasks
        )

    items = tuple(
        replace(item, recovered=True) if item.state == "open" and appears(item.tasks) else item for item in joined.items
    )
    return replace(joined, items=items)


def _free_number(state: State, ticket: Ticket) -> str:
    """Its own, unless somebody else is called by it now."""
    number = ticket.number
    taken = {
        other.number
        for other in state.open_tickets()
        if other.id != ticket.id and (other.mark, other.day) == (ticket.mark, ticket.day)
    }
    while OWN_NUMBER.match(number) and number in taken:
        number += AGAIN
    return number


def _entry(after: Ticket, there: Ticket | None, context: Context) -> Brought | None:
    """How people are told of it; a tombstone is nothing to look at."""
    if after.tombstone:
        return None
    waits = any(item.recovered and item.state == "open" for item in after.items)
    new = there is None or there.tombstone
    return Brought(
        after.id,
        "waits" if waits else "back" if new else "further",
        context.now_ms,
        context.actor.name,
        after.number,
        after.mark,
        after.table,
        after.guest,
    )
