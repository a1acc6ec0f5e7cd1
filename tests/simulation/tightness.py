"""Limits of the wire, in some worlds so tight that a few orders reach them: parts of snapshots, deltas, full rings,
screens that are soon silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kds.service import glass, ring, snapshot, stream
from kds.wire import limits
from tests.simulation.kernel import Kernel


@contextmanager
def limits_of_this_world(kernel: Kernel) -> Iterator[None]:
    chance = kernel.random
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "SNAPSHOT_PART_BYTES", chance.choice((limits.SNAPSHOT_PART_BYTES, 4_000, 1_000)))
        patch.setattr(stream, "DELTA_BYTES", chance.choice((limits.DELTA_BYTES, limits.DELTA_BYTES, 2_000)))
        patch.setattr(glass, "SILENT_MS", chance.choice((glass.SILENT_MS, 3_000)))
        patch.setattr(ring, "QUEUE_FRAMES", chance.choice((limits.QUEUE_FRAMES, limits.QUEUE_FRAMES, 3)))
        yield
