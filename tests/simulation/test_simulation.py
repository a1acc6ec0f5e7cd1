"""Kitchens in which everything breaks, and what must hold when they are healed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.effort import Effort, trying
from tests.record import Line, load, save
from tests.simulation.browser import Browser, bundle
from tests.simulation.many import play_many
from tests.simulation.play import play

pytestmark = pytest.mark.process

SLICE = 1_000
"""Seeds that are played before the clock is looked at."""

REGRESSIONS: tuple[int, ...] = ()
"""Seeds beyond those of CI that were red. They tell another story when the world gains a fault, so whatever they find
gets a test of its own, too."""


def test_whatever_breaks_nothing_is_lost_doubled_or_different_when_it_is_healed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    effort = Effort("KDS_SEEDS", ci=2_000, chaos=100_000)
    totals = play_many(REGRESSIONS)
    done = 0
    while effort.more(done) and not totals.bad:
        seeds = min(SLICE, effort.goal - done)
        totals += play_many(range(1 + done, 1 + done + seeds))
        done += seeds
    with capsys.disabled():
        print("\n" + totals.table())
    lost, doubled, diverged = (totals.kinds[kind] for kind in ("lost", "doubled", "diverged"))
    with trying("simulation", "kitchens") as tried:
        tried.faults, tried.acknowledged = totals.tally.total(), totals.acknowledged
        tried.lost, tried.doubled, tried.diverged = lost, doubled, diverged
        assert totals.bad == []
    assert totals.never_tried == set()
    assert totals.never_done == set()
    assert totals.food["covered, since nobody had seen it"] > 0
    assert totals.food["handed over by the pass"] > 0
    assert totals.food["brought back and cooked after that"] > 0


def test_a_seed_tells_the_same_story_again(tmp_path: Path) -> None:
    script = bundle(tmp_path)
    stories: list[list[Line]] = []
    for _ in range(2):
        browser = Browser(script)
        record: list[Line] = []
        for seed in (1, 2, 3):
            play(seed, browser, record)
        browser.close()
        stories.append(record)
    assert stories[0] == stories[1]
    save(stories[0], tmp_path / "record")
    assert load(tmp_path / "record") == stories[0]
