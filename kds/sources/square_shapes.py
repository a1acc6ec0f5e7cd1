"""Square payloads as typed shapes, and which of their fields no kitchen needs."""

from __future__ import annotations

from msgspec import Struct

from kds.sources.values import Loose

NOT_OURS = frozenset(
    [
        "applied_discounts",
        "applied_taxes",
        "applied_service_charges",
        "base_price_money",
        "gross_sales_money",
        "total_money",
        "total_tax_money",
        "total_discount_money",
        "total_service_charge_money",
        "total_tip_money",
        "variation_total_price_money",
        "total_price_money",
        "net_amounts",
        "net_amount_due_money",
        "return_amounts",
        "returns",
        "refunds",
        "tenders",
        "taxes",
        "discounts",
        "service_charges",
        "rounding_adjustment",
        "rewards",
        "pricing_options",
        "pricing_blocklists",
        "location_id",
        "customer_id",
        "reference_id",
        "metadata",
        "updated_at",
        "closed_at",
        "catalog_version",
        "precision",
        "uid",
        "entries",
        "line_item_application",
        "email_address",
        "phone_number",
        "address",
        "placed_at",
        "accepted_at",
        "rejected_at",
        "ready_at",
        "expires_at",
        "expired_at",
        "picked_up_at",
        "canceled_at",
        "auto_complete_duration",
        "pickup_window_duration",
        "delivery_window_duration",
    ]
)
"""Money, bookkeeping and contact: read by the till, never by a kitchen."""


class About(Struct):
    order_id: str
    version: Loose = None


class NoticeData(Struct):
    object: dict[str, About] = {}
    """One entry, named after the event."""


class Notice(Struct):
    type: str
    event_id: Loose = None
    data: NoticeData | None = None


class CustomUnit(Struct):
    name: Loose = None
    abbreviation: Loose = None


class MeasurementUnit(Struct):
    type: Loose = None
    custom_unit: CustomUnit | None = None
    weight_unit: Loose = None
    volume_unit: Loose = None
    length_unit: Loose = None
    generic_unit: Loose = None


class QuantityUnit(Struct):
    measurement_unit: MeasurementUnit | None = None
    catalog_object_id: Loose = None


class OrderModifier(Struct):
    name: Loose = None
    catalog_object_id: Loose = None
    quantity: Loose = None


class LineItem(Struct):
    quantity: Loose = None
    uid: Loose = None
    name: Loose = None
    note: Loose = None
    item_type: Loose = None
    catalog_object_id: Loose = None
    variation_name: Loose = None
    quantity_unit: QuantityUnit | None = None
    modifiers: tuple[OrderModifier, ...] | None = None


class Recipient(Struct):
    display_name: Loose = None


class Details(Struct):
    """Of a pickup, a delivery or a shipment; each uses some."""

    schedule_type: Loose = None
    pickup_at: Loose = None
    deliver_at: Loose = None
    prep_time_duration: Loose = None
    note: Loose = None
    cancel_reason: Loose = None
    recipient: Recipient | None = None


class Fulfillment(Struct):
    type: Loose = None
    state: Loose = None
    pickup_details: Details | None = None
    delivery_details: Details | None = None
    shipment_details: Details | None = None


class OrderSource(Struct):
    name: Loose = None


class Order(Struct):
    id: str
    version: Loose = None
    state: Loose = None
    created_at: Loose = None
    ticket_name: Loose = None
    source: OrderSource | None = None
    line_items: tuple[LineItem, ...] | None = None
    fulfillments: tuple[Fulfillment, ...] | None = None


class Answer(Struct):
    order: Order
