"""A measured server: in a process of its own, on an empty data folder, with authentication on."""

from __future__ import annotations

import os
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

ROOT = Path(__file__).resolve().parent.parent
BOOT_TIMEOUT_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Callable[[int, Path], list[str]], token: str) -> Iterator[tuple[int, Path]]:
    """A server in a process and an empty data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="kds-bench-") as folder:
        port = free_port()
        environment = {**os.environ, "KDS_TOKEN": token}
        with (Path(folder) / "output.log").open("wb") as output:
            process = subprocess.Popen(
                command(port, Path(folder)), cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        try:
            wait_ready(port, process, Path(folder) / "output.log")
            yield port, Path(folder)
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
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not get ready")


def ours(port: int, folder: Path) -> list[str]:
    return [
        sys.executable, "-m", "kds", "serve", "--port", str(port), "--data", str(folder), "--kitchen", "stations.yaml",
    ]  # fmt: skip
