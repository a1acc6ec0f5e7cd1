"""A measured server: in a process of its own, on a data folder of its own, with authentication on."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
BOOT_TIMEOUT_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server(Struct, frozen=True):
    port: int
    pid: int
    folder: Path
    token: str
    boot_ms: float
    """From the start of its process until it said that it is ready."""


@contextmanager
def running(command: Callable[[int, Path], list[str]], kept: Path | None = None) -> Iterator[Server]:
    """A server in a process of its own, in an empty data folder or in one that is there already."""
    with tempfile.TemporaryDirectory(prefix="kds-bench-") as made:
        folder, token, port = kept or Path(made), secrets.token_hex(16), free_port()
        environment = {**os.environ, "KDS_TOKEN": token}
        log = Path(made) / "output.log"
        began = time.perf_counter()
        with log.open("wb") as output:
            process = subprocess.Popen(command(port, folder), cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            wait_ready(port, process, log)
            yield Server(port, process.pid, folder, token, (time.perf_counter() - began) * 1e3)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_ready(port: int, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + BOOT_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the server ended at start with code {process.returncode}:\n{output.read_text()}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/readyz", timeout=1).read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
        else:
            return
    raise SystemExit("the server did not get ready")


def ours(port: int, folder: Path) -> list[str]:
    return [
        sys.executable, "-m", "kds", "serve", "--port", str(port), "--data", str(folder), "--kitchen", "stations.yaml",
    ]  # fmt: skip


def cpu_s(pid: int) -> float:
    """What the process has used since its start."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def memory_mb(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss / 1e6)
