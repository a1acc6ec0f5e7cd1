"""A real `kds serve` in a process of its own, for tests that need one: start, kill, start again on the same data."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

from tests.house import ROOT

READY_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 15.0
OUTPUT_CHARS = 8000

PORTS = range(11_000, 32_000)
"""Below those that the system gives to outgoing connections: one of them could take the port before its server does.
Above 10080, the last that browsers refuse to call."""


def free_port() -> int:
    for port in random.sample(PORTS, k=100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError(f"none of 100 ports in {PORTS} is free")


class Running(Protocol):
    """A process of the server, however it was started."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | Any: ...  # Popen says Any.

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def kill(self) -> None: ...

    def send_signal(self, number: signal.Signals, /) -> None: ...


class ServerProcess:
    """One store on loopback; the data folder and the port survive a restart. Leaving its `with` kills it."""

    def __init__(
        self,
        data: Path,
        *,
        kitchen: Path = ROOT / "stations.yaml",
        env: Mapping[str, str] | None = None,
        port: int | None = None,
        module: str = "kds",
        arguments: tuple[str, ...] = (),
    ) -> None:
        self.data = data
        self.kitchen = kitchen
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.screens = f"ws://127.0.0.1:{self.port}/ws"
        # What the person at the keyboard has set for their own kitchen is not for the tests.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KDS_")}
        self._env = {**clean, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._module = module
        self._arguments = arguments
        self._process: Running | None = None
        self.log = data.parent / f"{data.name}.log"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self.kill()

    def start(self) -> Self:
        """Start and wait until it is ready; raises with its output if it ends instead."""
        self.launch()
        self.wait_ready()
        return self

    def launch(self, env: Mapping[str, str] | None = None) -> None:
        """Start without waiting; `env` is for this one life."""
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.port),
                     "--data", str(self.data), "--kitchen", str(self.kitchen), *self._arguments]  # fmt: skip
        self._process = self._start(arguments, {**self._env, **(env or {})})

    def _start(self, arguments: list[str], env: Mapping[str, str]) -> Running:
        command = [sys.executable, "-m", self._module, *arguments]
        with self.log.open("ab") as output:
            return subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)

    def wait_ready(self) -> None:
        self._wait_for(f"{self.url}/api/v1/readyz")

    def wait_alive(self) -> None:
        """Until it answers at all; a read-only store is never ready."""
        self._wait_for(f"{self.url}/api/v1/healthz")

    def _wait_for(self, url: str) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"server ended with {self.process.returncode}:\n{self.output()}")
            try:
                if httpx.get(url, timeout=1, trust_env=False).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.02)  # the pause between two polls of a condition
        raise AssertionError(f"{url} not well in {READY_TIMEOUT_S} s:\n{self.output()}")

    @property
    def process(self) -> Running:
        assert self._process is not None, "not started"
        return self._process

    def output(self) -> str:
        return self.log.read_text(errors="replace")[-OUTPUT_CHARS:]

    def kill(self) -> None:
        """SIGKILL, as a power switch would."""
        self.process.kill()
        self.process.wait()

    def wait_ended(self) -> int:
        """The exit code of a process that ends by itself."""
        return self.process.wait(READY_TIMEOUT_S)

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, or a service manager's SIGTERM; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(by)
            try:
                self.process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"server did not stop on {by.name}:\n{self.output()}") from None
        return int(self.process.returncode)
