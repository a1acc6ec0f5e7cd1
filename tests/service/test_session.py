"""The session of one screen: the handshake, how it joins, and the order of its frames."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.venue import Store
from kds.service.hub import STORE
from kds.wire import limits
from kds.wire.closecodes import CloseCode
from kds.wire.frames import (
    Bye,
    Ev,
    More,
    ServerFrame,
    Snap,
    StreamAt,
    Sub,
    Subscribe,
    Welcome,
)
from kds.wire.version import OLDEST, SCHEMA, VERSION
from tests.service.commits import DAY, TERM, Log, change, ticket
from tests.service.screens import WALL_MS, Wire, hello, joined


def kinds(frames: list[ServerFrame]) -> list[str]:
    return [type(frame).__name__.lower() for frame in frames]


def pulling(log: Log) -> tuple[Wire, Snap]:
    """A screen that has the first part of a snapshot of several."""
    log.tickets(100, note="x" * 1500)
    wire = Wire(log.hub)
    wire.say(hello())
    return wire, wire.hear_one(Snap)


def test_the_welcome_tells_version_term_limits_and_both_clocks() -> None:
    wire = Wire(Log().hub)
    wire.say(replace(hello(), t0=77.5))
    welcome = wire.hear_one(Welcome)
    assert (welcome.version, welcome.term, welcome.schema) == (VERSION, TERM.id, SCHEMA)
    assert (welcome.t0, welcome.t1, welcome.t2, welcome.oldest_app) == (77.5, WALL_MS, WALL_MS, "build-1")
    assert welcome.limits == limits.told()


def test_a_screen_that_holds_nothing_is_welcomed_subscribed_and_given_the_first_part() -> None:
    log = Log()
    log.tickets(2)
    wire = Wire(log.hub)
    wire.say(hello())
    assert kinds(wire.hear()) == ["welcome", "sub", "snap"]


def test_the_subscription_names_the_last_command_of_the_page_loads_that_are_known() -> None:
    log = Log()
    log.commit(change(ticket("t0")), lmid={"old load": 12})
    wire = Wire(log.hub)
    wire.say(hello(outbox=("old load", "unknown load")))
    assert wire.hear_one(Sub).lmid == {"old load": 12}


def test_a_fork_is_told_with_the_last_common_position_and_followed_by_a_snapshot() -> None:
    log = Log()
    log.tickets(3)
    wire = Wire(log.hub)
    wire.say(hello(at=StreamAt(STORE, TERM.id, 9)))
    _, sub, snap = wire.hear()
    assert isinstance(sub, Sub)
    assert isinstance(snap, Snap)
    assert (sub.mode, sub.common, snap.seq) == ("fork", 3, 3)


@pytest.mark.parametrize(("low", "high"), [(VERSION + 1, VERSION + 3), (0, OLDEST - 1)], ids=["newer", "older"])
def test_a_page_that_speaks_no_version_of_ours_is_told_to_load_again(low: int, high: int) -> None:
    wire = Wire(Log().hub)
    wire.say(replace(hello(), min=low, max=high))
    bye = wire.hear_one(Bye)
    assert (bye.code, bye.reconnect, bye.reload) == (CloseCode.VERSION, False, True)


def test_a_page_of_another_schema_is_told_to_load_again() -> None:
    wire = Wire(Log().hub)
    wire.say(replace(hello(), schema="0123456789abcdef"))
    bye = wire.hear_one(Bye)
    assert (bye.code, bye.reconnect, bye.reload) == (CloseCode.SCHEMA, False, True)


def test_a_client_that_names_no_schema_is_welcome() -> None:
    wire = Wire(Log().hub)
    wire.say(replace(hello(), schema=""))
    assert kinds(wire.hear()) == ["welcome", "sub", "snap"]


def test_ranges_on_one_connection_have_no_gap_across_delta_and_commits() -> None:
    log = Log()
    log.tickets(4)
    wire = Wire(log.hub)
    wire.say(hello(at=StreamAt(STORE, TERM.id, 2)))
    log.tickets(3)
    ranges = [(frame.from_, frame.to_) for frame in wire.hear() if isinstance(frame, Ev)]
    assert ranges == [(3, 4), (5, 5), (6, 6), (7, 7)]


def test_commits_wait_until_the_last_part_of_a_snapshot_is_out() -> None:
    log = Log()
    wire, snap = pulling(log)
    log.commit(change(ticket("later")))
    heard: list[ServerFrame] = []
    while not snap.last:
        wire.say(More(STORE, snap.part + 1))
        heard = wire.hear()
        assert isinstance(heard[0], Snap)
        snap = heard[0]
    assert kinds(heard) == ["snap", "ev"]
    assert isinstance(heard[1], Ev)
    assert (heard[1].from_, heard[1].to_) == (snap.seq + 1, snap.seq + 1)


def test_a_part_is_sent_only_when_it_is_asked_for() -> None:
    wire, snap = pulling(Log())
    assert wire.hear() == []
    wire.say(More(STORE, 1))
    assert wire.hear_one(Snap).part == snap.part + 1


@pytest.mark.parametrize("knows", [False, True], ids=["snapshot", "delta"])
def test_a_part_that_is_asked_for_before_the_screen_heard_of_its_new_subscription_is_passed_over(knows: bool) -> None:
    log = Log()
    wire, snap = pulling(log)
    wire.say(Subscribe((StreamAt(STORE, TERM.id, log.hub.head) if knows else StreamAt(STORE),)))
    wire.say(More(STORE, snap.part + 1))
    heard = wire.hear()
    assert kinds(heard) == (["sub"] if knows else ["sub", "snap"])
    if not knows:
        wire.say(More(STORE, 1))
        assert wire.hear_one(Snap).part == 1


def test_a_screen_that_fell_out_of_the_ring_gets_one_snapshot_and_then_goes_on() -> None:
    log = Log()
    wire = joined(log, 0)
    for ver in range(limits.QUEUE_FRAMES + 5):
        log.commit(change(ticket("t0"), ver=ver + 1))
    assert kinds(wire.hear()) == ["sub", "snap"]
    log.commit(change(ticket("t1")))
    frame = wire.hear_one(Ev)
    assert frame.from_ == limits.QUEUE_FRAMES + 6


def test_a_screen_that_fell_behind_in_bytes_gets_a_snapshot_too() -> None:
    log = Log()
    wire = joined(log, 0)
    for ver in range(5):
        log.commit(change(ticket("t0", note="x" * (limits.QUEUE_BYTES // 4)), ver=ver + 1))
    assert kinds(wire.hear()) == ["sub", "snap"]


def test_a_commit_too_large_for_one_frame_reaches_the_screens_in_parts() -> None:
    log = Log()
    wire = joined(log, 0)
    log.commit(*(change(ticket(f"t{n}", note="x" * 1500)) for n in range(200)), rows=200)
    sub, snap = wire.hear()
    assert isinstance(sub, Sub)
    assert isinstance(snap, Snap)
    assert (sub.mode, snap.seq, snap.last) == ("snap", 200, False)


def test_a_screen_may_join_again_on_the_same_connection() -> None:
    log = Log()
    wire = joined(log, 0)
    log.tickets(2)
    wire.say(Subscribe(subs=(StreamAt(STORE, TERM.id, 1),)))
    sub, frame = wire.hear()
    assert isinstance(sub, Sub)
    assert isinstance(frame, Ev)
    assert (sub.mode, frame.from_, frame.to_) == ("delta", 2, 2)


def test_settings_reach_a_screen_like_any_other_document() -> None:
    log = Log()
    wire = joined(log, 0)
    log.commit(change(Store(id="main", day=DAY, language="en"), ver=2))
    assert [put.id for put in wire.hear_one(Ev).puts] == ["store/main"]
