"""Switches each safeguard off, in a copy of the tree, and wants to see a test turn red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from time import perf_counter

import pytest
from msgspec import Struct

from tests.house import ROOT
from tests.mutation.browser import IN_BROWSERS
from tests.mutation.mutations import MUTATIONS, Mutation
from tests.simulation.browser import NODE

COPIED = ("kds", "tests", "web", "examples", "stations.yaml", "menu.yaml", "pyproject.toml", "conftest.py")
PATIENCE_S = 60
SIMULATED_S = 300
EVERY = (*MUTATIONS, *IN_BROWSERS)
SAFEGUARDS = {
    "term rule", "generation on the task", "recall names its bump", "strict outbox", "fresh cid", "ack carries seq",
    "publish after commit", "join without a gap", "commit failure", "shown after paint",
    "ticket id from the source key", "exactly once", "synced commit", "salvage", "cover",
}  # fmt: skip

PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")
LIBRARIES = ROOT / "tests" / "mutation" / "libraries.mjs"
NODE_TESTS = (NODE, "--import", LIBRARIES, "--test", "--test-reporter=tap")

pytestmark = pytest.mark.process


class Run(Struct, frozen=True):
    red: tuple[str, ...]
    """Names of the tests that failed."""
    green: int
    ended: bool
    """They ran, whatever came of them."""
    said: str
    seconds: float


class Copy:
    """The tree, where anything may be done to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(
                    source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "dist")
                )
            else:
                shutil.copy(source, folder / name)

    def run(self, *tests: str) -> Run:
        """All of them are of one kind: for pytest, or for the browser side's own."""
        began = perf_counter()
        in_node = tests[0].endswith(".ts")
        done = self._call(NODE_TESTS if in_node else PYTEST, tests)
        said = done.stdout + done.stderr
        last = said.strip().splitlines()[-1]
        if in_node:
            red = re.findall(r"^not ok \d+ - (.*)", said, re.MULTILINE)
            green, ended = len(re.findall("^ok ", said, re.MULTILINE)), last.startswith("# duration_ms")
        else:
            red = re.findall(r"^FAILED \S+::(\w+)", said, re.MULTILINE)
            passed = re.search(r"(\d+) passed", last)
            green = int(passed[1]) if passed else 0
            ended = done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        return Run(tuple(red), green, ended, said, perf_counter() - began)

    def _call(self, command: Sequence[str | Path], tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KDS_"))}
        return subprocess.run(
            [*command, *tests],
            cwd=self.folder,
            env={**env, "PYTHONPATH": str(self.folder), "KDS_TOOLS": str(ROOT / "web")},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def simulate(self, seeds: int) -> str:
        """Play kitchens until one is red; what the run says."""
        command = [sys.executable, "-m", "tests.simulation", "--seeds", str(seeds), "--stop"]
        env = {**os.environ, "PYTHONPATH": str(self.folder), "KDS_TOOLS": str(ROOT / "web")}
        done = subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=SIMULATED_S, check=False
        )
        return done.stdout + done.stderr

    @contextmanager
    def mutated(self, mutation: Mutation) -> Iterator[None]:
        path = self.folder / mutation.file
        text = path.read_text(encoding="utf-8")
        assert text.count(mutation.was) == 1, f"{mutation.file} holds {mutation.was!r} {text.count(mutation.was)} times"
        self._write(path, text.replace(mutation.was, mutation.now))
        try:
            yield
        finally:
            self._write(path, text)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        # Python tells an old one by time and size, which may both be the same.
        Path(cache_from_source(str(path))).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("mutated"))


@pytest.fixture(scope="module")
def table(pytestconfig: pytest.Config) -> Iterator[list[str]]:
    """What is printed at the end, past the capturing."""
    lines: list[str] = []
    yield lines
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(lines))


def test_every_safeguard_has_a_mutation() -> None:
    assert {mutation.safeguard for mutation in EVERY} == SAFEGUARDS


@pytest.mark.parametrize("mutations", [MUTATIONS, IN_BROWSERS], ids=["server", "browser"])
def test_the_tests_that_must_notice_are_green_as_it_is(
    mutations: tuple[Mutation, ...], copy: Copy, table: list[str]
) -> None:
    run = copy.run(*sorted({test for mutation in mutations for test in mutation.tests}))
    assert (run.ended, run.red) == (True, ()), run.said
    assert run.green > 0, run.said
    table.append(f"{run.green} tests green without a mutation, {run.seconds:.1f} s")


@pytest.mark.parametrize("mutation", EVERY, ids=lambda mutation: f"{mutation.safeguard}: {mutation.name}")
def test_a_safeguard_that_is_off_turns_a_test_red(mutation: Mutation, copy: Copy, table: list[str]) -> None:
    with copy.mutated(mutation):
        run = copy.run(*mutation.tests)
    assert run.ended, run.said
    assert run.red, run.said
    table.append(f"{mutation.safeguard:30} {mutation.name:64} red: {run.red[0]} ({run.seconds:.1f} s)")
