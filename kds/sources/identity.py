"""How a source's own ids become ours: reused check ids told apart by business day, and ids of repeated requests."""

from __future__ import annotations

from uuid import UUID, uuid5

from kds.kitchen.businessday import business_day
from kds.kitchen.compiled import Compiled
from kds.kitchen.setup import Kitchen, SourceRule

_REQUESTS = UUID("9b0a6d1e-6f5c-5c07-9d5e-2f0f3a6f7f3e")
"""Namespace of command ids that follow from a request; fixed for ever, since the log holds them."""

_DAY = "@"
"""Between a check id and its business day, in external ids of tills that reuse theirs."""


_rules = Compiled(lambda kitchen: {rule.id: rule for rule in kitchen.sources})


def rule_of(kitchen: Kitchen, source: str) -> SourceRule:
    """What the kitchen file says of a source; a source it does not name gets the defaults."""
    return _rules(kitchen).get(source) or SourceRule(id=source)


def external_id(kitchen: Kitchen, rule: SourceRule, given: str, at_ms: int) -> str:
    """The id that stands in the ticket. `at_ms` is when the order was placed, which later revisions repeat."""
    match rule.identity:
        case "external_id":
            return given
        case "external_id+day":
            return f"{given}{_DAY}{business_day(at_ms, kitchen.timezone, kitchen.day_starts)}"


def given_id(rule: SourceRule, stored: str) -> str:
    """The id as the source wrote it, for answers."""
    return stored.rpartition(_DAY)[0] if rule.identity == "external_id+day" else stored


def request_id(ticket: str, verb: str, key: str, contents: bytes) -> str:
    """The command id of a request that may be repeated: the same key and contents, the same command."""
    return str(uuid5(_REQUESTS, f"{ticket}\n{verb}\n{key}\n{contents.hex()}"))
