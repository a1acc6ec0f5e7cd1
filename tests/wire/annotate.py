"""A msgpack message as bytes with their meaning beside them, the way `docs/protocol.md` shows its examples.

Written against the msgpack specification and not against our codec, so that one checks the other.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator

COLUMN = 52
"""Where the meaning begins; longer bytes push it out."""

FLOATS = {0xCA: ">f", 0xCB: ">d"}
UNSIGNED = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
CONSTANTS = {0xC0: "nil", 0xC2: "false", 0xC3: "true"}


def annotate(data: bytes) -> str:
    reader = _Reader(data)
    lines = list(reader.value(0, b"", ""))
    assert reader.at == len(data)
    return "\n".join(lines)


def bytes_of(example: str) -> bytes:
    """The other way: the bytes that an example shows."""
    return bytes.fromhex("".join(line.split("  ")[0] for line in map(str.strip, example.splitlines())))


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def value(self, depth: int, lead: bytes, label: str) -> Iterator[str]:
        """Lines of the value that begins here; `lead` and `label` are of its key."""
        start = self.at
        first = self._number(1)
        size = _container(first)
        if size is None:
            text = self._scalar(first)
            yield _line(depth, lead + self._data[start : self.at], f"{label}{text}")
            return
        kind, count = size
        yield _line(depth, lead + self._data[start : self.at], f"{label}{kind} of {count}")
        for _ in range(count):
            if kind == "map":
                key_at = self.at
                key = self._scalar(self._number(1))
                yield from self.value(depth + 1, self._data[key_at : self.at], f"{key}: ")
            else:
                yield from self.value(depth + 1, b"", "")

    def _scalar(self, first: int) -> str:
        if first <= 0x7F:
            return str(first)
        if first in CONSTANTS:
            return CONSTANTS[first]
        if first in UNSIGNED:
            return str(self._number(UNSIGNED[first]))
        if first in FLOATS:
            (number,) = struct.unpack(FLOATS[first], self._take(8 if first == 0xCB else 4))
            return str(number)
        assert first & 0xE0 == 0xA0 or first == 0xD9, f"the examples need no {first:#x}"
        length = first & 0x1F if first != 0xD9 else self._number(1)
        return json.dumps(self._take(length).decode(), ensure_ascii=False)

    def _number(self, size: int) -> int:
        return int.from_bytes(self._take(size), "big")

    def _take(self, size: int) -> bytes:
        self.at += size
        return self._data[self.at - size : self.at]


def _container(first: int) -> tuple[str, int] | None:
    if first & 0xF0 == 0x80:
        return "map", first & 0x0F
    if first & 0xF0 == 0x90:
        return "list", first & 0x0F
    return None


def _line(depth: int, data: bytes, meaning: str) -> str:
    return f"{'  ' * depth}{data.hex(' ')}".ljust(COLUMN) + f"  {meaning}"
