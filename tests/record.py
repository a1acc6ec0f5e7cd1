"""One format for what happened, whatever layer saw it: who asked for what, what came of it, what befell the world."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

Phase: TypeAlias = Literal["invoke", "ok", "noop", "rejected", "info"]


class Line(Struct, frozen=True, omit_defaults=True):
    """`invoke`: somebody asked; `ok`, `noop`, `rejected`: it was answered so; `info`: anything else.

    What the checker reads of `info`: `boot`, `crash`, `restore` (seq: the head of the backup), `kept` (durable on the
    device `who`), `wiped` (so is nothing of it any more), `wrong` (somebody saw an invariant broken), `level`,
    `painted` (new on the glass of the page `who`), `forbidden` (a command that `who` may not give), `held` (by a page
    or a tablet at a restore), and what ends that: `ended` (a page), `wiped`, `lost power`, `refused` (a tablet's
    storage).
    """

    at_ms: int
    """Since the beginning, on the clock of the world."""
    who: str
    phase: Phase
    what: str
    id: str = ""
    """Of the command, or of the order: source and external id."""
    seq: int = 0
    about: dict[str, Any] = {}

    def __str__(self) -> str:
        about = " ".join(f"{name}={value}" for name, value in self.about.items())
        place = f"@{self.seq}" if self.seq else ""
        return f"{self.at_ms / 1000:9.3f}  {self.who:12} {self.phase:8} {self.what} {self.id} {place} {about}".rstrip()


def save(lines: Iterable[Line], path: Path) -> None:
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))


def load(path: Path) -> list[Line]:
    return [msgspec.json.decode(line, type=Line) for line in path.read_bytes().splitlines()]
