"""Reads the tables of stations.yaml: lists of table names, each list with the area it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings, Place
from kds.config.yamltree import Items, Mapping, Node
from kds.kitchen.menu import fold
from kds.kitchen.venue import TableSpot

MAX_AREAS = 32
"""Rooms and terraces of the largest hotel restaurants; each is a heading on a waiter's phone."""
MAX_TABLES = 500
"""Of the whole store: a banquet hall has about 200."""
MAX_TABLE_CHARS = 16
"""A table's name stands large on a button of a phone and beside a QR code."""

AREA_KEYS = ("area", "tables")

_RANGE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})")


def read_tables(nodes: tuple[Mapping, ...], findings: Findings) -> tuple[TableSpot, ...]:
    """Every table in the order of the file; a name is there once in the whole store."""
    spots: list[TableSpot] = []
    seen: dict[str, Place] = {}
    for node in nodes:
        section = Section(node, findings, AREA_KEYS)
        area = section.get("area", fields.text, "")
        if not section.has("tables"):
            findings.error(node.at, "'tables' is missing", "such as [1-12, V1]")
        for table, at in _names(node.find("tables"), findings):
            first = seen.setdefault(fold(table), at)
            if first is not at:
                hint = "tills and guests name only the table: give each its own name in the whole store"
                findings.error(at, f"table {table!r} is already in line {first.line}", hint)
            spots.append(TableSpot(table, area))
    if len(spots) > MAX_TABLES:
        findings.error(nodes[0].at, f"more than {MAX_TABLES} tables", "leave out those where nobody orders")
    return tuple(spots)


def _names(node: Node | None, findings: Findings) -> Iterator[tuple[str, Place]]:
    """Each name with its place; a range of whole numbers is spelled out, its place its own for each."""
    nodes = node.items if isinstance(node, Items) else () if node is None else (node,)
    for each in nodes[:MAX_TABLES]:
        value = fields.text(each, findings)
        if value is None:
            continue
        found = _RANGE.fullmatch(value)
        names = [value] if found is None else _spelled_out(int(found[1]), int(found[2]), each, findings)
        for name in names:
            if len(name) > MAX_TABLE_CHARS:
                findings.error(each.at, f"a table's name has at most {MAX_TABLE_CHARS} characters", "such as 12 or V1")
            yield name, Place(each.at.file, each.at.line, each.at.column)


def _spelled_out(first: int, last: int, node: Node, findings: Findings) -> list[str]:
    if last <= first or last - first >= MAX_TABLES:
        findings.error(node.at, f"'{first}-{last}' is not a range of tables", "from low to high, such as 1-12")
        return []
    return [str(number) for number in range(first, last + 1)]
