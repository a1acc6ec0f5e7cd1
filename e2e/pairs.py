"""Pairwise choice: few rows in which any two values of different factors stand together at least once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
Pair: TypeAlias = tuple[tuple[str, str], tuple[str, str]]


def pairs_of(row: Row) -> frozenset[Pair]:
    return frozenset(combinations(sorted(row.items()), 2))


def possible(factors: Mapping[str, Sequence[str]], fits: Callable[[Row], bool]) -> Iterator[Row]:
    """Every row that makes sense."""
    for values in product(*factors.values()):
        row = dict(zip(factors, values, strict=True))
        if fits(row):
            yield row


def pairwise(rows: Sequence[Row], seed: int) -> list[Row]:
    """The row with most pairs that no row before it has, again and again, until none is left; equals by lot."""
    order = list(rows)
    Random(seed).shuffle(order)
    pairs = [pairs_of(row) for row in order]
    left = set().union(*pairs)
    chosen = []
    while left:
        best = max(range(len(order)), key=lambda place: len(pairs[place] & left))
        left -= pairs[best]
        chosen.append(order[best])
    return chosen
