"""Order payloads for tests: our own, which are always there, and the published ones, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "fixtures" / "orders"
PUBLISHED = ROOT.parent / "shared" / "data" / "orders"

# Vendors' examples lie beside the repository, not in it: a clone alone has only its own payloads of the same shape.
published = pytest.mark.skipif(
    not PUBLISHED.is_dir(),
    reason="vendors' published examples are not part of this repository; tests/fixtures/orders covers the same rules",
)


def own(name: str) -> bytes:
    return (OWN / name).read_bytes()


def own_json(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(own(name))
    return loaded


def vendor(name: str) -> bytes:
    """A published example, byte for byte."""
    return (PUBLISHED / name).read_bytes()


def vendor_json(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(vendor(name))
    return loaded


def raw(value: object) -> bytes:
    return json.dumps(value).encode()
