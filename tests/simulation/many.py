"""Plays many seeds on all cores and adds up what happened."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from msgspec import Struct, field

from kds.service.commanding import KINDS
from tests.simulation.browser import Browser, bundle
from tests.simulation.mishaps import MISHAPS
from tests.simulation.play import Outcome, play

CHUNK = 20
"""Seeds that a process plays before it tells of them."""

NOT_SIMULATED = {"answer_call", "set_layout"}
"""No guest calls here, and nobody arranges screens."""

NAMED = 20
"""Failing seeds that are named; one is enough to begin with."""


class Totals(Struct):
    seeds: int = 0
    seconds: float = 0
    bad: list[tuple[int, list[str]]] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    food: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    asked: int = 0
    slowest_ms: int = 0
    slowest_from_the_end_ms: int = 0
    slowest_shown_ms: int = 0

    def add(self, outcome: Outcome) -> None:
        self.seeds += 1
        if outcome.faults:
            self.bad.append((outcome.seed, outcome.faults))
        self.tally += outcome.tally
        self.kinds += outcome.kinds
        self.food += outcome.food
        self.done += outcome.done
        self.acknowledged += outcome.acknowledged
        self.asked += outcome.asked
        self.slowest_ms = max(self.slowest_ms, outcome.converged_ms)
        self.slowest_from_the_end_ms = max(self.slowest_from_the_end_ms, outcome.healed_ms)
        self.slowest_shown_ms = max(self.slowest_shown_ms, outcome.shown_ms)

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.seeds + other.seeds,
            self.seconds + other.seconds,
            self.bad + other.bad,
            self.tally + other.tally,
            self.kinds + other.kinds,
            self.food + other.food,
            self.done + other.done,
            self.acknowledged + other.acknowledged,
            self.asked + other.asked,
            max(self.slowest_ms, other.slowest_ms),
            max(self.slowest_from_the_end_ms, other.slowest_from_the_end_ms),
            max(self.slowest_shown_ms, other.slowest_shown_ms),
        )

    @property
    def never_tried(self) -> set[str]:
        return MISHAPS.keys() - self.tally.keys()

    @property
    def never_done(self) -> frozenset[str]:
        """Of what screens may ask for."""
        return KINDS - self.done.keys() - NOT_SIMULATED

    def table(self) -> str:
        """What a run prints."""
        speed = f"{self.seeds / max(self.seconds, 0.001):.0f} a second" if self.seconds else ""
        return "\n".join(
            (
                f"{self.seeds} kitchens simulated in {self.seconds:.0f} s, {speed}",
                *(f"{count:9}  {name}" for name, count in sorted(self.tally.items())),
                f"{sum(self.tally.values()):9}  faults tried",
                *(f"{count:9}  done: {name}" for name, count in sorted(self.done.items())),
                *(f"{count:9}  tasks {name}" for name, count in self.food.items()),
                f"{self.asked:9}  orders and commands",
                f"{self.acknowledged:9}  acknowledgements",
                *(f"{self.kinds[kind]:9}  {kind}" for kind in ("lost", "doubled", "diverged")),
                f"{self.slowest_ms:9}  ms, the slowest to be level once every screen was connected",
                f"{self.slowest_from_the_end_ms:9}  ms, the same from the last fault on, unknown dead sockets too",
                f"{self.slowest_shown_ms:9}  ms, the slowest from then on until the log said what is on the glass",
                *self.failures(),
            )
        )

    def failures(self) -> Iterator[str]:
        for seed, faults in self.bad[:NAMED]:
            yield f"seed {seed}: python -m tests.simulation --seed {seed} --trace"
            yield from (f"    {fault}" for fault in faults[:4])
        if len(self.bad) > NAMED:
            yield f"... and {len(self.bad) - NAMED} more seeds"


def play_many(seeds: Sequence[int], *, stop: bool = False) -> Totals:
    """On every core; the failing seeds are in `bad`, lowest first. `stop`: one of them is enough."""
    totals = Totals()
    began = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        script = bundle(Path(folder))
        chunks = [seeds[at : at + CHUNK] for at in range(0, len(seeds), CHUNK)]
        spawning = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(os.cpu_count(), spawning, _open_browser, (script,)) as pool:
            for outcomes in pool.map(_play_chunk, chunks):
                for outcome in outcomes:
                    totals.add(outcome)
                if stop and totals.bad:
                    pool.shutdown(wait=True, cancel_futures=True)
                    break
    totals.seconds = perf_counter() - began
    return totals


_browsers: list[Browser] = []
"""The one of this process."""


def _open_browser(script: Path) -> None:
    _browsers.append(Browser(script))
    atexit.register(_browsers[0].close)


def _play_chunk(seeds: Sequence[int]) -> list[Outcome]:
    return [play(seed, _browsers[0]) for seed in seeds]
