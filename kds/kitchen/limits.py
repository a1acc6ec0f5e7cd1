"""The limits of what sources and screens may write, each with the reason for its number, and the types that hold them.

The types bind where bytes are read; the rules themselves trust what was read.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

MAX_ITEMS = 200
"""Items of one order, components of set meals included: a banquet has about 80 lines; more is a runaway till."""

MAX_DEPTH = 8
"""Levels of modifiers or components below an item; real menus nest three."""

MAX_MODIFIERS = 50
"""Modifiers of one item or modifier: a card cannot show more."""

MAX_TEXT = 1_000
"""Characters of any text: what a card can show after a tap on "more"."""

MAX_ID = 200
"""Characters of an id of a source: vendors use UUIDs and short hashes."""

MAX_LIST = 20
"""Entries of tags, allergens, held courses: there are 14 declared allergens."""

MAX_COURSE = 20
"""Courses of one meal."""

MAX_COVERS = 1_000
"""Guests of one ticket: a wedding."""

MAX_PRIORITY = 9
"""One digit on the card."""

MAX_PORTIONS = 9_999
"""Portions left of a dish: what fits beside its name; a larger stock need not be counted."""

MAX_NUMBER = 40
"""Characters of an order's number: what is called out and stands large on the card."""

Text: TypeAlias = Annotated[str, Meta(max_length=MAX_TEXT)]
Texts: TypeAlias = Annotated[tuple[Text, ...], Meta(max_length=MAX_LIST)]
Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_ID, pattern=r"^[^\x00-\x1f\x7f]+$")]
Number: TypeAlias = Annotated[str, Meta(max_length=MAX_NUMBER)]
Course: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_COURSE)]
HeldCourse: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_COURSE, description="0 stands for the whole ticket.")]
