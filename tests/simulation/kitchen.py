"""The kitchen of one simulated world: who covers whom and after how long, and which screens hang where."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TypeAlias

from msgspec.structs import replace

from kds.kitchen.setup import GlassRule, Kitchen
from tests.builders import KITCHEN

Place: TypeAlias = tuple[str, str, str, str]
"""Tablet, page, stations, role."""

BACKUPS = {"hot": "grill", "grill": "hot", "cold": "hot"}
"""Nothing hangs at the cold station and at the fryer: one is always covered, the other has nobody."""

RULES = (GlassRule(0, 1), GlassRule(1, 2), GlassRule(1, 2), GlassRule(1, 3))
"""So short that covers come while things go wrong; after a start of the server the clocks run from one cover later."""


def kitchen_of(chance: Random) -> Kitchen:
    stations = tuple(replace(one, backup=BACKUPS.get(one.id, "")) for one in KITCHEN.stations)
    return replace(KITCHEN, stations=stations, glass=chance.choice(RULES))


def places_of(chance: Random) -> Iterator[Place]:
    """The pass always, the hot station on one tablet or two, and in half of the kitchens the one that covers it."""
    yield "A", "station", "hot", "cook"
    yield "C", "expo", "pass", "expo"
    if chance.random() < 0.7:
        yield "B", "station", "hot", "cook"
    if chance.random() < 0.5:
        yield "B", "station", chance.choice(("grill", "grill+plate")), "cook"
