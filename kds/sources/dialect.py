"""What every dialect gives: a signature rule, what an event asks for, and the commands of a fetched order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from kds.kitchen.commands import AnyCommand
from kds.kitchen.setup import SourceRule
from kds.sources.unreadable import Unreadable

T = TypeVar("T", bound=Struct)


class Event(Struct, frozen=True):
    """What a webhook says: thin, it names an order and what became of it."""

    order_id: str
    """Events of one order are taken in the order in which they came."""
    action: Literal["fetch", "cancel", "ignore"]
    kind: str
    """The vendor's name of the event, for messages."""
    key: str = ""
    """The vendor's id of the event: a redelivery has the same."""
    version: int = 0
    """The fetched order is at least this new, or the vendor is not ready yet."""
    reason: str = ""
    fire: bool = False
    """Preparation was asked for: what is held is started."""


class Reading(Struct, frozen=True):
    """The commands of an order, and what of the payload was left unread."""

    commands: tuple[AnyCommand, ...]
    ignored: tuple[str, ...] = ()
    version: int = 0


class Dialect(Struct, frozen=True):
    name: str
    signature_header: str
    ack_status: Literal[200, 204]
    """What the vendor wants to hear when the body is kept."""
    verify: Callable[[bytes, Mapping[str, str], str, str], bool]
    """(raw body, headers with lower-case names, notification URL, secret), in constant time."""
    read_event: Callable[[bytes], Event]
    """Raises Unreadable."""
    order_path: Callable[[str], str]
    """Where below the configured base the order is fetched."""
    read_order: Callable[[bytes, Event, SourceRule], Reading]
    """Raises Unreadable."""


def lenient(raw: bytes, wanted: type[T]) -> tuple[T, object]:
    """The payload as `wanted` and as it came: numbers may be text, unknown fields are no error."""
    try:
        plain = msgspec.json.decode(raw)
        return msgspec.convert(plain, wanted, strict=False), plain
    except msgspec.ValidationError as error:
        raise Unreadable("invalid_field", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable("malformed_json", str(error)) from None
    except RecursionError:
        raise Unreadable("too_deep", "The payload is nested too deeply.") from None


def unread(value: object, plain: object, known: frozenset[str], pointer: str = "") -> tuple[str, ...]:
    """JSON pointers of the fields of `plain` that neither `value` holds nor `known` names as none of ours."""
    if isinstance(value, tuple) and isinstance(plain, list):
        pairs = enumerate(zip(value, plain, strict=True))
        return tuple(found for n, (one, raw) in pairs for found in unread(one, raw, known, f"{pointer}/{n}"))
    if not isinstance(value, Struct) or not isinstance(plain, dict):
        return ()
    read = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
    strange = tuple(f"{pointer}/{name}" for name in plain if name not in read and name not in known)
    deeper = (
        found
        for name, field in read.items()
        for found in unread(getattr(value, field), plain.get(name), known, f"{pointer}/{name}")
    )
    return (*strange, *deeper)
