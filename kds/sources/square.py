"""Square: signed thin events name an order, which is then fetched; its version is our revision.

Read from https://github.com/square/connect-api-specification (Apache-2.0) and Square's webhook documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from kds.kitchen.command import Line
from kds.kitchen.commands import Cancel, Place
from kds.kitchen.identity import ticket_id
from kds.kitchen.limits import MAX_ID
from kds.kitchen.model import Modifier, Service
from kds.kitchen.quantity import spell
from kds.kitchen.setup import SourceRule
from kds.sources.dialect import Dialect, Event, Reading, lenient, unread
from kds.sources.signatures import base64_hmac_matches
from kds.sources.square_shapes import (
    NOT_OURS,
    Answer,
    Details,
    Fulfillment,
    LineItem,
    MeasurementUnit,
    Notice,
    Order,
    OrderModifier,
    QuantityUnit,
)
from kds.sources.unreadable import Unreadable
from kds.sources.values import Loose, choice, count, duration_ms, text, thousandths, time_ms
from kds.wire.limits import MAX_INTEGER

SIGNATURE = "x-square-hmacsha256-signature"

ORDER_EVENTS = frozenset({"order.created", "order.updated", "order.fulfillment.updated"})

UNITS = {
    "METRIC_KILOGRAM": "kg",
    "METRIC_GRAM": "g",
    "METRIC_LITER": "l",
    "METRIC_MILLILITER": "ml",
    "IMPERIAL_POUND": "lb",
    "IMPERIAL_WEIGHT_OUNCE": "oz",
    "UNIT": "",
}
"""Their measures that kitchens use; others are written out in lower case."""

ORDINARY = frozenset({"", "regular"})
"""Names of the only variation of an item: they tell a cook nothing."""


def verify(raw: bytes, headers: Mapping[str, str], url: str, secret: str) -> bool:
    """Square signs the notification URL as it was entered in its console, followed by the body."""
    return base64_hmac_matches(secret, url.encode() + raw, headers.get(SIGNATURE, ""))


def read_event(raw: bytes) -> Event:
    notice, _ = lenient(raw, Notice)
    if notice.type not in ORDER_EVENTS:
        return Event(order_id="", action="ignore", kind=notice.type)
    about = next(iter(notice.data.object.values()), None) if notice.data else None
    if about is None or not 0 < len(about.order_id) <= MAX_ID:
        raise Unreadable("missing_field", "The event names no order.", pointer="/data/object")
    return Event(
        order_id=about.order_id,
        action="fetch",
        kind=notice.type,
        key=text(notice.event_id, MAX_ID),
        version=count(about.version, MAX_INTEGER),
    )


def order_path(order_id: str) -> str:
    return f"/v2/orders/{quote(order_id, safe='')}"


def read_order(raw: bytes, event: Event, rule: SourceRule) -> Reading:
    answer, plain = lenient(raw, Answer)
    order = answer.order
    if order.id != event.order_id:
        raise Unreadable(
            "invalid_field", f"Asked for {event.order_id}, the answer is order {order.id}.", pointer="/order/id"
        )
    version = count(order.version, MAX_INTEGER)
    ignored = unread(answer, plain, NOT_OURS)
    ticket = ticket_id(rule.id, order.id)
    if _cancelled(order):
        reason = next((text(one.details.cancel_reason) for one in _ways(order)), "")
        cancel = Cancel(ticket=ticket, reason=reason, revision=version, source=rule.id, external_id=order.id)
        return Reading(commands=(cancel,), ignored=ignored, version=version)
    lines, left_out = _lines(order)
    if text(order.state) == "DRAFT":
        return Reading(commands=(), ignored=(*ignored, *left_out), version=version)
    return Reading(commands=(_place(order, lines, version, rule),), ignored=(*ignored, *left_out), version=version)


class _Way(Struct, frozen=True):
    service: Service
    details: Details
    state: str


def _ways(order: Order) -> tuple[_Way, ...]:
    return tuple(map(_way, order.fulfillments or ()))


def _way(one: Fulfillment) -> _Way:
    details = one.pickup_details or one.delivery_details or one.shipment_details or Details()
    service: Service = "delivery" if text(one.type) == "DELIVERY" else "takeaway"
    return _Way(service=service, details=details, state=text(one.state))


def _cancelled(order: Order) -> bool:
    """By itself, or because nobody will fetch any of it."""
    ways = _ways(order)
    return text(order.state) == "CANCELED" or (bool(ways) and all(one.state in {"CANCELED", "FAILED"} for one in ways))


def _place(order: Order, lines: tuple[Line, ...], version: int, rule: SourceRule) -> Place:
    way = next(iter(_ways(order)), _Way(service="dine_in", details=Details(), state=""))
    due_ms = time_ms(way.details.pickup_at) or time_ms(way.details.deliver_at)
    placed_ms = time_ms(order.created_at)
    prep_ms = duration_ms(way.details.prep_time_duration)
    start_ms = due_ms - prep_ms if due_ms and prep_ms else 0
    at_once = text(way.details.schedule_type) == "ASAP"
    return Place(
        source=rule.id,
        external_id=order.id,
        lines=lines,
        revision=version,
        number=text(order.ticket_name),
        mark=rule.mark,
        service=way.service,
        guest=text(way.details.recipient.display_name) if way.details.recipient else "",
        brand=text(order.source.name) if order.source else "",
        note=text(way.details.note),
        placed_ms=placed_ms,
        due_ms=due_ms,
        start_ms=placed_ms if due_ms and at_once else start_ms,
        sold_out=rule.sold_out,
    )


def _lines(order: Order) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines, and what was left out: removed ones (quantity 0), gift cards, amounts without a name."""
    lines: list[Line] = []
    left_out: list[str] = []
    for n, item in enumerate(order.line_items or ()):
        pointer = f"/order/line_items/{n}"
        amount = thousandths(item.quantity, f"{pointer}/quantity")
        if not amount or text(item.item_type) == "GIFT_CARD" or not (text(item.name) or item.catalog_object_id):
            left_out.append(pointer)
        else:
            lines.append(_line(item, amount, n, pointer))
    return tuple(lines), tuple(left_out)


def _line(item: LineItem, amount: int, n: int, pointer: str) -> Line:
    variation = text(item.variation_name)
    chosen = (Modifier(name=variation),) if variation.lower() not in ORDINARY else ()
    return Line(
        uid=text(item.uid, MAX_ID) or str(n + 1),
        name=text(item.name),
        sku=text(item.catalog_object_id, MAX_ID),
        quantity=spell(amount),
        unit=_unit(item.quantity_unit),
        note=text(item.note),
        modifiers=(*chosen, *_modifiers(item.modifiers or (), f"{pointer}/modifiers")),
    )


def _modifiers(given: tuple[OrderModifier, ...], pointer: str) -> tuple[Modifier, ...]:
    return tuple(
        choice(
            text(one.name) or text(one.catalog_object_id),
            thousandths(one.quantity, f"{pointer}/{n}/quantity"),
            text(one.catalog_object_id, MAX_ID),
        )
        for n, one in enumerate(given)
    )


def _unit(unit: QuantityUnit | None) -> str:
    measure = (unit.measurement_unit if unit else None) or MeasurementUnit()
    if measure.custom_unit:
        return text(measure.custom_unit.abbreviation) or text(measure.custom_unit.name)
    named: Loose = measure.weight_unit or measure.volume_unit or measure.length_unit or measure.generic_unit
    return UNITS.get(text(named), text(named).rpartition("_")[2].lower())


SQUARE = Dialect(
    name="square",
    signature_header=SIGNATURE,
    ack_status=200,
    verify=verify,
    read_event=read_event,
    order_path=order_path,
    read_order=read_order,
)
