"""Where the sample kitchen is: in the installed package, or at the root of the repository."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def sample_kitchen() -> Path:
    """The stations file; its menu lies beside it."""
    packed = PACKAGE / "sample" / "stations.yaml"
    return packed if packed.exists() else PACKAGE.parent / "stations.yaml"
