"""The one exception of this package: a body that cannot be taken, with the place and what would be right."""

from __future__ import annotations

from typing import Literal, TypeAlias

UnreadableCode: TypeAlias = Literal[
    "empty_body",
    "malformed_json",
    "malformed_msgpack",
    "invalid_utf8",
    "invalid_field",
    "missing_field",
    "unknown_field",
    "text_too_long",
    "too_many_items",
    "too_deep",
    "invalid_quantity",
]


class Unreadable(Exception):
    """`pointer` is the JSON pointer of the field to blame, "" for the whole body; `remedy` says what would be right."""

    def __init__(self, code: UnreadableCode, detail: str, *, pointer: str = "", remedy: str = "") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.remedy = remedy

    def __str__(self) -> str:
        where = f" at {self.pointer}" if self.pointer else ""
        return f"{self.code}{where}: {self.detail}"
