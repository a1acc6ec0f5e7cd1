"""Deltas after a cut: as large as what changed, never larger than the whole, and made once for all who come back."""

from __future__ import annotations

from kds.service.positions import Position
from kds.wire.limits import DELTA_BYTES
from tests.service.commits import TERM, Log, change, closed


def test_a_delta_larger_than_its_limit_becomes_a_snapshot() -> None:
    log = Log()
    log.tickets(3, note="x" * (DELTA_BYTES // 3))
    assert log.hub.join(Position(TERM.id, 1)).mode == "delta"
    assert log.hub.join(Position(TERM.id, 0)).mode == "snap"


def test_a_delta_larger_than_the_whole_becomes_a_snapshot() -> None:
    log = Log()
    log.tickets(100)
    for n in range(100):
        log.commit(change(closed(f"t{n}", at_ms=n, day="2026-03-05"), ver=2))
    assert log.hub.join(Position(TERM.id, 199)).mode == "delta"
    assert log.hub.join(Position(TERM.id, 100)).mode == "snap"


def test_screens_that_come_back_from_one_position_share_one_encoding() -> None:
    log = Log()
    log.tickets(3)
    assert log.hub.join(Position(TERM.id, 1)).delta is log.hub.join(Position(TERM.id, 1)).delta
    assert log.hub.join(Position(TERM.id, 2)).delta != log.hub.join(Position(TERM.id, 1)).delta
