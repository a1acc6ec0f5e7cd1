"""Which protocol versions are spoken, and the fingerprint that notices when the wire changes its shape."""

from __future__ import annotations

import hashlib
import json
from typing import Any, get_args

import msgspec

from kds.kitchen.board import Board, Pickup
from kds.kitchen.commands import ScreenCommand
from kds.kitchen.model import Ticket
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.venue import Dish, Store
from kds.wire.frames import ScreenFrame, ServerFrame

VERSION = 1
"""Raise it when a frame, a document or a command changes its shape."""

OLDEST = 1
"""Two versions back at most: their commands may still sit in outboxes."""

SUBPROTOCOL = f"kds.{VERSION}"


def negotiate(low: int, high: int) -> int | None:
    """The highest version that both sides speak; None: there is none."""
    best = min(high, VERSION)
    return best if best >= max(low, OLDEST) else None


def shapes() -> dict[str, Any]:
    """JSON Schema of everything on the wire, without the prose: renaming nothing but a comment changes nothing."""
    documents = (Ticket, Dish, Store, ScreenLayout, Board, Pickup)
    types = (*get_args(ScreenFrame), *get_args(ServerFrame), *get_args(ScreenCommand), *documents)
    _, components = msgspec.json.schema_components(types)
    bare = _without_prose(components)
    assert isinstance(bare, dict)
    return bare


def _without_prose(schema: object) -> object:
    match schema:
        case dict():
            return {
                key: _without_prose(value)
                for key, value in schema.items()
                if not (key in ("title", "description") and isinstance(value, str))
            }
        case list() | tuple():
            return [_without_prose(part) for part in schema]
        case _:
            return schema


def _fingerprint() -> str:
    text = json.dumps(shapes(), sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


SCHEMA = _fingerprint()
"""16 hex characters. A page carries the one it was built for and is reloaded when the server has another."""
