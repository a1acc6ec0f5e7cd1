"""The whole server on a disk that is really full: sources keep their orders, screens say so, and it mends itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.process.fullstore import SCENARIOS
from tests.process.test_full_disk import NAMESPACE, namespaces


@pytest.mark.skipif(not namespaces(), reason="needs Linux user namespaces to mount a small disk")
@pytest.mark.parametrize("scenario", [scenario.__name__ for scenario in SCENARIOS])
def test_a_store_on_a_full_disk(scenario: str, tmp_path: Path) -> None:
    command = [*NAMESPACE, sys.executable, "-m", "tests.process.fullstore", scenario, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False)
    assert ran.returncode == 0, ran.stderr
