"""Tills and screens on bad lines: cut at any byte, half-open, shut, dripping; nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import psutil
import pytest

from kds.wire.limits import RELEASE_MS
from tests.cable import WAYS, Way
from tests.effort import Effort, Tried, trying
from tests.process.agreement import all_agree
from tests.process.shift import WATCHDOG_S, Shift, working
from tests.process.weather import CUT_BYTES, Network, Weather
from tests.sync.harness import eventually

SEED = int(os.environ.get("KDS_SEED") or 20260305)
HEALED_S = 3
"""Everybody agrees so long after the network is whole again (invariant 13)."""
RECONNECTED_S = WATCHDOG_S + HEALED_S
CI_CUTS, CHAOS_CUTS = 200, 10_000
LONG_S = 3600
"""For what takes as long as it was told to."""


@asynccontextmanager
async def cabled(folder: Path, what: str) -> AsyncIterator[tuple[Shift, Network, Tried]]:
    with trying("network", what, SEED) as tried, ExitStack() as closing:
        network = Network(closing)
        async with working(folder, network.road) as shift:
            shift.server.start()
            try:
                yield shift, network, tried
            finally:
                tried.acknowledged = shift.answered


async def heals(shift: Shift) -> float:
    """How long it takes, from now on, until everybody agrees."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    await shift.comes_to_rest()
    took = loop.time() - began
    all_agree(shift)
    return took


def said(capsys: pytest.CaptureFixture[str], tried: Tried, more: str) -> None:
    with capsys.disabled():
        print(f"\n{tried.what}: {tried.faults}; {tried.told()}; {more}")


@pytest.mark.parametrize("way", WAYS)
async def test_a_connection_that_is_cut_after_any_number_of_bytes_costs_nothing(
    way: Way, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)
    cut: Counter[int] = Counter()
    over = 0

    def cuts() -> Iterator[int]:
        nonlocal over
        while effort.more(cut.total()):
            after = chance.randrange(CUT_BYTES[way])
            cut[after] += 1
            tried.faults = cut.total()
            yield after
        over += 1

    async with cabled(tmp_path / "data", f"cut after byte k, {way}") as (shift, network, tried):
        await shift.until(lambda: shift.answered > 10)
        effort = Effort("KDS_CUTS", ci=CI_CUTS, chaos=CHAOS_CUTS)
        for cable in network.cables:
            cable.cut(way, cuts())
            cable.reset()
        await shift.until(lambda: over == len(network.cables), LONG_S)
        took_s = await heals(shift)
        said(capsys, tried, f"whole again and agreed in {took_s:.1f} s")
        assert took_s < HEALED_S


async def test_whose_line_went_silent_in_mid_sentence_is_back_when_its_watchdog_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = asyncio.get_running_loop()
    async with cabled(tmp_path / "data", "half-open") as (shift, network, tried):
        tried.faults = len(network.cables)
        await shift.until(lambda: shift.answered > 50)
        server = psutil.Process(shift.server.process.pid)
        held = connections(server)
        for cable in network.cables:
            cable.forget()
        began, joined = loop.time(), shift.joins
        await shift.until(lambda: shift.joins == joined + len(shift.screens))
        back_s = loop.time() - began
        assert WATCHDOG_S - 1 < back_s < RECONNECTED_S
        await heals(shift)
        # What the dead ones held is let go too; the tills have ended theirs by then.
        await eventually(lambda: not connections(server) & held, RELEASE_MS / 1000)
        freed_s = loop.time() - began
        assert freed_s < RELEASE_MS / 1000
        said(capsys, tried, f"back after {back_s:.1f} s, let go after {freed_s:.1f} s")


def connections(server: psutil.Process) -> set[tuple[object, ...]]:
    """Of everybody who is connected, the address."""
    return {tuple(one.raddr) for one in server.net_connections("tcp") if one.status == psutil.CONN_ESTABLISHED}


async def test_a_shift_in_any_weather_ends_with_every_order_once_and_every_screen_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A turn of the weather for every few answers, or for every moment without one."""
    effort = Effort("KDS_TURNS", ci=150, chaos=6_000)
    async with cabled(tmp_path / "data", "turns of the weather") as (shift, network, tried):
        weather = Weather(network, random.Random(SEED))
        while effort.more(weather.count.total()):
            weather.turns()
            tried.faults = weather.count.total()
            await shift.has_time(0.05)
        weather.clears()
        took_s = await heals(shift)
        said(capsys, tried, f"agreed {took_s:.1f} s after it was over")
        with capsys.disabled():
            print(dict(weather.count))
        assert took_s < RECONNECTED_S
