"""The catalogs: every text a person reads on a page, by language and key, used by server and browser alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

Catalog: TypeAlias = Mapping[str, str]
"""Key -> text; `{name}` stands where a value goes."""

LOCALES = Path(__file__).parent.parent / "locales"
"""One file a language, named by its tag."""

FALLBACK = "en"
"""Spoken when a store names no language that has a catalog."""


@cache
def catalogs() -> Mapping[str, Catalog]:
    """Every catalog by language tag."""
    return {
        path.stem: msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        for path in sorted(LOCALES.glob("*.json"))
    }


def spoken(languages: Iterable[str]) -> tuple[str, ...]:
    """Those of the store's languages that have a catalog, in the store's order; never empty."""
    return tuple(language for language in languages if language in catalogs()) or (FALLBACK,)


class Tongue(NamedTuple):
    """A language of the store, for a page that speaks all of them: nobody has chosen one yet, or can."""

    language: str
    text: Callable[[str], str]


def tongues(languages: Iterable[str], first: str = "") -> tuple[Tongue, ...]:
    """All that the store speaks; `first` before the others."""
    ordered = sorted(spoken(languages), key=lambda one: one != first)
    return tuple(Tongue(one, catalogs()[one].__getitem__) for one in ordered)


def named(names: Mapping[str, str], language: str, otherwise: str) -> str:
    """A name in this language, else in any, else `otherwise` (an id)."""
    return names.get(language) or next(iter(names.values()), "") or otherwise
