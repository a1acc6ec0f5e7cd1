"""Which dialects there are."""

from __future__ import annotations

from kds.kitchen.setup import SourceRule
from kds.sources.dialect import Dialect
from kds.sources.open_delivery import OPEN_DELIVERY
from kds.sources.square import SQUARE

DIALECTS = {one.name: one for one in (OPEN_DELIVERY, SQUARE)}
"""By the name that stands in the kitchen file."""


def dialect_of(rule: SourceRule) -> Dialect | None:
    """None for a native source, which sends orders itself and no webhooks."""
    return DIALECTS.get(rule.dialect)
