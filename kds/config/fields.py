"""Readers of single values: a node of the file in, a typed value out, or a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from kds.config.problems import Findings, Place, did_you_mean
from kds.config.yamltree import Items, Mapping, Node, Scalar

MAX_TEXT_CHARS = 200
"""A name or a pattern; what is longer fits on no card and no strip."""
MAX_LIST_ITEMS = 500
"""Values in one list of conditions: a rule that names more is a category or a tag."""
MAX_DURATION_S = 24 * 3600
"""Prep times and timeouts: the kitchen works day by day."""
MAX_COUNT = 1_000_000

T = TypeVar("T")
D = TypeVar("D")
Reader: TypeAlias = Callable[[Node, Findings], T | None]
"""None means that the problem is already among the findings."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_ENV = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_DURATION = re.compile(r"(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?")
_SIZE = re.compile(r"(\d{1,6})\s*(KB|MB)")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_HOURS = re.compile(r"(\d{1,2}:[0-5]\d)\s*[-–]\s*(\d{1,2}:[0-5]\d)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


class Section:
    """A mapping of the file with the keys it may have; unknown and repeated keys are reported at once."""

    def __init__(self, node: Mapping, findings: Findings, keys: Iterable[str]) -> None:
        self.node = node
        self.findings = findings
        known = tuple(keys)
        seen: dict[str, Place] = {}
        for key, _ in node.pairs:
            if key.text not in known:
                findings.error(key.at, f"unknown key {key.text!r}", did_you_mean(key.text, known))
            elif key.text in seen:
                findings.error(key.at, f"{key.text!r} is already set in line {seen[key.text].line}", "keep one of them")
            seen[key.text] = key.at

    def has(self, key: str) -> bool:
        return self.node.find(key) is not None

    def at(self, key: str) -> Place:
        """Of the value, or of the section where the key is left out."""
        return (self.node.find(key) or self.node).at

    def get(self, key: str, reader: Reader[T], default: D) -> T | D:
        """The value of `key`; the default where it is left out or wrong."""
        node = self.node.find(key)
        if node is None:
            return default
        value = reader(node, self.findings)
        return default if value is None else value

    def need(self, key: str, reader: Reader[T], stand_in: D, suggestion: str = "") -> T | D:
        """Like `get`, but a missing key is an error; the stand-in only lets the reading go on."""
        if self.node.find(key) is None:
            self.findings.error(self.node.at, f"{key!r} is missing", suggestion)
        return self.get(key, reader, stand_in)


def text(node: Node, findings: Findings) -> str | None:
    if not isinstance(node, Scalar):
        findings.error(node.at, "a text is expected here, not a list or a mapping")
    elif node.empty or not node.text.strip():
        findings.error(node.at, "a value is missing here", "write one, or delete the key")
    elif len(node.text) > MAX_TEXT_CHARS:
        findings.error(node.at, f"longer than {MAX_TEXT_CHARS} characters")
    elif not node.text.isprintable():
        findings.error(node.at, "line breaks and control characters do not belong here", "write it in one line")
    else:
        return node.text.strip()
    return None


def _pattern(expression: re.Pattern[str], expected: str, suggestion: str) -> Reader[str]:
    def read(node: Node, findings: Findings) -> str | None:
        value = text(node, findings)
        if value is not None and not expression.fullmatch(value):
            findings.error(node.at, f"{value!r} is not {expected}", suggestion)
            return None
        return value

    return read


identifier = _pattern(_ID, "an id", "up to 32 of a-z, 0-9, - and _, such as 'cold-2'")
language = _pattern(_LANGUAGE, "a language tag", "such as zh-Hans, zh-Hant, en or pt-BR")
env_name = _pattern(_ENV, "the name of an environment variable", "such as SQUARE_SECRET; never the secret itself")
currency = _pattern(re.compile("[A-Z]{3}"), "a currency code", "three capitals, such as CNY")
url = _pattern(re.compile(r"https?://[^\s/@?#]+[^\s?#]*"), "a web address", "such as https://example.com/orders")


def one_of(*choices: str) -> Reader[str]:
    def read(node: Node, findings: Findings) -> str | None:
        value = text(node, findings)
        if value is not None and value not in choices:
            findings.error(node.at, f"{value!r} is not known here", did_you_mean(value, choices))
            return None
        return value

    return read


def list_of(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """One value or a list of them."""

    def read(node: Node, findings: Findings) -> tuple[T, ...] | None:
        nodes = node.items if isinstance(node, Items) else (node,)
        if not nodes:
            findings.error(node.at, "the list is empty", "write a value, or delete the key")
            return None
        if len(nodes) > MAX_LIST_ITEMS:
            findings.error(node.at, f"more than {MAX_LIST_ITEMS} values")
            return None
        values = tuple(value for each in nodes if (value := reader(each, findings)) is not None)
        return values if len(values) == len(nodes) else None

    return read


NO_TEXTS: dict[str, str] = {}
"""Stands in for a name that could not be read."""


def texts(store_language: str) -> Reader[dict[str, str]]:
    """A name: plain text in the store's language, or a mapping of language to text."""

    def read(node: Node, findings: Findings) -> dict[str, str] | None:
        if not isinstance(node, Mapping):
            value = text(node, findings)
            return None if value is None else {store_language: value}
        names: dict[str, str] = {}
        for key, child in node.pairs:
            tag, value = language(key, findings), text(child, findings)
            if tag in names:
                findings.error(key.at, f"{tag!r} is written twice", "keep one of them")
            if tag is not None and value is not None:
                names[tag] = value
        if len(names) == len(node.pairs) and store_language not in names:
            findings.error(node.at, f"no name in the store's language, {store_language}", f"add {store_language}: …")
        return names or None

    return read


def count(node: Node, findings: Findings) -> int | None:
    value = text(node, findings)
    if value is not None and (not value.isascii() or not value.isdigit() or int(value) > MAX_COUNT):
        findings.error(node.at, f"{value!r} is not a whole number from 0 to {MAX_COUNT}")
        return None
    return None if value is None else int(value)


def switch(node: Node, findings: Findings) -> bool | None:
    value = text(node, findings)
    if value is not None and value.lower() not in _SWITCH:
        findings.error(node.at, f"{value!r} is neither on nor off", "write on or off")
        return None
    return None if value is None else _SWITCH[value.lower()]


def duration_s(node: Node, findings: Findings) -> int | None:
    """Seconds of "90s", "8m" or "1h 30m"."""
    value = text(node, findings)
    if value is None:
        return None
    found = _DURATION.fullmatch(value)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    total_s = hours * 3600 + minutes * 60 + seconds
    if not 0 < total_s <= MAX_DURATION_S:
        example = f"{value}m or {value}s" if value.isdigit() and int(value) else "8m, 90s or 1h 30m"
        findings.error(node.at, f"{value!r} is not a duration between 1s and 24h", f"such as {example}")
        return None
    return total_s


def size_bytes(node: Node, findings: Findings) -> int | None:
    value = text(node, findings)
    if value is None:
        return None
    found = _SIZE.fullmatch(value)
    if found is None:
        findings.error(node.at, f"{value!r} is not a size", "such as 800 KB or 2 MB")
        return None
    return int(found[1]) * (1024 if found[2] == "KB" else 1024 * 1024)


def minute_of_day(value: str) -> int | None:
    """Minutes after midnight of "17:30"; 24:00 is the day's end. None: no such time."""
    found = _CLOCK.fullmatch(value)
    minute = int(found[1]) * 60 + int(found[2]) if found else -1
    return minute if 0 <= minute <= 24 * 60 else None


def clock(node: Node, findings: Findings) -> str | None:
    """A time of day as HH:MM."""
    value = text(node, findings)
    if value is None:
        return None
    minute = minute_of_day(value)
    if minute is None or minute == 24 * 60:
        findings.error(node.at, f"{value!r} is not a time of day", "such as 05:00")
        return None
    return f"{minute // 60:02}:{minute % 60:02}"


def hours(node: Node, findings: Findings) -> tuple[int, int] | None:
    """Minutes of the day from (inclusive) to (exclusive); over midnight where from is later than to."""
    value = text(node, findings)
    if value is None:
        return None
    found = _HOURS.fullmatch(value)
    start, end = (minute_of_day(part) for part in found.groups()) if found else (None, None)
    if start is None or end is None or start in (end, 24 * 60):
        findings.error(node.at, f"{value!r} is not a span of hours", "such as 17:00-22:30, or 22:00-02:00")
        return None
    return start, end


def weekdays(node: Node, findings: Findings) -> tuple[int, ...] | None:
    """ISO weekdays of a name (mon, Monday) or a span (fri-sun)."""
    value = text(node, findings)
    if value is None:
        return None
    names = [part.strip().lower() for part in re.split("[-–]", value)]
    days = [day for name in names for day, known in enumerate(_WEEKDAYS, 1) if name in (known, known[:3])]
    if len(days) != len(names) or len(days) > 2:
        findings.error(node.at, f"{value!r} is not a weekday", did_you_mean(value, [day[:3] for day in _WEEKDAYS]))
        return None
    span = (days[-1] - days[0]) % 7
    return tuple((days[0] - 1 + step) % 7 + 1 for step in range(span + 1))
