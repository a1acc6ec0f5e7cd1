"""A short soak: fifty screens on bad lines end agreed, with nothing lost, doubled or diverged, and memory flat."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.effort import trying
from tests.process.soak import FLAT, SCREENS, soak

SECONDS = 20
SEED = int(os.environ.get("KDS_SEED") or 20261123)


async def test_fifty_screens_in_bad_weather_end_agreed_and_leave_the_server_no_larger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with trying("network", "fifty screens in bad weather", SEED) as tried:
        soaked = await soak(tmp_path / "data", SECONDS, SEED)
        tried.faults, tried.acknowledged = soaked.faults.total(), soaked.acknowledged
    with capsys.disabled():
        print(
            f"\n{SCREENS} screens, {soaked.tickets} tickets, {soaked.acknowledged} answers, {soaked.joins.total()} "
            f"joins, {dict(soaked.faults)}; agreed after {soaked.agreed_s:.1f} s; memory {soaked.growth:.3f} x"
        )
    assert soaked.joins.total() > SCREENS, "nobody lost the line"
    assert soaked.growth <= FLAT
