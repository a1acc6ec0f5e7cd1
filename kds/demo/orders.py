"""Orders as simulated sources make them from the menu: what the guests of a demo want, seeded."""

from __future__ import annotations

from random import Random
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.identity import ticket_id
from kds.kitchen.setup import Kitchen, MenuDish

Json: TypeAlias = dict[str, Any]

TILL = "pos"
QR = "qr"
PLATFORM = "meituan"
"""The three sources; the sample kitchen gives the platform its mark."""

TABLES = 24
NOTES = ("少油", "先上", "打包", "筷子多拿一副", "孩子吃，不要太烫")
MODIFIERS: tuple[Json, ...] = (
    {"name": "香菜", "alt_name": "coriander", "action": "no"},
    {"name": "葱", "alt_name": "spring onion", "action": "no"},
    {"name": "辣", "alt_name": "spicy", "action": "extra"},
    {"name": "米饭", "alt_name": "rice", "action": "side"},
)
NOTE_SHARE, MODIFIER_SHARE, DOUBLE_SHARE = 0.15, 0.3, 0.2
"""How many of the items carry one, or are ordered twice; about what a real evening shows."""


class Order(Struct):
    """One simulated order and what has become of it, as far as its source knows."""

    source: str
    external_id: str
    name: str
    """How the demo's own lines call it: "table 7", "qr-3"."""
    lines: list[Json]
    revision: int = 1

    @property
    def ticket(self) -> str:
        return ticket_id(self.source, self.external_id)

    def next_revision(self) -> int:
        self.revision += 1
        return self.revision


class Call(Struct, frozen=True):
    """A request of a source: where, with what, and how the demo says it in one line.

    `due_in_s` and `start_in_s` become `due_at` and `start_at` when it is sent; 0: none.
    """

    source: str
    ticket: str
    path: str
    body: Json
    said: str
    due_in_s: float = 0
    start_in_s: float = 0


class Guests:
    """Makes orders. `run` tells one demo from the next on the same data folder."""

    def __init__(self, kitchen: Kitchen, random: Random, run: str) -> None:
        self._random = random
        self._run = run
        self._menu = kitchen.menu
        self._language = kitchen.language
        self._made = 0

    def dish(self, *, allergen: bool = False) -> MenuDish:
        """Any one; `allergen`: one with a declared allergen, where the menu has one."""
        risky = [dish for dish in self._menu if dish.allergens]
        return self._random.choice(risky if allergen and risky else self._menu)

    def called(self, dish: MenuDish) -> str:
        return dish.name.get(self._language) or next(iter(dish.name.values()), dish.sku)

    def line(self, order: Order, dish: MenuDish, *, course: int = 1) -> Json:
        """A new line of the order, plain or with wishes."""
        line: Json = {"uid": str(len(order.lines) + 1), "sku": dish.sku, "course": course}
        if self._random.random() < DOUBLE_SHARE:
            line["quantity"] = "2"
        if self._random.random() < MODIFIER_SHARE:
            line["modifiers"] = [self._random.choice(MODIFIERS)]
        if self._random.random() < NOTE_SHARE:
            line["note"] = self._random.choice(NOTES)
        order.lines.append(line)
        return line

    def order(self, source: str, *, dishes: int = 0, courses: int = 1) -> Order:
        """An order of a few different dishes; 0: as many as come to mind."""
        self._made += 1
        names = {TILL: f"table {self._random.randint(1, TABLES)}", QR: f"table {self._random.randint(1, TABLES)}"}
        order = Order(source, f"{self._run}-{self._made}", names.get(source, f"order {self._made}"), [])
        wanted = dishes or self._random.choice((1, 2, 2, 3, 3, 4, 5))
        chosen: dict[str, MenuDish] = {}
        for _ in range(wanted):
            dish = self.dish()
            chosen[dish.sku] = dish
        for n, dish in enumerate(chosen.values()):
            self.line(order, dish, course=1 + n * courses // len(chosen))
        return order

    def place(self, order: Order, **header: Any) -> Call:
        """The request that sends it."""
        service: Literal["dine_in", "delivery"] = "delivery" if order.source == PLATFORM else "dine_in"
        body: Json = {
            "source": order.source,
            "external_id": order.external_id,
            "revision": order.revision,
            "service": service,
            "items": list(order.lines),
        }
        if service == "dine_in":
            body |= {"table": order.name.removeprefix("table "), "covers": self._random.randint(1, 6)}
        else:
            body |= {"number": str(self._random.randint(1, 99)), "payment": "paid"}
        count = len(order.lines)
        said = f"{order.name} orders {count} {'dish' if count == 1 else 'dishes'}"
        return Call(order.source, order.ticket, "tickets", body | header, said)


def about(order: Order, verb: str, said: str, **body: Any) -> Call:
    """A request about an order that was sent before."""
    path = f"tickets/{order.source}:{order.external_id}/{verb}"
    return Call(order.source, order.ticket, path, body, f"{order.name}: {said}")
