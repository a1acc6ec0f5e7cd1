"""Every frame of `kds.1`: one msgpack map each, its kind under the key `t`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Raw, Struct

from kds.wire import limits

Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=limits.ID_CHARS)]
Name: TypeAlias = Annotated[str, Meta(max_length=limits.NAME_CHARS)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=limits.MAX_INTEGER)]
Stamp: TypeAlias = Annotated[float, Meta(ge=0, le=limits.MAX_INTEGER)]
"""A reading of the screen's own clock in ms; never compared with the server's."""
Skew: TypeAlias = Annotated[int, Meta(ge=-limits.MAX_INTEGER, le=limits.MAX_INTEGER)]
Cids: TypeAlias = Annotated[tuple[Id, ...], Meta(max_length=limits.OUTBOX_CIDS)]
Stations: TypeAlias = Annotated[tuple[Name, ...], Meta(max_length=limits.VIEW_STATIONS)]


class Frame(Struct, frozen=True, gc=False, omit_defaults=True, tag_field="t", rename={"from_": "from", "to_": "to"}):
    """Base of every frame."""


class StreamAt(Struct, frozen=True, gc=False, omit_defaults=True):
    """A subscription with the position the screen holds; no term: it holds nothing."""

    stream: Name
    term: Name = ""
    seq: Count = 0


Subs: TypeAlias = Annotated[tuple[StreamAt, ...], Meta(max_length=limits.SUBSCRIPTIONS)]


class View(Struct, frozen=True, gc=False, omit_defaults=True):
    """What the screen displays."""

    stations: Stations = ()
    visible: bool = True


class Hello(Frame, frozen=True, tag="hello"):
    """First frame of a screen."""

    min: Count
    max: Count
    """Protocol versions the screen speaks, both ends included."""
    app: Name
    """Build of the page's script."""
    schema: Name
    """Fingerprint of the frames and documents the page was built for; empty: it skips what it does not know."""
    cid: Id
    role: Literal["cook", "expo", "waiter", "manager", "board"]
    device: Name = ""
    """Name of this screen, kept by the browser; shown in timelines."""
    outbox: Cids = ()
    """Every cid that still has commands in the outbox."""
    view: View = View()
    subs: Subs = ()
    t0: Stamp = 0
    """The screen's clock, echoed."""


class Welcome(Frame, frozen=True, tag="welcome"):
    version: int
    term: str
    schema: str
    t0: float
    t1: int
    """Server wall clock, ms, when the hello arrived."""
    t2: int
    """... and when this frame was made."""
    limits: dict[str, int]
    oldest_app: str


class Sub(Frame, frozen=True, tag="sub"):
    """How the subscription goes on. A delta can start from `floor` at the earliest; `lmid` names only known cids."""

    stream: str
    mode: Literal["delta", "snap", "fork"]
    head: int
    floor: int
    common: int
    """On a fork: the last position both histories share."""
    lmid: dict[str, int] = {}


class Put(Struct, frozen=True, gc=False):
    id: str
    """`kind/id`."""
    ver: int
    doc: Raw


class Snap(Frame, frozen=True, tag="snap"):
    stream: str
    term: str
    seq: int
    part: int
    last: bool
    docs: tuple[Put, ...]


class Cause(Struct, frozen=True, gc=False, omit_defaults=True):
    """Why a document changed, for sound and motion only; a document has one for each command of the commit."""

    kind: str
    """The command's kind."""
    id: str
    """The document's key."""
    command: str = ""


class Ev(Frame, frozen=True, tag="ev"):
    """All changes of one group commit that touch the stream."""

    stream: str
    term: str
    from_: int
    to_: int
    puts: tuple[Put, ...]
    dels: tuple[str, ...]
    cause: tuple[Cause, ...]
    lmid: dict[str, int]


class CmdItem(Struct, frozen=True, gc=False, omit_defaults=True):
    n: Annotated[int, Meta(ge=1, le=limits.MAX_INTEGER)]
    id: Id
    kind: Name
    args: dict[str, Any] = {}
    at: Stamp = 0
    """The screen's clock in ms; kept for speed reports, never compared."""


class Cmd(Frame, frozen=True, tag="cmd"):
    stream: Name
    cid: Id
    items: Annotated[tuple[CmdItem, ...], Meta(min_length=1, max_length=limits.CMD_ITEMS)]


class Lost(Struct, frozen=True, gc=False, omit_defaults=True):
    """A part of the command that came to nothing, and who came first."""

    what: str
    why: str
    winner: str = ""
    name: str = ""
    left: int = 0
    """Of a sold-out line: portions that could still be had, too few for it."""


class AckItem(Struct, frozen=True, gc=False, omit_defaults=True):
    n: int
    result: Literal["ok", "noop", "rejected"]
    seq: int
    why: str = ""
    detail: str = ""
    lost: tuple[Lost, ...] = ()


class Ack(Frame, frozen=True, tag="ack"):
    cid: str
    items: tuple[AckItem, ...]


class Nack(Frame, frozen=True, tag="nack"):
    """Not decided: a gap, or a passing fault."""

    cid: str
    expected: int
    retry_ms: int
    why: str


class ViewFrame(Frame, frozen=True, tag="view"):
    stations: Stations
    visible: bool


class Sight(Struct, frozen=True, gc=False, array_like=True):
    """A task as it was painted, in its generation."""

    task: Id
    gen: Count


Sights: TypeAlias = Annotated[tuple[Sight, ...], Meta(max_length=limits.GLASS_TASKS)]


class Shown(Frame, frozen=True, tag="shown"):
    """What was painted: everything up to `seq`; beyond that only what is new since this connection's last `shown`."""

    seq: Count
    glass: Sights = ()
    """Tasks that are on the glass now."""
    behind: Sights = ()
    """Tasks that are on another page of cards, behind "more"."""
    gone: Annotated[tuple[Id, ...], Meta(max_length=limits.GLASS_TASKS)] = ()
    """Tasks that are no longer on this page at all."""


class Banner(Struct, frozen=True, gc=False, omit_defaults=True):
    """A state of the server that every screen must show."""

    code: str
    level: Literal["info", "warning", "error"]
    args: dict[str, str] = {}


class Ping(Frame, frozen=True, tag="ping"):
    time: int
    """Server wall clock, ms."""
    heads: dict[str, int]
    health: Literal["ok", "read_only", "full"]
    banners: tuple[Banner, ...] = ()
    t0: float = 0
    """Echo of the last pong's `t0`: with `t1` and `time` the four stamps of a clock sample; 0: no pong yet."""
    t1: int = 0
    """Server wall clock, ms, when that pong arrived."""


class Pong(Frame, frozen=True, tag="pong"):
    time: Count
    """Echo of the ping's `time`."""
    t0: Stamp = 0
    seq: Count = 0
    """Everything up to this row of the log is in the screen's documents."""
    skew: Skew | None = None
    """How far the screen's wall clock is ahead of the server's, ms, as the screen reckons it."""
    waiting: Count = 0
    """Commands made on the screen whose effect is not in its documents yet."""


class More(Frame, frozen=True, tag="more"):
    """Asks for the next part of a snapshot; part 0 comes unasked."""

    stream: Name
    part: Count


class Subscribe(Frame, frozen=True, tag="subscribe"):
    """Joins a stream again, or another one, on a connection that is already welcome."""

    subs: Annotated[Subs, Meta(min_length=1)]
    outbox: Cids = ()


class SalvageFrame(Frame, frozen=True, tag="salvage"):
    """After a fork: tickets that the screen holds of the history that the server lost."""

    part: Count
    """Comes back in the answer."""
    tickets: Annotated[tuple[Raw, ...], Meta(min_length=1, max_length=limits.SALVAGE_TICKETS)]


class Salvaged(Frame, frozen=True, tag="salvaged"):
    """What became of a part: it is durable, or it is to be sent again."""

    part: int
    retry_ms: int
    """0: done; else a passing fault, send it again after so long."""
    lost: tuple[Lost, ...] = ()
    """Tickets that could not be taken."""


class Bye(Frame, frozen=True, tag="bye"):
    code: int
    reconnect: bool
    why: str = ""
    reload: bool = False


ScreenFrame: TypeAlias = Hello | Cmd | ViewFrame | Shown | Pong | More | Subscribe | SalvageFrame
ServerFrame: TypeAlias = Welcome | Sub | Snap | Ev | Ack | Nack | Salvaged | Ping | Bye
