"""What people and machines ask of the kitchen: imperative, frozen, one struct a command.

`kind` is the tag on the wire. Ids of items and tasks are the permanent ones of `model.py`; sources,
which know only their own line ids, may give a `uid` where an item is asked for.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from kds.kitchen.command import Command, Line, LinePatch, Moment, Seen, VoidLine
from kds.kitchen.limits import (
    MAX_COVERS,
    MAX_ITEMS,
    MAX_LIST,
    MAX_PORTIONS,
    MAX_PRIORITY,
    HeldCourse,
    Id,
    Number,
    Text,
    Texts,
)
from kds.kitchen.model import RushReply, Service, Ticket, VoidAnswer
from kds.kitchen.screens import PARTS, Called, Layout, Part
from kds.kitchen.system_commands import SystemCommand
from kds.kitchen.venue import CallAbout


class Place(Command, frozen=True, tag="place"):
    """A whole order. A newer revision of a known one is an amend with the full contents."""

    source: Id
    external_id: Id
    lines: Annotated[tuple[Line, ...], Meta(max_length=MAX_ITEMS)]
    revision: int = 0
    key: str = ""
    """The source's Idempotency-Key where it has no revisions."""
    number: Number = ""
    mark: str = ""
    service: Service = "dine_in"
    table: Text = ""
    area: Text = ""
    tab: Text = ""
    seat: Text = ""
    guest: Text = ""
    server: Text = ""
    covers: Annotated[int, Meta(ge=0, le=MAX_COVERS)] = 0
    brand: str = ""
    note: Text = ""
    payment: str = ""
    priority: Annotated[int, Meta(ge=0, le=MAX_PRIORITY)] = 0
    allergens: Texts = ()
    held: Annotated[tuple[HeldCourse, ...], Meta(max_length=MAX_LIST)] = ()
    placed_ms: Moment = 0
    due_ms: Moment = 0
    start_ms: Moment = 0
    sold_out: Literal["refuse", "decide"] = "refuse"
    """`decide`: a paid order is never refused, the pass decides."""


class Amend(Command, frozen=True, tag="amend"):
    """Add, modify and void items of a ticket."""

    ticket: str
    add: Annotated[tuple[Line, ...], Meta(max_length=MAX_ITEMS)] = ()
    modify: Annotated[tuple[LinePatch, ...], Meta(max_length=MAX_ITEMS)] = ()
    void: Annotated[tuple[VoidLine, ...], Meta(max_length=MAX_ITEMS)] = ()
    revision: int = 0
    key: str = ""
    source: str = ""
    """With `external_id`: lets an amend that comes before its create leave a tombstone."""
    external_id: str = ""
    sold_out: Literal["refuse", "decide"] = "refuse"


class Cancel(Command, frozen=True, tag="cancel"):
    ticket: str
    reason: Text = ""
    revision: int = 0
    source: str = ""
    external_id: str = ""
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class Move(Command, frozen=True, tag="move"):
    """To another table; never makes food."""

    ticket: str
    table: Text
    area: Text = ""
    seat: Text = ""
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class Merge(Command, frozen=True, tag="merge"):
    """Draw `ticket` on the card of `into`; both stay their own tickets."""

    ticket: str
    into: str
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class Split(Command, frozen=True, tag="split"):
    """Give some items a ticket of their own, ids, states and clocks unchanged."""

    ticket: str
    items: tuple[str, ...]
    external_id: Id
    number: Number = ""
    table: Text = ""
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class Hold(Command, frozen=True, tag="hold"):
    """Keep a course back (0: the whole ticket). Started food is not called back."""

    ticket: str
    course: HeldCourse = 0
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class Fire(Command, frozen=True, tag="fire"):
    """Start a course (0: everything that is held)."""

    ticket: str
    course: HeldCourse = 0
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class AskRush(Command, frozen=True, tag="rush"):
    """Hurry these items (none named: every unfinished one)."""

    ticket: str
    items: tuple[str, ...] = ()
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class ReplyRush(Command, frozen=True, tag="reply_rush"):
    ticket: str
    reply: RushReply
    items: tuple[str, ...] = ()


class Start(Command, frozen=True, tag="start"):
    tasks: tuple[Seen, ...]
    ticket: str


class Bump(Command, frozen=True, tag="bump"):
    """Mark done: one item's task, or a card as the (task, gen) pairs that the cook saw."""

    tasks: tuple[Seen, ...]
    ticket: str


class Recall(Command, frozen=True, tag="recall"):
    """Take bumps back; each pair names the command id of its bump. `both` also recalls a started next step."""

    tasks: tuple[Seen, ...]
    ticket: str
    both: bool = False


class Remake(Command, frozen=True, tag="remake"):
    """Make a finished item again, with a new clock."""

    ticket: str
    item: str
    reason: Text = ""


class Serve(Command, frozen=True, tag="serve"):
    """Hand items over to the guest (none named: every ready one)."""

    ticket: str
    items: tuple[str, ...] = ()


class RecallServe(Command, frozen=True, tag="recall_serve"):
    """Take a serve back: the items are ready again, no food is made."""

    ticket: str
    items: tuple[str, ...]


class CallAgain(Command, frozen=True, tag="call_again"):
    """Call the guest once more to fetch a ready order: the board flashes and speaks its number."""

    ticket: str


class Acknowledge(Command, frozen=True, tag="acknowledge"):
    """The station (or `expo`) has seen these changes."""

    ticket: str
    changes: tuple[int, ...]
    station: str


class AnswerVoid(Command, frozen=True, tag="answer_void"):
    """What becomes of started food that somebody wants voided."""

    ticket: str
    item: str
    answer: VoidAnswer
    reason: Text = ""


class ConfirmRecovered(Command, frozen=True, tag="confirm_recovered"):
    """What a screen brought back of the ticket after a restore is to be cooked."""

    ticket: str


class DropRecovered(Command, frozen=True, tag="drop_recovered"):
    """What a screen brought back of the ticket after a restore is not wanted any more."""

    ticket: str
    reason: Text = ""


class Salvage(Command, frozen=True, tag="salvage"):
    """Tickets as a screen held them in a history that the server lost."""

    tickets: tuple[Ticket, ...]


class SetAvailability(Command, frozen=True, tag="set_availability"):
    """Sold out, to be had again, or so many portions left (0: sold out)."""

    sku: str
    available: bool
    remaining: Annotated[int, Meta(ge=0, le=MAX_PORTIONS)] | None = None
    """Counted from now on: orders take from it, what is taken back in time returns; None: not counted."""
    key: str = ""
    """The source's Idempotency-Key: the same with other contents is refused."""


class CallWaiter(Command, frozen=True, tag="call_waiter"):
    """A guest wants somebody at the table."""

    table: Id
    about: CallAbout = "waiter"


class AnswerCall(Command, frozen=True, tag="answer_call"):
    """Somebody is on the way to the table that called."""

    table: Id


class SetLayout(Command, frozen=True, tag="set_layout"):
    """What a screen wants otherwise than the store; parts in `inherit` go back to what the store says."""

    screen: Id
    own: Layout = Layout()
    """None in here: that part stays as it is."""
    inherit: Annotated[tuple[Part, ...], Meta(max_length=len(PARTS))] = ()
    called: Called | None = None
    """A name for people to read, "" takes it away; None: it stays as it is."""


class HandOver(Command, frozen=True, tag="hand_over"):
    """A person gives what a now silent station had shown of this ticket to its backup."""

    ticket: str
    station: str


AnyCommand: TypeAlias = (
    Place | Amend | Cancel | Move | Merge | Split | Hold | Fire | AskRush | ReplyRush
    | Start | Bump | Recall | Remake | Serve | RecallServe | Acknowledge | AnswerVoid
    | SetAvailability | CallAgain | CallWaiter | AnswerCall | SetLayout | HandOver
    | ConfirmRecovered | DropRecovered | Salvage | SystemCommand
)  # fmt: skip

KeyedVerb: TypeAlias = Cancel | Move | Merge | Split | Hold | Fire | AskRush | SetAvailability
"""Told apart by an Idempotency-Key alone; orders and amends also have revisions."""

ScreenCommand: TypeAlias = (
    Place | Amend | Cancel | Move | Merge | Split | Hold | Fire | AskRush | ReplyRush
    | Start | Bump | Recall | Remake | Serve | RecallServe | Acknowledge | AnswerVoid | SetAvailability
    | CallAgain | AnswerCall | SetLayout | HandOver
    | ConfirmRecovered | DropRecovered
)  # fmt: skip
"""What a screen may send; system commands come from the server itself."""

WAITERS = "pos-web"
"""The source of every order that is placed at a screen of the store."""
