"""What nobody asks for: commands that time, the kitchen files and what screens have painted bring.

The server alone sends them; a screen that tries is refused.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from kds.kitchen.command import Command, Moment, Seen
from kds.kitchen.screens import Layout
from kds.kitchen.venue import BoardCard, Category, StationCard, TableSpot


class Release(Command, frozen=True, tag="release"):
    """A scheduled order's time has come."""

    ticket: str


class PassThreshold(Command, frozen=True, tag="pass_threshold"):
    """Tasks crossed a time threshold; each level is recorded once per task."""

    ticket: str


class StartDay(Command, frozen=True, tag="start_day"):
    """A new business day; left-over tickets are closed as abandoned."""

    day: str


class Mark(Struct, frozen=True, gc=False, omit_defaults=True):
    """A screen of `station` has painted this generation of a task."""

    task: str
    gen: int
    station: str
    at_ms: Moment
    by: str = ""


class MarkShown(Command, frozen=True, tag="mark_shown"):
    """What screens have painted since the last marks; a cover whose own station paints it again ends."""

    ticket: str
    marks: tuple[Mark, ...]


class WarnUnshown(Command, frozen=True, tag="warn_unshown"):
    """No screen of their station has painted these tasks in time; the pass is told."""

    ticket: str
    tasks: tuple[Seen, ...]


class CoverTasks(Command, frozen=True, tag="cover"):
    """These tasks are still on no screen of their station; its backup gets them too."""

    ticket: str
    tasks: tuple[Seen, ...]


class NoteStation(Command, frozen=True, tag="note_station"):
    """The last screen of a station that has work in hand fell silent, or one is back."""

    station: str
    silent: bool


class DishCard(Struct, frozen=True, gc=False, omit_defaults=True):
    """A dish as the kitchen file names it."""

    sku: str
    name: str
    alt_name: str = ""
    category: str = ""


class AdoptKitchen(Command, frozen=True, tag="adopt_kitchen"):
    """The kitchen files changed; screens follow these settings from here on."""

    digest: str
    name: dict[str, str]
    language: str
    languages: tuple[str, ...]
    timezone: str
    day_starts: str
    currency: str
    stations: tuple[StationCard, ...]
    dishes: tuple[DishCard, ...]
    tables: tuple[TableSpot, ...] = ()
    categories: tuple[Category, ...] = ()
    board: BoardCard = BoardCard()
    screens: Layout = Layout()


SystemCommand: TypeAlias = (
    Release | PassThreshold | StartDay | AdoptKitchen | MarkShown | WarnUnshown | CoverTasks | NoteStation
)
"""What time, the kitchen files and the screens bring."""
