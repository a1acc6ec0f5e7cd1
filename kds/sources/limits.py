"""The limits of an order from outside, each with the reason for its number."""

from __future__ import annotations

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
