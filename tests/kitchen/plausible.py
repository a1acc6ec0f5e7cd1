"""Draws commands that somebody could send: mostly sensible, sometimes late, wrong or somebody else's business."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as some
from msgspec.structs import replace

from kds.kitchen.command import Actor, Line, LinePatch, Seen, VoidLine
from kds.kitchen.commands import Amend, AnyCommand, Bump, Cancel, Place, Recall, Start
from kds.kitchen.cooking import MAX_PAIRS
from kds.kitchen.limits import MAX_ITEMS
from kds.kitchen.model import Item, Modifier, Task, Ticket
from tests.builders import APP, COOK, EXPO, FRIES, GUEST, HOUR_MS, MANAGER, MINUTE_MS, SECOND_MS, SYSTEM, TILL, WAITER

T = TypeVar("T")

PAUSES_MS = (1, SECOND_MS, MINUTE_MS, 6 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS)
NUMBERS = ("1", "2", "3", "4", "5", "6")
UIDS = ("1", "2", "3", "4")
SKUS = ("tofu", "salad", "steak", "platter", "fish", "soup")
STATIONS = ("hot", "cold", "grill", "plate", "fry", "pass", "expo")
MODIFIERS: tuple[tuple[Modifier, ...], ...] = (
    (),
    (),
    (FRIES,),
    (Modifier("coriander", "no"),),
    (Modifier("gluten free"),),
    (Modifier("fries", quantity="2"), Modifier("chili", "extra")),
)
FLOOR = (TILL, WAITER, EXPO, MANAGER, TILL, WAITER, GUEST, APP)
LINE = (EXPO, MANAGER, EXPO, COOK)
PASS = (EXPO, WAITER, MANAGER)
SERVER = (SYSTEM, SYSTEM, SYSTEM, WAITER)
NOWHERE = Ticket("nowhere", "till", "nowhere")


class Draw:
    """One command's worth of choices."""

    def __init__(self, data: some.DataObject, tickets: Sequence[Ticket], now_ms: int) -> None:
        self._data = data
        self._tickets = tickets
        self._now_ms = now_ms

    def one(self, choices: Sequence[T]) -> T:
        return self._data.draw(some.sampled_from(choices))

    def often(self, choice: T, otherwise: T) -> T:
        return self.one((choice, choice, choice, choice, otherwise))

    def ticket(self) -> Ticket:
        """An open one more often than a closed one, now and then one that nobody knows."""
        live = [ticket for ticket in self._tickets if ticket.state != "closed"]
        return self.one([*live, *live, *live, *live, *self._tickets, *self._tickets, NOWHERE])

    def actor(self, actors: Sequence[Actor]) -> Actor:
        return self.one(tuple(actors) * 6 + (COOK, SYSTEM))

    def item(self, ticket: Ticket) -> Item:
        return self.one([*ticket.items, Item("nothing", "9", "Nothing")])

    def items(self, ticket: Ticket) -> tuple[str, ...]:
        """None named means all; ids and uids both will do."""
        names = [item.id for item in ticket.items] + [item.uid for item in ticket.items]
        return self.one([(), (), *((name,) for name in names), tuple(names[:2]), ("nothing",)])

    def seen(self, ticket: Ticket, *, done: bool = False) -> tuple[Seen, ...]:
        """One task, or a card's; the generation is mostly the present one."""
        tasks = [task for item in ticket.items for task in item.tasks]
        preferred = [task for task in tasks if task.state != "void" and (task.state == "done") == done]
        if not tasks or self.one((False,) * 15 + (True,)):
            return self.one(((), (Seen("nothing.0.0", 1),)))
        first = self.one(preferred * 4 + tasks)
        station = [task for task in preferred if task.station == first.station]
        chosen = self.one(([first], [first], station or [first]))
        off = self.one((0, 0, 0, 0, 0, 0, -1, 1))
        bump = self.one((True,) * 8 + (False,))
        return tuple(Seen(task.id, max(task.gen + off, 1), task.bump if done and bump else "") for task in chosen)

    def unfinished(self, ticket: Ticket) -> tuple[Seen, ...]:
        """Everything that is left to do on the ticket, as it is now."""
        return tuple(
            Seen(task.id, task.gen)
            for item in ticket.items
            for task in item.tasks
            if task.state in ("waiting", "queued", "started")
        )

    def sequence(self, ticket: Ticket) -> tuple[Task, Task] | None:
        """Two steps of which the second waits for the first."""
        pairs = [
            (first, second)
            for item in ticket.items
            for first, second in pairwise(item.tasks)
            if first.chain == second.chain and first.state in ("queued", "started")
        ]
        return self.one(pairs) if pairs else None

    def line(self, uid: str) -> Line:
        quantity = self.one(("1", "1", "2", "3", "1.5", "0.5"))
        note = self.one(("", "", "", "no salt"))
        allergens = self.one(((), (), (), (), ("peanuts",)))
        line = Line(uid, sku=self.one(SKUS), quantity=quantity, note=note, course=self.one((1, 1, 2)))
        if line.sku == "fish":
            line = replace(line, unit="斤")
        meal = self.one((False,) * 9 + (True,))
        if meal:
            parts = (Line("a", sku="tofu"), Line("b", sku="steak", quantity="2"))
            return replace(line, sku="", name="Lunch", components=parts)
        return replace(line, modifiers=self.one(MODIFIERS), allergens=allergens)

    def lines(self) -> tuple[Line, ...]:
        return tuple(self.line(uid) for uid in UIDS[: self.one((1, 2, 2, 3, 4))])

    def order(self) -> Place:
        """A new order, a newer revision of a known one, a repeat, or an old one."""
        number = self.one(NUMBERS)
        revision = self.one((1, 1, 2, 3, 4, 5))
        later = self.one((0, 0, 0, 0, 10 * MINUTE_MS, HOUR_MS))
        fields: dict[str, Any] = {"table": self.one(("5", "5", "6")), "number": self.often(number, "")}
        if later:
            fields["due_ms"] = self._now_ms + later
        if self.one((True, True, True, False)):
            fields["revision"] = revision
        else:
            fields["key"] = f"k{revision % 2}"
        return Place(
            "till",
            number,
            self.lines(),
            held=self.one(((), (), (2,), (0,))),
            allergens=self.one(((),) * 9 + (("nuts",),)),
            sold_out=self.one(("refuse", "decide")),
            **fields,
        )

    def amend(self, ticket: Ticket) -> Amend:
        """One to three of add, modify and void; sometimes of an order that has yet to come."""
        parts = self.one(("add", "modify", "void", "void", "all"))
        early = ticket is NOWHERE
        item = self.item(ticket)
        name = self.one((item.id, item.uid))
        add = (self.line(self.one(("5", "6", "7", "1"))),) if parts in ("add", "all") else ()
        return Amend(
            "" if early else ticket.id,
            add=add,
            modify=(self.patch(name),) if parts in ("modify", "all") else (),
            void=(VoidLine(name, self.one(("", "", "1", "0.5", "2"))),) if parts in ("void", "all") else (),
            revision=self.one((0, 0, 0, max(ticket.revision, 1), ticket.revision + 1, max(ticket.revision - 1, 0))),
            key=self.one(("", "", "a", "b")),
            source="till" if early else "",
            external_id=self.one(NUMBERS) if early else "",
        )

    def mistakes(self, ticket: Ticket) -> list[AnyCommand]:
        """Three of what no sender should send."""
        line = Line("1", sku="tofu")
        crowd = tuple(Line(f"x{number}", sku="tofu") for number in range(MAX_ITEMS + 1))
        place = Place("till", self.one(NUMBERS), (line,), revision=9)
        pairs = (Seen("nothing.0.0", 1),) * (MAX_PAIRS + 1)
        every: tuple[AnyCommand, ...] = (
            replace(place, lines=()),
            replace(place, lines=crowd),
            replace(place, lines=(line, line)),
            replace(place, lines=(replace(line, quantity="-1"),)),
            replace(place, revision=0),
            Amend(ticket.id, add=crowd),
            Amend(ticket.id, add=(line, line)),
            Amend(ticket.id, add=(replace(line, uid="8", quantity="1e3"),)),
            Amend(ticket.id),
            Start(pairs, ticket.id),
            Bump(pairs, ticket.id),
            Recall(pairs, ticket.id),
            Cancel(ticket.id, revision=max(ticket.revision - 1, 0)),
        )
        return [self.one(every) for _ in range(3)]

    def patch(self, name: str) -> LinePatch:
        match self.one(("quantity", "quantity", "note", "modifiers", "allergens", "course")):
            case "quantity":
                return LinePatch(name, quantity=self.one(("1", "2", "3", "4", "0.5", "0")))
            case "note":
                return LinePatch(name, note=self.one(("", "extra hot")))
            case "modifiers":
                return LinePatch(name, modifiers=self.one(MODIFIERS))
            case "allergens":
                return LinePatch(name, allergens=self.one(((), ("nuts",))))
            case _:
                return LinePatch(name, course=self.one((1, 2)), seat="3")
