"""The native dialect: what a till, a QR page or a script may send to `POST /api/v1/tickets`, typed and limited.

Unknown fields are refused, not ignored: `alergens` must not slip through. OpenAPI is generated from these structs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from kds.kitchen.command import Line
from kds.kitchen.commands import Place
from kds.kitchen.limits import (
    MAX_COVERS,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_LIST,
    MAX_MODIFIERS,
    MAX_PRIORITY,
    MAX_TEXT,
    Course,
    HeldCourse,
    Id,
    Number,
    Text,
    Texts,
)
from kds.kitchen.model import Modifier, ModifierAction, Service
from kds.kitchen.setup import SourceRule
from kds.kitchen.texts import clean
from kds.sources.decode import too_deep, too_many_items
from kds.sources.unreadable import Unreadable
from kds.sources.values import quantity
from kds.wire.limits import MAX_INTEGER

SourceId: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[a-z0-9_-]{1,40}$", description="Name of the till or app: lower-case letters, digits, - and _."),
]
Quantity: TypeAlias = Annotated[
    str | int | float, Meta(description='Decimal above zero, as text: "2", "1.5". JSON numbers are taken too.')
]
Revision: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]


class NativeModifier(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What is different about an item; `quantity` counts per one item."""

    name: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
    action: ModifierAction = "add"
    quantity: Quantity = "1"
    sku: Text = ""
    alt_name: Text = ""
    modifiers: Annotated[tuple[NativeModifier, ...], Meta(max_length=MAX_MODIFIERS)] = ()


class NativeItem(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A line of an order. `uid` is the source's own id of the line and stays the same through every revision."""

    uid: Id
    name: Text = ""
    sku: Text = ""
    alt_name: Text = ""
    category: Text = ""
    tags: Texts = ()
    quantity: Quantity = "1"
    unit: Text = ""
    note: Text = ""
    course: Course = 1
    seat: Text = ""
    station_hint: Text = ""
    allergens: Texts = ()
    modifiers: Annotated[tuple[NativeModifier, ...], Meta(max_length=MAX_MODIFIERS)] = ()
    components: Annotated[tuple[NativeItem, ...], Meta(max_length=MAX_ITEMS)] = ()
    """The dishes of a set meal; the set itself is not cooked."""


class NativeOrder(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """An order with all its contents. A newer `revision` says what the order is now, not what changed."""

    source: SourceId
    external_id: Id
    items: Annotated[tuple[NativeItem, ...], Meta(max_length=MAX_ITEMS)]
    revision: Revision | None = None
    """Rises with each change. A source without revisions sends an Idempotency-Key header instead."""
    number: Number = ""
    """What guests and staff call the order; left out, the store counts A001, A002 …"""
    brand: Text = ""
    service: Service = "dine_in"
    table: Text = ""
    area: Text = ""
    tab: Text = ""
    seat: Text = ""
    guest: Text = ""
    server: Text = ""
    covers: Annotated[int, Meta(ge=0, le=MAX_COVERS)] = 0
    placed_at: Moment | None = None
    due_at: Moment | None = None
    start_at: Moment | None = None
    hold: Annotated[tuple[HeldCourse, ...], Meta(max_length=MAX_LIST)] = ()
    """Courses kept back until they are fired."""
    priority: Annotated[int, Meta(ge=0, le=MAX_PRIORITY)] = 0
    allergens: Texts = ()
    note: Text = ""
    payment: Text = ""


def place(order: NativeOrder, rule: SourceRule, external_id: str, key: str) -> Place:
    """The command. `external_id` is the one of the ticket (see `identity.py`), `key` the Idempotency-Key or ""."""
    return Place(
        source=order.source,
        external_id=external_id,
        lines=lines(order.items, "/items"),
        revision=order.revision or 0,
        key="" if order.revision else key,
        number=clean(order.number),
        mark=rule.mark,
        service=order.service,
        table=clean(order.table),
        area=clean(order.area),
        tab=clean(order.tab),
        seat=clean(order.seat),
        guest=clean(order.guest),
        server=clean(order.server),
        covers=order.covers,
        brand=clean(order.brand),
        note=clean(order.note),
        payment=clean(order.payment),
        priority=order.priority,
        allergens=texts(order.allergens),
        held=tuple(sorted(set(order.hold))),
        placed_ms=moment_ms(order.placed_at),
        due_ms=moment_ms(order.due_at),
        start_ms=moment_ms(order.start_at),
        sold_out=rule.sold_out,
    )


def lines(items: tuple[NativeItem, ...], pointer: str) -> tuple[Line, ...]:
    """The items as lines, within the limits of `limits.py`; raises Unreadable."""
    if _count(items) > MAX_ITEMS:
        raise too_many_items(pointer)
    return _lines(items, pointer, 0)


def _count(items: tuple[NativeItem, ...]) -> int:
    return len(items) + sum([_count(item.components) for item in items if item.components])


def _lines(items: tuple[NativeItem, ...], pointer: str, depth: int) -> tuple[Line, ...]:
    return tuple([_line(item, f"{pointer}/{n}", depth) for n, item in enumerate(items)])


def _line(item: NativeItem, pointer: str, depth: int) -> Line:
    if depth > MAX_DEPTH:
        raise too_deep(pointer)
    name, sku = clean(item.name), clean(item.sku)
    if not (name or sku):
        raise Unreadable(
            "missing_field",
            "An item needs a `name` or a `sku`.",
            pointer=f"{pointer}/name",
            remedy="Send the name that the cook shall read, or the sku of a dish of the menu.",
        )
    return Line(
        uid=item.uid,
        name=name,
        sku=sku,
        alt_name=clean(item.alt_name),
        category=clean(item.category),
        tags=texts(item.tags),
        quantity=quantity(item.quantity, f"{pointer}/quantity"),
        unit=clean(item.unit),
        note=clean(item.note),
        course=item.course,
        seat=clean(item.seat),
        station_hint=clean(item.station_hint),
        allergens=texts(item.allergens),
        modifiers=modifiers(item.modifiers, f"{pointer}/modifiers", depth + 1) if item.modifiers else (),
        components=_lines(item.components, f"{pointer}/components", depth + 1) if item.components else (),
    )


def modifiers(given: tuple[NativeModifier, ...], pointer: str, depth: int = 1) -> tuple[Modifier, ...]:
    """`depth` counts the levels below the item; raises Unreadable past the limit."""
    if given and depth > MAX_DEPTH:
        raise too_deep(pointer)
    return tuple(
        Modifier(
            name=clean(one.name),
            action=one.action,
            quantity=quantity(one.quantity, f"{pointer}/{n}/quantity"),
            sku=clean(one.sku),
            alt_name=clean(one.alt_name),
            modifiers=modifiers(one.modifiers, f"{pointer}/{n}/modifiers", depth + 1),
        )
        for n, one in enumerate(given)
    )


def texts(given: tuple[str, ...]) -> tuple[str, ...]:
    return given and tuple(filter(None, map(clean, given)))


def moment_ms(moment: datetime | None) -> int:
    """Unix ms; 0 for none."""
    return max(0, int(moment.timestamp() * 1000)) if moment else 0
