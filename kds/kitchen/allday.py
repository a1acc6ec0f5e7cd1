"""The all-day counts: how many of each dish are still to cook, at one station or in the whole kitchen.

The browser counts the same; `tests/golden/allday.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kds.kitchen.model import Item, Task, Ticket
from kds.kitchen.priority import is_at
from kds.kitchen.quantity import spell, thousandths

COUNTED_WAITS = frozenset({"", "step"})
"""Held and not yet due food is not to be cooked now; a later step's is on its way."""


class Count(Struct, frozen=True):
    """A dish with its unit: 3.5 斤 in 2 lines is two portions by weight."""

    key: str
    """The sku, or the name where there is none; of a modifier's task always the name."""
    name: str
    alt_name: str
    unit: str
    quantity: str
    lines: int


def all_day(tickets: Iterable[Ticket], station: str = "") -> tuple[Count, ...]:
    """Open work grouped by dish and unit, the most lines first, then by key and unit.

    An item with several tasks of its own at the station counts once, and each modifier's task under the
    modifier's name. Without a station every item counts once, modifiers not at all.
    """
    sums: dict[tuple[str, str], tuple[str, str, int, int]] = {}
    for key, name, alt_name, unit, quantity in _portions(tickets, station):
        first_name, first_alt, total, lines = sums.get((key, unit), (name, alt_name, 0, 0))
        sums[key, unit] = (first_name, first_alt, total + thousandths(quantity), lines + 1)
    counts = [
        Count(key, name, alt_name, unit, spell(total), lines)
        for (key, unit), (name, alt_name, total, lines) in sums.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.lines, count.key, count.unit)))


def _portions(tickets: Iterable[Ticket], station: str) -> Iterator[tuple[str, str, str, str, str]]:
    for ticket in tickets:
        if ticket.state == "closed":
            continue
        for item in ticket.items:
            if item.state != "open":
                continue
            tasks = [task for task in item.tasks if _counts(task, station)]
            if any(not task.name for task in tasks) or (tasks and not station):
                yield item.sku or item.name, item.name, item.alt_name, item.unit, item.quantity
            if station:
                yield from _modifier_portions(item, tasks)


def _modifier_portions(item: Item, tasks: list[Task]) -> Iterator[tuple[str, str, str, str, str]]:
    seen: set[tuple[int, str]] = set()
    for task in tasks:
        if task.name and (task.chain, task.name) not in seen:
            seen.add((task.chain, task.name))
            yield task.name, task.name, "", "", task.quantity or item.quantity


def _counts(task: Task, station: str) -> bool:
    return task.state not in ("done", "void") and task.wait in COUNTED_WAITS and is_at(task, station)
