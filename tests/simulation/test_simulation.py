"""Kitchens in which everything breaks, and what must hold when they are healed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.record import Line, load, save
from tests.simulation.browser import Browser, bundle
from tests.simulation.many import play_many
from tests.simulation.play import play

pytestmark = pytest.mark.process

SEEDS = 100_000 if os.environ.get("KDS_CHAOS") else 2_000

REGRESSIONS = (7, 19, 84, 344)
"""Seeds that once were red; what they had found has a test of its own, too."""


def test_whatever_breaks_nothing_is_lost_doubled_or_different_when_it_is_healed() -> None:
    totals = play_many([*REGRESSIONS, *range(1_001, 1_001 + SEEDS)])
    print("\n" + totals.table())
    assert totals.bad == [], totals.table()
    assert totals.never_tried == set()


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
