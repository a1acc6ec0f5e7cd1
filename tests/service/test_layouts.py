"""Layouts of screens on their way: read from the wire, kept in the log, forgotten without losing count."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kds.kitchen.command import Actor
from kds.kitchen.commands import SetLayout
from kds.kitchen.errors import Rejected
from kds.kitchen.screens import MAX_CALLED_CHARS, MAX_KEYS, PARTS, Keys, Layout, ScreenLayout
from kds.service.commanding import submissions
from kds.service.documents import Documents, value_of
from kds.service.hub import STORE
from kds.service.memory_log import MemoryLog
from kds.service.receipt import DocChange, Submission
from kds.wire.frames import Cmd, CmdItem
from kds.wire.limits import INBOUND_FRAME_BYTES
from tests.service.kitchen import NOON_MS
from tests.service.test_batch import Shop

HOT = Actor("cook", "hot-1", "hot")


def read(args: dict[str, Any]) -> object:
    item = CmdItem(n=1, id="1", kind="set_layout", args=args)
    (submission,) = submissions(Cmd(stream=STORE, cid="c", items=(item,)), HOT)
    return submission.command


def said(command: SetLayout, id_: str) -> Submission:
    return Submission(command, HOT, id_)


LIGHT = SetLayout("hot-1", Layout(theme="light"))
AS_THE_STORE = SetLayout("hot-1", inherit=PARTS)


def test_a_layout_is_read_as_the_screen_says_it() -> None:
    args = {"screen": "hot-1", "own": {"inches": 24, "keys": {"preset": "learned", "learned": {"F1": "bump"}}}}
    keys = Keys("learned", {"F1": "bump"})
    assert read(args | {"inherit": ["theme"]}) == SetLayout("hot-1", Layout(inches=24, keys=keys), ("theme",))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({}, "screen"),
        ({"screen": ""}, "screen"),
        ({"screen": "hot-1", "own": {"theme": "pink"}}, "theme"),
        ({"screen": "hot-1", "own": {"columns": 8}}, "columns"),
        ({"screen": "hot-1", "own": {"size": 100}}, "size"),
        ({"screen": "hot-1", "own": {"keys": {"learned": {"F" * 33: "bump"}}}}, "keys"),
        ({"screen": "hot-1", "own": {"keys": {"learned": {f"K{n}": "bump" for n in range(MAX_KEYS + 1)}}}}, "keys"),
        ({"screen": "hot-1", "inherit": ["colour"]}, "inherit"),
    ],
)
def test_a_layout_that_no_screen_could_have_is_refused(args: dict[str, Any], told: str) -> None:
    command = read(args)
    assert isinstance(command, Rejected)
    assert (command.why, told in command.detail) == ("malformed", True)


def test_the_largest_layout_is_a_small_document() -> None:
    keys = Keys("learned", {f"{n:032}": "x" * 32 for n in range(MAX_KEYS)})
    own = Layout("x" * 16, "device", 1.15, 15.6, 0.75, "cards", 7, 3, 0.25, True, True, 1440, keys)
    largest = ScreenLayout("x" * 200, own, "2026-03-06", "x" * MAX_CALLED_CHARS)
    assert len(msgspec.msgpack.encode(largest)) < INBOUND_FRAME_BYTES / 10


def test_a_layout_is_there_after_a_restart() -> None:
    shop = Shop()
    assert shop.one(said(LIGHT, "1")).result == "ok"
    shop.disk.in_use = False
    boot = MemoryLog(shop.disk).open("00000000000000bb", NOON_MS)
    documents = Documents(DocChange(row, value_of(row)) for row in boot.docs)
    assert [screen.own for screen in documents.screens()] == [Layout(theme="light")]


def test_a_screen_that_was_forgotten_leaves_memory_and_counts_on_when_it_comes_back() -> None:
    shop = Shop()
    for number, command in enumerate((LIGHT, AS_THE_STORE, LIGHT), 1):
        assert shop.one(said(command, str(number))).result == "ok"
        assert (shop.documents.screen("hot-1") is None) == (command is AS_THE_STORE)
        row = shop.log.document("screen/hot-1")
        assert row is not None
        assert (row.ver, row.open) == (number, command is not AS_THE_STORE)
