"""A valid pair of kitchen files for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.files import KitchenFiles


@pytest.fixture
def kitchen_files(tmp_path: Path) -> KitchenFiles:
    return KitchenFiles(tmp_path)
