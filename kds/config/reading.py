"""What one reading of the kitchen files tells those who look after them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kds.config.loading import Loaded
from kds.config.problems import KitchenFileError, Problem
from kds.service.kitchenfiles import FileAt, FileProblem, KitchenFiles


def after_reading(
    before: KitchenFiles, reading: Loaded | KitchenFileError, now_ms: int, *, changed: bool
) -> KitchenFiles:
    """`changed`: the kitchen that was read is another one than the kitchen in force."""
    files = tuple(FileAt(str(path), digest) for path, digest in reading.files.items())
    if isinstance(reading, KitchenFileError):
        return replace(before, files=files, read_ms=now_ms, problems=_told(reading.problems))
    return KitchenFiles(
        files=files,
        read_ms=now_ms,
        adopted_ms=now_ms if changed else before.adopted_ms,
        warnings=_told(reading.warnings),
    )


def _told(problems: Iterable[Problem]) -> tuple[FileProblem, ...]:
    return tuple(FileProblem(one.file, one.line, one.message, one.suggestion) for one in problems)
