"""Plays seeds from the command line: `python -m tests.simulation --seed 123 --trace` replays one exactly."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.record import Line, save
from tests.simulation.browser import Browser, bundle
from tests.simulation.many import play_many
from tests.simulation.play import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="play this one alone")
    parser.add_argument("--trace", action="store_true", help="print everything that happened in it")
    parser.add_argument("--save", type=Path, help="write it to this file, a line of JSON each")
    parser.add_argument("--first", type=int, default=1, help="the first of many")
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--stop", action="store_true", help="at the first that fails")
    options = parser.parse_args()
    if options.seed is not None:
        return play_one(options.seed, trace=options.trace, into=options.save)
    totals = play_many(range(options.first, options.first + options.seeds), stop=options.stop)
    print(totals.table())
    return 1 if totals.bad else 0


def play_one(seed: int, *, trace: bool, into: Path | None) -> int:
    record: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(bundle(Path(folder)))
        outcome = play(seed, browser, record)
        browser.close()
    if trace:
        print(*record, sep="\n")
    if into is not None:
        save(record, into)
    print(*outcome.faults or ["everything held"], sep="\n")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
