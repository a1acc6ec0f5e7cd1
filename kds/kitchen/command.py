"""What every command is, who asks, and what commands are made of."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from kds.kitchen.limits import MAX_ITEMS, MAX_MODIFIERS, Course, Id, Text, Texts
from kds.kitchen.model import Modifier

Modifiers: TypeAlias = Annotated[tuple[Modifier, ...], Meta(max_length=MAX_MODIFIERS)]

Moment: TypeAlias = Annotated[int, Meta(ge=0)]
"""Unix ms; 0: none."""

Role: TypeAlias = Literal["source", "guest", "waiter", "cook", "expo", "manager", "board", "system"]


class Actor(Struct, frozen=True, gc=False, omit_defaults=True):
    """Who asks. `scope` is the source, table or station whose own things a role may touch."""

    role: Role
    name: str
    """What the timeline shows: "till-1", "screen hot 3f2a"."""
    scope: str = ""


class Line(Struct, frozen=True, gc=False, omit_defaults=True):
    """An item as a source orders it, before the menu completes it and the routes split it."""

    uid: Id
    name: Text = ""
    sku: Text = ""
    alt_name: Text = ""
    category: Text = ""
    tags: Texts = ()
    quantity: str = "1"
    unit: Text = ""
    note: Text = ""
    course: Course = 1
    seat: Text = ""
    station_hint: Text = ""
    allergens: Texts = ()
    modifiers: Modifiers = ()
    components: Annotated[tuple[Line, ...], Meta(max_length=MAX_ITEMS)] = ()


class LinePatch(Struct, frozen=True, gc=False, omit_defaults=True):
    """A change to one item; None leaves a field as it is. `item` is its id or the source's uid."""

    item: str
    quantity: str | None = None
    note: Text | None = None
    modifiers: Modifiers | None = None
    allergens: Texts | None = None
    course: Course | None = None
    seat: Text | None = None


class VoidLine(Struct, frozen=True, gc=False, omit_defaults=True):
    """An item to take back; an empty quantity means all of it."""

    item: str
    quantity: str = ""
    reason: Text = ""


class Seen(Struct, frozen=True, gc=False, omit_defaults=True):
    """A task as the cook saw it; `bump` is named by recalls only."""

    task: str
    gen: int
    bump: str = ""


class Command(Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind"):
    """Base of every command."""
