"""Reads stations.yaml: the store, its stations, routes, timeouts and sources, each with its place."""

from __future__ import annotations

from typing import Generic, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct, field

from kds.config import fields
from kds.config.boardkeys import read_board
from kds.config.fields import Section
from kds.config.problems import Findings, Place, did_you_mean
from kds.config.routerules import read_modifier_route, read_route
from kds.config.screenkeys import read_screens
from kds.config.sourcerules import read_source
from kds.config.tables import MAX_AREAS, read_tables
from kds.config.yamltree import Items, Mapping, Node
from kds.kitchen.model import PASS
from kds.kitchen.screens import Layout
from kds.kitchen.setup import ModifierRoute, Route, SourceRule, Station, StationKind, Texts, Threshold
from kds.kitchen.venue import BoardCard, TableSpot

MAX_STATIONS = 64
"""A hotel's banquet kitchen has about 20."""
MAX_ROUTES = 500
"""More rules than a person can keep in the head; beyond it a tag is missing in the menu."""
MAX_SOURCES = 64
MAX_LANGUAGES = 8

SERVICES = ("dine_in", "takeaway", "delivery")

T = TypeVar("T")


class Written(Struct, Generic[T], frozen=True):
    """A value and the section of the file that says it."""

    value: T
    node: Mapping


class Store(Struct, frozen=True):
    id: str = "store"
    name: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    day_starts: str = "05:00"
    currency: str = ""


class StationsFile(Struct, frozen=True):
    """What stations.yaml says, as far as it could be read."""

    store: Store
    menu: str
    menu_at: Place
    stations: tuple[Station, ...]
    station_nodes: tuple[Mapping, ...]
    default_station: str
    routes: tuple[Written[Route], ...]
    modifier_routes: tuple[Written[ModifierRoute], ...]
    sources: tuple[Written[SourceRule], ...]
    thresholds: dict[str, Threshold]
    close_on: dict[str, str]
    tables: tuple[TableSpot, ...]
    guest_orders: str
    board: BoardCard
    screens: Layout


KEYS = (
    "store",
    "menu",
    "stations",
    "default_station",
    "routes",
    "modifiers",
    "timeouts",
    "close_on",
    "sources",
    "tables",
    "guest_orders",
    "board",
    "screens",
)
STORE_KEYS = ("id", "name", "languages", "timezone", "day_starts", "currency")
STATION_KEYS = ("id", "name", "kind", "start")
TIMEOUT_KEYS = ("attention", "late")


def read_stations_file(root: Node, findings: Findings) -> StationsFile | None:
    """None when it is no mapping; anything else wrong stands in the findings."""
    if not isinstance(root, Mapping):
        findings.error(root.at, "a stations file is a mapping", f"with the keys {', '.join(KEYS)}")
        return None
    top = Section(root, findings, KEYS)
    store = _store(top, findings)
    stations = _stations(top, findings, store.languages[0])
    prep = tuple(station.value.id for station in stations if station.value.kind == "prep")
    others = tuple(station.value.id for station in stations if station.value.kind != "prep")
    routes = tuple(
        Written(route, node)
        for node in sections(top, "routes", findings, MAX_ROUTES)
        if (route := read_route(node, findings, prep, others))
    )
    modifier_routes = tuple(
        Written(modifier_route, node)
        for node in sections(top, "modifiers", findings, MAX_ROUTES)
        if (modifier_route := read_modifier_route(node, findings, prep, others))
    )
    sources = tuple(
        Written(source, node)
        for node in sections(top, "sources", findings, MAX_SOURCES)
        if (source := read_source(node, findings))
    )
    _check_ids(sources, findings)
    return StationsFile(
        store=store,
        menu=top.get("menu", fields.text, ""),
        menu_at=top.at("menu"),
        stations=tuple(station.value for station in stations),
        station_nodes=tuple(station.node for station in stations),
        default_station=_default_station(top, prep, others),
        routes=routes,
        modifier_routes=modifier_routes,
        sources=sources,
        thresholds=_timeouts(top, findings),
        close_on=_close_on(top, findings),
        tables=read_tables(sections(top, "tables", findings, MAX_AREAS), findings),
        guest_orders=top.get("guest_orders", fields.one_of("on", "off", "approve"), "on"),
        board=read_board(only_mapping(top, "board", findings), findings),
        screens=read_screens(only_mapping(top, "screens", findings), findings, store.languages),
    )


def sections(top: Section, key: str, findings: Findings, limit: int) -> tuple[Mapping, ...]:
    """The mappings of a list of mappings; none where the key is left out."""
    node = top.node.find(key)
    if node is None:
        return ()
    if not isinstance(node, Items):
        findings.error(node.at, f"{key!r} is a list", "start each entry with '- '")
        return ()
    if len(node.items) > limit:
        findings.error(node.at, f"more than {limit} {key}")
        return ()
    for item in node.items:
        if not isinstance(item, Mapping):
            findings.error(item.at, f"each of the {key} is a mapping", "such as '- id: …'")
    return tuple(item for item in node.items if isinstance(item, Mapping))


def only_mapping(top: Section, key: str, findings: Findings) -> Mapping | None:
    """The mapping under `key`; None where it is left out, or wrong."""
    node = top.node.find(key)
    if node is None or isinstance(node, Mapping):
        return node
    findings.error(node.at, f"{key!r} is a mapping", "indent its keys below it")
    return None


def _store(top: Section, findings: Findings) -> Store:
    if not top.has("store"):
        findings.error(top.node.at, "'store' is missing", "it says id, name, languages and timezone")
    node = only_mapping(top, "store", findings)
    if node is None:
        return Store()
    section = Section(node, findings, STORE_KEYS)
    languages = section.need("languages", fields.list_of(fields.language), ("en",), "such as [zh-Hans, en]")
    if len(set(languages)) != len(languages) or len(languages) > MAX_LANGUAGES:
        findings.error(section.at("languages"), f"up to {MAX_LANGUAGES} languages, each of them once")
    return Store(
        id=section.need("id", fields.identifier, "store"),
        name=section.need("name", fields.texts(languages[0]), fields.NO_TEXTS),
        languages=languages,
        timezone=section.need("timezone", _timezone, "UTC", "such as Asia/Shanghai"),
        day_starts=section.get("day_starts", fields.clock, "05:00"),
        currency=section.get("currency", fields.currency, ""),
    )


def _timezone(node: Node, findings: Findings) -> str | None:
    value = fields.text(node, findings)
    if value is None:
        return None
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(value, available_timezones()) or "such as Asia/Shanghai or Europe/Berlin"
        findings.error(node.at, f"{value!r} is not a time zone", hint)
        return None
    return value


def _stations(top: Section, findings: Findings, language: str) -> tuple[Written[Station], ...]:
    if not top.has("stations"):
        findings.error(top.node.at, "'stations' is missing", "list them with id, name and kind")
        return ()
    found: dict[str, Written[Station]] = {}
    for node in sections(top, "stations", findings, MAX_STATIONS):
        section = Section(node, findings, STATION_KEYS)
        identifier = section.need("id", fields.identifier, "")
        kind = cast("StationKind", section.get("kind", fields.one_of("prep", "expo", "board"), "prep"))
        station = Station(
            id=identifier,
            name=section.need("name", fields.texts(language), fields.NO_TEXTS),
            kind=kind,
            start=section.get("start", fields.switch, False),
        )
        if identifier in found:
            findings.error(section.at("id"), f"there is already a station {identifier!r}", "give each its own id")
        if identifier == PASS and kind != "expo":
            findings.error(section.at("id"), f"{PASS!r} means the pass", "choose another id, or kind: expo")
        if kind == "expo" and any(other.value.kind == "expo" for other in found.values()):
            findings.error(section.at("kind"), "a kitchen has one pass", "make this one a board, or leave it out")
        if kind != "prep" and station.start:
            findings.error(section.at("start"), "only prep stations start food", "delete it")
        if identifier:
            found[identifier] = Written(station, node)
    if not any(each.value.kind == "prep" for each in found.values()):
        findings.error(top.at("stations"), "no station prepares food", "add one of kind prep")
    return tuple(found.values())


def _default_station(top: Section, prep: tuple[str, ...], others: tuple[str, ...]) -> str:
    hint = "name the prep station that gets what no route takes"
    value = top.need("default_station", fields.identifier, "", hint)
    if value in others:
        top.findings.error(top.at("default_station"), f"{value!r} prepares no food", did_you_mean(value, prep))
    elif value and value not in prep:
        top.findings.error(top.at("default_station"), f"no station {value!r}", did_you_mean(value, prep))
    return value


def _timeouts(top: Section, findings: Findings) -> dict[str, Threshold]:
    node = only_mapping(top, "timeouts", findings)
    if node is None:
        return {}
    thresholds = {}
    services = Section(node, findings, SERVICES)
    for service in SERVICES:
        row = only_mapping(services, service, findings)
        if row is None:
            continue
        section = Section(row, findings, TIMEOUT_KEYS)
        attention_s = section.need("attention", fields.duration_s, 1)
        late_s = section.need("late", fields.duration_s, fields.MAX_DURATION_S)
        if attention_s >= late_s:
            findings.error(section.at("late"), "late comes after attention", "give it the longer time")
        thresholds[service] = Threshold(attention_s, late_s)
    return thresholds


def _check_ids(sources: tuple[Written[SourceRule], ...], findings: Findings) -> None:
    ids: set[str] = set()
    for source in sources:
        if source.value.id in ids:
            findings.error(source.node.at, f"there is already a source {source.value.id!r}", "give each its own id")
        ids.add(source.value.id)


def _close_on(top: Section, findings: Findings) -> dict[str, str]:
    node = only_mapping(top, "close_on", findings)
    if node is None:
        return {}
    section = Section(node, findings, SERVICES)
    moment = fields.one_of("served", "ready")
    return {service: value for service in SERVICES if (value := section.get(service, moment, ""))}
