"""What happened in the kitchen: past tense, frozen, one struct an event; the log keeps them for ever.

An event carries everything that `evolve` needs, thresholds and routed tasks included, so folding an old
log never depends on today's kitchen files. All fields are plain values; `at_ms` is the server's clock.
"""

from __future__ import annotations

from typing import TypeAlias

from kds.kitchen.event import Event
from kds.kitchen.glass_events import (
    CoverEnded,
    StationCameBack,
    StationFellSilent,
    TasksCovered,
    TasksShown,
    TasksUnshown,
)
from kds.kitchen.model import Change, CloseRule, Item, Level, Refused, RushReply, Ticket, VoidAnswer
from kds.kitchen.screens import Layout, ScreenLayout
from kds.kitchen.venue import BoardCard, Brought, Call, Category, Dish, StationCard, TableSpot


class TicketPlaced(Event, frozen=True, tag="ticket_placed"):
    """`header` is the ticket without items, number and business day already given."""

    header: Ticket


class TombstoneLaid(Event, frozen=True, tag="tombstone_laid"):
    """A cancel or an amend came before its create; `pending` is the encoded amend."""

    header: Ticket
    pending: bytes = b""


class ItemsAdded(Event, frozen=True, tag="items_added"):
    items: tuple[Item, ...]


class RevisionTaken(Event, frozen=True, tag="revision_taken"):
    """The source's newer revision was merged in; header fields may have changed with it."""

    revision: int
    digest: str
    note: str
    guest: str
    covers: int
    due_ms: int
    allergens: tuple[str, ...]
    priority: int
    release_ms: int = 0


class PartsLeftOut(Event, frozen=True, tag="parts_left_out"):
    """`parts` is all that the source did not get of its order as it is now."""

    parts: tuple[Refused, ...]


class ItemChanged(Event, frozen=True, tag="item_changed"):
    """`item` is the line as it is now; generations of unfinished tasks already raised where the food changed."""

    item: Item


class ItemVoided(Event, frozen=True, tag="item_voided"):
    item: str
    reason: str
    answer: str = ""
    withdrawn: bool = False
    """The source itself took it back."""


class VoidAsked(Event, frozen=True, tag="void_asked"):
    item: str
    reason: str
    withdrawn: bool = False
    """The source itself wants it back."""


class VoidAnswered(Event, frozen=True, tag="void_answered"):
    """Only `keep`: other answers void the item."""

    item: str
    answer: VoidAnswer
    reason: str


class TicketCancelled(Event, frozen=True, tag="ticket_cancelled"):
    reason: str


class TicketMoved(Event, frozen=True, tag="ticket_moved"):
    table: str
    area: str
    seat: str


class TicketMerged(Event, frozen=True, tag="ticket_merged"):
    into: str


class ItemsSplitOff(Event, frozen=True, tag="items_split_off"):
    """`ticket` lost these items to `to`."""

    to: str
    items: tuple[str, ...]


class ItemsTakenOver(Event, frozen=True, tag="items_taken_over"):
    """`ticket` got these items, with their changes, from `origin`, nothing about the food altered."""

    origin: str
    items: tuple[Item, ...]


class CourseHeld(Event, frozen=True, tag="course_held"):
    course: int


class CourseFired(Event, frozen=True, tag="course_fired"):
    course: int


class TicketReleased(Event, frozen=True, tag="ticket_released"):
    pass


class RushAsked(Event, frozen=True, tag="rush_asked"):
    items: tuple[str, ...]


class RushReplied(Event, frozen=True, tag="rush_replied"):
    items: tuple[str, ...]
    reply: RushReply


class TasksStarted(Event, frozen=True, tag="tasks_started"):
    tasks: tuple[str, ...]


class TasksBumped(Event, frozen=True, tag="tasks_bumped"):
    tasks: tuple[str, ...]
    bump: str


class TasksRecalled(Event, frozen=True, tag="tasks_recalled"):
    tasks: tuple[str, ...]


class ItemRemade(Event, frozen=True, tag="item_remade"):
    """`item` with its remake tasks appended."""

    item: Item
    reason: str


class ItemsServed(Event, frozen=True, tag="items_served"):
    items: tuple[str, ...]


class CalledAgain(Event, frozen=True, tag="called_again"):
    """The guest was called once more."""


class ServeRecalled(Event, frozen=True, tag="serve_recalled"):
    items: tuple[str, ...]


class ChangesRaised(Event, frozen=True, tag="changes_raised"):
    """Differences for the glass; ids already given."""

    changes: tuple[Change, ...]


class ChangesAcknowledged(Event, frozen=True, tag="changes_acknowledged"):
    changes: tuple[int, ...]
    station: str


class ThresholdPassed(Event, frozen=True, tag="threshold_passed"):
    tasks: tuple[str, ...]
    level: Level


class CloseRuleTaken(Event, frozen=True, tag="close_rule_taken"):
    """The kitchen files no longer have the pass that the ticket was to be served at."""

    close_on: CloseRule


class TicketAbandoned(Event, frozen=True, tag="ticket_abandoned"):
    pass


class TicketRecovered(Event, frozen=True, tag="ticket_recovered"):
    """A screen brought it back, or further, after a restore."""

    document: Ticket
    """The whole ticket as it is now, since no event of the lost history is known here."""
    told: Brought | None = None
    """How people are told of it; None: a tombstone."""


class RecoveredConfirmed(Event, frozen=True, tag="recovered_confirmed"):
    items: tuple[str, ...]


class AvailabilitySet(Event, frozen=True, tag="availability_set"):
    dish: Dish


class WaiterCalled(Event, frozen=True, tag="waiter_called"):
    """`call` takes the place of the table's earlier one."""

    call: Call


class CallAnswered(Event, frozen=True, tag="call_answered"):
    table: str


class LayoutSet(Event, frozen=True, tag="layout_set"):
    screen: ScreenLayout


class NumberTaken(Event, frozen=True, tag="number_taken"):
    """The store's own numbers count on."""

    next_number: int


class DayStarted(Event, frozen=True, tag="day_started"):
    day: str
    abandoned: tuple[str, ...]


class KitchenAdopted(Event, frozen=True, tag="kitchen_adopted"):
    digest: str
    name: dict[str, str]
    language: str
    languages: tuple[str, ...]
    timezone: str
    day_starts: str
    currency: str
    stations: tuple[StationCard, ...]
    dishes: tuple[Dish, ...]
    """New and renamed dishes only; availability is kept."""
    dropped: tuple[str, ...] = ()
    tables: tuple[TableSpot, ...] = ()
    categories: tuple[Category, ...] = ()
    board: BoardCard = BoardCard()
    screens: Layout = Layout()


AnyEvent: TypeAlias = (
    TicketPlaced | TombstoneLaid | ItemsAdded | RevisionTaken | PartsLeftOut | ItemChanged | ItemVoided
    | VoidAsked | VoidAnswered
    | TicketCancelled | TicketMoved | TicketMerged | ItemsSplitOff | ItemsTakenOver | CourseHeld | CourseFired
    | TicketReleased | RushAsked | RushReplied | TasksStarted | TasksBumped | TasksRecalled | ItemRemade
    | ItemsServed | CalledAgain | ServeRecalled | ChangesRaised | ChangesAcknowledged | ThresholdPassed | CloseRuleTaken
    | TicketAbandoned | TasksShown | TasksUnshown | TasksCovered | CoverEnded
    | StationFellSilent | StationCameBack
    | AvailabilitySet | WaiterCalled | CallAnswered | LayoutSet | NumberTaken | DayStarted | KitchenAdopted
    | TicketRecovered | RecoveredConfirmed
)  # fmt: skip
