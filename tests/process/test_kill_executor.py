"""`kill -9` of the writer at every point of a commit, again and again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import msgspec
import pytest

from tests import history
from tests.effort import Effort, holds, trying
from tests.house import ROOT
from tests.process.executor_child import POINTS, SOURCE, Answer, Order, Point

CI_KILLS = 35
CHAOS_KILLS = 300

KILLS_PER_FOLDER = 28
"""Each check reads the whole log, so it must not grow for ever."""
ORDERS_PER_RUN = 40
SEED = int(os.environ.get("KDS_SEED") or 20260301)


class Sender:
    """A till and a screen that repeat, after every crash, what was not answered: with the same ids."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unanswered: dict[str, Order] = {}
        self._orders = 0
        self._n = 0
        self.answered: dict[str, Answer] = {}
        self.results: Counter[str] = Counter()

    def run(self, point: Point, nth: int, *, kill_after: int = 0) -> int:
        """One life of the child; `kill_after` so many receipts it is killed from here. Returns its exit code."""
        command = [sys.executable, "-m", "tests.process.executor_child", str(self._folder), point, str(nth)]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            self._think_of_more()
            self._send(child)
            for count, line in enumerate(child.stdout, 1):
                if line.endswith(b"\n"):
                    self._take(msgspec.json.decode(line, type=Answer))
                if count == kill_after:
                    child.kill()
            return child.wait()

    def finish(self) -> None:
        """A last life without a death: everything gets its answer."""
        assert self.run("outside", 0) == 0
        assert self._unanswered == {}

    @property
    def acknowledged(self) -> list[history.SourceKey]:
        return [(SOURCE, id_.removeprefix("place-")) for id_ in self.answered if id_.startswith("place-")]

    def _think_of_more(self) -> None:
        for _ in range(ORDERS_PER_RUN):
            self._orders += 1
            key = f"{self._orders:06}"
            self._unanswered[f"place-{key}"] = Order(f"place-{key}", key)
            if self._orders % 3 == 0:
                self._n += 1
                move = Order(f"move-{key}", key, "screen", self._n, f"T{self._orders % 7 + 1}")
                self._unanswered[move.id] = move

    def _send(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdin is not None
        try:
            for order in self._unanswered.values():
                child.stdin.write(msgspec.json.encode(order) + b"\n")
            child.stdin.close()
        except BrokenPipeError:
            child.stdin = None  # It died before it had read everything, which is what it is for.

    def _take(self, answer: Answer) -> None:
        assert answer.result in ("ok", "noop"), answer
        assert answer.id not in self.answered
        del self._unanswered[answer.id]
        self.answered[answer.id] = answer
        self.results[f"{answer.result} {answer.why}".strip()] += 1


def agree(folder: Path, sender: Sender) -> None:
    """The log against itself, and against every receipt that came out."""
    seen = history.read(folder)
    found = history.by_kind(seen, sender.acknowledged)
    seqs = {row.command_id: row.seq for row in seen.rows}
    found["lost"] += [f"{id_}: {one}" for id_, one in sender.answered.items() if seqs.get(id_) != one.seq]
    holds(found)


def test_what_was_acknowledged_survives_a_kill_at_any_point_exactly_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)
    killed: Counter[str] = Counter()
    results: Counter[str] = Counter()
    effort = Effort("KDS_KILLS", ci=CI_KILLS, chaos=CHAOS_KILLS)
    with trying("storage", "kill -9 of the writer", SEED) as tried:
        while effort.more(killed.total()):
            folder = tmp_path / f"data-{killed.total()}"
            sender = Sender(folder)
            for point in islice(cycle(POINTS), min(KILLS_PER_FOLDER, effort.goal - killed.total())):
                code = sender.run(
                    point,
                    chance.randint(1, 2 if point == "publish" else 4),
                    kill_after=chance.randint(1, 30) * (point == "outside"),
                )
                assert code in (0, -9), code
                killed[point] += code == -9
                tried.faults = killed.total()
                agree(folder, sender)
            sender.finish()
            agree(folder, sender)
            results += sender.results
            tried.acknowledged = results.total()
    with capsys.disabled():
        print(f"\nkilled {killed.total()} times: {dict(killed)}")
        print(f"acknowledged {results.total()}: {dict(results)}; {tried.told()}")
