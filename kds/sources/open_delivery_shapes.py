"""Open Delivery payloads as typed shapes, versions 1 and 2 side by side, and which of their fields no kitchen needs."""

from __future__ import annotations

from msgspec import Struct

from kds.sources.values import Loose

NOT_OURS = frozenset(
    [
        "pricing",
        "unitPrice",
        "originalPrice",
        "optionsPrice",
        "totalPrice",
        "price",
        "subtotalPrice",
        "scalePriceApplied",
        "ean",
        "index",
        "optionGroupId",
        "optionGroupName",
        "itemOfferId",
        "defaultQuantity",
        "lastEvent",
        "sourceAppId",
        "merchant",
        "total",
        "otherFees",
        "discounts",
        "taxInvoice",
        "context",
        "salesChannel",
        "category",
        "sendPreparing",
        "sendDelivered",
        "sendPickedUp",
        "sendTracking",
        "documentNumber",
        "phone",
        "email",
        "ordersCountOnMerchant",
        "birthDate",
        "gender",
        "originChannel",
        "notifications",
        "fiscal",
        "billingAddress",
        "address",
        "notifyOriginator",
        "type",
        "prepaid",
        "methods",
        "scheduledDateTimeEnd",
    ]
)
"""Money, tax, contact and bookkeeping: read by the till, never by a kitchen."""


class Metadata(Struct):
    code: Loose = None
    reason: Loose = None


class OrderEvent(Struct, rename="camel"):
    event_type: str
    order_id: str
    event_id: Loose = None
    metadata: Metadata | None = None


class ItemIndoor(Struct, rename="camel"):
    production_point: Loose = None


class Option(Struct, rename="camel"):
    name: Loose = None
    id: Loose = None
    external_code: Loose = None
    unit: Loose = None
    quantity: Loose = None
    options: tuple[Option, ...] | None = None


class Item(Struct, rename="camel"):
    name: Loose = None
    id: Loose = None
    external_code: Loose = None
    unit: Loose = None
    quantity: Loose = None
    options: tuple[Option, ...] | None = None
    observations: Loose = None
    special_instructions: Loose = None
    production_point: Loose = None
    indoor: ItemIndoor | None = None


class Label(Struct):
    id: Loose = None
    label: Loose = None


class Call(Struct):
    label: Loose = None


class Dispatch(Struct):
    id: Loose = None
    label: Loose = None
    sector: Loose = None
    seat: Label | None = None


class Handoff(Struct):
    call: Call | None = None
    dispatch: Dispatch | None = None


class Waiter(Struct, rename="camel"):
    waiter_code: Loose = None
    waiter_name: Loose = None
    people_count: Loose = None


class Account(Struct):
    id: Loose = None


class Indoor(Struct, rename="camel"):
    operation_mode: Loose = None
    identifier: Loose = None
    account: Account | None = None
    consumption_type: Loose = None
    fulfillment: Handoff | None = None
    service: Waiter | None = None
    mode: Loose = None
    place: Loose = None
    tab: Loose = None
    seat: Loose = None
    waiter_code: Loose = None
    indoor_date_time: Loose = None


class Way(Struct, rename="camel"):
    observations: Loose = None
    pickup_code: Loose = None
    takeout_date_time: Loose = None
    estimated_delivery_date_time: Loose = None


class Fulfillment(Struct, rename="camel"):
    order_type: Loose = None
    indoor: Indoor | None = None
    takeout: Way | None = None
    delivery: Way | None = None


class Schedule(Struct, rename="camel"):
    scheduled_date_time_start: Loose = None


class Timing(Struct, rename="camel"):
    order_timing: Loose = None
    schedule: Schedule | None = None
    preparation_start_date_time: Loose = None
    order_priority: Loose = None


class Customer(Struct):
    name: Loose = None
    id: Loose = None


class Payments(Struct):
    pending: Loose = None


class Order(Timing, rename="camel"):
    """The order; it is a `Timing` since version 1 keeps those fields at its root."""

    id: str = ""
    items: tuple[Item, ...] = ()
    status: Loose = None
    type: Loose = None
    display_id: Loose = None
    created_at: Loose = None
    virtual_brand: Loose = None
    customer: Customer | None = None
    timing: Timing | None = None
    fulfillment: Fulfillment | None = None
    indoor: Indoor | None = None
    takeout: Way | None = None
    delivery: Way | None = None
    payments: Payments | None = None
    observations: Loose = None
    extra_info: Loose = None
