"""Reads who covers a station, and after how long, from stations.yaml."""

from __future__ import annotations

from collections.abc import Sequence

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings, did_you_mean
from kds.config.yamltree import Mapping
from kds.kitchen.setup import GlassRule, Station

GLASS_KEYS = ("warn", "cover")

MIN_WARN_S = 2
"""Below this a busy tablet on a slow network would be taken for a dead one."""


def read_glass(node: Mapping | None, findings: Findings) -> GlassRule:
    if node is None:
        return GlassRule()
    section = Section(node, findings, GLASS_KEYS)
    rule = GlassRule(
        warn_s=section.get("warn", fields.duration_s, GlassRule().warn_s),
        cover_s=section.get("cover", fields.duration_s, GlassRule().cover_s),
    )
    if rule.warn_s < MIN_WARN_S:
        findings.error(section.at("warn"), f"a screen may take {MIN_WARN_S} s to say what it shows", "such as 6s")
    if rule.warn_s >= rule.cover_s:
        findings.error(section.at("cover"), "cover comes after warn", "give it the longer time")
    return rule


def check_backups(stations: Sequence[tuple[Station, Mapping]], findings: Findings) -> None:
    """Two stations may cover each other: what is covered goes one step and no further."""
    prep = tuple(station.id for station, _ in stations if station.kind == "prep")
    for station, node in stations:
        at = node.find("backup")
        if at is None or not station.backup:
            continue
        if station.kind != "prep":
            findings.error(at.at, "only prep stations are covered", "delete it")
        elif station.backup == station.id:
            findings.error(at.at, f"{station.id!r} cannot cover itself", "name another prep station, or delete it")
        elif station.backup not in prep:
            known = any(other.id == station.backup for other, _ in stations)
            message = f"{station.backup!r} prepares no food" if known else f"no station {station.backup!r}"
            findings.error(at.at, message, did_you_mean(station.backup, prep))
