"""The shapes on the wire in the words of `docs/protocol.md`, read off the types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

import msgspec
from msgspec import Raw, Struct
from msgspec import inspect as shape

from kds.kitchen.board import Board, Pickup
from kds.kitchen.command import Command
from kds.kitchen.commands import ScreenCommand
from kds.kitchen.model import Ticket
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.venue import Dish, Store
from kds.wire.frames import ScreenFrame, ServerFrame
from kds.wire.limits import MAX_INTEGER

NONE = "—"


class Row(Struct, frozen=True):
    """One line of a table: the key, its type, and what an absent key stands for (`—`: never absent)."""

    key: str
    type: str
    absent: str


def frames() -> tuple[type[Struct], ...]:
    return (*get_args(ScreenFrame), *get_args(ServerFrame))


def commands() -> tuple[type[Command], ...]:
    return get_args(ScreenCommand)


def tag(struct: type[Struct]) -> str:
    return str(struct.__struct_config__.tag)


def parts(roots: Sequence[type[Struct]]) -> tuple[type[Struct], ...]:
    """Every struct that these are made of, in the order of first use, without the roots themselves."""
    found: dict[type[Struct], None] = {}

    def visit(kind: shape.Type) -> None:
        match kind:
            case shape.StructType():
                if kind.cls not in found:
                    found[kind.cls] = None
                    for field in kind.fields:
                        visit(field.type)
            case shape.Metadata():
                visit(kind.type)
            case shape.VarTupleType() | shape.ListType():
                visit(kind.item_type)
            case shape.DictType():
                visit(kind.value_type)
            case shape.UnionType():
                for option in kind.types:
                    visit(option)
            case _:
                pass

    for root in roots:
        visit(shape.type_info(root))
    return tuple(part for part in found if part not in roots)


def documents() -> tuple[type[Struct], ...]:
    return (Ticket, *parts((Ticket,)), Dish, Store, *parts((Store,)), ScreenLayout, Board, Pickup)


def rows(struct: type[Struct]) -> tuple[Row, ...]:
    """The keys of a struct as it is encoded; its kind (`t`, `kind`) is told elsewhere."""
    info = shape.type_info(struct)
    assert isinstance(info, shape.StructType)
    omits = struct.__struct_config__.omit_defaults
    return tuple(Row(field.encode_name, words(field.type), _absent(field, omits)) for field in info.fields)


def words(kind: shape.Type) -> str:
    match kind:
        case shape.Metadata():
            return words(kind.type)
        case shape.StrType():
            return f"text{bounds(kind.min_length, kind.max_length)}"
        case shape.IntType():
            return f"integer{bounds(kind.ge, None if kind.le == MAX_INTEGER else kind.le)}"
        case shape.FloatType():
            return f"number{bounds(kind.ge, None if kind.le == MAX_INTEGER else kind.le)}"
        case shape.BoolType():
            return "boolean"
        case shape.BytesType():
            return "binary"
        case shape.NoneType():
            return "nil"
        case shape.LiteralType():
            return ", ".join(f"`{value}`" if value else '`""`' for value in kind.values)
        case shape.VarTupleType():
            return f"list{bounds(kind.min_length, kind.max_length)} of {words(kind.item_type)}"
        case shape.DictType():
            return f"map of text to {words(kind.value_type)}"
        case shape.StructType():
            return f"[{kind.cls.__name__}](#{kind.cls.__name__.lower()})"
        case shape.UnionType():
            return " or ".join(words(option) for option in kind.types)
        case shape.CustomType() if kind.cls is Raw:
            return "document"
        case shape.RawType():
            return "document"
        case _:
            return "anything"


def bounds(low: float | None, high: float | None) -> str:
    """Of a number its value, of a text its characters, of a list its entries."""
    if low is None:
        return "" if high is None else f" (≤ {high})"
    return f" (≥ {low})" if high is None else f" ({low}–{high})"


def _absent(field: shape.Field, omits: bool) -> str:
    if field.required or not omits:
        return NONE
    value: Any = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    plain = msgspec.to_builtins(value)
    return f"`{json.dumps(plain, ensure_ascii=False)}`"
