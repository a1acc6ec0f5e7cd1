"""The session of one screen: how it is kept alive, what is known of it, and why it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kds.service.hub import STORE
from kds.service.outputs import Abort, Close, Condition
from kds.wire import limits
from kds.wire.closecodes import CloseCode
from kds.wire.frames import (
    Banner,
    Bye,
    More,
    Ping,
    Pong,
    ScreenFrame,
    Shown,
    Sight,
    Snap,
    StreamAt,
    Subscribe,
    ViewFrame,
)
from tests.service.commits import TERM, Log
from tests.service.screens import WALL_MS, Wire, hello, joined


def test_the_server_pings_with_its_clock_its_head_and_its_condition() -> None:
    log = Log()
    log.tickets(2)
    banner = Banner(code="kitchen_file", level="warning", args={"file": "stations.yaml"})
    wire = Wire(log.hub, Condition("full", (banner,)))
    wire.say(hello(at=StreamAt(STORE, TERM.id, 2)))
    wire.pass_ms(limits.PING_MS)
    ping = wire.hear_one(Ping)
    assert (ping.time, ping.heads) == (WALL_MS + limits.PING_MS, {STORE: 2})
    assert (ping.health, ping.banners) == ("full", (banner,))


def test_a_ping_carries_the_clock_of_the_last_pong_back() -> None:
    wire = joined(Log(), 0)
    wire.pass_ms(limits.PING_MS)
    wire.pass_ms(100)
    wire.say(Pong(time=WALL_MS, t0=123.5))
    wire.hear()
    wire.pass_ms(limits.PING_MS)
    ping = wire.hear_one(Ping)
    assert (ping.t0, ping.t1) == (123.5, WALL_MS + limits.PING_MS + 100)


def test_a_screen_that_answers_its_pings_stays() -> None:
    wire = joined(Log(), 0)
    for _ in range(20):
        wire.pass_ms(limits.PING_MS)
        wire.pong()
    assert wire.ending() is None


def test_a_screen_without_a_pong_is_aborted_well_before_it_must_be_released() -> None:
    wire = joined(Log(), 0)
    wire.pass_ms(limits.PONG_MS)
    assert wire.ending() is None
    wire.pass_ms(limits.PING_MS)
    assert isinstance(wire.ending(), Abort)
    assert limits.PONG_MS + limits.PING_MS + limits.LINGER_MS < limits.RELEASE_MS


def test_a_screen_that_stays_silent_is_sent_away() -> None:
    wire = Wire(Log().hub)
    wire.pass_ms(limits.HELLO_MS)
    assert wire.ending() == Close(CloseCode.HELLO_LATE, f"say hello within {limits.HELLO_MS} ms")


def test_a_screen_that_does_not_pull_its_snapshot_is_sent_away() -> None:
    log = Log()
    log.tickets(100, note="x" * 1500)
    wire = Wire(log.hub)
    wire.say(hello())
    assert wire.hear_one(Snap).last is False
    for _ in range(6):
        wire.pass_ms(limits.PING_MS)
        wire.pong()
    assert isinstance(ending := wire.ending(), Close)
    assert ending.code == CloseCode.SNAPSHOT_STALLED


def test_what_a_screen_shows_is_known_once_it_said_so() -> None:
    wire = joined(Log(), 0)
    wire.say(ViewFrame(stations=("hot", "wok"), visible=False), Shown(seq=4, glass=(Sight("a.0.0", 1),)))
    screen = wire.session.screen
    assert screen is not None
    assert (screen.device, screen.stations, screen.visible, screen.shown_seq) == ("hot 1", ("hot", "wok"), False, 4)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (hello(), CloseCode.UNEXPECTED),
        (More(STORE, 1), CloseCode.UNEXPECTED),
        (Subscribe(subs=(StreamAt("table:7"),)), CloseCode.UNKNOWN_STREAM),
    ],
    ids=["a second hello", "a part that nobody offered", "an unknown stream"],
)
def test_a_good_frame_at_the_wrong_moment_ends_the_connection(frame: ScreenFrame, code: CloseCode) -> None:
    wire = joined(Log(), 0)
    wire.say(frame)
    bye = wire.hear_one(Bye)
    assert (bye.code, bye.reconnect) == (code, False)


def test_nothing_goes_before_the_hello() -> None:
    wire = Wire(Log().hub)
    wire.say(Pong(time=1))
    assert wire.hear_one(Bye).code == CloseCode.UNEXPECTED


@pytest.mark.parametrize("data", [b"", b"\x93", b"{}", b"\x81\xa1t\xa3huh", "text"], ids=repr)
def test_what_is_no_frame_gets_a_reason_and_the_stop_code(data: bytes | str) -> None:
    wire = joined(Log(), 0)
    wire.say_bytes(data)
    *_, bye = wire.hear()
    assert isinstance(bye, Bye)
    assert (bye.code, bye.reconnect, bool(bye.why)) == (CloseCode.MALFORMED, False, True)


@given(st.binary(max_size=200))
def test_no_bytes_break_a_session(data: bytes) -> None:
    wire = joined(Log(), 0)
    wire.session.receive(data, wire.now)
    wire.session.tick(wire.now)
    wire.outputs()


def test_a_frame_larger_than_the_limit_is_refused_before_it_is_read() -> None:
    wire = joined(Log(), 0)
    wire.say_bytes(b"\x00" * (limits.INBOUND_FRAME_BYTES + 1))
    assert wire.hear_one(Bye).code == CloseCode.TOO_BIG


def test_a_screen_gone_wild_is_sent_away_and_may_come_back() -> None:
    wire = joined(Log(), 0)
    for _ in range(limits.FRAMES_BURST):
        wire.pong()
    bye = wire.hear_one(Bye)
    assert (bye.code, bye.reconnect) == (CloseCode.TOO_MANY_FRAMES, True)


def test_a_busy_screen_within_the_rate_stays() -> None:
    wire = joined(Log(), 0)
    for _ in range(10):
        for _ in range(limits.FRAMES_PER_S):
            wire.pong()
        wire.pass_ms(1_000)
    assert wire.ending() is None


def test_nothing_is_read_after_the_goodbye() -> None:
    wire = joined(Log(), 0)
    wire.say_bytes(b"")
    wire.say(Shown(seq=9, glass=()))
    assert [type(output).__name__ for output in wire.outputs()] == ["Send", "Close"]
    assert wire.session.screen is not None
    assert wire.session.screen.shown_seq == 0


def test_the_reason_of_a_close_fits_its_frame() -> None:
    wire = joined(Log(), 0)
    wire.session.end(CloseCode.NOT_ALLOWED, "多" * 200)
    assert isinstance(ending := wire.ending(), Close)
    assert len(ending.why.encode()) <= 123
