"""Bytes from outside into typed structs, with errors that name the place: line and column, or JSON pointer."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Raw, Struct

from kds.kitchen.limits import MAX_DEPTH, MAX_ITEMS
from kds.sources.unreadable import Unreadable

Format: TypeAlias = Literal["json", "msgpack"]
T = TypeVar("T", bound=Struct)

_BOM = b"\xef\xbb\xbf"
"""Some tills on Windows write it before the JSON."""

_BYTE = re.compile(r"\(byte (\d+)\)")
_PATH = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_FIELD = re.compile(r"field `([^`]+)`")
_LONGEST = re.compile(r"`(\w+)` of length <= (\d+)")


def decode(raw: bytes, kind: Format, wanted: type[T]) -> T:
    """The body as `wanted`, or Unreadable."""
    if not raw.strip():
        raise Unreadable("empty_body", "The body is empty.", remedy="Send the order as the body of the request.")
    body = raw.removeprefix(_BOM) if kind == "json" else raw
    try:
        found: T = _decoder(kind, wanted).decode(body)
    except msgspec.ValidationError as error:
        raise _unsound(body, kind) or _invalid(str(error), wanted) from None
    except UnicodeDecodeError:
        raise _not_utf8(body, kind) from None
    except msgspec.DecodeError as error:
        raise _malformed(str(error), body, kind) from None
    except RecursionError:
        raise too_deep("") from None
    return found


@lru_cache
def _decoder(kind: Format, wanted: type[T]) -> msgspec.json.Decoder[T] | msgspec.msgpack.Decoder[T]:
    return msgspec.json.Decoder(wanted) if kind == "json" else msgspec.msgpack.Decoder(wanted)


def _unsound(body: bytes, kind: Format) -> Unreadable | None:
    """What is wrong with the bytes themselves: before that, no field is to blame."""
    try:
        if kind == "json":
            body.decode()
            msgspec.json.decode(body, type=Raw)
        else:
            msgspec.msgpack.decode(body, type=Raw)
    except UnicodeDecodeError:
        return _not_utf8(body, kind)
    except msgspec.DecodeError as error:
        return _malformed(str(error), body, kind)
    except RecursionError:
        return None
    return None


def too_deep(pointer: str) -> Unreadable:
    return Unreadable(
        "too_deep",
        f"Modifiers or components are nested more than {MAX_DEPTH} levels below an item.",
        pointer=pointer,
        remedy=f"Nest at most {MAX_DEPTH} levels; put the rest side by side.",
    )


def pointer(path: str) -> str:
    """The JSON pointer of msgspec's path: `.items[0].name` is `/items/0/name`."""
    return "".join(f"/{name or index}" for name, index in _STEP.findall(path))


def _invalid(message: str, wanted: type[Struct]) -> Unreadable:
    found = _PATH.search(message)
    where = pointer(found.group(1)) if found else ""
    detail = message[: found.start()] if found else message
    field = _FIELD.search(detail)
    if field and "missing" in detail:
        name = field.group(1)
        return Unreadable(
            "missing_field", f"`{name}` is missing.", pointer=f"{where}/{name}", remedy=f"Send `{name}`; see /docs."
        )
    if field and "unknown" in detail:
        name = field.group(1)
        return Unreadable(
            "unknown_field",
            f"`{name}` is not a field here, so nothing was taken: it might be a misspelt allergen.",
            pointer=f"{where}/{name}",
            remedy=_suggest(name, wanted),
        )
    longest = _LONGEST.search(detail)
    if longest and longest.group(1) == "array" and where == "/items":
        return too_many_items(where)
    if longest:
        kind = "characters" if longest.group(1) == "str" else "entries"
        return Unreadable(
            "text_too_long" if kind == "characters" else "invalid_field",
            f"More than {longest.group(2)} {kind}.",
            pointer=where,
            remedy=f"Send at most {longest.group(2)} {kind}.",
        )
    return Unreadable("invalid_field", f"{detail}.", pointer=where, remedy="See /docs for the type of this field.")


def too_many_items(where: str) -> Unreadable:
    return Unreadable(
        "too_many_items",
        f"An order has at most {MAX_ITEMS} items, components of set meals included.",
        pointer=where,
        remedy="Split the order into several, each with an external_id of its own.",
    )


def _suggest(name: str, wanted: type[Struct]) -> str:
    parts = msgspec.json.schema_components((wanted,))[1].values()
    known = {field for part in parts for field in part.get("properties", {})}
    near = get_close_matches(name, sorted(known), n=1)
    return f"Did you mean `{near[0]}`?" if near else "Leave it out; /docs lists the fields."


def _malformed(message: str, body: bytes, kind: Format) -> Unreadable:
    found = _BYTE.search(message)
    offset = int(found.group(1)) if found else len(body)
    reason = message[: found.start()].rpartition(": ")[2].strip() if found else "it ends too early"
    if kind == "msgpack":
        return Unreadable(
            "malformed_msgpack",
            f"The body is not msgpack: {reason} (byte {offset}).",
            remedy="Send one msgpack map, and nothing after it.",
        )
    before = body[:offset]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
    return Unreadable(
        "malformed_json",
        f"The body is not JSON: {reason} (line {line}, column {column}, byte {offset}).",
        remedy="Send one JSON object, and nothing after it.",
    )


def _not_utf8(body: bytes, kind: Format) -> Unreadable:
    where = ""
    if kind == "json":
        try:
            body.decode()
        except UnicodeDecodeError as error:
            where = f" (byte {error.start})"
    return Unreadable("invalid_utf8", f"The text is not UTF-8{where}.", remedy="Encode every text as UTF-8.")
