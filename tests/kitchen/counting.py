"""A shop in which somebody has counted the portions of a dish."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import Place, SetAvailability
from kds.kitchen.venue import Dish
from tests.builders import COOK, TOFU, Shop, place


def counting(left: int, sku: str = "tofu") -> Shop:
    shop = Shop()
    shop.ok(SetAvailability(sku, left > 0, left), COOK)
    return shop


def dish(shop: Shop, sku: str = "tofu") -> Dish:
    found = shop.state.dish(sku)
    assert found is not None
    return found


def left(shop: Shop, sku: str = "tofu") -> int | None:
    return dish(shop, sku).remaining


def tofu(quantity: str, uid: str = "1") -> Place:
    return place(replace(TOFU, uid=uid, quantity=quantity))
