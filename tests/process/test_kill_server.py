"""`kill -9` of the whole server under load, at every point of a commit: nothing lost, nothing twice, nobody misled."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count, cycle, islice
from pathlib import Path

import msgpack
import pytest

from kds.kitchen.model import Ticket
from kds.service.documents import value_of
from tests import history
from tests.effort import Effort, Tried, report
from tests.history import History
from tests.process.rigged import DEATH, POINTS, Point
from tests.process.shift import Screen, Shift
from tests.sync.glass import Frame

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


@asynccontextmanager
async def working(folder: Path) -> AsyncIterator[Shift]:
    shift = Shift(folder)
    shift.begin()
    try:
        yield shift
    finally:
        await shift.end()


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
    await shift.orders_are_in()
    # Together: a screen that has not reached the head may yet find something to tap there.
    await shift.until(lambda: all(screen.idle and screen.seq == history.head(shift.folder) for screen in shift.screens))


def agree(shift: Shift) -> None:
    """The log against itself, and against everything that anybody was told."""
    seen = history.read(shift.folder)
    assert history.faults(seen, keys(shift)) == []
    assert list(lost_revisions(seen, shift)) == []
    for screen in shift.screens:
        assert list(lost_taps(seen, screen)) == []
        assert screen.faults == []


def keys(shift: Shift) -> list[history.SourceKey]:
    return [(key.partition("-")[0], key) for till in shift.tills for key in till.acknowledged]


def lost_revisions(seen: History, shift: Shift) -> Iterator[str]:
    for ticket in (value for row in seen.documents.values() if isinstance(value := value_of(row), Ticket)):
        acknowledged = max(till.acknowledged.get(ticket.external_id, 0) for till in shift.tills)
        if ticket.revision < acknowledged:
            yield f"{ticket.external_id} stands at revision {ticket.revision}, acknowledged was {acknowledged}"
        if len(ticket.items) != (3 if ticket.revision == 2 else 2):
            yield f"{ticket.external_id} at revision {ticket.revision} has {len(ticket.items)} items"


def lost_taps(seen: History, screen: Screen) -> Iterator[str]:
    seqs = {row.command_id: row.seq for row in seen.rows}
    tickets = {row.id: row for row in seen.documents.values() if row.kind == "ticket"}
    for command, ack in screen.acknowledged.items():
        if ack["result"] != "ok":
            yield f"{command}: {ack}"
        elif seqs.get(command) != ack["seq"]:
            yield f"{command} was acknowledged at {ack['seq']}, the log has it at {seqs.get(command)}"
        else:
            sent = screen.sent[command]
            ticket = value_of(tickets[sent["args"]["ticket"]])
            assert isinstance(ticket, Ticket)
            if not stands(ticket, sent["kind"], command, sent["args"]):
                yield f"{command} was acknowledged and does not stand: {ticket}"


def stands(ticket: Ticket, kind: str, command: str, args: Frame) -> bool:
    if kind == "bump":
        bumped = {pair["task"] for pair in args["tasks"]}
        tasks = [task for item in ticket.items for task in item.tasks if task.id in bumped]
        return [(task.state, task.bump) for task in tasks] == [("done", command)]
    return [item.state for item in ticket.items if item.id in args["items"]] == ["served"]


def shows_the_log(screen: Screen, seen: History) -> None:
    """Invariant 4: what the screen holds is what is there, and everything open is on it."""
    for key, (ver, doc) in screen.docs.items():
        row = seen.documents[key]
        assert (ver, doc) == (row.ver, msgpack.unpackb(row.doc)), key
    assert {key for key, row in seen.documents.items() if row.open} <= screen.docs.keys()


class Toll:
    """What all shifts together came to."""

    def __init__(self) -> None:
        self.killed: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.modes: Counter[str] = Counter()
        self.folders = count()


async def shifts(place: Path, effort: Effort, toll: Toll) -> None:
    """One store after the other, each killed again and again."""
    while effort.more(toll.killed.total()):
        number = next(toll.folders)
        chance = random.Random(f"{SEED} {number}")
        async with working(place / f"data-{number}") as shift:
            for point in islice(cycle(POINTS), min(KILLS_PER_FOLDER, effort.goal - toll.killed.total())):
                toll.killed[point] += 1
                await killed_at(shift, point, chance)
                agree(shift)
            await finish(shift)
            agree(shift)
            seen = history.read(shift.folder)
            for screen in shift.screens:
                shows_the_log(screen, seen)
                toll.modes += screen.modes
            toll.answers += shift.answers


async def test_what_was_acknowledged_survives_a_kill_of_the_server_at_any_point_exactly_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toll = Toll()
    effort = Effort("KILLS", ci=CI_KILLS, chaos=CHAOS_KILLS)
    async with asyncio.TaskGroup() as everything:
        for _ in range(SHIFTS):
            everything.create_task(shifts(tmp_path, effort, toll))
    killed, answers, modes = toll.killed, toll.answers, toll.modes
    assert modes["fork"] == 0
    report(Tried("processes", "kill -9 of the server under load", killed.total(), answers.total()))
    with capsys.disabled():
        print(f"\nserver killed {killed.total()} times: {dict(killed)}")
        print(f"acknowledged {answers.total()}: {dict(answers)}; lost 0, doubled 0, diverged 0")
        print(f"screens joined {modes.total()} times: {dict(modes)}")
