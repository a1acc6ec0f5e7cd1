"""The clock that everything hangs on: it follows the wall clock, and is not fooled by it."""

from __future__ import annotations

import pytest

from kds.service.steadyclock import BELIEF_MS, JUMP_MS, SteadyClock
from tests.service.kitchen import NOON_MS, StoppedClock

HOUR_MS = 3_600_000


class Wound(StoppedClock):
    def passes(self, elapsed_ms: int) -> None:
        self.elapsed_ms += elapsed_ms
        self.wall_ms += elapsed_ms


@pytest.fixture
def wall() -> Wound:
    return Wound()


@pytest.fixture
def clock(wall: Wound) -> SteadyClock:
    return SteadyClock(wall)


def test_time_passes_as_on_the_wall(wall: Wound, clock: SteadyClock) -> None:
    wall.passes(HOUR_MS)
    assert clock.now_ms() == NOON_MS + HOUR_MS


@pytest.mark.parametrize("jump_ms", [8 * HOUR_MS, -8 * HOUR_MS])
def test_a_jump_that_is_taken_back_was_never_there(wall: Wound, clock: SteadyClock, jump_ms: int) -> None:
    wall.wall_ms += jump_ms
    for second in range(1, BELIEF_MS // 1000):
        wall.passes(1000)
        assert clock.now_ms() == NOON_MS + 1000 * second
    wall.wall_ms -= jump_ms
    wall.passes(BELIEF_MS)
    assert clock.now_ms() == wall.wall_ms


@pytest.mark.parametrize("jump_ms", [8 * HOUR_MS, -8 * HOUR_MS])
def test_a_jump_that_stays_is_believed(wall: Wound, clock: SteadyClock, jump_ms: int) -> None:
    wall.wall_ms += jump_ms
    clock.now_ms()
    wall.passes(BELIEF_MS)
    assert clock.now_ms() == wall.wall_ms


def test_a_second_jump_is_doubted_from_its_own_moment(wall: Wound, clock: SteadyClock) -> None:
    wall.wall_ms += 8 * HOUR_MS
    clock.now_ms()
    wall.passes(BELIEF_MS - 1)
    wall.wall_ms += HOUR_MS
    assert clock.now_ms() == NOON_MS + BELIEF_MS - 1
    wall.passes(BELIEF_MS)
    assert clock.now_ms() == wall.wall_ms


def test_a_clock_that_is_put_forward_by_seconds_is_followed_at_once(wall: Wound, clock: SteadyClock) -> None:
    wall.wall_ms += JUMP_MS
    assert clock.now_ms() == wall.wall_ms


def test_a_clock_that_is_put_back_by_seconds_is_followed_and_time_never_runs_backwards(
    wall: Wound, clock: SteadyClock
) -> None:
    before = clock.now_ms()
    wall.wall_ms -= JUMP_MS
    for _ in range(2 * JUMP_MS // 1000):
        wall.passes(1000)
        assert clock.now_ms() > before
        before = clock.now_ms()
    assert before == wall.wall_ms
