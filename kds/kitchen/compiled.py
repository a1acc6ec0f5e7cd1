"""Keeps what is derived from the kitchen in force, so that it is worked out once and not for every line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from kds.kitchen.setup import Kitchen

T = TypeVar("T")


class Compiled(Generic[T]):
    """A function of the Kitchen that remembers its last answer.

    Kitchens are frozen, and a server has one in force at a time, so identity is the key; holding the
    Kitchen beside the answer keeps that identity from being reused.
    """

    def __init__(self, build: Callable[[Kitchen], T]) -> None:
        self._build = build
        self._last: tuple[Kitchen, T] | None = None

    def __call__(self, kitchen: Kitchen) -> T:
        last = self._last
        if last is None or last[0] is not kitchen:
            last = (kitchen, self._build(kitchen))
            self._last = last
        return last[1]
