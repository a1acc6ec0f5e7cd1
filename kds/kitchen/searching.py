"""Which tickets somebody means by what they typed: a number, a table, a guest, a dish, a source or the source's own id.

`web/src/core/searching.ts` is the same rule; `tests/golden/searching.json` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from kds.kitchen.model import Ticket

MAX_WORDS = 8
"""Words of one search; whoever types more has pasted something else."""

PART = 2
"""Characters of a word that may be the beginning of a number or a source: a single one would find half the day."""

ID_PART = 4
"""Characters of a word that may stand anywhere in a source's id, where short ones stand by chance."""

_PREFIX = re.compile(r"[^0-9]*0*")


class SoughtTask(Struct, frozen=True, gc=False):
    station: str


class SoughtItem(Struct, frozen=True, gc=False):
    name: str
    alt_name: str = ""
    set_name: str = ""
    tasks: tuple[SoughtTask, ...] = ()


class Sought(Struct, frozen=True, gc=False):
    """What of a ticket can be searched; decoding no more than this costs a third of the whole ticket."""

    id: str
    source: str
    external_id: str
    number: str = ""
    mark: str = ""
    table: str = ""
    tab: str = ""
    guest: str = ""
    tombstone: bool = False
    items: tuple[SoughtItem, ...] = ()


def words_of(query: str) -> tuple[str, ...]:
    """What has to be found, every word of it; the wide digits of a Chinese keyboard are digits."""
    return tuple(unicodedata.normalize("NFKC", query).lower().split())


def is_meant(ticket: Sought | Ticket, words: Sequence[str]) -> bool:
    return not ticket.tombstone and all(_is_named(ticket, word) for word in words)


def _is_named(ticket: Sought | Ticket, word: str) -> bool:
    return (
        _is_number(ticket, word)
        or word in (ticket.mark.lower(), ticket.table.lower(), *ticket.table.lower().split())
        or word in ticket.guest.lower()
        or word in ticket.tab.lower()
        or _is_source(ticket, word)
        or any(word in f"{item.name}\n{item.alt_name}\n{item.set_name}".lower() for item in ticket.items)
    )


def _is_number(ticket: Sought | Ticket, word: str) -> bool:
    """38 is also A038, and Q38 the 38 of the source with the mark Q."""
    number = ticket.number.lower()
    if word in (number, f"{ticket.mark.lower()}{number}") or (len(word) >= PART and number.startswith(word)):
        return True
    digits = word.lstrip("0")
    return digits.isascii() and digits.isdecimal() and _PREFIX.sub("", number, count=1) == digits


def _is_source(ticket: Sought | Ticket, word: str) -> bool:
    source, own = ticket.source.lower(), ticket.external_id.lower()
    return word == own or (len(word) >= ID_PART and word in own) or (len(word) >= PART and source.startswith(word))
