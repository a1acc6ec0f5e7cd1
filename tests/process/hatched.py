"""A rigged server forked off a process that has imported everything: a life costs a boot, not the loading of Python.

Nothing is shared but the code: each life is a process with its own memory, files and sockets, and dies alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kds.__main__ import main
from tests.process import rigged
from tests.serverprocess import ServerProcess

_hatchery = multiprocessing.get_context("forkserver")
_hatchery.set_forkserver_preload([__name__])


class Hatched:
    """A life, with as much of `subprocess.Popen` as a ServerProcess needs."""

    def __init__(self, arguments: list[str], env: Mapping[str, str], log: Path) -> None:
        self._process = _hatchery.Process(target=live, args=(arguments, dict(env), str(log)))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("kds serve", timeout or 0)
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)


class HatchedServer(ServerProcess):
    def _start(self, arguments: list[str], env: Mapping[str, str]) -> Hatched:
        return Hatched(arguments, env, self.log)


def live(arguments: list[str], env: dict[str, str], log: str) -> None:
    """In the new process."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    os.environ.clear()
    os.environ.update(env)
    rigged.rig()
    sys.exit(main(arguments))
