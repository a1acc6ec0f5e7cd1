"""The pictures of `make pictures`: few enough to look at one by one, and no two choices that never meet."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from e2e.pairs import pairs_of, pairwise, possible
from e2e.pictures import AT_MOST, CHOSEN, FACTORS, SCREENS, every, fits, take
from tests import house

PNG = b"\x89PNG\r\n\x1a\n"
MOST_KB = 250
"""Of a picture in the documentation."""


def test_every_two_choices_that_go_together_are_on_a_picture() -> None:
    wanted = set().union(*(pairs_of(row) for row in possible(FACTORS, fits)))
    shown = set().union(*(pairs_of(row) for row in every().values()))
    assert wanted <= shown


def test_there_are_few_enough_to_look_at_one_by_one() -> None:
    assert len(every()) <= AT_MOST


def test_the_choice_is_the_same_every_time() -> None:
    assert every() == every()


def test_a_row_is_taken_only_for_what_no_other_shows() -> None:
    rows = [{"a": a, "b": b} for a in "12" for b in "xy"]
    assert sorted(map(str, pairwise([*rows, rows[0]], seed=1))) == sorted(map(str, rows))


def test_the_chosen_ones_stand_in_the_documentation_and_are_small() -> None:
    there = {path.stem for path in SCREENS.glob("*.png")}
    assert there == CHOSEN.keys()
    assert {path.name for path in SCREENS.glob("*.png") if path.stat().st_size > MOST_KB * 1024} == set()
    told = "".join(house.text(path) for path in house.matching(".md"))
    assert {name for name in CHOSEN if f"screens/{name}.png" not in told} == set()


def test_a_picture_is_taken(browser: Browser, tmp_path: Path) -> None:
    row = {**CHOSEN["floor"], "tickets": "8"}
    (path,) = take(browser, [("one", row)], tmp_path)
    assert path.read_bytes().startswith(PNG)
