"""What a session is told and what it asks its shell to do, as plain values."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from kds.service.ports import Clock
from kds.service.receipt import Submission
from kds.wire.closecodes import CloseCode
from kds.wire.frames import Banner, SalvageFrame


class Moment(Struct, frozen=True, gc=False):
    """Now: `wall_ms` is told to the screen, `mono_ms` measures waiting."""

    wall_ms: int
    mono_ms: int


def moment(clock: Clock) -> Moment:
    return Moment(clock.now_ms(), clock.monotonic_ms())


class Condition(Struct, frozen=True, gc=False):
    """How the server is doing, for the strip of every screen."""

    health: Literal["ok", "read_only", "full"] = "ok"
    banners: tuple[Banner, ...] = ()


class Screen(Struct, frozen=True, gc=False):
    """What is known of a connected screen."""

    device: str
    """The name that its browser keeps; "" for a program that gave none."""
    role: str
    app: str
    stations: tuple[str, ...]
    visible: bool
    since: Moment
    """When it said hello."""
    heard: Moment
    """When its last frame came."""
    position: int
    """Everything up to this row of the log is in its documents, as it last said."""
    shown_seq: int
    """Everything up to this position was painted; 0: the screen has not said."""
    skew_ms: int | None
    """How far its wall clock is ahead of the server's; None: it has not said."""
    waiting: int
    """Commands made there that are not in its documents yet, as it last said."""


class Order(Struct, frozen=True, gc=False):
    """Commands of one frame: submit them in this order, give the receipts back."""

    submissions: tuple[Submission, ...]
    salvage: SalvageFrame | None = None
    """What is answered is not a command but an offer of tickets."""


class Send(Struct, frozen=True, gc=False):
    frame: bytes


class Close(Struct, frozen=True, gc=False):
    """The closing frame; nothing follows."""

    code: CloseCode
    why: str


class Abort(Struct, frozen=True, gc=False):
    """The peer is dead or does not read: drop the transport, a closing frame would only wait behind the rest."""

    why: str


Output: TypeAlias = Send | Close | Abort
