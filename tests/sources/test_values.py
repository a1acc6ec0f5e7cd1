"""Times, durations and counts as vendors write them."""

from __future__ import annotations

import pytest

from kds.sources.values import Loose, count, duration_ms, text, time_ms


@pytest.mark.parametrize(
    ("given", "ms"),
    [
        ("2026-03-08T18:00:00Z", 1772992800000),
        ("2026-03-08T18:00:00.250+00:00", 1772992800250),
        ("2026-03-08T15:00:00-03:00", 1772992800000),
        ("1969-01-01T00:00:00Z", 0),
        ("2026-03-08T18:00:00", 0),
        ("soon", 0),
        ("", 0),
        (None, 0),
        (5, 0),
    ],
)
def test_a_time_needs_its_zone_and_anything_else_is_none(given: Loose, ms: int) -> None:
    assert time_ms(given) == ms


@pytest.mark.parametrize(
    ("given", "ms"),
    [("PT20M", 1_200_000), ("P1W3D", 864_000_000), ("PT1H15M30S", 4_530_000), ("P", 0), ("20m", 0), (None, 0)],
)
def test_a_duration_is_weeks_to_seconds(given: Loose, ms: int) -> None:
    assert duration_ms(given) == ms


@pytest.mark.parametrize(("given", "kept"), [(3, 3), ("3", 3), ("3.0", 3), (-1, 0), (5000, 1000), ("x", 0), (None, 0)])
def test_a_count_is_whole_and_bounded(given: Loose, kept: int) -> None:
    assert count(given, 1000) == kept


@pytest.mark.parametrize(
    ("given", "kept"), [(41, "41"), (41.0, "41"), (None, ""), (" a ", "a"), ("x" * 2000, "x" * 1000)]
)
def test_a_text_may_come_as_a_number(given: Loose, kept: str) -> None:
    assert text(given) == kept
