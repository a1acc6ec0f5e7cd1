"""YAML text as a tree that knows its lines: mappings, lists and plain text, nothing guessed.

The kitchen files keep every scalar as written: a table `0123` or a modifier `no` is text, not a number
or a truth value. Anchors, aliases and tags are refused, so a small file cannot unfold into a huge one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn, TypeAlias

import yaml
from msgspec import Struct

from kds.config.problems import Findings, Place

MAX_DEPTH = 12
"""Levels of nesting; the deepest thing a kitchen file says needs 5."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where PyYAML has it: ten times faster, so that a reload does not hold up the server."""


class Scalar(Struct, frozen=True):
    at: Place
    text: str
    empty: bool = False
    """Nothing written, or a bare `null` or `~`."""


class Items(Struct, frozen=True):
    at: Place
    items: tuple[Node, ...]


class Mapping(Struct, frozen=True):
    at: Place
    pairs: tuple[tuple[Scalar, Node], ...]

    def find(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)


Node: TypeAlias = Scalar | Items | Mapping


class _Refused(Exception):
    """The text is no tree of ours; already in the findings."""


def parse_tree(text: str, file: str, findings: Findings) -> Node | None:
    """The document in `text`, or None with the reason among the errors."""
    try:
        return _Composer(text, file, findings).document()
    except _Refused:
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        findings.error(Place(file, line, 1), "a character that YAML does not allow", "delete it and type the line anew")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        findings.error(at, f"not valid YAML: {error.problem or error.context}", _yaml_advice(error.problem or ""))
    return None


def _yaml_advice(problem: str) -> str:
    if "\\t" in problem or "tab" in problem:
        return "indent with spaces, not tabs"
    if "mapping values" in problem:
        return "put quotes around a text that contains ': ', and check the indentation"
    return "check indentation, brackets and quotes just above"


class _Composer:
    def __init__(self, text: str, file: str, findings: Findings) -> None:
        self._file = file
        self._findings = findings
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))

    def document(self) -> Node:
        next(self._events)
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            self._refuse(start, "the file is empty", "start from the stations.yaml or menu.yaml of the examples")
        root = self._node(next(self._events), 1)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(after, "a second document starts here", "delete the line '---'")
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        at = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"an alias (*{event.anchor}) is not read here", "write the value out")
        if depth > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels", "check brackets and indentation")
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._refuse(event, f"an anchor (&{event.anchor}) is not read here", "delete it and write the value out")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self._refuse(event, f"a tag ({event.tag}) is not read here", "delete it")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(at, event.value, not event.style and event.value in ("", "~", "null"))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return Items(at, tuple(items))
        pairs = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, "a key must be a plain word", "check brackets and indentation")
            pairs.append((key, self._node(next(self._events), depth + 1)))
        return Mapping(at, tuple(pairs))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None, "parsed events carry marks"
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _refuse(self, event: yaml.Event, message: str, suggestion: str) -> NoReturn:
        self._findings.error(self._place(event), message, suggestion)
        raise _Refused
