"""A network that really loses every packet, in a namespace of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import trying
from tests.house import ROOT

NAMESPACE = ("unshare", "--user", "--map-root-user", "--net")


def namespaces() -> bool:
    """Whether this user may have a network that nobody else sees."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run([*NAMESPACE, "ip", "link"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not namespaces(), reason="needs Linux user namespaces and `ip`; half-open lines are tested without")
def test_when_every_packet_is_lost_the_server_lets_go_in_time_and_everybody_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [*NAMESPACE, sys.executable, "-m", "tests.process.lostlink", str(tmp_path)]
    with trying("network", "every packet lost, 2 screens") as tried:
        tried.faults = 2
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == 0, ran.stderr
    with capsys.disabled():
        print(f"\nevery packet lost: {ran.stdout.strip()}")
