"""Loads the kitchen files: stations.yaml and the menu it names become one Kitchen, or a list of problems."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Literal, cast

import msgspec
from msgspec.structs import replace

from kds.config.checks import check_kitchen
from kds.config.menufile import MenuFile, read_menu_file
from kds.config.pictures import warn_of_pictures
from kds.config.problems import Findings, KitchenFileError, Place, Problem
from kds.config.stationsfile import StationsFile, read_stations_file
from kds.config.yamltree import Node, parse_tree
from kds.kitchen.setup import Kitchen

MAX_FILE_BYTES = 1024 * 1024
"""A menu of 5,000 dishes has about 700 KB."""


class Loaded(msgspec.Struct, frozen=True):
    """A kitchen that can be used, what is odd about it, and the files it was read from (path to digest)."""

    kitchen: Kitchen
    warnings: tuple[Problem, ...]
    files: dict[Path, str]


def load_kitchen(path: Path, advice: str = "name the stations file with --kitchen") -> Loaded:
    """Reads `path` and the menu file that it names. Raises KitchenFileError with every problem found.

    `advice` says how the caller lets people name another file.
    """
    reading = _Reading(advice)
    kitchen = reading.kitchen(path)
    if kitchen is None or reading.findings.errors:
        raise KitchenFileError(tuple(reading.findings.errors), reading.files)
    return Loaded(kitchen, tuple(reading.findings.warnings), reading.files)


def read_kitchen(path: Path) -> Loaded | KitchenFileError:
    """`load_kitchen` with the problems as a value: for those who carry on with the kitchen they have."""
    try:
        return load_kitchen(path)
    except KitchenFileError as error:
        return error


def file_digest(path: Path) -> str:
    """The digest under which `Loaded.files` lists the file as it is now; empty if it cannot be read."""
    try:
        return _digest(_content(path))
    except OSError:
        return ""


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


class _Reading:
    """One run over the files."""

    def __init__(self, advice: str) -> None:
        self._advice = advice
        self.findings = Findings()
        self.files: dict[Path, str] = {}

    def kitchen(self, path: Path) -> Kitchen | None:
        root = self._tree(path, Place(str(path), 1, 1), self._advice)
        written = read_stations_file(root, self.findings) if root else None
        if written is None:
            return None
        menu = self._menu(path, written)
        dishes = menu.dishes
        if self.findings.errors:
            return None
        kitchen = _joined(written, menu)
        warn_of_pictures(path.parent, dishes, self.findings)
        check_kitchen(kitchen, written, dishes, self.findings)
        return kitchen

    def _menu(self, path: Path, written: StationsFile) -> MenuFile:
        if not written.menu:
            return MenuFile()
        advice = "'menu' is a path relative to the stations file"
        menu = self._tree(path.parent / written.menu, written.menu_at, advice)
        return read_menu_file(menu, self.findings, written.store) if menu else MenuFile()

    def _tree(self, path: Path, named_at: Place, advice: str) -> Node | None:
        """The file's tree; what keeps it from being opened is reported where it was named."""
        self.files[path] = ""
        try:
            content = _content(path)
        except OSError as error:
            self.findings.error(named_at, f"cannot read {path}: {error.strerror}", advice)
            return None
        self.files[path] = _digest(content)
        if len(content) > MAX_FILE_BYTES:
            self.findings.error(Place(str(path), 1, 1), f"larger than {MAX_FILE_BYTES // 1024} KB")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.findings.error(Place(str(path), line, 1), "not UTF-8 text", "save the file as UTF-8")
            return None
        return parse_tree(text, str(path), self.findings)


def _joined(written: StationsFile, menu: MenuFile) -> Kitchen:
    store = written.store
    kitchen = Kitchen(
        store_id=store.id,
        store_name=store.name,
        stations=written.stations,
        default_station=written.default_station,
        routes=tuple(route.value for route in written.routes),
        modifier_routes=tuple(route.value for route in written.modifier_routes),
        menu=tuple(dish.value for dish in menu.dishes),
        categories=menu.categories,
        sources=tuple(source.value for source in written.sources),
        tables=written.tables,
        board=written.board,
        screens=written.screens,
        guest_orders=cast("Literal['on', 'off', 'approve']", written.guest_orders),
        thresholds=written.thresholds,
        close_on=cast("dict[str, Literal['served', 'ready']]", written.close_on),
        language=store.languages[0],
        languages=store.languages,
        timezone=store.timezone,
        day_starts=store.day_starts,
        currency=store.currency,
    )
    return replace(kitchen, digest=kitchen_digest(kitchen))


def kitchen_digest(kitchen: Kitchen) -> str:
    """The same for two kitchens that behave the same: comments, layout and line numbers do not count."""
    normal = replace(
        kitchen,
        routes=tuple(replace(route, line=0) for route in kitchen.routes),
        modifier_routes=tuple(replace(route, line=0) for route in kitchen.modifier_routes),
        digest="",
    )
    return _digest(msgspec.json.encode(normal, order="deterministic"))
