"""The order of the whole test run: cheap tests first, so that a mistake shows in seconds."""

from __future__ import annotations

import pytest

LAYERS = ("property", "process", "browser")
"""After the unit tests, in this order."""

FOLDERS = {"process": "process", "e2e": "browser"}
"""Everything in these folders belongs to the layer, marked or not."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for folder, layer in FOLDERS.items():
            if folder in item.path.parts:
                item.add_marker(layer)
    items.sort(key=layer_of)


def layer_of(item: pytest.Item) -> int:
    return max((LAYERS.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in LAYERS), default=0)
