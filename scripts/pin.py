"""Prints constraints.txt: the exact version of everything installed here but kds itself."""

from __future__ import annotations

from importlib.metadata import distributions

NOT_PINNED = frozenset({"kds", "pip", "setuptools", "wheel"})

print("# Exact versions of everything the project runs and is tested with; written by `make constraints`.")
pins = {dist.name.lower(): f"{dist.name}=={dist.version}" for dist in distributions()}
print("\n".join(pins[name] for name in sorted(pins.keys() - NOT_PINNED)))
