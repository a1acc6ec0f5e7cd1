"""What every test run prints besides its results, and a folder that costs no waiting for a disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.coverage_report import pytest_terminal_summary

__all__ = ["memory_folder", "pytest_terminal_summary"]

MEMORY = Path("/dev/shm")


@pytest.fixture
def memory_folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a thing, for tests that boot hundreds of times, each with its syncs."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)
