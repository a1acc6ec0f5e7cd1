"""The demo as a visitor starts it: everything is seen, and Ctrl-C ends it cleanly."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import httpx
import pytest

from tests.house import ROOT
from tests.serverprocess import free_port

SPEED = 60
"""The scripted opening takes 20 s."""

PATIENCE_S = 90.0

SEEN = {
    "the till": r"  pos +table \d+ orders",
    "the QR page": r"  qr +table \d+ orders",
    "the platform": r"  meituan +order \d+ orders",
    "a rush": r"is rushed",
    "an answer to the rush": r"has an answer to the rush",
    "a void": r"is taken back",
    "an add-on": r"was added",
    "an unrouted item": r"生日蛋糕 is in no route",
    "a recall": r"recalls its last bump",
    "a late ticket": r"is late",
    "a served ticket": r"is served",
}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    command = [sys.executable, "-m", "kds", "demo", "--port", str(port), "--speed", str(SPEED), "--data", str(tmp_path)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True
    )
    # Reading its output blocks; a demo that falls silent is ended, so that the test fails instead of hanging.
    watchdog = Timer(PATIENCE_S, process.kill)
    watchdog.start()
    yield process, port
    watchdog.cancel()
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()


def test_the_demo_shows_everything_once_and_stops_on_ctrl_c(demo: tuple[subprocess.Popen[str], int]) -> None:
    process, port = demo
    missing, told = dict(SEEN), ""
    assert process.stdout
    for line in process.stdout:
        told += line
        for what, pattern in list(missing.items()):
            if re.search(pattern, line):
                del missing[what]
        if not missing:
            break
    assert missing == {}, told
    for page in set(re.findall(rf"http://127.0.0.1:{port}\S*", told)):
        assert httpx.get(page, follow_redirects=True).status_code == httpx.codes.OK, page
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_S) == 0
