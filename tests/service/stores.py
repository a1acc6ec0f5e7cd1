"""Logs that do what a test needs at the moment of the commit: wait, be full, break, count."""

from __future__ import annotations

import threading

from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import Batch, StorageBroken

PATIENCE_S = 10.0
"""A gate that nobody opens is a mistake of the test."""


class GatedLog(MemoryLog):
    """Every commit waits at the gate while it is shut."""

    def __init__(self, disk: MemoryDisk | None = None) -> None:
        self.disk = disk or MemoryDisk()
        super().__init__(self.disk)
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = threading.Event()
        self.commits: list[Batch] = []

    def commit(self, batch: Batch) -> None:
        self.at_gate.set()
        assert self.gate.wait(PATIENCE_S)
        super().commit(batch)
        self.commits.append(batch)


class BreakingLog(MemoryLog):
    """The disk dies at the first commit after `breaks` is set."""

    def __init__(self) -> None:
        super().__init__(MemoryDisk())
        self.breaks = False

    def commit(self, batch: Batch) -> None:
        if self.breaks:
            raise StorageBroken("disk I/O error")
        super().commit(batch)
