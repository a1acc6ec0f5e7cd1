"""Switches each safeguard off, in a copy of the tree, and wants to see a test turn red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from time import perf_counter

import pytest
from msgspec import Struct

from tests.house import ROOT
from tests.mutation.mutations import MUTATIONS, Mutation

COPIED = ("kds", "tests", "web", "examples", "stations.yaml", "menu.yaml", "pyproject.toml", "conftest.py")
PATIENCE_S = 60
SIMULATED_S = 300
SAFEGUARDS = {
    "generation on the task", "term rule", "publish after commit", "join without a gap", "commit failure",
    "exactly once", "synced commit", "salvage",
}  # fmt: skip

pytestmark = pytest.mark.process


class Run(Struct, frozen=True):
    code: int
    said: str
    seconds: float

    @property
    def count(self) -> dict[str, int]:
        """What pytest's last line counts: failed, passed, errors."""
        return {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", self.said.strip().splitlines()[-1])}


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
        began = perf_counter()
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KDS_"))}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**env, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return Run(done.returncode, done.stdout + done.stderr, perf_counter() - began)

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
    assert {mutation.safeguard for mutation in MUTATIONS} == SAFEGUARDS


def test_the_tests_that_must_notice_are_green_as_it_is(copy: Copy, table: list[str]) -> None:
    run = copy.run(*sorted({test for mutation in MUTATIONS for test in mutation.tests}))
    assert run.code == 0, run.said
    table.append(f"{run.count['passed']} tests green without a mutation, {run.seconds:.1f} s")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: f"{mutation.safeguard}: {mutation.name}")
def test_a_safeguard_that_is_off_turns_a_test_red(mutation: Mutation, copy: Copy, table: list[str]) -> None:
    with copy.mutated(mutation):
        run = copy.run(*mutation.tests)
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.said
    assert run.count.get("failed", 0) >= 1, run.said
    red = re.findall(r"^FAILED \S+::(\w+)", run.said, re.MULTILINE)[0]
    table.append(f"{mutation.safeguard:24} {mutation.name:64} red: {red} ({run.seconds:.1f} s)")
