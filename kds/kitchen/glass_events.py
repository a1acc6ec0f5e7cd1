"""What became of the cards on the glass: painted, not seen in time, covered, gone dark."""

from __future__ import annotations

from kds.kitchen.event import Event
from kds.kitchen.model import CoverReason
from kds.kitchen.venue import Silent


class TasksShown(Event, frozen=True, tag="tasks_shown"):
    """`screen` of `station` painted these tasks, in the generation they have."""

    tasks: tuple[str, ...]
    station: str
    screen: str
    shown_ms: int


class TasksUnshown(Event, frozen=True, tag="tasks_unshown"):
    """Nobody has seen these tasks at their station in time."""

    tasks: tuple[str, ...]


class TasksCovered(Event, frozen=True, tag="tasks_covered"):
    """These tasks are also at `station` now; "": there is no backup to give them to."""

    tasks: tuple[str, ...]
    station: str
    why: CoverReason


class CoverEnded(Event, frozen=True, tag="cover_ended"):
    """These tasks are at their own station alone again."""

    tasks: tuple[str, ...]


class StationFellSilent(Event, frozen=True, tag="station_fell_silent"):
    silent: Silent


class StationCameBack(Event, frozen=True, tag="station_came_back"):
    station: str
