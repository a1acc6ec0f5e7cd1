"""`kill -9` of the whole server under load, at every point of a commit: nothing lost, nothing twice, nobody misled."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from itertools import count, cycle, islice
from pathlib import Path

import pytest

from tests.effort import Effort, trying
from tests.process.agreement import agree, all_agree
from tests.process.rigged import DEATH, POINTS, Point
from tests.process.shift import Shift, working

CI_KILLS = 35
CHAOS_KILLS = 1_050
KILLS_PER_FOLDER = 14
"""Each check reads the whole log, so it must not grow for ever."""
SHIFTS = 2
"""Stores at a time, each with its own folder, tills and screens."""
SEED = int(os.environ.get("KDS_SEED") or 20260302)
LAST_COMMIT = 40
MOST_ANSWERS = 150
"""How long a life may be: some end at boot, in the commit of the term; each takes a second to start."""


async def killed_at(shift: Shift, point: Point, chance: random.Random) -> None:
    """One life of the server, to its violent end."""
    if point == "outside":
        shift.server.launch()
        goal = shift.answered + chance.randint(0, MOST_ANSWERS)
        await shift.until(lambda: shift.answered >= goal)
        shift.server.kill()
    else:
        shift.server.launch({DEATH: f"{point}:{chance.randint(1, LAST_COMMIT)}"})
    assert await shift.ended() == -9, shift.server.output()


async def finish(shift: Shift) -> None:
    """A last life without a death: everything gets its answer, and every screen shows what the log says."""
    shift.server.launch()
    await shift.comes_to_rest()


class Toll:
    """What all shifts together came to."""

    def __init__(self) -> None:
        self.killed: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.modes: Counter[str] = Counter()
        self.folders = count()
        self.begun = 0
        """Kills, those that are still to come in a store that is open included."""


async def shifts(place: Path, effort: Effort, toll: Toll) -> None:
    """One store after the other, each killed again and again."""
    while effort.more(toll.begun):
        number = next(toll.folders)
        kills = min(KILLS_PER_FOLDER, effort.goal - toll.begun)
        toll.begun += kills
        chance = random.Random(f"{SEED} {number}")
        async with working(place / f"data-{number}") as shift:
            for point in islice(cycle(POINTS), kills):
                await killed_at(shift, point, chance)
                toll.killed[point] += 1
                agree(shift)
            await finish(shift)
            all_agree(shift)
            toll.modes.update(sum((screen.modes for screen in shift.screens), Counter()))
            toll.answers.update(shift.answers)


async def test_what_was_acknowledged_survives_a_kill_of_the_server_at_any_point_exactly_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toll = Toll()
    effort = Effort("KDS_KILLS", ci=CI_KILLS, chaos=CHAOS_KILLS)
    killed, answers, modes = toll.killed, toll.answers, toll.modes
    with trying("processes", "kill -9 of the server under load", SEED) as tried:
        try:
            async with asyncio.TaskGroup() as everything:
                for _ in range(SHIFTS):
                    everything.create_task(shifts(tmp_path, effort, toll))
        finally:
            tried.faults, tried.acknowledged = killed.total(), answers.total()
        assert modes["fork"] == 0
    with capsys.disabled():
        print(f"\nserver killed {killed.total()} times: {dict(killed)}")
        print(f"acknowledged {answers.total()}: {dict(answers)}; {tried.told()}")
        print(f"screens joined {modes.total()} times: {dict(modes)}")
