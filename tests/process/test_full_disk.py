"""A disk that is really full: a small one of its own, filled to the last byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.process.fulldisk import SCENARIOS

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def namespaces() -> bool:
    """Whether this user may mount a small disk that nobody else sees."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.skipif(not namespaces(), reason="needs Linux user namespaces; SQLITE_FULL itself is tested without them")
@pytest.mark.parametrize("scenario", [scenario.__name__ for scenario in SCENARIOS])
def test_on_a_full_disk(scenario: str, tmp_path: Path) -> None:
    command = [*NAMESPACE, sys.executable, "-m", "tests.process.fulldisk", scenario, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
