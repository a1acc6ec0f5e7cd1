"""Imports point down, and a module that stands on no floor fails the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package that a test may build onto."""
    shutil.copytree(ROOT / "kds", tmp_path / "kds", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check_floors(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    return subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)


def test_the_house_stands_as_designed(house: Path) -> None:
    done = check_floors(house)
    assert done.returncode == 0, done.stdout


def test_a_module_nobody_placed_fails(house: Path) -> None:
    (house / "kds" / "loft.py").write_text('"""Stands nowhere."""\n')
    done = check_floors(house)
    assert done.returncode != 0
    assert "loft" in done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("kds/kitchen/model.py", "import kds.service.ports"),
        ("kds/wire/frames.py", "import kds.service.receipt"),
        ("kds/service/ports.py", "import kds.adapters.systemclock"),
        ("kds/asgi/services.py", "import kds.adapters.systemclock"),
        ("kds/adapters/systemclock.py", "import kds.asgi.services"),
    ],
)
def test_an_import_that_points_up_or_aside_fails(house: Path, module: str, line: str) -> None:
    with (house / module).open("a") as source:
        source.write(f"\n{line}\n")
    done = check_floors(house)
    assert done.returncode != 0
    assert module.removesuffix(".py").replace("/", ".") in done.stdout
