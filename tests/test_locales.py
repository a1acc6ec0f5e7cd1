"""The catalogs: every text is there in every language, is used, and says the same values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

import pytest

from kds.asgi.texts import catalogs
from kds.kitchen.errors import NoopCode, RejectCode
from tests import house

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
TRANSLATIONS = LANGUAGES[1:]

USES = ("web/src/", "kds/asgi/")
ASKED = re.compile(r"""(?:\bt|\btext|\bsay)\(\s*["']([a-z_.0-9]*[a-z_0-9])["']""")
QUOTED = re.compile(r"""["']([a-zA-Z_0-9]+\.[a-zA-Z_.0-9-]+)["']""")
PUT_TOGETHER = re.compile(r"""`([a-z_]+\.(?:[a-z_0-9.-]|\$\{[^{}`]*\})*)`|["']([a-z_]+\.)["'] ~ """)
"""A key with gaps: `pos.${kind}_title`, or what a page's template glues to "login."."""
HOLE = re.compile(r"\$\{[^{}]*\}")
WORD = re.compile(r"""["'`]([\w-]+)["'`]|^\s*(\w+):""", re.MULTILINE)
"""What may fill a gap: a word that the program says somewhere, or the name of a field."""
FROM_OUTSIDE = ("allergen.", "cap.", "banner.storage_")
"""What fills these is no word of the program: the kitchen file, the browser and the disk say it."""
GAP = re.compile(r"\{(\w+)\}")


@cache
def _found(what: re.Pattern[str], *places: str) -> frozenset[Any]:
    """Texts, or tuples of texts where the pattern has several groups."""
    paths = (path for place in places or USES for path in house.matching(".ts", ".py", ".html", under=place))
    return frozenset(one for path in paths for one in what.findall(house.text(path)))


def _unused(keys: Iterable[str]) -> list[str]:
    """Nobody asks for them, whole or put together of what the program says."""
    used, words = _found(QUOTED), {word for pair in _found(WORD, "web/src/", "kds/") for word in pair}
    whole = {script or f"{page}${{}}" for script, page in _found(PUT_TOGETHER)}
    patterns = [re.compile(r"([\w-]+)".join(map(re.escape, HOLE.split(one)))) for one in whole if "${" in one]

    def made(key: str) -> bool:
        filled = [found.groups() for pattern in patterns if (found := pattern.fullmatch(key))]
        return any(key.startswith(FROM_OUTSIDE) or words.issuperset(gaps) for gaps in filled)

    return [key for key in keys if key not in used and not made(key)]


def test_the_glass_speaks_three_languages() -> None:
    assert tuple(catalogs()) == LANGUAGES


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_language_has_the_same_texts(language: str) -> None:
    english, translated = set(catalogs()["en"]), set(catalogs()[language])
    assert {"missing": sorted(english - translated), "left over": sorted(translated - english)} == {
        "missing": [],
        "left over": [],
    }


def test_every_text_that_is_asked_for_is_there() -> None:
    assert sorted(_found(ASKED) - set(catalogs()["en"])) == []


def test_every_text_is_used() -> None:
    assert _unused(catalogs()["en"]) == []


def test_a_text_is_unused_though_others_are_put_together_of_its_first_words() -> None:
    invented = ["pos.leftover", "pos.leftover_title", "result.leftover", "blank.leftover_next", "login.leftover"]
    assert _unused(invented) == invented


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_names_the_same_values(language: str) -> None:
    english, translated = catalogs()["en"], catalogs()[language]
    different = [key for key, text in english.items() if set(GAP.findall(text)) != set(GAP.findall(translated[key]))]
    assert different == []


def test_no_text_is_empty_or_has_blanks_around_it() -> None:
    for catalog in catalogs().values():
        assert [key for key, text in catalog.items() if text.strip() != text or not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_a_command_can_come_to_has_words(language: str) -> None:
    codes = {*get_args(NoopCode), *get_args(RejectCode)}
    assert sorted(code for code in codes if f"result.{code}" not in catalogs()[language]) == []


@pytest.mark.parametrize(("language", "charset"), [("zh-Hans", "gb2312"), ("zh-Hant", "big5")])
def test_no_chinese_catalog_has_characters_of_the_other_script(language: str, charset: str) -> None:
    # The old national sets hold one script each; a language's own name for itself is the same in every catalog.
    foreign = {
        key: character
        for key, text in catalogs()[language].items()
        for character in text
        if unicodedata.name(character, "").startswith("CJK UNIFIED") and not key.startswith("language.")
        if not character.encode(charset, "ignore")
    }
    assert foreign == {}
