"""Reads the routes of stations.yaml: the conditions of a rule and the stations it leads to."""

from __future__ import annotations

from typing import cast

from kds.config import fields
from kds.config.fields import Reader, Section
from kds.config.problems import Findings, did_you_mean
from kds.config.yamltree import Mapping, Node
from kds.kitchen.model import Service
from kds.kitchen.setup import Match, ModifierRoute, Route

MAX_STEPS = 8
"""Stations in a sequence; an assembly line has 4 or 5."""

ROUTE_KEYS = (
    "sku", "category", "tag", "name", "modifier", "source", "service",
    "area", "table", "course", "weekday", "hours", "to", "also",
)  # fmt: skip
MODIFIER_KEYS = ("modifier", "to", "prep")


def read_route(node: Mapping, findings: Findings, prep: tuple[str, ...], others: tuple[str, ...]) -> Route | None:
    """A route with its conditions; None where it does not say where to."""
    section = Section(node, findings, ROUTE_KEYS)
    if section.has("to") == section.has("also"):
        message = "a rule says either 'to' or 'also'"
        findings.error(node.at, message, "'to' takes the dish, 'also' adds a station; write two rules for both")
        return None
    to = section.get("to" if section.has("to") else "also", _stations(prep, others), ())
    match = Match(
        sku=_texts(section, "sku"),
        category=_texts(section, "category"),
        tag=_texts(section, "tag"),
        name=_texts(section, "name"),
        modifier=_texts(section, "modifier"),
        source=_texts(section, "source"),
        service=_services(section),
        area=_texts(section, "area"),
        table=_texts(section, "table"),
        course=section.get("course", fields.list_of(fields.count), ()),
        weekday=_weekdays(section),
        hours=section.get("hours", fields.hours, None),
    )
    return Route(match, to, also=section.has("also"), line=node.at.line)


def read_modifier_route(
    node: Mapping, findings: Findings, prep: tuple[str, ...], others: tuple[str, ...]
) -> ModifierRoute | None:
    section = Section(node, findings, MODIFIER_KEYS)
    names = section.need("modifier", fields.list_of(fields.text), (), "the name or names that sources send")
    to = section.need("to", _stations(prep, others), (), "the station that makes it")
    if not names or not to:
        return None
    return ModifierRoute(names, to, section.get("prep", fields.duration_s, 0), line=node.at.line)


def _stations(prep: tuple[str, ...], others: tuple[str, ...]) -> Reader[tuple[str, ...]]:
    """One station, or the sequence of them; only those that prepare food."""

    def station(node: Node, findings: Findings) -> str | None:
        value = fields.text(node, findings)
        if value is None or value in prep:
            return value
        message = f"{value!r} prepares no food" if value in others else f"no station {value!r}"
        findings.error(node.at, message, did_you_mean(value, prep))
        return None

    def sequence(node: Node, findings: Findings) -> tuple[str, ...] | None:
        found = fields.list_of(station)(node, findings)
        if found is not None and len(found) > MAX_STEPS:
            findings.error(node.at, f"more than {MAX_STEPS} steps")
            return None
        return found

    return sequence


def _texts(section: Section, key: str) -> tuple[str, ...]:
    return section.get(key, fields.list_of(fields.text), ())


def _services(section: Section) -> tuple[Service, ...]:
    service = fields.one_of("dine_in", "takeaway", "delivery")
    return cast("tuple[Service, ...]", section.get("service", fields.list_of(service), ()))


def _weekdays(section: Section) -> tuple[int, ...]:
    spans = section.get("weekday", fields.list_of(fields.weekdays), ())
    return tuple(sorted({day for span in spans for day in span}))
