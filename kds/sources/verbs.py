"""The bodies of the native verbs on a ticket that is there already, and the commands they mean."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from kds.kitchen.command import LinePatch, VoidLine
from kds.kitchen.commands import Amend, AskRush, Cancel, Fire, Hold, Merge, Move, SetAvailability, Split
from kds.kitchen.limits import MAX_ITEMS, MAX_MODIFIERS, MAX_PORTIONS, Course, HeldCourse, Id, Number, Text, Texts
from kds.kitchen.setup import SourceRule
from kds.kitchen.texts import clean
from kds.sources.native import (
    NativeItem,
    NativeModifier,
    Quantity,
    Revision,
    SourceId,
    lines,
    modifiers,
    texts,
)
from kds.sources.unreadable import Unreadable
from kds.sources.values import quantity

Items = Annotated[tuple[Id, ...], Meta(max_length=MAX_ITEMS, description="uids of the source, or ids of the kitchen.")]


class ItemPatch(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A change to one item; what is left out stays as it is."""

    item: Annotated[Id, Meta(description="uid of the line, or the kitchen's id of the item.")]
    quantity: Quantity | UnsetType = UNSET
    note: Text | UnsetType = UNSET
    modifiers: Annotated[tuple[NativeModifier, ...], Meta(max_length=MAX_MODIFIERS)] | UnsetType = UNSET
    allergens: Texts | UnsetType = UNSET
    course: Course | UnsetType = UNSET
    seat: Text | UnsetType = UNSET


class ItemVoid(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """An item to take back; without a quantity all of it."""

    item: Annotated[Id, Meta(description="uid of the line, or the kitchen's id of the item.")]
    quantity: Quantity | None = None
    reason: Text = ""


class AmendBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What changes. Needs a newer `revision`, or an Idempotency-Key header, so that a repeat adds nothing."""

    add: Annotated[tuple[NativeItem, ...], Meta(max_length=MAX_ITEMS)] = ()
    modify: Annotated[tuple[ItemPatch, ...], Meta(max_length=MAX_ITEMS)] = ()
    void: Annotated[tuple[ItemVoid, ...], Meta(max_length=MAX_ITEMS)] = ()
    revision: Revision | None = None


class CancelBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    reason: Text = ""
    revision: Revision | None = None


class MoveBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    table: Annotated[Text, Meta(min_length=1)]
    area: Text = ""
    seat: Text = ""


class MergeBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    into: Annotated[Id, Meta(description="The ticket on whose card this one is drawn: its id, or source:external_id.")]


class SplitBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    items: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
    external_id: Id
    """The source's id of the new ticket."""
    number: Number = ""
    table: Text = ""


class HoldBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    course: HeldCourse = 0


class FireBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    course: HeldCourse = 0


class RushBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    items: Items = ()
    """None named: every unfinished one."""


class AvailabilityBody(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Either of the two is enough; with `remaining` the portions are counted, 0 of them are sold out."""

    source: SourceId
    available: bool | None = None
    remaining: Annotated[int, Meta(ge=0, le=MAX_PORTIONS)] | None = None
    """Portions left: orders take from it, what is taken back in time returns, the last one sold is sold out."""


class Address(Struct, frozen=True, gc=False):
    """The ticket a verb is for, as far as it is known: an unknown one has only the source's own id."""

    id: str
    source: str
    external_id: str


def amend(body: AmendBody, to: Address, rule: SourceRule, key: str) -> Amend:
    return Amend(
        ticket=to.id,
        add=lines(body.add, "/add"),
        modify=tuple(_patch(one, f"/modify/{n}") for n, one in enumerate(body.modify)),
        void=tuple(
            VoidLine(
                item=one.item,
                quantity="" if one.quantity is None else quantity(one.quantity, f"/void/{n}/quantity"),
                reason=clean(one.reason),
            )
            for n, one in enumerate(body.void)
        ),
        revision=body.revision or 0,
        key="" if body.revision else key,
        source=to.source,
        external_id=to.external_id,
        sold_out=rule.sold_out,
    )


def _patch(one: ItemPatch, pointer: str) -> LinePatch:
    def given(value: str | UnsetType) -> str | None:
        return None if value is UNSET else clean(value)

    return LinePatch(
        item=one.item,
        quantity=None if one.quantity is UNSET else quantity(one.quantity, f"{pointer}/quantity"),
        note=given(one.note),
        modifiers=None if one.modifiers is UNSET else modifiers(one.modifiers, f"{pointer}/modifiers"),
        allergens=None if one.allergens is UNSET else texts(one.allergens),
        course=None if one.course is UNSET else one.course,
        seat=given(one.seat),
    )


def cancel(body: CancelBody, to: Address, key: str) -> Cancel:
    return Cancel(
        ticket=to.id,
        reason=clean(body.reason),
        revision=body.revision or 0,
        source=to.source,
        external_id=to.external_id,
        key=key,
    )


def move(body: MoveBody, to: Address, key: str) -> Move:
    return Move(ticket=to.id, table=clean(body.table), area=clean(body.area), seat=clean(body.seat), key=key)


def merge(into: str, to: Address, key: str) -> Merge:
    return Merge(ticket=to.id, into=into, key=key)


def split(body: SplitBody, external_id: str, to: Address, key: str) -> Split:
    return Split(
        ticket=to.id,
        items=body.items,
        external_id=external_id,
        number=clean(body.number),
        table=clean(body.table),
        key=key,
    )


def hold(body: HoldBody, to: Address, key: str) -> Hold:
    return Hold(ticket=to.id, course=body.course, key=key)


def fire(body: FireBody, to: Address, key: str) -> Fire:
    return Fire(ticket=to.id, course=body.course, key=key)


def rush(body: RushBody, to: Address, key: str) -> AskRush:
    return AskRush(ticket=to.id, items=body.items, key=key)


def availability(body: AvailabilityBody, sku: str, key: str) -> SetAvailability:
    """Raises Unreadable where the body says nothing, or two things at once."""
    available, remaining = body.available, body.remaining
    if available is None and remaining is None:
        raise Unreadable(
            "missing_field", "Neither available nor remaining.", pointer="/available", remedy="Send one of the two."
        )
    there = available if remaining is None else remaining > 0
    if available is not None and available is not there:
        raise Unreadable(
            "invalid_field",
            f"{remaining} left and available {str(available).lower()}.",
            pointer="/remaining",
            remedy="Send one of the two.",
        )
    # A key is its source's own: another one may count its requests the same way.
    return SetAvailability(sku, bool(there), remaining, key and f"{body.source}\n{key}")
