"""Commands of a screen: read, ordered, bounded, and answered with ack or nack."""

from __future__ import annotations

from typing import Any

import pytest

from kds.kitchen.command import Actor, Line, LinePatch, Seen
from kds.kitchen.commands import Amend, Bump
from kds.kitchen.errors import Rejected
from kds.kitchen.model import Modifier, Refused
from kds.service.hub import STORE
from kds.service.outputs import Abort, Order
from kds.service.receipt import Receipt
from kds.wire import limits
from kds.wire.closecodes import CloseCode
from kds.wire.frames import Ack, AckItem, Bye, Cmd, CmdItem, Hello, Lost, Nack, ServerFrame, View, ViewFrame
from kds.wire.version import SCHEMA, VERSION
from tests.service.commits import Log
from tests.service.screens import Wire

BUMP = {"ticket": "t0", "tasks": [{"task": "a.0.0", "gen": 1}]}


def screen(role: str = "cook", stations: tuple[str, ...] = ("hot",), device: str = "hot 1") -> Wire:
    wire = Wire(Log().hub)
    assert role in ("cook", "expo")
    say = Hello(
        min=VERSION,
        max=VERSION,
        app="test",
        schema=SCHEMA,
        cid="cid-1",
        role="expo" if role == "expo" else "cook",
        device=device,
        view=View(stations=stations),
    )
    wire.say(say)
    wire.hear()
    return wire


def cmd(*items: CmdItem, cid: str = "cid-1") -> Cmd:
    return Cmd(stream=STORE, cid=cid, items=items)


def item(n: int, kind: str = "bump", args: dict[str, Any] | None = None, at: float = 0) -> CmdItem:
    return CmdItem(n=n, id=f"id-{n}", kind=kind, args=BUMP if args is None else args, at=at)


def order_of(wire: Wire, frame: Cmd) -> Order:
    (order,) = wire.say(frame)
    return order


def told(receipts: list[Receipt]) -> list[ServerFrame]:
    """What a screen hears whose commands 1, 2, … came to this."""
    wire = screen()
    order = order_of(wire, cmd(*(item(n + 1) for n in range(len(receipts)))))
    wire.session.answered(order, receipts)
    return wire.hear()


def test_a_command_becomes_a_submission_with_everything_it_needs() -> None:
    order = order_of(screen(), cmd(item(7, at=1234.9)))
    (submission,) = order.submissions
    assert submission.command == Bump(ticket="t0", tasks=(Seen("a.0.0", 1),))
    assert (submission.cid, submission.n, submission.id, submission.at_ms) == ("cid-1", 7, "id-7", 1234)


def test_a_cook_acts_for_the_one_station_of_the_screen() -> None:
    (submission,) = order_of(screen(), cmd(item(1))).submissions
    assert submission.actor == Actor(role="cook", name="hot 1", scope="hot")


@pytest.mark.parametrize(
    ("role", "stations"), [("cook", ("hot", "wok")), ("expo", ("expo",))], ids=["several stations", "the pass"]
)
def test_a_screen_of_several_stations_and_the_pass_act_for_all(role: str, stations: tuple[str, ...]) -> None:
    (submission,) = order_of(screen(role, stations), cmd(item(1))).submissions
    assert (submission.actor.role, submission.actor.scope) == (role, "")


def test_a_changed_view_changes_what_a_cook_may_touch() -> None:
    wire = screen()
    wire.say(ViewFrame(stations=("wok",), visible=True))
    (submission,) = order_of(wire, cmd(item(1))).submissions
    assert submission.actor.scope == "wok"


def test_a_screen_without_a_name_is_told_apart_by_its_page_load() -> None:
    (submission,) = order_of(screen(device=""), cmd(item(1))).submissions
    assert submission.actor.name == "cook cid-"


def test_the_texts_of_a_command_are_cleaned_as_those_of_a_source_are() -> None:
    line = {"uid": "1", "name": " Rice\x1b[2J\u202e ", "modifiers": [{"name": "no\x07 salt"}]}
    written = {"ticket": "t0", "add": [line], "modify": [{"item": "i", "note": "a\u2066b\nc"}]}
    (submission,) = order_of(screen(), cmd(item(1, "amend", written))).submissions
    assert submission.command == Amend(
        "t0",
        add=(Line("1", "Rice[2J", modifiers=(Modifier("no salt"),)),),
        modify=(LinePatch("i", note="ab\nc"),),
    )


def test_commands_of_a_dead_page_load_keep_its_cid() -> None:
    (submission,) = order_of(screen(), cmd(item(1), cid="dead load")).submissions
    assert submission.cid == "dead load"


@pytest.mark.parametrize(
    ("kind", "args", "part"),
    [
        ("start_day", {}, "'start_day' is no command"),
        ("release", {"ticket": "t0"}, "'release' is no command"),
        ("bump", {"ticket": "t0"}, "tasks"),
        ("bump", {"ticket": 5, "tasks": []}, "$.ticket"),
        ("fire", {"ticket": "t0", "course": 2**60}, "an integer beyond"),
        ("fire", {"ticket": float("nan")}, "not finite"),
        ("fire", {"ticket": b"raw"}, "a bytes where"),
        ("amend", {"ticket": "t0", "add": [[[[[[[[[1]]]]]]]]]}, "deep"),
        ("amend", {"ticket": "t0", "void": [{1: 2}]}, "a key that is not text"),
        ("amend", {"ticket": "t0", "add": [{"uid": "1"}]}, "a name or a sku"),
        ("amend", {"ticket": "t0", "add": [{"uid": "", "name": "Rice"}]}, "uid"),
        ("amend", {"ticket": "t0", "add": [{"uid": "1", "name": "\u202e\x07"}]}, "a name or a sku"),
        ("amend", {"ticket": "t0", "add": [{"uid": "1", "name": "Rice", "course": -1}]}, "course"),
        ("amend", {"ticket": "t0", "add": [{"uid": "1", "name": "Rice", "course": 21}]}, "course"),
        ("amend", {"ticket": "t0", "add": [{"uid": "1", "name": "Rice", "allergens": ["nut"] * 21}]}, "allergens"),
        ("amend", {"ticket": "t0", "modify": [{"item": "i", "course": 0}]}, "course"),
        ("amend", {"ticket": "t0", "modify": [{"item": "i", "modifiers": [{"name": "x"}] * 51}]}, "modifiers"),
        ("hold", {"ticket": "t0", "course": -1}, "course"),
        ("split", {"ticket": "t0", "items": ["1"], "external_id": "x", "number": "9" * 41}, "number"),
        ("cancel", {"ticket": "t0", "reason": "x" * 1001}, "more than 1000 characters"),
    ],
)
def test_a_command_that_cannot_be_read_is_submitted_as_a_rejection(kind: str, args: dict[str, Any], part: str) -> None:
    first, second = order_of(screen(), cmd(item(1, kind, args), item(2))).submissions
    assert isinstance(first.command, Rejected)
    assert first.command.why == "malformed"
    assert part in first.command.detail
    assert (first.n, second.n) == (1, 2)


def test_what_a_screen_is_told_of_its_mistake_is_short() -> None:
    (submission,) = order_of(screen(), cmd(item(1, "k" * limits.NAME_CHARS, {"x": "y" * 5000}))).submissions
    assert isinstance(submission.command, Rejected)
    assert len(submission.command.detail) <= 300


def test_decided_commands_are_acknowledged_with_their_position() -> None:
    lost = Refused(what="b.0.0", name="Mapo tofu", why="already_done", winner="wok 2")
    answers = told(
        [
            Receipt("ok", 11, refused=(lost,)),
            Receipt("noop", 11, "stale"),
            Receipt("rejected", 11, "not_permitted", "cooks may not cancel"),
        ]
    )
    assert answers == [
        Ack(
            cid="cid-1",
            items=(
                AckItem(1, "ok", 11, lost=(Lost("b.0.0", "already_done", "wok 2", "Mapo tofu"),)),
                AckItem(2, "noop", 11, "stale"),
                AckItem(3, "rejected", 11, "not_permitted", "cooks may not cancel"),
            ),
        )
    ]


def test_a_gap_is_answered_with_the_number_that_is_expected() -> None:
    assert told([Receipt("gap", 5, expected=3)]) == [Nack(cid="cid-1", expected=3, retry_ms=0, why="gap")]


def test_a_passing_fault_acknowledges_what_came_before_and_asks_for_the_rest_again() -> None:
    answers = told([Receipt("ok", 6), Receipt("failed", 6, "full", retry_ms=5000), Receipt("gap", 6, expected=2)])
    assert answers == [
        Ack(cid="cid-1", items=(AckItem(1, "ok", 6),)),
        Nack(cid="cid-1", expected=2, retry_ms=5000, why="full"),
    ]


def test_too_many_undecided_commands_are_sent_back_and_taken_later() -> None:
    wire = screen()
    frames = limits.INFLIGHT_COMMANDS // limits.CMD_ITEMS
    orders = [
        order_of(wire, cmd(*(item(frame * limits.CMD_ITEMS + n + 1) for n in range(limits.CMD_ITEMS))))
        for frame in range(frames)
    ]
    assert wire.say(cmd(item(limits.INFLIGHT_COMMANDS + 1))) == []
    assert wire.hear() == [
        Nack(cid="cid-1", expected=limits.INFLIGHT_COMMANDS + 1, retry_ms=limits.BUSY_RETRY_MS, why="busy")
    ]
    wire.session.answered(orders[0], [Receipt("ok", 1)] * limits.CMD_ITEMS)
    assert len(wire.say(cmd(item(limits.INFLIGHT_COMMANDS + 1)))) == 1


def test_a_frame_with_too_many_commands_is_no_frame() -> None:
    wire = screen()
    assert wire.say(cmd(*(item(n + 1) for n in range(limits.CMD_ITEMS + 1)))) == []
    assert wire.hear_one(Bye).code == CloseCode.MALFORMED


def test_commands_for_an_unknown_stream_end_the_connection() -> None:
    wire = screen()
    assert wire.say(Cmd(stream="board", cid="cid-1", items=(item(1),))) == []
    assert wire.hear_one(Bye).code == CloseCode.UNKNOWN_STREAM


def test_a_screen_that_sends_and_never_reads_is_aborted() -> None:
    wire = screen()
    for n in range(limits.QUEUE_FRAMES + 1):
        order = order_of(wire, cmd(item(n + 1)))
        wire.session.answered(order, [Receipt("ok", n)])
        wire.mono_ms += 1000 // limits.FRAMES_PER_S
    assert isinstance(wire.session.take(wire.now), Abort)
