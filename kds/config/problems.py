"""What is wrong with a file and what to do about it: problems with file, line, column and a suggestion.

Exception
├── KitchenFileError   the kitchen files cannot be used; carries every problem found
└── SettingsError      (settings.py) an argument or environment variable cannot be used
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

MAX_PROBLEMS = 50
"""Problems reported at once: more is one mistake repeated, and nobody reads on."""


class Place(Struct, frozen=True):
    """Where something stands in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


class Problem(Struct, frozen=True):
    """One mistake, or one warning, and what would be right."""

    file: str
    line: int
    column: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{hint}"


class KitchenFileError(Exception):
    """The kitchen files cannot be used. `files` are those that were read, path to digest, for watching."""

    def __init__(self, problems: tuple[Problem, ...], files: Mapping[Path, str]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.files = files


class Findings:
    """Collects what a reading finds, so that one run reports every mistake."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def error(self, at: Place, message: str, suggestion: str = "") -> None:
        _note(self.errors, at, message, suggestion)

    def warn(self, at: Place, message: str, suggestion: str = "") -> None:
        _note(self.warnings, at, message, suggestion)


def _note(problems: list[Problem], at: Place, message: str, suggestion: str) -> None:
    if len(problems) == MAX_PROBLEMS:
        message, suggestion = f"more than {MAX_PROBLEMS} problems: the rest is left out", ""
    if len(problems) <= MAX_PROBLEMS:
        problems.append(Problem(at.file, at.line, at.column, message, suggestion))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The closest known word as a question, else all of them where they are few."""
    words = sorted(set(known))
    by_lower = {each.lower(): each for each in words}
    if close := get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6):
        return f"did you mean {by_lower[close[0]]!r}?"
    return f"one of: {', '.join(words)}" if 0 < len(words) <= 16 else ""
