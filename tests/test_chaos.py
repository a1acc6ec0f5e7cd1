"""`make chaos` leaves out no test that the page of faults names, and its table has a row for whatever fails."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from tests import house
from tests.chaos import layers
from tests.effort import CHAOS, SEED, TABLE, Tried, Wrong, trying

NAMED = re.compile(r"`((?:tests|e2e|web/tests)/[\w/]*(?:test_\w+\.py|\w+\.test\.ts))`")


def test_every_test_that_the_page_of_faults_names_is_in_a_layer() -> None:
    run = {part.removeprefix("--ignore=") for layer in layers() for part in layer.command}
    run.add("web/tests")
    named = set(NAMED.findall(house.text("docs/topics/faults.md")))
    assert len(named) > 40
    assert sorted(path for path in named if not any(path == part or path.startswith(f"{part}/") for part in run)) == []


def test_what_a_layer_leaves_to_another_is_in_that_one() -> None:
    for layer in layers():
        for part in layer.command:
            if part.startswith("--ignore="):
                ignored = part.removeprefix("--ignore=")
                assert any(ignored in other.command for other in layers() if other.name != layer.name)


def test_the_table_has_what_was_counted_before_a_test_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHAOS, raising=False)
    monkeypatch.setenv(TABLE, str(tmp_path / "table"))
    with pytest.raises(ExceptionGroup) as raised:
        fails_after_three_kills()
    (line,) = (tmp_path / "table").read_bytes().splitlines()
    expected = Tried("storage", "kills", faults=3, lost=1, diverged=2, failed=True)
    assert msgspec.json.decode(line, type=Tried) == expected
    assert raised.value.__notes__ == [
        f"Play it again with: {SEED}=7 python -m pytest "
        "'tests/test_chaos.py::test_the_table_has_what_was_counted_before_a_test_failed'"
    ]


def fails_after_three_kills() -> None:
    with trying("storage", "kills", 7) as tried:
        tried.faults = 3
        raise ExceptionGroup("both", [Wrong({"lost": ["an order"], "doubled": [], "diverged": ["a", "b"]})])
