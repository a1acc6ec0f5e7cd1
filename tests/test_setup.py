"""What `make` does before anything is installed: it says what is missing and which package brings it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import find_browser
from tests.house import ROOT

OLD = "#!/bin/sh\nexit 1\n"
"""A Python that fails the check of its version."""

WITHOUT_VENV = f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac\n'


def make_venv(python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    pretender = folder / "python3"
    pretender.write_text(python)
    pretender.chmod(0o755)
    command = ["sh", "scripts/make_venv.sh", str(pretender), str(folder / "venv")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    done = make_venv(OLD, tmp_path)
    assert done.returncode == 1
    assert "3.11 or newer" in done.stderr


def test_a_missing_venv_module_names_the_package_that_brings_it(tmp_path: Path) -> None:
    done = make_venv(WITHOUT_VENV, tmp_path)
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_browser_that_is_named_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nexit 0\n")
    browser.chmod(0o755)
    monkeypatch.setenv("KDS_CHROMIUM", str(browser))
    assert find_browser.installed() == str(browser)


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.delenv("KDS_CHROMIUM", raising=False)
    monkeypatch.setattr(find_browser, "NAMES", (str(stub),))
    assert find_browser.installed() is None


def test_the_build_server_calls_what_a_developer_calls() -> None:
    runner = ROOT / ".ci" / "run"
    assert os.access(runner, os.X_OK)
    assert runner.read_text().splitlines()[-1] == "exec make test"
