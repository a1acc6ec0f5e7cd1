"""Reads the board section of stations.yaml: which orders guests are called for, and for how long."""

from __future__ import annotations

from typing import cast

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings
from kds.config.yamltree import Mapping
from kds.kitchen.model import Service
from kds.kitchen.venue import BoardCard

BOARD_KEYS = ("services", "clear", "flash")


def read_board(node: Mapping | None, findings: Findings) -> BoardCard:
    """The defaults where the section, or a key of it, is left out."""
    usual = BoardCard()
    if node is None:
        return usual
    section = Section(node, findings, BOARD_KEYS)
    service = fields.one_of("dine_in", "takeaway", "delivery")
    card = BoardCard(
        services=cast("tuple[Service, ...]", section.get("services", fields.list_of(service), usual.services)),
        clear_s=section.get("clear", fields.duration_s, usual.clear_s),
        flash_s=section.get("flash", fields.duration_s, usual.flash_s),
    )
    if card.flash_s > card.clear_s:
        findings.error(section.at("flash"), "flash ends before clear", "give clear the longer time")
    return card
