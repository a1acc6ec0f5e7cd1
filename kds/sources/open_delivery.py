"""Open Delivery, the open standard of Brazil (versions 1 and 2): thin signed events, then the order is fetched.

Read from https://github.com/Abrasel-Nacional/opendelivery-v2 (Apache-2.0). The order profile, timing and indoor
data stand at the root in version 1 and under `fulfillment` and `timing` in version 2; both are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from kds.kitchen.command import Line
from kds.kitchen.commands import AnyCommand, Cancel, Fire, Place
from kds.kitchen.identity import ticket_id
from kds.kitchen.limits import MAX_COVERS, MAX_ID
from kds.kitchen.model import Modifier, Service
from kds.kitchen.quantity import spell
from kds.kitchen.setup import SourceRule
from kds.sources.dialect import Dialect, Event, Reading, lenient, unread
from kds.sources.open_delivery_shapes import (
    NOT_OURS,
    Account,
    Call,
    Customer,
    Dispatch,
    Fulfillment,
    Handoff,
    Indoor,
    Item,
    ItemIndoor,
    Label,
    Metadata,
    Option,
    Order,
    OrderEvent,
    Payments,
    Schedule,
    Timing,
    Waiter,
    Way,
)
from kds.sources.signatures import hex_hmac_matches
from kds.sources.unreadable import Unreadable
from kds.sources.values import choice, count, text, thousandths, time_ms

SIGNATURE = "x-app-signature"

UNITS = {"UN": "", "KG": "kg", "L": "l", "OZ": "oz", "LB": "lb", "GAL": "gal"}
"""Their units of measure and ours; UN counts portions."""


def verify(raw: bytes, headers: Mapping[str, str], url: str, secret: str) -> bool:
    return hex_hmac_matches(secret, raw, headers.get(SIGNATURE, ""))


def read_event(raw: bytes) -> Event:
    event, _ = lenient(raw, OrderEvent)
    if not 0 < len(event.order_id) <= MAX_ID:
        raise Unreadable("invalid_field", f"The order id has 1 to {MAX_ID} characters.", pointer="/orderId")
    key = text(event.event_id, MAX_ID)
    match event.event_type:
        case "CREATED" | "PREPARATION_REQUESTED":
            fire = event.event_type == "PREPARATION_REQUESTED"
            return Event(order_id=event.order_id, action="fetch", kind=event.event_type, key=key, fire=fire)
        case "CANCELLED":
            said = event.metadata or Metadata()
            reason = text(said.reason) or text(said.code)
            return Event(order_id=event.order_id, action="cancel", kind=event.event_type, key=key, reason=reason)
        case _:
            return Event(order_id=event.order_id, action="ignore", kind=event.event_type, key=key)


def order_path(order_id: str) -> str:
    return f"/orders/{quote(order_id, safe='')}"


def read_order(raw: bytes, event: Event, rule: SourceRule) -> Reading:
    order, plain = lenient(raw, Order)
    if order.id != event.order_id:
        raise Unreadable("invalid_field", f"Asked for {event.order_id}, the answer is order {order.id}.", pointer="/id")
    ticket = ticket_id(rule.id, order.id)
    ignored = unread(order, plain, NOT_OURS)
    if text(order.status) == "CANCELLED":
        return Reading(commands=(Cancel(ticket=ticket, source=rule.id, external_id=order.id),), ignored=ignored)
    commands: tuple[AnyCommand, ...] = (_place(order, event, rule),)
    return Reading(commands=(*commands, Fire(ticket=ticket)) if event.fire else commands, ignored=ignored)


def _place(order: Order, event: Event, rule: SourceRule) -> Place:
    way = order.fulfillment or Fulfillment(
        order_type=order.type, indoor=order.indoor, takeout=order.takeout, delivery=order.delivery
    )
    indoor = way.indoor or Indoor()
    waiter = indoor.service or Waiter(waiter_code=indoor.waiter_code)
    handoff = indoor.fulfillment or Handoff()
    dispatch = handoff.dispatch or Dispatch()
    account = indoor.account or Account()
    tabbed = text(indoor.operation_mode) in {"TAB", "COMANDA"}
    identifier = text(indoor.identifier)
    started = _start(order.timing or order, time_ms(order.created_at))
    return Place(
        source=rule.id,
        external_id=order.id,
        lines=tuple(_line(item, n) for n, item in enumerate(order.items)),
        key=event.key or order.id,
        number=text(order.display_id),
        mark=rule.mark,
        service=_service(way, indoor),
        table="" if tabbed else identifier or text(indoor.place) or text(dispatch.label),
        area=text(dispatch.sector),
        tab=(identifier if tabbed else "") or text(indoor.tab) or text(account.id),
        seat=text(indoor.seat) or _name(dispatch.seat),
        guest=_joined(text((handoff.call or Call()).label), text((order.customer or Customer()).name), by=" · "),
        server=text(waiter.waiter_name) or text(waiter.waiter_code),
        covers=count(waiter.people_count, MAX_COVERS),
        brand=text(order.virtual_brand),
        note=_note(order, way),
        payment=_payment(order.payments),
        priority=_priority(order.timing or order),
        held=started.held,
        placed_ms=time_ms(order.created_at),
        due_ms=started.due_ms,
        start_ms=started.start_ms,
        sold_out=rule.sold_out,
    )


class _Start(Struct, frozen=True):
    due_ms: int = 0
    start_ms: int = 0
    held: tuple[int, ...] = ()


def _start(timing: Timing, created_ms: int) -> _Start:
    """When cooking may begin. A start no later than the order itself is the standard's default and means now."""
    start_ms = time_ms(timing.preparation_start_date_time)
    later_ms = start_ms if start_ms > created_ms else 0
    match text(timing.order_timing):
        case "SCHEDULED":
            return _Start(due_ms=time_ms((timing.schedule or Schedule()).scheduled_date_time_start), start_ms=later_ms)
        case "ONDEMAND" if not start_ms:
            return _Start(held=(0,))
        case _:
            return _Start(start_ms=later_ms)


def _service(way: Fulfillment, indoor: Indoor) -> Service:
    match text(way.order_type):
        case "DELIVERY":
            return "delivery"
        case "TAKEOUT":
            return "takeaway"
        case _:
            return "takeaway" if text(indoor.consumption_type) in {"TAKEAWAY", "LEVAR"} else "dine_in"


def _priority(timing: Timing) -> int:
    """Theirs falls from PRIORITY1 to PRIORITY5 with 3 as the middle; ours rises, 0 for what is not special."""
    return {"PRIORITY1": 2, "PRIORITY2": 1}.get(text(timing.order_priority), 0)


def _payment(payments: Payments | None) -> str:
    if payments is None or payments.pending is None:
        return ""
    return "paid" if text(payments.pending) == "0" else "pending"


def _note(order: Order, way: Fulfillment) -> str:
    return _joined(
        text(order.observations),
        text(order.extra_info),
        text((way.takeout or Way()).observations),
        text((way.delivery or Way()).observations),
        by="\n",
    )


def _line(item: Item, n: int) -> Line:
    pointer = f"/items/{n}"
    amount = thousandths(item.quantity, f"{pointer}/quantity")
    if not amount:
        raise Unreadable("invalid_quantity", "An item with quantity zero.", pointer=f"{pointer}/quantity")
    unit = text(item.unit)
    return Line(
        uid=text(item.id, MAX_ID) or str(n + 1),
        name=text(item.name),
        sku=text(item.external_code, MAX_ID),
        quantity=spell(amount),
        unit=UNITS.get(unit.upper(), unit),
        note=text(item.observations) or text(item.special_instructions),
        station_hint=text(item.production_point) or text((item.indoor or ItemIndoor()).production_point),
        modifiers=_modifiers(item.options or (), f"{pointer}/options"),
    )


def _modifiers(options: tuple[Option, ...], pointer: str) -> tuple[Modifier, ...]:
    return tuple(
        choice(
            text(one.name) or text(one.external_code),
            thousandths(one.quantity, f"{pointer}/{n}/quantity"),
            text(one.external_code, MAX_ID),
            _modifiers(one.options or (), f"{pointer}/{n}/options"),
        )
        for n, one in enumerate(options)
    )


def _name(seat: Label | None) -> str:
    return (text(seat.label) or text(seat.id)) if seat else ""


def _joined(*parts: str, by: str) -> str:
    return by.join(dict.fromkeys(part for part in parts if part))


OPEN_DELIVERY = Dialect(
    name="open_delivery",
    signature_header=SIGNATURE,
    ack_status=204,
    verify=verify,
    read_event=read_event,
    order_path=order_path,
    read_order=read_order,
)
