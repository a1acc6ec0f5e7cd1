"""What guests at the counter see of an order, and calling them again."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from kds.kitchen.board import NAME_CHARS, Pickup, pickup_of
from kds.kitchen.command import Line
from kds.kitchen.commands import CallAgain, Cancel, Hold, Recall, Serve
from kds.kitchen.model import Service
from kds.kitchen.passing import CALL_PAUSE_MS
from kds.kitchen.venue import BoardCard
from tests.builders import COOK, EXPO, MINUTE_MS, NO_PASS, SOUP, TILL, TOFU, WAITER, Shop, place

CARD = BoardCard()


def ordered(*lines: Line, shop: Shop | None = None, **fields: Any) -> Shop:
    shop = shop or Shop()
    shop.ok(place(*lines, **({"service": "takeaway"} | fields)), TILL)
    return shop


def ready(**fields: Any) -> Shop:
    shop = ordered(**fields)
    shop.bump()
    return shop


def seen(shop: Shop, card: BoardCard = CARD) -> Pickup | None:
    return pickup_of(shop.ticket(), card)


def test_an_order_is_prepared_and_then_ready() -> None:
    shop = ordered()
    before = seen(shop)
    shop.now_ms += MINUTE_MS
    shop.bump()
    after = seen(shop)
    assert before is not None
    assert after is not None
    assert (before.number, before.state, before.ready_ms) == ("38", "preparing", 0)
    assert (after.number, after.state, after.ready_ms) == ("38", "ready", shop.now_ms)


def test_it_leaves_when_it_is_served() -> None:
    shop = ready()
    shop.ok(Serve(shop.ticket().id), EXPO)
    assert seen(shop) is None


def test_it_leaves_when_it_is_cancelled() -> None:
    shop = ordered()
    shop.ok(Cancel(shop.ticket().id), TILL)
    assert seen(shop) is None


def test_in_a_shop_where_nobody_serves_it_stays_when_it_closes_by_being_ready() -> None:
    shop = ordered(shop=Shop(NO_PASS))
    shop.bump()
    assert shop.ticket().state == "closed"
    pickup = seen(shop)
    assert pickup is not None
    assert pickup.state == "ready"


@pytest.mark.parametrize(("service", "shown"), [("takeaway", True), ("delivery", True), ("dine_in", False)])
def test_guests_at_a_table_are_not_called_unless_the_kitchen_file_says_so(service: Service, shown: bool) -> None:
    shop = ordered(service=service)
    assert (seen(shop) is not None) is shown
    assert seen(shop, BoardCard(services=("dine_in", "takeaway", "delivery"))) is not None


def test_what_is_held_is_not_being_prepared() -> None:
    shop = ordered(TOFU, SOUP, held=(0,))
    assert seen(shop) is None
    shop = ordered()
    shop.ok(Hold(shop.ticket().id), TILL)
    assert seen(shop) is not None, "it was: its clock runs"


def test_nothing_private_is_on_it() -> None:
    shop = ordered(
        replace(TOFU, note="no peanuts for Anna", allergens=("peanut",)), guest="Anna Schmidt", note="rings twice"
    )
    pickup = seen(shop)
    assert pickup is not None
    told = msgpack.encode(pickup).decode(errors="replace")
    assert [word for word in ("Anna", "peanut", "rings", "tofu") if word in told] == []


def test_a_courier_sees_the_brand_where_it_is_short_enough_to_be_read() -> None:
    long = "x" * (NAME_CHARS + 1)
    names = [
        pickup.name
        for service, brand in (("delivery", "Rolls"), ("delivery", long), ("takeaway", "Rolls"))
        if (pickup := seen(ordered(service=service, brand=brand))) is not None
    ]
    assert names == ["Rolls", "", ""]


def test_a_call_is_counted_and_dated() -> None:
    shop = ready()
    for _ in range(2):
        shop.now_ms += MINUTE_MS
        shop.ok(CallAgain(shop.ticket().id), EXPO)
    assert (shop.ticket().calls, shop.ticket().called_ms) == (2, shop.now_ms)


def test_a_waiter_may_call_and_a_cook_may_not() -> None:
    shop = ready()
    assert shop.rejected(CallAgain(shop.ticket().id), COOK).why == "not_permitted"
    shop.ok(CallAgain(shop.ticket().id), WAITER)


def test_what_is_not_ready_is_not_called() -> None:
    shop = ordered()
    assert shop.rejected(CallAgain(shop.ticket().id), EXPO).why == "not_ready"


def test_what_was_handed_over_is_not_called() -> None:
    shop = ready()
    shop.ok(Serve(shop.ticket().id), EXPO)
    assert shop.rejected(CallAgain(shop.ticket().id), EXPO).why == "ticket_closed"


def test_what_closed_by_being_ready_can_still_be_called() -> None:
    shop = ordered(shop=Shop(NO_PASS))
    shop.bump()
    shop.ok(CallAgain(shop.ticket().id), EXPO)
    assert shop.ticket().calls == 1


def test_an_order_that_is_not_known_cannot_be_called() -> None:
    assert Shop().rejected(CallAgain("moon"), EXPO).why == "unknown_ticket"


def test_two_who_call_at_once_are_heard_as_one() -> None:
    shop = ready()
    shop.ok(CallAgain(shop.ticket().id), EXPO)
    shop.now_ms += CALL_PAUSE_MS - 1
    assert shop.noop(CallAgain(shop.ticket().id), WAITER).why == "already_called"
    shop.now_ms += 1
    shop.ok(CallAgain(shop.ticket().id), WAITER)


def test_an_order_that_is_cooked_again_was_never_called() -> None:
    shop = ready()
    shop.ok(CallAgain(shop.ticket().id), EXPO)
    bump = shop.ticket().items[0].tasks[0]
    shop.ok(Recall((replace(shop.seen(), bump=bump.bump),), shop.ticket().id), EXPO)
    assert (shop.ticket().state, shop.ticket().calls, shop.ticket().called_ms) == ("open", 0, 0)
