"""The nouns of an order: ticket, item, task and what hangs on them, as frozen values.

The same types are the documents on the wire (`docs/protocol.md`), the rows of the projection and the
state that the rules work on, so there is one shape to learn and nothing to translate. A field that
holds its default is left out when it is encoded.

Times are Unix milliseconds of the server, 0 for "not yet"; quantities are decimal strings; ids never
change, through merge, split and move.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

TaskState: TypeAlias = Literal["waiting", "queued", "started", "done", "void"]
ItemState: TypeAlias = Literal["open", "ready", "served", "void"]
TicketState: TypeAlias = Literal["open", "ready", "closed"]
WaitReason: TypeAlias = Literal["", "held", "due", "step", "recovered"]
Service: TypeAlias = Literal["dine_in", "takeaway", "delivery"]
Level: TypeAlias = Literal["", "attention", "late"]
RushReply: TypeAlias = Literal["", "2min", "5min", "plating", "sold_out"]
VoidAnswer: TypeAlias = Literal["stop", "reuse", "waste", "keep"]
CloseReason: TypeAlias = Literal["", "served", "ready", "void", "cancelled", "abandoned"]
CloseRule: TypeAlias = Literal["served", "ready"]
ChangeKind: TypeAlias = Literal[
    "added", "voided", "modified", "less", "moved", "merged", "split", "cancelled", "allergen", "sold_out", "recovered"
]
CoverReason: TypeAlias = Literal["unshown", "silent"]
ModifierAction: TypeAlias = Literal["add", "no", "extra", "side"]

PASS = "expo"
"""In `Change.waits`: the pass has yet to acknowledge it (whatever the pass station is called)."""


class Value(Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of every document part: frozen, compared by value, defaults left out of the encoding."""


class Modifier(Value, frozen=True):
    """What is different about an item: "no coriander", "extra spicy", "add fries"."""

    name: str
    action: ModifierAction = "add"
    quantity: str = "1"
    sku: str = ""
    alt_name: str = ""
    modifiers: tuple[Modifier, ...] = ()


class Sighting(Value, frozen=True):
    """A live screen has painted a task, also where the card stands behind "more"."""

    gen: int
    """The generation that was painted."""
    at_ms: int
    by: str = ""
    """Name of the screen."""


class Cover(Value, frozen=True):
    """A task stands at another station too, since its own does not show it; its generation and its id stay."""

    station: str
    """The backup; "" where the kitchen file names none: then the pass must see to it."""
    since_ms: int
    why: CoverReason = "unshown"
    """`silent`: its station had shown it and fell silent; a person handed it over."""
    by: str = ""
    """Who handed it over; "" for the clock."""
    shown: Sighting | None = None
    """When a screen of the backup painted it."""


class Task(Value, frozen=True):
    """One step of one item at one station.

    `chain` 0 holds the dish's own steps, 1 and up the modifier tasks and remakes; within a chain a task
    waits until every lower `step` is done. `gen` rises with each recall and each change of the food.
    """

    id: str
    station: str
    state: TaskState = "queued"
    gen: int = 1
    chain: int = 0
    step: int = 0
    wait: WaitReason = ""
    name: str = ""
    """What is made here when it is not the dish itself (a modifier task: "fries")."""
    quantity: str = ""
    """Only on modifier tasks: the modifier's quantity times the item's. Empty: the item's own."""
    remake: bool = False
    estimate_s: int = 0
    attention_s: int = 0
    """Seconds after `queued_ms` (or before/after `due`, see `timeouts.py`) at which the card turns yellow."""
    late_s: int = 0
    attention_ms: int = 0
    """The moment itself, set when the task is queued; screens only compare it with their clock."""
    late_ms: int = 0
    level: Level = ""
    """The highest threshold the server has recorded for this task; each is recorded once."""
    queued_ms: int = 0
    started_ms: int = 0
    done_ms: int = 0
    started_by: str = ""
    done_by: str = ""
    """Who (screen or person) finished it, for the loser of a race and for the timeline."""
    bump: str = ""
    """Command id of the bump that stands; a recall must name it."""
    shown: Sighting | None = None
    """The first painting at its own station, of the generation that it names."""
    unshown: int = 0
    """The generation of which the pass was warned that no screen of the station has painted it."""
    cover: Cover | None = None


class Rush(Value, frozen=True):
    """Somebody asked to hurry; the cook may have replied."""

    asked_ms: int
    """The first time: the earliest ask goes first."""
    last_ms: int = 0
    """The latest time: a guest may ask again only so often."""
    by: str = ""
    times: int = 1
    reply: RushReply = ""
    replied_ms: int = 0
    replied_by: str = ""


class Item(Value, frozen=True):
    """A line of a ticket. `uid` is the source's own id of the line, `id` is ours and permanent."""

    id: str
    uid: str
    name: str
    sku: str = ""
    alt_name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    quantity: str = "1"
    unit: str = ""
    note: str = ""
    course: int = 1
    seat: str = ""
    allergens: tuple[str, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    set_name: str = ""
    """Name of the set meal this item is a component of."""
    state: ItemState = "open"
    tasks: tuple[Task, ...] = ()
    addon: bool = False
    unrouted: bool = False
    sold_out: bool = False
    """A paid platform ordered what is sold out: the pass decides."""
    void_asked: str = ""
    """Who asked to void it after it was started; the pass or the cook answers."""
    void_answer: str = ""
    """How the void of started food was answered: stop, reuse or waste."""
    reason: str = ""
    withdrawn: bool = False
    """Taken back by its own source: when the line comes back in newer contents it is ordered anew."""
    rush: Rush | None = None
    served_ms: int = 0
    recovered: bool = False
    """Brought back unfinished after a restore: what of it is not begun waits until a person confirms or drops it."""


class Change(Value, frozen=True):
    """A difference after sending, drawn as was → now until everyone in `waits` has acknowledged it."""

    id: int
    kind: ChangeKind
    at_ms: int
    item: str = ""
    was: str = ""
    now: str = ""
    waits: tuple[str, ...] = ()
    """Station ids, and `expo` for the pass, that have yet to acknowledge it."""


class Refused(Value, frozen=True):
    """A part of an accepted command that was left out (a sold-out line), or a pair of a card's bump that was late."""

    what: str
    """uid of the line, or id of the task or item."""
    name: str
    why: str
    winner: str = ""
    """Who came first, for a lost race."""
    left: int = 0
    """Of a sold-out line: portions that could still be had, too few for it."""


class Ticket(Value, frozen=True):
    """One order as the kitchen sees it, from one source."""

    id: str
    source: str
    external_id: str
    number: str = ""
    mark: str = ""
    """The source's mark, shown before the number, since two sources may both call 38."""
    revision: int = 0
    digest: str = ""
    """Of the normalised contents of the last revision; the same contents again change nothing."""
    state: TicketState = "open"
    close_on: CloseRule = "served"
    close_reason: CloseReason = ""
    cancelled: bool = False
    tombstone: bool = False
    """Cancelled or amended before it was created; not drawn."""
    service: Service = "dine_in"
    table: str = ""
    area: str = ""
    tab: str = ""
    seat: str = ""
    guest: str = ""
    server: str = ""
    covers: int = 0
    brand: str = ""
    note: str = ""
    payment: str = ""
    priority: int = 0
    allergens: tuple[str, ...] = ()
    merged_into: str = ""
    """Id of the ticket whose card this one is drawn with; its items stay its own."""
    held: tuple[int, ...] = ()
    """Courses kept back; 0 stands for the whole ticket."""
    to_approve: bool = False
    """A guest's order that waits, held whole, until staff fire it (accepted) or cancel it (declined)."""
    day: str = ""
    """Business day, YYYY-MM-DD."""
    placed_ms: int = 0
    """When the guest ordered, as the source says; kept for reports, never compared."""
    opened_ms: int = 0
    clock_ms: int = 0
    """When the first task was queued: the ticket's age counts from here."""
    due_ms: int = 0
    release_ms: int = 0
    """A scheduled order appears now: due minus its longest path, or the source's `start_at`."""
    ready_ms: int = 0
    called_ms: int = 0
    """When guests were last called again to fetch it; 0 while it is not ready."""
    calls: int = 0
    closed_ms: int = 0
    recovered_ms: int = 0
    """When a screen last brought it, or what was missing of it, back after a restore."""
    touched_ms: int = 0
    """When a person or a source last did something with it: what was touched lately is not left over."""
    items: tuple[Item, ...] = ()
    changes: tuple[Change, ...] = ()
    next_change: int = 1
    gone: dict[str, str] = {}
    """Items that were split off -> the ticket that has them now: late commands follow, their ids are never reused."""
    split_from: str = ""
    """The ticket off which staff split this one, in one step or several: its source knows only that one."""
    pending: tuple[bytes, ...] = ()
    """On a tombstone: the encoded amends that came before the create."""
    left_out: tuple[Refused, ...] = ()
    """What its source ordered or took back and did not get, so that a repeat of the request is told again."""
