"""Reads a kept webhook body by its source's dialect, fetching the order where the event is thin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kds.kitchen.commands import Cancel
from kds.kitchen.identity import ticket_id
from kds.kitchen.setup import Kitchen, SourceRule
from kds.service.inbox import PATIENCE, Broken, Outlook, Passing, Ready
from kds.service.ports import InboxRow
from kds.sources.dialect import Dialect, Event
from kds.sources.identity import rule_of
from kds.sources.registry import dialect_of
from kds.sources.unreadable import Unreadable


class VendorDown(Exception):
    """The vendor does not answer, or not now; passing."""


class NotThere(Exception):
    """The vendor does not have the order (yet)."""


class Unfetchable(Exception):
    """The vendor refuses for good, or answers with what cannot be taken."""


class Orders(Protocol):
    """Where orders are fetched."""

    async def fetch(self, base_url: str, path: str, token: str) -> bytes:
        """The order as it came. Raises VendorDown, NotThere or Unfetchable."""


class Vendors:
    """The interpreter of the inbox. `secret` gives the value of an environment variable, "" when it is not set."""

    def __init__(self, kitchen: Callable[[], Kitchen], orders: Orders, secret: Callable[[str], str]) -> None:
        self._kitchen = kitchen
        self._orders = orders
        self._secret = secret

    def lane(self, row: InboxRow) -> str:
        dialect = dialect_of(rule_of(self._kitchen(), row.source))
        try:
            event = dialect.read_event(row.body) if dialect else None
        except Unreadable:
            event = None
        return f"{row.source}\n{event.order_id}" if event and event.order_id else row.id

    async def read(self, row: InboxRow) -> Outlook:
        rule = rule_of(self._kitchen(), row.source)
        dialect = dialect_of(rule)
        if dialect is None:
            return Broken(f"The kitchen file names no source {row.source!r} with webhooks any more. Add it and retry.")
        try:
            return await self._outlook(dialect, dialect.read_event(row.body), rule)
        except (Unreadable, Unfetchable) as error:
            return Broken(str(error))
        except VendorDown as error:
            return Passing(str(error))
        except NotThere as error:
            return Passing(str(error), final_after=PATIENCE)

    async def _outlook(self, dialect: Dialect, event: Event, rule: SourceRule) -> Outlook:
        match event.action:
            case "ignore":
                return Ready(commands=(), note=f"{event.kind} asks nothing of a kitchen")
            case "cancel":
                ticket = ticket_id(rule.id, event.order_id)
                cancel = Cancel(ticket=ticket, reason=event.reason, source=rule.id, external_id=event.order_id)
                return Ready(commands=(cancel,))
            case "fetch":
                return await self._fetched(dialect, event, rule)

    async def _fetched(self, dialect: Dialect, event: Event, rule: SourceRule) -> Outlook:
        if not rule.base_url:
            return Broken(f"The kitchen file gives {rule.id!r} no base_url to fetch orders from. Add it and retry.")
        if not event.order_id.strip("."):
            return Broken(f"{event.order_id!r} is no order id.")
        raw = await self._orders.fetch(rule.base_url, dialect.order_path(event.order_id), self._secret(rule.token_env))
        reading = dialect.read_order(raw, event, rule)
        if reading.version < event.version:
            return Passing(
                f"{rule.id} still answers with version {reading.version} of {event.version}", final_after=PATIENCE
            )
        note = f"ignored: {', '.join(reading.ignored)}" if reading.ignored else ""
        return Ready(commands=reading.commands, note=note)
