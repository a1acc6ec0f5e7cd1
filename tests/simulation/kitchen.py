"""The kitchen of one simulated world: who covers whom and after how long, which screens hang where, what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.setup import GlassRule, Kitchen
from tests.builders import KITCHEN

Place: TypeAlias = tuple[str, str, str, str]
"""Tablet, page, stations, role."""

BACKUPS = {"hot": "grill", "grill": "hot", "cold": "hot"}
"""Nothing hangs at the cold station and at the fryer: one is always covered, the other has nobody."""

RULES = (GlassRule(0, 1), GlassRule(1, 2), GlassRule(1, 2), GlassRule(1, 3))
"""So short that covers come while things go wrong; after a start of the server the clocks run from one cover later."""


BEFORE_MS = 2_000
"""A world that has such a night begins so long before its moment: trouble is at its height then."""


class Night(Struct, frozen=True):
    """In which an hour is left out or comes twice, seen around one moment of it."""

    day_starts: str
    moment: datetime
    day: str
    """The business day from then on."""

    @property
    def start_ms(self) -> int:
        return int(self.moment.timestamp() * 1_000) - BEFORE_MS


SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""In Berlin it is not two o'clock then, but three."""

AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""In Berlin it is not three o'clock then, but two once more."""

NIGHTS = (
    Night("02:00", SPRING, "2026-03-29"),
    Night("03:00", SPRING, "2026-03-29"),
    Night("02:00", AUTUMN.replace(hour=0), "2026-10-25"),
    Night("02:00", AUTUMN, "2026-10-25"),
    Night("03:00", AUTUMN, "2026-10-24"),
    Night("03:00", AUTUMN.replace(hour=2), "2026-10-25"),
)


def kitchen_of(chance: Random, night: Night | None) -> Kitchen:
    stations = tuple(replace(one, backup=BACKUPS.get(one.id, "")) for one in KITCHEN.stations)
    kitchen = replace(KITCHEN, stations=stations, glass=chance.choice(RULES))
    return kitchen if night is None else replace(kitchen, timezone="Europe/Berlin", day_starts=night.day_starts)


def places_of(chance: Random) -> Iterator[Place]:
    """The pass always, the hot station on one tablet or two, in half of the kitchens the one that covers it, and in
    half of them a waiter."""
    yield "A", "station", "hot", "cook"
    yield "C", "expo", "pass", "expo"
    if chance.random() < 0.7:
        yield "B", "station", "hot", "cook"
    if chance.random() < 0.5:
        yield "B", "station", chance.choice(("grill", "grill+plate")), "cook"
    if chance.random() < 0.5:
        yield "D", "pos", "", "waiter"
