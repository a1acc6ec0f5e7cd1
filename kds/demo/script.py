"""The simulated service: first a scripted opening that shows everything once, then an evening without end, seeded."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kds.demo.orders import PLATFORM, QR, TILL, Call, Guests, Order, about
from kds.kitchen.setup import Kitchen

OPENING_S = 1200.0
"""The scripted moments lie within this: two minutes at speed 10."""

CALM_GAP_S, RUSH_GAP_S = 60.0, 25.0
"""Mean time between two orders, and the same at the height of the rush."""

CYCLE_S = 3600.0
"""A rush comes and goes in this time."""


class Leave(Struct, frozen=True):
    """The cooks do not touch this ticket for a while: it will be late."""

    ticket: str
    for_s: float
    said: str


class TakeBack(Struct, frozen=True):
    """A cook recalls the last bump: it was the wrong card."""


class SoldOut(Struct, frozen=True):
    """A station says that a dish is sold out, or there again."""

    sku: str
    available: bool
    said: str


Act: TypeAlias = Call | Leave | TakeBack | SoldOut


class Moment(Struct, frozen=True):
    """What happens `at_s` seconds after the doors open, at speed 1."""

    at_s: float
    act: Act


def service(kitchen: Kitchen, *, seed: int, run: str) -> Iterator[Moment]:
    """Everything that happens, in order of time, without end; the same for the same arguments."""
    random = Random(seed)
    guests = Guests(kitchen, random, run)
    script = sorted(opening(guests), key=_when)
    return heapq.merge(script, evening(guests, random), key=_when)


def _when(moment: Moment) -> float:
    return moment.at_s


def opening(guests: Guests) -> Iterator[Moment]:
    """One of everything, so that a visitor need not wait for chance."""
    yield from _filled_room(guests)
    yield from _table_with_courses(guests)
    yield from _appointments(guests)
    yield from _mistakes(guests)
    yield from _sold_out(guests)


def _filled_room(guests: Guests) -> Iterator[Moment]:
    for n, source in enumerate((TILL, QR, TILL, PLATFORM, TILL, QR, TILL, PLATFORM)):
        yield Moment(5.0 + 6 * n, guests.place(guests.order(source)))


def _table_with_courses(guests: Guests) -> Iterator[Moment]:
    """A table that orders in two courses, adds, hurries, takes back, and moves to another table."""
    table = guests.order(TILL, dishes=6, courses=2)
    second = table.lines[1]
    yield Moment(70, guests.place(table, hold=[2], allergens=list(guests.dish(allergen=True).allergens[:1])))
    added = guests.line(table, guests.dish())
    said = "adds a dish"
    yield Moment(170, about(table, "amend", said, add=[added], revision=table.next_revision()))
    yield Moment(230, about(table, "rush", "asks to hurry"))
    void = [{"item": second["uid"], "reason": "客人点错"}]
    yield Moment(260, about(table, "amend", "takes a dish back", void=void, revision=table.next_revision()))
    yield Moment(420, about(table, "fire", "second course, please", course=2))
    note = [{"item": table.lines[-2]["uid"], "note": "不要辣"}]
    yield Moment(430, about(table, "amend", "not spicy after all", modify=note, revision=table.next_revision()))
    yield Moment(440, about(table, "move", "moves to table 30", table="30"))


def _appointments(guests: Guests) -> Iterator[Moment]:
    """A guest who has to wait, and an order for later."""
    hasty = guests.order(TILL, dishes=2)
    placed = guests.place(hasty, service="takeaway", table="", covers=0)
    yield Moment(300, Leave(hasty.ticket, 420, "the cooks overlook an order at the counter: it will be late"))
    yield Moment(301, replace(placed, due_in_s=240, said="at the counter 2 dishes to take away, in 4 minutes"))
    later = guests.order(QR, dishes=2)
    placed = guests.place(later)
    yield Moment(540, replace(placed, start_in_s=300, due_in_s=1500, said=f"{placed.said} for later"))


def _mistakes(guests: Guests) -> Iterator[Moment]:
    """A dish that no menu knows, a bump too early, an order called off."""
    birthday = guests.order(TILL, dishes=1)
    birthday.lines.append({"uid": "cake", "name": "生日蛋糕", "alt_name": "birthday cake"})
    placed = guests.place(birthday)
    yield Moment(360, replace(placed, said=f"{placed.said}, one of them in no menu"))
    yield Moment(480, TakeBack())
    off = guests.order(QR, dishes=2)
    yield Moment(600, guests.place(off))
    yield Moment(640, about(off, "cancel", "cancels", reason="客人离开", revision=off.next_revision()))


def _sold_out(guests: Guests) -> Iterator[Moment]:
    """A station runs out of a dish; a till that has not heard yet orders it all the same."""
    dish = guests.dish()
    name = guests.called(dish)
    yield Moment(840, SoldOut(dish.sku, False, f"{name} is sold out"))
    late = guests.order(TILL, dishes=2)
    guests.line(late, dish)
    placed = guests.place(late)
    yield Moment(900, replace(placed, said=f"{placed.said}, {name} among them"))
    yield Moment(OPENING_S, SoldOut(dish.sku, True, f"{name} is there again"))


def evening(guests: Guests, random: Random) -> Iterator[Moment]:
    """Orders without end, thick in the rush, and what guests think of later."""
    at_s = 90.0
    later: list[tuple[float, int, Moment]] = []
    number = count()
    while True:
        at_s += random.expovariate(1 / gap_s(at_s))
        while later and later[0][0] <= at_s:
            yield heapq.heappop(later)[2]
        order = guests.order(random.choices((TILL, QR, PLATFORM), weights=(5, 3, 2))[0])
        yield Moment(at_s, guests.place(order))
        for moment in afterthoughts(guests, random, order, at_s):
            heapq.heappush(later, (moment.at_s, next(number), moment))


def gap_s(at_s: float) -> float:
    """Mean time to the next order: falls to the height of the rush in the middle of each cycle, and rises again."""
    height = 1 - abs(2 * (at_s % CYCLE_S) / CYCLE_S - 1)
    return CALM_GAP_S + (RUSH_GAP_S - CALM_GAP_S) * height


def afterthoughts(guests: Guests, random: Random, order: Order, at_s: float) -> Iterator[Moment]:
    """What may follow an order: an add-on, a rush, a void, a call off, a bump taken back."""
    after_s = at_s + random.uniform(60, 400)
    match random.choices(("none", "add", "rush", "void", "cancel", "recall"), weights=(60, 12, 10, 8, 4, 3))[0]:
        case "add" if order.source != PLATFORM:
            added = guests.line(order, guests.dish())
            yield Moment(after_s, about(order, "amend", "adds a dish", add=[added], revision=order.next_revision()))
        case "rush":
            yield Moment(after_s, about(order, "rush", "asks to hurry"))
        case "void":
            void = [{"item": order.lines[0]["uid"], "reason": "客人点错"}]
            said = "takes a dish back"
            yield Moment(after_s, about(order, "amend", said, void=void, revision=order.next_revision()))
        case "cancel":
            yield Moment(after_s, about(order, "cancel", "cancels", revision=order.next_revision()))
        case "recall":
            yield Moment(after_s, TakeBack())
        case _:
            return
