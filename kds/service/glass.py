"""Which screen has painted which task: who has yet to see what, and the system commands that follow from it.

Fed by each commit and each `shown`; its cost is what has changed: the tasks of a changed ticket, and per frame the
tasks that the stations of that screen have yet to see. Nothing here reads a clock: every frame and tick brings it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.command import Actor, Seen
from kds.kitchen.commands import AnyCommand
from kds.kitchen.covering import goes_home
from kds.kitchen.evolve_glass import is_shown
from kds.kitchen.model import Sighting, Task, Ticket
from kds.kitchen.setup import GlassRule
from kds.kitchen.system_commands import CoverTasks, Mark, MarkShown, NoteStation, WarnUnshown
from kds.kitchen.venue import Store
from kds.service.outputs import Moment
from kds.service.receipt import DocChange
from kds.wire.frames import Shown, View
from kds.wire.limits import SIGHTS

SILENT_MS = 6_000
"""A screen that has said nothing for three pings of the server counts as gone, though its connection stands."""

TICKETS_AT_ONCE = 64
"""Tickets that are marked, warned of or covered in one tick: a flood's marks may wait, its orders may not."""

GLASS = Actor("system", "glass")

Place: TypeAlias = Literal["glass", "behind", ""]
Key: TypeAlias = tuple[str, str]
"""Station and task."""


class Seat(Struct, gc=False, eq=False):
    """A connected screen, as this module knows it."""

    device: str
    stations: tuple[str, ...]
    visible: bool
    heard_ms: int
    """Monotonic, when its last frame came."""
    seq: int = 0
    """Everything up to this row was painted; 0: it has painted nothing yet."""
    sights: dict[str, tuple[int, bool]] = {}
    """Task -> generation as painted, and whether it is on the glass (else behind "more")."""


class Wanted(Struct, frozen=True, gc=False):
    """A station has yet to paint this task as it is since row `seq`."""

    ticket: str
    task: str
    gen: int
    round: int
    """When the cover began that it stands under; 0: none. Another one wants another look."""
    seq: int
    since_ms: int
    in_hand: bool
    """Once painted, it is this station that answers for it."""
    judged: bool
    """Called up and covered by nobody: only then is anybody warned, and a backup is not covered in turn."""
    warned: bool


class Glass:
    """Kept in memory; what must outlive the process goes through the log as `MarkShown` and its like."""

    def __init__(self, docs: Iterable[DocChange], head: int) -> None:
        self._at: dict[str, dict[Seat, None]] = {}
        """Station -> the screens that show it."""
        self._wanted: dict[str, dict[str, Wanted]] = {}
        """Station -> task -> what it has yet to paint."""
        self._held: dict[str, dict[str, None]] = {}
        """Station -> unfinished tasks that it has painted and nobody covers."""
        self._marks: dict[Key, tuple[str, int, Mark]] = {}
        """What was painted and is not in the log yet -> its ticket and the round it was wanted in."""
        self._of: dict[str, tuple[Key, ...]] = {}
        """Ticket -> its entries above."""
        self._silent: tuple[str, ...] = ()
        self._dark_ms: dict[str, int] = {}
        """Station with work in hand -> since when no screen of it is alive."""
        self._now_ms = 0
        self._from_ms: int | None = None
        """The screens of before had this long to come back; None: no tick yet."""
        self.committed(docs, head)

    def committed(self, changes: Iterable[DocChange], seq: int) -> None:
        """Take in one commit that ends at `seq`."""
        tickets: list[Ticket] = []
        for change in changes:
            match change.value:
                case Ticket() as ticket:
                    tickets.append(ticket)
                case Store() as store:
                    self._silent = tuple(one.station for one in store.silent)
                case _:
                    pass
        # All of them leave before any enters: tasks that were split off are the same on another ticket.
        before = {key: self._drop(key) for ticket in tickets for key in self._of.pop(ticket.id, ())}
        for ticket in tickets:
            self._take(ticket, seq, before)
        for key in before.keys() - {key for ticket in tickets for key in self._of.get(ticket.id, ())}:
            self._marks.pop(key, None)

    def enter(self, device: str, view: View, now: Moment) -> Seat:
        seat = Seat(device, (), view.visible, now.mono_ms, sights={})
        self._sit(seat, view.stations)
        return seat

    def view(self, seat: Seat, view: View, now: Moment) -> None:
        if view.stations != seat.stations:
            self._sit(seat, view.stations)
        seat.visible = view.visible
        self._look(seat, now)

    def shown(self, seat: Seat, frame: Shown, now: Moment) -> None:
        seat.seq = frame.seq
        for sights, on_glass in ((frame.glass, True), (frame.behind, False)):
            for sight in sights:
                if len(seat.sights) < SIGHTS or sight.task in seat.sights:
                    seat.sights[sight.task] = (sight.gen, on_glass)
        for task in frame.gone:
            seat.sights.pop(task, None)
        self._look(seat, now)

    def leave(self, seat: Seat) -> None:
        self._sit(seat, ())

    def where(self, station: str, task: Task) -> Place:
        """Where the task is now at the station; "": on no screen that is alive and can be seen."""
        places = [
            seat.sights[task.id][1]
            for seat in self._at.get(station, ())
            if self._alive(seat) and seat.sights.get(task.id, (0, False))[0] == task.gen
        ]
        return "" if not places else "glass" if any(places) else "behind"

    def due(self, now: Moment, rule: GlassRule) -> list[AnyCommand]:
        """What is to be recorded, warned of and covered at this moment, worked out anew each time."""
        self._now_ms = now.mono_ms
        if self._from_ms is None:
            self._from_ms = now.mono_ms + rule.cover_s * 1000
        return [*self._marked(), *self._stations(rule.warn_s * 1000), *self._overdue(rule)]

    def _sit(self, seat: Seat, stations: tuple[str, ...]) -> None:
        for station in seat.stations:
            there = self._at[station]
            del there[seat]
            if not there:
                del self._at[station]
        seat.stations = tuple(dict.fromkeys(stations))
        for station in seat.stations:
            self._at.setdefault(station, {})[seat] = None

    def _look(self, seat: Seat, now: Moment) -> None:
        """What of the wanted this screen has painted; a page that is hidden shows nobody anything."""
        self._now_ms = now.mono_ms
        for station in seat.stations if seat.visible else ():
            wanted = self._wanted.get(station)
            for one in tuple(wanted.values()) if wanted else ():
                if one.seq <= seat.seq and seat.sights.get(one.task, (0, False))[0] == one.gen:
                    self._saw(station, one, seat, now)

    def _saw(self, station: str, one: Wanted, seat: Seat, now: Moment) -> None:
        del self._wanted[station][one.task]
        mark = Mark(one.task, one.gen, station, now.wall_ms, seat.device)
        self._marks[station, one.task] = (one.ticket, one.round, mark)
        if one.in_hand:
            self._held.setdefault(station, {})[one.task] = None

    def _take(self, ticket: Ticket, seq: int, before: Mapping[Key, Wanted | None]) -> None:
        keys: list[Key] = []
        tasks = (task for item in ticket.items for task in item.tasks) if ticket.state != "closed" else ()
        for task in tasks:
            for station, seen, round_ in _places(task):
                key = (station, task.id)
                keys.append(key)
                self._enter(key, ticket.id, task, seen, round_, seq, before.get(key))
        if keys:
            self._of[ticket.id] = tuple(keys)

    def _drop(self, key: Key) -> Wanted | None:
        station, task = key
        self._held.get(station, {}).pop(task, None)
        wanted = self._wanted.get(station)
        return wanted.pop(task, None) if wanted else None

    def _enter(
        self, key: Key, ticket: str, task: Task, seen: bool, round_: int, seq: int, before: Wanted | None
    ) -> None:
        station = key[0]
        # Under a cover it is the backup that has the task in hand.
        in_hand = (station == task.station) == (task.cover is None)
        mark = self._marks.get(key)
        if mark is not None and (seen or mark[1] != round_ or mark[2].gen != task.gen):
            del self._marks[key]
            mark = None
        elif mark is not None:
            self._marks[key] = (ticket, mark[1], mark[2])
        if seen or mark is not None:
            if task.state != "done" and in_hand:
                self._held.setdefault(station, {})[task.id] = None
        elif task.state != "done":
            same = before is not None and (before.gen, before.round) == (task.gen, round_)
            self._wanted.setdefault(station, {})[task.id] = Wanted(
                ticket=ticket,
                task=task.id,
                gen=task.gen,
                round=round_,
                seq=before.seq if same and before else seq,
                since_ms=before.since_ms if same and before else self._now_ms,
                in_hand=in_hand,
                judged=task.state == "queued" and task.cover is None,
                warned=task.unshown == task.gen,
            )

    def _alive(self, seat: Seat) -> bool:
        return seat.visible and seat.seq > 0 and self._now_ms - seat.heard_ms <= SILENT_MS

    def _marked(self) -> Iterator[MarkShown]:
        tickets: dict[str, list[Mark]] = {}
        for ticket, _, mark in self._marks.values():
            if ticket in tickets or len(tickets) < TICKETS_AT_ONCE:
                tickets.setdefault(ticket, []).append(mark)
        return (MarkShown(ticket, tuple(marks)) for ticket, marks in tickets.items())

    def _stations(self, warn_ms: int) -> Iterator[NoteStation]:
        """Stations that fell silent with work in hand, and those that are back."""
        assert self._from_ms is not None
        for station in dict.fromkeys([*self._silent, *(station for station, tasks in self._held.items() if tasks)]):
            if any(map(self._alive, self._at.get(station, ()))):
                self._dark_ms.pop(station, None)
                if station in self._silent:
                    yield NoteStation(station, silent=False)
            elif station not in self._silent:
                since_ms = self._dark_ms.setdefault(station, self._now_ms)
                if self._now_ms - max(since_ms, self._from_ms) >= warn_ms:
                    yield NoteStation(station, silent=True)

    def _overdue(self, rule: GlassRule) -> Iterator[AnyCommand]:
        assert self._from_ms is not None
        warned: dict[str, list[Seen]] = {}
        covered: dict[str, list[Seen]] = {}
        for one in (one for wanted in self._wanted.values() for one in wanted.values() if one.judged):
            waited_ms = self._now_ms - max(one.since_ms, self._from_ms)
            if waited_ms >= rule.cover_s * 1000:
                _add(covered, one)
            elif waited_ms >= rule.warn_s * 1000 and not one.warned:
                _add(warned, one)
        yield from (WarnUnshown(ticket, tuple(tasks)) for ticket, tasks in warned.items())
        yield from (CoverTasks(ticket, tuple(tasks)) for ticket, tasks in covered.items())


def _add(tickets: dict[str, list[Seen]], one: Wanted) -> None:
    if one.ticket in tickets or len(tickets) < TICKETS_AT_ONCE:
        tickets.setdefault(one.ticket, []).append(Seen(one.task, one.gen))


def _places(task: Task) -> Iterator[tuple[str, bool, int]]:
    """Where the task is to be seen: the station, whether it has been since the cover began, and when that was."""
    if task.state not in ("queued", "started", "done"):
        return
    if task.cover is None:
        yield task.station, is_shown(task), 0
        return
    yield task.station, is_shown(task) and not goes_home(task), task.cover.since_ms
    if task.cover.station:
        seen: Sighting | None = task.cover.shown
        yield task.cover.station, seen is not None and seen.gen == task.gen, task.cover.since_ms
