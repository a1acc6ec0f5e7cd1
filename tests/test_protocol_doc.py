"""`docs/protocol.md` held to the code: every frame, key, limit, code and byte is there, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import get_args, get_type_hints

import msgpack
import pytest
from msgspec import Struct

from kds.kitchen.command import Command
from kds.kitchen.errors import NoopCode, RejectCode
from kds.kitchen.permissions import MAY
from kds.wire import limits
from kds.wire.closecodes import RELOAD, STOP_FROM, CloseCode
from kds.wire.codec import encode
from kds.wire.frames import Hello, ScreenFrame, ServerFrame
from kds.wire.version import SUBPROTOCOL, VERSION
from tests.house import text
from tests.sync.trace import trace
from tests.wire import shapes
from tests.wire.annotate import annotate, bytes_of
from tests.wire.samples import SCREEN_FRAMES, SERVER_FRAMES

DOC = "docs/protocol.md"
FRAMES = shapes.frames()
COMMANDS = shapes.commands()
PARTS = tuple(dict.fromkeys((*shapes.parts(FRAMES), *shapes.documents(), *shapes.parts(COMMANDS))))
OF_THE_EXECUTOR = "internal"
"""The one code that is no rule's."""


@cache
def sections(level: int) -> dict[str, str]:
    """Heading -> text below it, up to the next heading of that level or above."""
    found = re.split(rf"^(#{{1,{level}}} .*)$", text(DOC), flags=re.MULTILINE)
    pairs = zip(found[1::2], found[2::2], strict=True)
    return {heading.lstrip("# "): body for heading, body in pairs if heading.startswith("#" * level + " ")}


def cells(section: str) -> list[tuple[str, ...]]:
    """The rows of the tables in it, without heads."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    bodies = [lines[n] for n in range(len(lines)) if not lines[n].startswith("|---") and not _is_head(lines, n)]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in bodies]


def _is_head(lines: list[str], n: int) -> bool:
    return n + 1 < len(lines) and lines[n + 1].startswith("|---")


def block(language: str) -> str:
    match = re.search(rf"^```{language}\n(.*?)\n?^```", text(DOC), re.MULTILINE | re.DOTALL)
    assert match is not None, f"no example ```{language}"
    return match[1]


def bare(values: Iterable[str]) -> list[str]:
    return [value.strip("`") for value in values]


def heading_of(struct: type[Struct]) -> str:
    if struct in FRAMES:
        return f"Frame `{shapes.tag(struct)}`"
    return f"Command `{shapes.tag(struct)}`" if struct in COMMANDS else struct.__name__


@pytest.mark.parametrize("struct", [*FRAMES, *PARTS, *COMMANDS], ids=heading_of)
def test_every_key_is_told_with_its_type_and_what_its_absence_means(struct: type[Struct]) -> None:
    told = [(key.strip("`"), kind, absent) for key, kind, absent, _ in cells(sections(3)[heading_of(struct)])]
    assert told == [(row.key, row.type, row.absent) for row in shapes.rows(struct)]


def test_every_key_has_a_meaning() -> None:
    mute = [f"{heading}: {row[0]}" for heading, body in sections(3).items() for row in cells(body) if len(row[-1]) < 3]
    assert mute == []


def test_no_frame_command_or_part_is_told_that_is_not_there() -> None:
    known = {heading_of(struct) for struct in (*FRAMES, *PARTS, *COMMANDS)}
    assert set(sections(3)) == known


@pytest.mark.parametrize("frame", [*SCREEN_FRAMES, *SERVER_FRAMES], ids=lambda frame: shapes.tag(type(frame)))
def test_the_bytes_of_every_frame_are_shown_and_right(frame: ScreenFrame | ServerFrame) -> None:
    example = block(f"bytes {shapes.tag(type(frame))}")
    assert example == annotate(encode(frame))
    assert msgpack.unpackb(bytes_of(example)) == msgpack.unpackb(encode(frame))


@pytest.mark.parametrize("frame", [*SCREEN_FRAMES, *SERVER_FRAMES], ids=lambda frame: shapes.tag(type(frame)))
def test_the_example_of_a_frame_shows_every_key(frame: ScreenFrame | ServerFrame) -> None:
    assert set(msgpack.unpackb(encode(frame))) == {row.key for row in shapes.rows(type(frame))} | {"t"}


def test_every_limit_is_told_with_its_value() -> None:
    told = {name.strip("`"): int(value) for name, value, _, _ in cells(sections(2)["Limits"])}
    assert told == {name: value for name, value in vars(limits).items() if name.isupper()}


def test_the_limits_of_the_welcome_are_told_by_their_keys() -> None:
    told = {key.strip("`"): int(value) for _, value, key, _ in cells(sections(2)["Limits"]) if key != shapes.NONE}
    assert told == limits.told()


def test_every_close_code_is_told() -> None:
    told = [(int(code), name.strip("`"), reload) for code, name, reload, _ in cells(sections(2)["Close codes"])]
    assert told == [(code.value, code.name, "yes" if code in RELOAD else "no") for code in CloseCode]
    assert f"A code from {STOP_FROM} on means stop" in text(DOC)


def test_every_outcome_is_told() -> None:
    told = bare(row[0] for row in cells(sections(2)["Outcomes"]))
    assert told == [*get_args(RejectCode), OF_THE_EXECUTOR, *get_args(NoopCode)]


@pytest.mark.parametrize("command", COMMANDS, ids=shapes.tag)
def test_the_roles_that_may_send_a_command_are_told(command: type[Command]) -> None:
    roles = get_args(get_type_hints(Hello)["role"])
    match = re.search(r"Roles: ([\w, ]+)\.", sections(3)[heading_of(command)])
    assert match is not None
    assert match[1].split(", ") == [role for role in roles if role in MAY[command]]


def test_the_version_and_the_subprotocol_are_told() -> None:
    assert text(DOC).startswith(f"# The screen protocol, {SUBPROTOCOL}\n")
    assert f"at present {VERSION}." in sections(2)["Versions"]


async def test_the_trace_is_what_happens() -> None:
    assert block("trace") == await trace()
