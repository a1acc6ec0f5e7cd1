"""What the manager's page is told of the store: its screens, the kitchen files, the bodies that wait for a person."""

from __future__ import annotations

from msgspec import Struct

from kds.asgi.services import Services
from kds.kitchen.businessday import business_day, day_start_ms
from kds.service.kitchenfiles import FileAt, FileProblem
from kds.service.outputs import moment
from kds.service.quarantine import Waiting
from kds.service.roster import Roster, Seen

BODIES = 100
"""Of the bodies that wait, the newest are listed: more at once is one fault, and one of them shows it."""


class ScreenSeen(Struct, frozen=True):
    """A screen that is connected, or was today. Times are in ms, moments by the server's clock."""

    device: str
    role: str
    stations: tuple[str, ...]
    app: str
    visible: bool
    address: str
    since_ms: int
    gone_ms: int
    """0: it is connected."""
    silent_ms: int
    position: int
    shown: int
    behind_ms: int | None
    unshown_ms: int | None
    skew_ms: int | None
    waiting: int


class KitchenSeen(Struct, frozen=True):
    """The kitchen in force, and its files as last read."""

    digest: str
    adopted_ms: int
    read_ms: int
    files: tuple[FileAt, ...]
    problems: tuple[FileProblem, ...]
    warnings: tuple[FileProblem, ...]


class QuarantineSeen(Struct, frozen=True):
    pending: int
    """Bodies that are still being worked on."""
    count: int
    bodies: tuple[Waiting, ...]
    """The newest first."""


class ManageState(Struct, frozen=True):
    at_ms: int
    started_ms: int
    """Since then the server remembers who was here."""
    head: int
    app: str
    """Build that is served; a screen with another one is old."""
    screens: tuple[ScreenSeen, ...]
    kitchen: KitchenSeen
    quarantine: QuarantineSeen


def manage_state(services: Services, roster: Roster, started_ms: int) -> ManageState:
    """From memory alone: looking costs no read, however many look."""
    now = moment(services.clock)
    kitchen, files, inbox = services.kitchen(), services.files(), services.inbox
    today = business_day(now.wall_ms, kitchen.timezone, kitchen.day_starts)
    since_ms = day_start_ms(today, kitchen.timezone, kitchen.day_starts)
    return ManageState(
        at_ms=now.wall_ms,
        started_ms=started_ms,
        head=services.hub.head,
        app=services.app_build,
        screens=tuple(map(_seen, (*roster.here(now), *roster.gone(since_ms)))),
        kitchen=KitchenSeen(
            digest=kitchen.digest,
            adopted_ms=files.adopted_ms,
            read_ms=files.read_ms,
            files=files.files,
            problems=files.problems,
            warnings=files.warnings,
        ),
        quarantine=QuarantineSeen(
            pending=inbox.pending, count=inbox.quarantined, bodies=inbox.quarantine.waiting[: -BODIES - 1 : -1]
        ),
    )


def _seen(seen: Seen) -> ScreenSeen:
    screen = seen.screen
    return ScreenSeen(
        device=screen.device,
        role=screen.role,
        stations=screen.stations,
        app=screen.app,
        visible=screen.visible,
        address=seen.address,
        since_ms=screen.since.wall_ms,
        gone_ms=seen.gone_ms,
        silent_ms=seen.silent_ms,
        position=screen.position,
        shown=screen.shown_seq,
        behind_ms=seen.behind_ms,
        unshown_ms=seen.unshown_ms,
        skew_ms=screen.skew_ms,
        waiting=screen.waiting,
    )
