"""Reads the screens section of stations.yaml: how every screen looks and sounds that did not choose otherwise."""

from __future__ import annotations

import math
from typing import cast

from kds.config import fields
from kds.config.fields import Reader, Section
from kds.config.problems import Findings, did_you_mean
from kds.config.yamltree import Mapping, Node
from kds.kitchen.screens import Keys, Layout, Look, Preset, Theme

SCREEN_KEYS = Layout.__struct_fields__


def read_screens(node: Mapping | None, findings: Findings, languages: tuple[str, ...]) -> Layout:
    """What is left out stays to each page."""
    if node is None:
        return Layout()
    section = Section(node, findings, SCREEN_KEYS)
    preset = section.get("keys", fields.one_of("digits", "logic", "letters"), None)
    return Layout(
        language=section.get("language", _of_the_store(languages), None),
        theme=cast("Theme | None", section.get("theme", fields.one_of("dark", "light", "device"), None)),
        size=section.get("size", _number(0.5, 2, "times the usual size"), None),
        inches=section.get("inches", _number(5, 120, "inches from corner to corner"), None),
        metres=section.get("metres", _number(0.3, 10, "metres from the eye"), None),
        view=cast("Look | None", section.get("view", fields.one_of("cards", "list"), None)),
        columns=section.get("columns", _count(2, 7, "cards across"), None),
        rows=section.get("rows", _count(1, 3, "rows of cards"), None),
        volume=section.get("volume", _number(0, 1, "of the loudest"), None),
        voice=section.get("voice", fields.switch, None),
        awake=section.get("awake", fields.switch, None),
        dark=section.get("dark", _count(0, 24 * 60, "minutes"), None),
        keys=None if preset is None else Keys(cast("Preset", preset)),
    )


def _of_the_store(languages: tuple[str, ...]) -> Reader[str]:
    def read(node: Node, findings: Findings) -> str | None:
        value = fields.language(node, findings)
        if value is not None and value not in languages:
            hint = did_you_mean(value, languages) or "add it to the languages of the store"
            findings.error(node.at, f"the store does not speak {value!r}", hint)
            return None
        return value

    return read


def _count(low: int, high: int, of_what: str) -> Reader[int]:
    number = _number(low, high, of_what)

    def read(node: Node, findings: Findings) -> int | None:
        value = number(node, findings)
        if value is not None and value != int(value):
            findings.error(node.at, f"{value:g} is not a whole number", f"from {low} to {high} {of_what}")
            return None
        return None if value is None else int(value)

    return read


def _number(low: float, high: float, of_what: str) -> Reader[float]:
    def read(node: Node, findings: Findings) -> float | None:
        text = fields.text(node, findings)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            findings.error(node.at, f"{text!r} is not known here", f"from {low:g} to {high:g} {of_what}")
            return None
        return value

    return read
