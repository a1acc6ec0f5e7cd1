"""Permanent names: of tickets, items and tasks, and the digest that tells whether contents are the same."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b, sha1
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import astuple, replace

from kds.kitchen.command import Line, LinePatch
from kds.kitchen.commands import Amend, KeyedVerb, Place
from kds.kitchen.model import Modifier
from kds.kitchen.quantity import normalise

NAMESPACE = UUID("5f0a3a4c-0f5e-5d0b-9b43-6b6473000001")
"""Never changes: every ticket id ever given hangs on it."""

ITEM_ID_BYTES = 8
"""64 bits, 16 hex characters: items are only told apart within one store."""

DIGEST_BYTES = 12
"""96 bits: an accident, not an attacker, is what two different orders must not share a digest by."""

RECENT_IDS = 1024
"""Ids kept at hand: an order's is asked for three times on its way in."""

_IN_NAMESPACE = sha1(NAMESPACE.bytes, usedforsecurity=False)

_encode = msgspec.msgpack.Encoder().encode


@lru_cache(maxsize=RECENT_IDS)
def ticket_id(source: str, external_id: str) -> str:
    """The one id of a source's order, whoever computes it and however often it is sent."""
    # uuid5 by hand (RFC 9562, 5.5), as the standard library's takes longer than reading the order.
    hashing = _IN_NAMESPACE.copy()
    hashing.update(f"{source}\n{external_id}".encode())
    name = bytearray(hashing.digest()[:16])
    name[6] = name[6] & 0x0F | 0x50
    name[8] = name[8] & 0x3F | 0x80
    text = name.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def item_id(ticket: str, uid: str, n: int = 0) -> str:
    """The id of the n-th item of a source's line: more of a started line makes a new item."""
    return blake2b(f"{ticket}\n{uid}\n{n}".encode(), digest_size=ITEM_ID_BYTES).hexdigest()


def task_id(item: str, chain: int, step: int) -> str:
    return f"{item}.{chain}.{step}"


def digest(command: Place | Amend | KeyedVerb) -> str:
    """Of what was ordered, not of how it was sent: revision, key and policy left out, quantities normalised."""
    contents: tuple[Any, ...]
    if not isinstance(command, Place | Amend):
        contents = (command.__struct_config__.tag, astuple(replace(command, key="")))
    elif isinstance(command, Place):
        plain = replace(command, revision=0, key="", sold_out="refuse", lines=())
        contents = (astuple(plain), tuple(map(_line, command.lines)))
    else:
        plain_amend = replace(command, ticket="", revision=0, key="", sold_out="refuse", add=(), modify=(), void=())
        parts = (tuple(map(_line, command.add)), tuple(map(_patch, command.modify)), tuple(map(astuple, command.void)))
        contents = (astuple(plain_amend), parts)
    return blake2b(_encode(contents), digest_size=DIGEST_BYTES).hexdigest()


# Tuples of every field, not the structs themselves: those leave out a default only where it is the very same
# object, so that equal orders could be encoded differently.


def _line(line: Line) -> tuple[Any, ...]:
    quantity = normalise(line.quantity) or line.quantity
    if quantity == line.quantity and not (line.modifiers or line.components):
        return astuple(line), (), ()
    return (
        astuple(replace(line, quantity=quantity, modifiers=(), components=())),
        tuple(map(_modifier, line.modifiers)),
        tuple(map(_line, line.components)),
    )


def _patch(patch: LinePatch) -> tuple[Any, ...]:
    return astuple(replace(patch, modifiers=None)), patch.modifiers and tuple(map(_modifier, patch.modifiers))


def _modifier(modifier: Modifier) -> tuple[Any, ...]:
    quantity = normalise(modifier.quantity) or modifier.quantity
    return astuple(replace(modifier, quantity=quantity, modifiers=())), tuple(map(_modifier, modifier.modifiers))
