"""What a guest's phone sends and the order it becomes: lines of the shared cart, checked against the menu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from kds.kitchen.command import Line
from kds.kitchen.commands import Place
from kds.kitchen.limits import MAX_ID, MAX_LIST
from kds.kitchen.menu import menu_index
from kds.kitchen.options import OptionFault, modifiers_of
from kds.kitchen.setup import Kitchen, MenuDish
from kds.kitchen.texts import clean
from kds.kitchen.venue import CallAbout, TableSpot

SOURCE = "guest"
"""The source of every order of a guest's phone."""

MAX_QUANTITY = 50
"""Of one line: a wedding's table orders beer by the dozen; more is a slip of the thumb."""

MAX_NOTE_CHARS = 140
"""What a cook reads at a glance; longer wishes are a waiter's."""

MAX_PHONE_LINES = 60
"""Lines of one message: everything a phone can have added while it was offline."""

MAX_REV = 2**53 - 2
"""As high as a browser counts; the cart lets nobody come near it."""

MAX_GROUPS = 12
MAX_CHOICES = 40
"""As many as the menu file allows."""

PhoneId: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-z]{8,32}$")]
"""Made by the phone at random: it names a phone, an order or a line, never a person."""

ShortText: TypeAlias = Annotated[str, Meta(max_length=64)]
Chosen: TypeAlias = Annotated[tuple[ShortText, ...], Meta(max_length=MAX_CHOICES)]


class CartLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the cart; whoever changes it raises `rev`, so that a late repeat undoes nothing."""

    id: PhoneId
    rev: Annotated[int, Meta(ge=1, le=MAX_REV)]
    sku: Annotated[str, Meta(min_length=1, max_length=MAX_ID)]
    quantity: Annotated[int, Meta(ge=0, le=MAX_QUANTITY)]
    """0: taken out again."""
    picks: Annotated[dict[ShortText, Chosen], Meta(max_length=MAX_GROUPS)] = {}
    note: Annotated[str, Meta(max_length=MAX_NOTE_CHARS)] = ""
    allergens: Annotated[tuple[ShortText, ...], Meta(max_length=MAX_LIST)] = ()
    phone: PhoneId = "00000000"
    """Who put it in: the phone shows which lines are its own."""


class CartBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone changed. `sitting` is the one it saw; lines for an earlier one are not taken."""

    sitting: PhoneId
    lines: Annotated[tuple[CartLine, ...], Meta(max_length=MAX_PHONE_LINES)]


class OrderBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Order the cart as it was seen. `order` is made once and repeated until it is answered."""

    order: PhoneId
    phone: PhoneId
    sitting: PhoneId
    cart: Annotated[str, Meta(max_length=64)]
    """Which state of the cart the guest saw, as the server called it."""


class CallBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`sitting` is the one that the phone saw, "" before it saw any."""

    about: CallAbout = "waiter"
    sitting: ShortText = ""


class LineFault(Struct, frozen=True):
    """Why a line cannot be ordered any more; the guest takes it out or chooses again."""

    line: str
    code: Literal["unknown_dish", "unknown_option", "too_few", "too_many"]
    detail: str


def external_id(table: str, sitting: str, order: str) -> str:
    """The same for every repeat; the table stands in it, so that no table can reach another's order."""
    return f"{table}/{sitting}/{order}"


def sitting_prefix(table: str, sitting: str = "") -> str:
    """How the external ids of a sitting's orders begin; without a sitting, of all of a table's."""
    return f"{table}/{sitting}/" if sitting else f"{table}/"


def sitting_of(external: str, table: str) -> str:
    """Of an external id made here for this table, and of what staff split off from it, whose id begins the same."""
    return external.removeprefix(f"{table}/").partition("/")[0]


def order_of(external: str, table: str) -> str:
    return external.removeprefix(f"{table}/").partition("/")[2]


def place(
    kitchen: Kitchen, spot: TableSpot, sitting: str, order: str, lines: Iterable[CartLine], now_ms: int
) -> Place | LineFault:
    """The cart as one order of this table; or the first line that the menu does not allow any more."""
    ordered = []
    for line in lines:
        made = _line(kitchen, line)
        if isinstance(made, LineFault):
            return made
        ordered.append(made)
    return Place(
        source=SOURCE,
        external_id=external_id(spot.id, sitting, order),
        key=order,
        lines=tuple(ordered),
        service="dine_in",
        table=spot.id,
        area=spot.area,
        placed_ms=now_ms,
    )


def dish_of(kitchen: Kitchen, sku: str) -> MenuDish | None:
    return menu_index(kitchen).find(sku, "")


def fault_of(kitchen: Kitchen, line: CartLine) -> LineFault | None:
    """What keeps this line from being ordered."""
    made = _line(kitchen, line)
    return made if isinstance(made, LineFault) else None


def _line(kitchen: Kitchen, line: CartLine) -> Line | LineFault:
    dish = dish_of(kitchen, line.sku)
    if dish is None:
        return LineFault(line.id, "unknown_dish", "the dish is no longer on the menu")
    modifiers = modifiers_of(kitchen, dish, line.picks)
    if isinstance(modifiers, OptionFault):
        return LineFault(line.id, modifiers.code, modifiers.detail)
    return Line(
        uid=line.id,
        sku=dish.sku,
        quantity=str(line.quantity),
        note=clean(" ".join(line.note.split()), MAX_NOTE_CHARS),
        allergens=tuple(filter(None, map(clean, line.allergens))),
        modifiers=modifiers,
    )
