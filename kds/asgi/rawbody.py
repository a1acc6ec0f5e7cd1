"""A body from outside as people may look at it: text where it is text, else its bytes, nothing in it at work."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

SHOWN_BYTES = 64 * 1024
"""Of a body: more than any order, and a page that stays light."""

HEX_COLUMNS = 16

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What has no shape of its own, or turns the direction of the text around it; line breaks and tabs stay."""


class RawBody(Struct, frozen=True):
    form: Literal["text", "hex"]
    shown: str
    left_out: int
    """Bytes behind what is shown."""


def raw_body(body: bytes) -> RawBody:
    """Unseen characters are written as `\\u202e`, the rest as it came: whoever draws it must not take it for HTML."""
    part = body[:SHOWN_BYTES]
    try:
        body.decode()
    except UnicodeDecodeError:
        return RawBody("hex", "\n".join(_hex_lines(part)), len(body) - len(part))
    # The cut may go through a character.
    text = part.decode(errors="ignore")
    shown = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return RawBody("text", shown, len(body) - len(text.encode()))


def _hex_lines(part: bytes) -> list[str]:
    """Offset, bytes, and the letters among them."""
    lines = []
    for at in range(0, len(part), HEX_COLUMNS):
        row = part[at : at + HEX_COLUMNS]
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        lines.append(f"{at:08x}  {row.hex(' '):<{HEX_COLUMNS * 3 - 1}}  {letters}")
    return lines
