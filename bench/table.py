"""The one table of all parts: what was measured, against what, and whether the target is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Row(Struct, frozen=True):
    workload: str
    figure: str
    ours: float
    target: str = "–"
    met: bool | None = None
    """None: there is no target."""
    beside: str = "–"
    """What it is held against: the floor, or ours where nothing has grown."""
    ratio: str = "–"
    spread: str = "–"
    """What is beside it against itself."""


HEAD = ("workload", "figure", "beside", "ours", "ratio", "beside against itself", "target")


def at_most(workload: str, figure: str, value: float, bound: float | None = None, unit: str = "ms") -> Row:
    """A figure with nothing beside it."""
    if bound is None:
        return Row(workload, figure, value)
    return Row(workload, figure, value, f"<= {bound:g} {unit}", value <= bound)


def table(rows: Iterable[Row]) -> str:
    """Markdown, as it stands in the README."""
    lines = [HEAD, ("---",) * len(HEAD), *map(_cells, rows)]
    return "\n".join(f"| {' | '.join(cells)} |".replace("| --- ", "|---").replace("--- |", "---|") for cells in lines)


def _cells(row: Row) -> Sequence[str]:
    said = {None: "", True: ", met", False: ", **not met**"}[row.met]
    return (row.workload, row.figure, row.beside, f"{row.ours:.2f}", row.ratio, row.spread, f"{row.target}{said}")
