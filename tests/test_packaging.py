"""The built wheel stands alone: pages, texts and the sample kitchen are in it, and so is the sdist's web source."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT, files

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the repository with the Node packages that are installed already, so that nothing is downloaded."""
    copy = tmp_path_factory.mktemp("tree")
    for path in files():
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)
    (copy / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    yield copy
    shutil.rmtree(copy)


def build(tree: Path, target: str) -> Path:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target], cwd=tree, check=True)
    (built,) = (tree / "dist").glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(build(tree, "wheel")) as opened:
        yield opened


def test_the_wheel_holds_what_the_pages_need(wheel: zipfile.ZipFile) -> None:
    ours = {path for path in files() if path.startswith("kds/")}
    bundle = {f"kds/static/{name}" for name in ("station.js", "expo.js", "screen.css", "build.json")}
    sample = {"kds/sample/stations.yaml", "kds/sample/menu.yaml"}
    assert ours | bundle | sample <= set(wheel.namelist())


def test_the_wheel_brings_the_command_and_no_tests(wheel: zipfile.ZipFile) -> None:
    packed = wheel.namelist()
    (entry_points,) = (name for name in packed if name.endswith("entry_points.txt"))
    assert b"kds = kds.__main__:main" in wheel.read(entry_points)
    assert {name.partition("/")[0] for name in packed if ".dist-info" not in name} == {"kds"}


def test_the_source_archive_can_build_the_pages(tree: Path) -> None:
    with tarfile.open(build(tree, "sdist")) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    web = {
        path for path in files() if path.startswith("web/src/") or path in ("web/package-lock.json", "web/build.mjs")
    }
    assert web | {"hatch_build.py", "stations.yaml", "menu.yaml", "LICENSE", "README.md"} <= packed
    assert not any("node_modules" in name for name in packed)
