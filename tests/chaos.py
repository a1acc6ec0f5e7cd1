"""`make chaos`: the tests of every layer of `docs/topics/faults.md`, long, one after the other, and one table.

`CHAOS_MINUTES` bounds the ones that only try more of the same; without it each tries as much as it says. Exits with 1
where anything was lost, doubled or diverged, or any test failed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.effort import CHAOS, SECONDS, TABLE, Tried
from tests.house import ROOT

MINUTES = "CHAOS_MINUTES"
LONG_TESTS = 6
"""Those that go on as long as they may: the simulation, images, two kinds of kills, cuts, weather."""
TAIL_LINES = 60
KERNEL = ("tests/kitchen", "tests/wire")
SERVER = ("tests/service", "tests/asgi/test_hostile_bodies.py")
NETWORK = tuple(
    f"tests/process/test_{name}.py" for name in ("bad_networks", "lost_link", "one_of_fifty", "flood")
)  # fmt: skip
STORAGE = (
    "tests/powercut", "tests/adapters/test_sqlite_damage.py", "tests/adapters/test_sqlite_failures.py",
    "tests/process/test_kill_executor.py", "tests/process/test_full_disk.py",
)  # fmt: skip
BROWSER = tuple(
    f"e2e/test_{name}.py"
    for name in (
        "outage", "lost_lines", "bad_lines", "an_evening", "eight_hours", "yesterdays_backup", "unsent_orders",
        "cover", "two_screens", "a_new_version", "the_honest_strip", "states", "kitchen_file",
    )
)  # fmt: skip


class Layer(Struct, frozen=True):
    name: str
    command: tuple[str, ...]


class Ran(Struct, frozen=True):
    layer: str
    code: int
    said: str

    @property
    def tests(self) -> str:
        """As pytest counted them, or Node."""
        found = re.findall(r"(\d+) (passed|failed|skipped|errors?)\b", self.said)
        found += [(number, word) for word, number in re.findall(r"^\S+ (pass|fail) (\d+)$", self.said, re.MULTILINE)]
        return ", ".join(f"{number} {word}" for number, word in found if number != "0")


def layers() -> Iterator[Layer]:
    def pytest(name: str, *arguments: str) -> Layer:
        return Layer(name, (sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *arguments))

    yield pytest("rules", *KERNEL)
    yield pytest("server", *SERVER)
    yield Layer("page", ("npm", "--prefix", "web", "test", "--silent"))
    yield pytest("simulation", "tests/simulation")
    yield pytest("storage", *STORAGE)
    rest = [f"--ignore={path}" for path in (*NETWORK, *STORAGE) if path.startswith("tests/process")]
    yield pytest("processes", "-m", "process", "tests/process", "tests/field", *rest)
    yield pytest("network", *NETWORK, "tests/sync")
    yield pytest("browser", *BROWSER)
    yield pytest("switched off", "tests/mutation")


def run(layer: Layer, env: dict[str, str]) -> Ran:
    print(f"{layer.name} ...", flush=True)
    done = subprocess.run(layer.command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return Ran(layer.name, done.returncode, done.stdout + done.stderr)


def environment(table: Path) -> dict[str, str]:
    env = {**os.environ, CHAOS: "1", TABLE: str(table)}
    minutes = os.environ.get(MINUTES)
    if minutes:
        env[SECONDS] = str(float(minutes) * 60 / LONG_TESTS)
    return env


def printed(tried: list[Tried], runs: list[Ran]) -> None:
    columns = "{:13} {:42} {:>9} {:>13} {:>6} {:>8} {:>9}"
    print(columns.format("layer", "fault", "tried", "acknowledged", "lost", "doubled", "diverged"))
    for one in tried:
        row = (one.layer, one.what, one.faults, one.acknowledged or "", one.lost, one.doubled, one.diverged)
        print(columns.format(*row), "FAILED" if one.failed else "")
    for ran in runs:
        print(f"{ran.layer:13} {'FAILED' if ran.code else 'ok'}: {ran.tests or 'nothing ran'}")


def main() -> int:
    runs: list[Ran] = []
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table"
        table.touch()
        runs = [run(layer, environment(table)) for layer in layers()]
        tried = [msgspec.json.decode(line, type=Tried) for line in table.read_bytes().splitlines()]
    broken = [ran for ran in runs if ran.code]
    for ran in broken:
        print(f"\n{ran.layer}:", *ran.said.splitlines()[-TAIL_LINES:], sep="\n")
    print()
    printed(tried, runs)
    return int(bool(broken) or any(one.failed or one.lost or one.doubled or one.diverged for one in tried))


if __name__ == "__main__":
    sys.exit(main())
