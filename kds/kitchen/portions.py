"""Portions of dishes that are counted: how many an order takes, how many are left, and what each command moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from msgspec.structs import replace

from kds.kitchen.context import Context
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Accepted, Outcome
from kds.kitchen.events import AvailabilitySet, ItemChanged, ItemRemade, ItemsAdded, ItemVoided, TicketRecovered
from kds.kitchen.evolve import applied
from kds.kitchen.menu import fold
from kds.kitchen.model import Item, Ticket
from kds.kitchen.quantity import UNIT, thousandths
from kds.kitchen.routing import WEIGHT_UNITS
from kds.kitchen.state import State
from kds.kitchen.venue import Dish

_MOVE_PORTIONS = (ItemsAdded, ItemChanged, ItemVoided, ItemRemade, TicketRecovered)
"""A split or a merge takes food nowhere but to another ticket."""


def portions(unit: str, amount: int) -> int:
    """In an amount of thousandths: by weight it is one fish, however heavy; else a broken one is a whole one."""
    return min(amount, 1) if by_weight(unit) else -(-amount // UNIT)


def by_weight(unit: str) -> bool:
    return fold(unit) in WEIGHT_UNITS


def left(state: State, sku: str, drafts: Iterable[Draft] = ()) -> int | None:
    """Portions that can be ordered, after what `drafts` have taken or given back so far; None: any number."""
    dish = state.scarce().get(sku)
    if dish is None:
        return None
    if dish.remaining is None:
        return 0
    took = sum(_took(state.ticket(draft.ticket.id), draft.ticket, (sku,))[sku] for draft in drafts)
    return max(dish.remaining - took, 0)


def counted(state: State, outcome: Outcome, context: Context) -> Outcome:
    """The outcome, and with it what it takes from the counts or returns to them."""
    dishes = {sku: dish for sku, dish in state.scarce().items() if dish.remaining is not None}
    if not dishes or not isinstance(outcome, Accepted):
        return outcome
    tickets = dict.fromkeys(event.ticket for event in outcome.events if isinstance(event, _MOVE_PORTIONS))
    if not tickets:
        return outcome
    after = applied(state, outcome)
    took: Counter[str] = Counter()
    for ticket in tickets:
        took.update(_took(state.ticket(ticket), after.ticket(ticket), dishes))
    at = ("", context.now_ms, context.actor.name)
    moved = tuple(AvailabilitySet(*at, _less(dishes[sku], count, context)) for sku, count in took.items() if count)
    return replace(outcome, events=outcome.events + moved) if moved else outcome


def taken(ticket: Ticket | None, skus: Container[str]) -> Counter[str]:
    """sku -> portions of these dishes that the ticket's lines have, or had cooked in vain."""
    lines: Counter[tuple[str, str, str]] = Counter()
    for item in ticket.items if ticket is not None else ():
        if item.sku in skus:
            line = (item.sku, item.uid, item.unit)
            made = _made(item)
            if by_weight(item.unit):
                # What a change cut off is a part of the same fish.
                lines[line] = max(lines[line], made)
            else:
                lines[line] += made * thousandths(item.quantity)
    total: Counter[str] = Counter()
    for (sku, _, unit), amount in lines.items():
        total[sku] += amount if by_weight(unit) else portions(unit, amount)
    return total


def _took(before: Ticket | None, after: Ticket | None, skus: Container[str]) -> Counter[str]:
    took = taken(after, skus)
    took.subtract(taken(before, skus))
    return took


def _made(item: Item) -> int:
    """How many times its portions are gone: each remake takes them anew; what is void returns them unless it was begun.

    Begun food is gone, whatever was answered, but for "use it for another ticket".
    """
    own = [task for task in item.tasks if not task.name]
    remakes = Counter((task.station, task.step) for task in own if task.remake)
    made = 1 + max(remakes.values(), default=0)
    begun = any(task.started_ms or task.done_ms for task in own)
    return made - 1 if item.state == "void" and (not begun or item.void_answer == "reuse") else made


def _less(dish: Dish, count: int, context: Context) -> Dish:
    """The last portion gone is sold out, one back can be had again; who did it and when is told only then."""
    remaining = dish.remaining or 0
    after = replace(dish, remaining=remaining - count, available=remaining > count)
    if after.available == dish.available:
        return after
    return replace(after, since_ms=context.now_ms, by=context.actor.name)
