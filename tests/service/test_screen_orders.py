"""What a screen may order: held to the limits of every source, and for the store only."""

from __future__ import annotations

from typing import Any

import pytest

from kds.kitchen.command import Actor, Line
from kds.kitchen.commands import WAITERS, Place
from kds.kitchen.errors import Rejected
from kds.kitchen.model import Modifier
from kds.service.commanding import submissions
from kds.service.hub import STORE
from kds.wire.frames import Cmd, CmdItem

WAITER = Actor("waiter", "pos-1f")
ORDER: dict[str, Any] = {
    "source": WAITERS,
    "external_id": "w1",
    "revision": 1,
    "table": "5",
    "lines": [{"uid": "u1", "sku": "R01", "modifiers": [{"name": "coriander", "action": "no"}]}],
}


def read(kind: str, args: dict[str, Any]) -> object:
    (submission,) = submissions(Cmd(stream=STORE, cid="c", items=(CmdItem(n=1, id="1", kind=kind, args=args),)), WAITER)
    return submission.command


def why(args: dict[str, Any]) -> str:
    command = read("place", ORDER | args)
    assert isinstance(command, Rejected)
    assert command.why == "malformed"
    return command.detail


def test_an_order_of_a_screen_is_read_as_it_was_written() -> None:
    line = Line("u1", sku="R01", modifiers=(Modifier("coriander", "no"),))
    assert read("place", ORDER) == Place(WAITERS, "w1", (line,), revision=1, table="5")


def test_texts_of_an_order_are_cleaned_as_those_of_a_till() -> None:
    command = read("place", ORDER | {"note": " no\x07 hurry ‮"})
    assert isinstance(command, Place)
    assert command.note == "no hurry"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({"source": "pos"}, "the source of a screen's order is 'pos-web'"),
        ({"revision": 2}, "revision 1 and no key"),
        ({"key": "k"}, "revision 1 and no key"),
        ({"sold_out": "decide"}, "are for sources"),
        ({"mark": "美"}, "are for sources"),
        ({"external_id": ""}, "external_id"),
        ({"covers": -1}, "covers"),
        ({"held": [21]}, "held"),
        ({"lines": [{"uid": "u1"}]}, "every new line needs a name or a sku"),
        ({"lines": [{"uid": "u1", "sku": "a", "course": 0}]}, "course"),
        ({"lines": [{"sku": "a"}]}, "uid"),
        ({"lines": [{"uid": str(n), "sku": "a"} for n in range(201)]}, "lines"),
        ({"note": "x" * 1001}, "a text of more than 1000 characters"),
    ],
)
def test_what_no_till_could_order_no_screen_can(args: dict[str, Any], told: str) -> None:
    assert told in why(args)
