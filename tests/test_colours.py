"""The colours: both themes name the same ones, and whatever stands on something can be read and seen there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests import house

READ = 7.0
"""Text on its ground, as WCAG 2.2 asks for at level AAA (1.4.6)."""

SEEN = 3.0
"""Borders, bars and signs that tell something, beside what they touch (WCAG 2.2, 1.4.11)."""

GROUNDS = ("surface", "raised", "change-ground", "ask-ground", "go-ground", "no-ground")
"""Where cards, rows, notices and panels write."""

TEXTS = {
    "ink": ("ground", "rule", "head", *GROUNDS),
    "ink-calm": ("ground", "rule", *GROUNDS),
    "head-ink": ("head",),
    "go": ("ground", *GROUNDS),
    "late-text": ("ground", *GROUNDS),
    "extra": ("ground", *GROUNDS),
    "note": ("ground", *GROUNDS),
    "no": ("surface", "raised", "no-ground"),
    "was": ("surface", "change-ground"),
    "now": ("surface", "change-ground"),
    "ask-ink": ("ask-ground",),
    "attention-ink": ("attention",),
    "late-ink": ("late", "late-stripe"),
    "rush-ink": ("rush",),
    "addon-ink": ("addon",),
    "calm-badge-ink": ("calm-badge",),
    "ready-ink": ("ready", "go"),
    "allergen-ink": ("allergen",),
    "allergen": ("allergen-ink",),
    "night-ink": ("night",),
    "surface": ("ink",),
    "ground": ("ink",),
}
"""Each colour that text has, and all that it may stand on; a new pair in the style sheets is written down here."""

SIGNS = {
    "edge": ("ground", "surface", "raised", "ask-ground", "head"),
    "ink": ("ground", *GROUNDS),
    "ink-calm": GROUNDS,
    "go": ("ground", "surface", "raised", "go-ground", "rule"),
    "no": ("surface", "raised", "no-ground"),
    "ready": ("ground", "surface", "go-ground"),
    "late-edge": ("ground", "surface", "raised", "change-ground"),
    "attention-edge": ("ground", "surface", "raised", "ask-ground"),
    "addon-edge": ("surface", "change-ground"),
    "attention-ink": ("attention",),
    "allergen-ink": ("allergen",),
    "focus": ("focus-gap",),
    "focus-gap": ("focus",),
    "surface": ("ink",),
}
"""The same for borders, outlines, bars and shadows."""

QUIET = {"rule"}
"""A line between rows tells nothing that the rows do not."""

COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
TEXT_COLOUR = re.compile(r"(?<![\w-])color: var\(--([a-z-]+)\)")
GROUND = re.compile(r"background(?:-color)?: var\(--([a-z-]+)\);")
LINE = re.compile(r"(?:border|outline|box-shadow)[a-z-]*:[^;]*var\(--([a-z-]+)\);")
WRITTEN = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\([^)]*\)")

TOKENS = "web/styles/tokens.css"
SHEETS = [path for path in house.matching(".css", under="web/styles/") if path != TOKENS]


def _theme(selector: str) -> dict[str, str]:
    block = house.text(TOKENS).split(f"{selector} {{", 1)[1].split("\n}", 1)[0]
    return dict(COLOUR.findall(block))


THEMES = {"dark": _theme(":root"), "light": _theme(':root[data-theme="light"]')}


def _rules() -> Iterator[tuple[str, str]]:
    for path in SHEETS:
        for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", house.text(path), flags=re.DOTALL)):
            yield f"{path}: {' '.join(selector.split())}", body


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG defines it: 1 for the same, 21 for black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_every_colour() -> None:
    assert THEMES["dark"].keys() == THEMES["light"].keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, READ), (SIGNS, SEEN)], ids=["text", "signs"])
def test_what_stands_on_a_colour_differs_enough_from_it(
    theme: str, pairs: dict[str, tuple[str, ...]], least: float
) -> None:
    colours = THEMES[theme]
    faint = [
        f"{front} on {back}: {ratio:.2f}"
        for front, backs in pairs.items()
        for back in backs
        if (ratio := contrast(colours[front], colours[back])) < least
    ]
    assert faint == []


def test_every_colour_of_text_and_of_lines_is_written_down_with_what_it_stands_on() -> None:
    unknown = {
        where: token
        for where, body in _rules()
        for pattern, pairs in ((TEXT_COLOUR, TEXTS), (LINE, SIGNS))
        for token in pattern.findall(body)
        if token in THEMES["dark"] and token not in pairs and token not in QUIET
    }
    assert unknown == {}


def test_where_a_rule_sets_text_and_ground_the_pair_is_written_down() -> None:
    unknown = [
        f"{where}: {text} on {ground}"
        for where, body in _rules()
        for text in TEXT_COLOUR.findall(body)
        for ground in GROUND.findall(body)
        if ground not in TEXTS.get(text, ())
    ]
    assert unknown == []


def test_no_colour_is_written_outside_the_tokens() -> None:
    # The veil behind a panel is a shade of whatever lies below it.
    veils = {"rgba(0, 0, 0, 0.7)", "rgb(0 0 0 / 60%)"}
    found = {where: written for where, body in _rules() for written in WRITTEN.findall(body) if written not in veils}
    assert found == {}
