"""What each event makes of its ticket: the header, its courses and its changes; items are in `evolve_items`."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from msgspec.structs import replace

from kds.kitchen import evolve_glass as glass
from kds.kitchen import evolve_items as items
from kds.kitchen.events import (
    CalledAgain,
    ChangesAcknowledged,
    ChangesRaised,
    CloseRuleTaken,
    CourseFired,
    CourseHeld,
    ItemChanged,
    ItemRemade,
    ItemsAdded,
    ItemsServed,
    ItemsSplitOff,
    ItemsTakenOver,
    ItemVoided,
    PartsLeftOut,
    RecoveredConfirmed,
    RevisionTaken,
    RushAsked,
    RushReplied,
    ServeRecalled,
    TasksBumped,
    TasksRecalled,
    TasksStarted,
    ThresholdPassed,
    TicketAbandoned,
    TicketCancelled,
    TicketMerged,
    TicketMoved,
    TicketReleased,
    VoidAnswered,
    VoidAsked,
)
from kds.kitchen.glass_events import CoverEnded, TasksCovered, TasksShown, TasksUnshown
from kds.kitchen.model import Ticket
from kds.kitchen.settle import outliving, settle

TicketEvent: TypeAlias = (
    ItemsAdded | RevisionTaken | PartsLeftOut | ItemChanged | ItemVoided | VoidAsked | VoidAnswered
    | TicketCancelled | TicketMoved | TicketMerged
    | ItemsSplitOff | ItemsTakenOver | CourseHeld | CourseFired | TicketReleased | RushAsked
    | RushReplied | TasksStarted | TasksBumped | TasksRecalled | ItemRemade | ItemsServed | ServeRecalled | CalledAgain
    | ChangesRaised | ChangesAcknowledged | ThresholdPassed | CloseRuleTaken | TicketAbandoned
    | TasksShown | TasksUnshown | TasksCovered | CoverEnded | RecoveredConfirmed
)  # fmt: skip
"""Events that alter one ticket that is already there."""

UNTOUCHED = (
    ThresholdPassed,
    TicketReleased,
    TicketAbandoned,
    CloseRuleTaken,
    TasksShown,
    TasksUnshown,
    TasksCovered,
    CoverEnded,
)
"""Nobody did anything with the ticket: time passed, a screen painted it or did not, or the kitchen files changed."""


def on_ticket(ticket: Ticket, event: TicketEvent) -> Ticket:
    """The ticket after the event, settled."""
    after = settle(_apply(ticket, event), event.at_ms)
    return after if isinstance(event, UNTOUCHED) else replace(after, touched_ms=event.at_ms)


def _apply(ticket: Ticket, event: TicketEvent) -> Ticket:
    match event:
        case TasksStarted():
            return items.start(ticket, event)
        case TasksBumped():
            return items.bump(ticket, event)
        case TasksRecalled():
            return items.recall(reopened(ticket), event)
        case ItemsAdded():
            return replace(reopened(ticket), items=ticket.items + event.items)
        case ItemChanged():
            return items.put(ticket, event.item)
        case ItemVoided():
            return items.void(ticket, event)
        case VoidAsked():
            return items.ask_void(ticket, event)
        case VoidAnswered():
            return items.keep(ticket, event)
        case ItemRemade():
            return items.put(reopened(ticket), replace(event.item, served_ms=0))
        case ItemsServed():
            return items.serve(ticket, event)
        case ServeRecalled():
            return items.recall_serve(reopened(ticket), event)
        case RushAsked():
            return items.rush(ticket, event)
        case RushReplied():
            return items.reply_rush(ticket, event)
        case RecoveredConfirmed():
            return items.confirm_recovered(reopened(ticket), event)
        case ThresholdPassed():
            return items.pass_threshold(ticket, event)
        case TasksShown():
            return glass.show(ticket, event)
        case TasksUnshown():
            return glass.warn(ticket, event)
        case TasksCovered():
            return glass.cover(ticket, event)
        case CoverEnded():
            return glass.end_cover(ticket, event)
        case ItemsSplitOff():
            return _split_off(ticket, event)
        case ItemsTakenOver():
            return replace(ticket, items=ticket.items + event.items)
        case _:
            return _apply_to_header(ticket, event)


def _apply_to_header(
    ticket: Ticket,
    event: RevisionTaken
    | PartsLeftOut
    | TicketCancelled
    | TicketMoved
    | TicketMerged
    | CourseHeld
    | CourseFired
    | TicketReleased
    | ChangesRaised
    | ChangesAcknowledged
    | CalledAgain
    | CloseRuleTaken
    | TicketAbandoned,
) -> Ticket:
    match event:
        case RevisionTaken():
            return _take_revision(ticket, event)
        case PartsLeftOut():
            return replace(ticket, left_out=event.parts)
        case TicketCancelled():
            return replace(ticket, cancelled=True, to_approve=False)
        case TicketMoved():
            return replace(ticket, table=event.table, area=event.area, seat=event.seat)
        case TicketMerged():
            return replace(ticket, merged_into=event.into)
        case CourseHeld():
            held = (0,) if event.course == 0 else tuple(sorted({*ticket.held, event.course}))
            return replace(ticket, held=held)
        case CourseFired():
            return _fire(ticket, event.course)
        case TicketReleased():
            freed = items.release(ticket)
            return replace(freed, release_ms=min(ticket.release_ms, event.at_ms))
        case ChangesRaised():
            last = max(change.id for change in event.changes)
            return replace(ticket, changes=ticket.changes + event.changes, next_change=last + 1)
        case ChangesAcknowledged():
            return _acknowledge(ticket, event)
        case CalledAgain():
            return replace(ticket, called_ms=event.at_ms, calls=ticket.calls + 1)
        case CloseRuleTaken():
            return replace(ticket, close_on=event.close_on)
        case TicketAbandoned():
            return _abandon(ticket, event)
        case _:
            assert_never(event)


def reopened(ticket: Ticket) -> Ticket:
    """An abandoned ticket that somebody works on again is an ordinary one; others reopen by settling."""
    if ticket.close_reason != "abandoned":
        return ticket
    return replace(ticket, state="open", close_reason="", closed_ms=0)


def _take_revision(ticket: Ticket, event: RevisionTaken) -> Ticket:
    after = replace(
        ticket,
        revision=event.revision,
        digest=event.digest,
        note=event.note,
        guest=event.guest,
        covers=event.covers,
        due_ms=event.due_ms,
        allergens=event.allergens,
        priority=event.priority,
        release_ms=event.release_ms,
    )
    postponed = event.release_ms != ticket.release_ms and event.release_ms > event.at_ms
    return items.postpone(after) if postponed else after


def _fire(ticket: Ticket, course: int) -> Ticket:
    if course == 0:
        return replace(ticket, held=(), to_approve=False)
    held = {item.course for item in ticket.items} if 0 in ticket.held else set(ticket.held)
    return replace(ticket, held=tuple(sorted(held - {course})), to_approve=False)


def _acknowledge(ticket: Ticket, event: ChangesAcknowledged) -> Ticket:
    left = []
    for change in ticket.changes:
        if change.id in event.changes:
            waits = tuple(station for station in change.waits if station != event.station)
            if not waits:
                continue
            change = replace(change, waits=waits)
        left.append(change)
    return replace(ticket, changes=tuple(left))


def _abandon(ticket: Ticket, event: TicketAbandoned) -> Ticket:
    """One that was closed and only waited for an acknowledgement keeps its reason."""
    if ticket.state == "closed":
        return replace(ticket, changes=())
    return replace(
        ticket,
        state="closed",
        close_reason="abandoned",
        closed_ms=event.at_ms,
        changes=outliving(()),
    )


def _split_off(ticket: Ticket, event: ItemsSplitOff) -> Ticket:
    return replace(
        ticket,
        items=tuple(item for item in ticket.items if item.id not in event.items),
        changes=tuple(change for change in ticket.changes if change.item not in event.items),
        gone=ticket.gone | dict.fromkeys(event.items, event.to),
    )
