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
    floor: str = "–"
    ratio: str = "–"
    spread: str = "–"
    """Floor against floor, where there is a floor."""


HEAD = ("workload", "figure", "floor", "ours", "ratio", "floor against floor", "target")


def at_most(workload: str, figure: str, value: float, bound: float | None = None, unit: str = "ms") -> Row:
    """A figure without a floor to compare it with."""
    if bound is None:
        return Row(workload, figure, value)
    return Row(workload, figure, value, f"<= {bound:g} {unit}", value <= bound)


def table(rows: Iterable[Row]) -> str:
    """Markdown, as it stands in the README."""
    lines = [HEAD, ("---",) * len(HEAD), *map(_cells, rows)]
    return "\n".join(f"| {' | '.join(cells)} |".replace("| --- ", "|---").replace("--- |", "---|") for cells in lines)


def _cells(row: Row) -> Sequence[str]:
    said = {None: "", True: ", met", False: ", **not met**"}[row.met]
    return (row.workload, row.figure, row.floor, f"{row.ours:.2f}", row.ratio, row.spread, f"{row.target}{said}")
