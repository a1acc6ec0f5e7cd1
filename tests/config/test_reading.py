"""What a reading of the kitchen files tells: mistakes leave the kitchen in force as it is, dated as it was."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kds.config import KitchenFileError, Loaded, Problem, after_reading
from kds.service.kitchenfiles import FileAt, FileProblem, KitchenFiles
from tests.asgi.store import kitchen

PATH = Path("stations.yaml")
ODD = Problem("stations.yaml", 3, 1, "never matches", "take it out")
WRONG = Problem("stations.yaml", 7, 5, "no such station", "did you mean 'wok'?")
LOADED = Loaded(kitchen(), (ODD,), {PATH: "d1"})


def test_a_kitchen_that_is_taken_is_in_force_from_its_reading_on() -> None:
    told = after_reading(KitchenFiles(), LOADED, 10, changed=True)
    assert told == KitchenFiles(
        (FileAt("stations.yaml", "d1"),), 10, 10, (), (FileProblem("stations.yaml", 3, "never matches", "take it out"),)
    )


def test_the_same_kitchen_read_again_is_in_force_since_before() -> None:
    before = after_reading(KitchenFiles(), LOADED, 10, changed=True)
    told = after_reading(before, LOADED, 20, changed=False)
    assert (told.read_ms, told.adopted_ms) == (20, 10)


def test_mistakes_are_told_and_leave_the_kitchen_in_force_dated_as_it_was() -> None:
    before = after_reading(KitchenFiles(), LOADED, 10, changed=True)
    told = after_reading(before, KitchenFileError((WRONG,), {PATH: "d2"}), 20, changed=False)
    assert told == replace(
        before,
        files=(FileAt("stations.yaml", "d2"),),
        read_ms=20,
        problems=(FileProblem("stations.yaml", 7, "no such station", "did you mean 'wok'?"),),
    )
