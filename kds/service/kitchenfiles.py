"""What is known of the kitchen files: which they are, what is wrong with them, since when they are in force."""

from __future__ import annotations

from msgspec import Struct


class FileProblem(Struct, frozen=True, gc=False):
    """One mistake in a kitchen file, or one warning; lines count from 1."""

    file: str
    line: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        """The message, and what would be right."""
        return f"{self.message} ({self.suggestion})" if self.suggestion else self.message


class FileAt(Struct, frozen=True, gc=False):
    path: str
    digest: str
    """Of its contents; "" for a file that cannot be read."""


class KitchenFiles(Struct, frozen=True):
    """The files as they were last read. With `problems` the kitchen before them stays in force."""

    files: tuple[FileAt, ...] = ()
    read_ms: int = 0
    """Server wall clock of that reading."""
    adopted_ms: int = 0
    """Server wall clock when the kitchen in force was read."""
    problems: tuple[FileProblem, ...] = ()
    warnings: tuple[FileProblem, ...] = ()
    """Of the kitchen in force: nothing is wrong with it, but something may be meant otherwise."""
