"""A station is taken out of the kitchen file while orders are open: nothing waits where nobody looks."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import Amend, Cancel
from tests.builders import KITCHEN, NO_PASS, SALAD, SYSTEM, TOFU, Shop, adopt, opened

KITCHEN_WITHOUT_COLD = replace(
    KITCHEN, digest="second", stations=tuple(station for station in KITCHEN.stations if station.id != "cold")
)


def without_cold(shop: Shop) -> Shop:
    shop.kitchen = KITCHEN_WITHOUT_COLD
    shop.ok(adopt(shop.kitchen), SYSTEM)
    return shop


def test_open_work_of_a_station_that_is_gone_goes_to_the_default_station_marked() -> None:
    shop = without_cold(opened(TOFU, SALAD))
    (task,) = shop.item("2").tasks
    assert (task.station, task.state, shop.item("2").unrouted) == (KITCHEN.default_station, "queued", True)
    assert shop.change("added").waits == (KITCHEN.default_station,)
    assert not shop.item("1").unrouted


def test_the_same_generation_is_bumped_after_the_station_went() -> None:
    shop = opened(TOFU, SALAD)
    seen = shop.seen("cold", "2")
    without_cold(shop)
    assert shop.seen(KITCHEN.default_station, "2") == seen


def test_finished_work_stays_where_it_was_made() -> None:
    shop = opened(TOFU, SALAD)
    shop.bump("cold", "2")
    assert without_cold(shop).task("cold", "2").state == "done"


def test_nobody_waits_for_the_acknowledgement_of_a_station_that_is_gone() -> None:
    shop = opened(SALAD)
    shop.ok(Cancel(shop.ticket().id))
    assert shop.change("cancelled").waits == ("cold", "expo")
    assert without_cold(shop).change("cancelled").waits == ("expo",)


def test_nobody_waits_for_a_pass_that_is_gone() -> None:
    shop = opened(TOFU)
    shop.ok(Amend(shop.ticket().id, add=(SALAD,)))
    shop.kitchen = replace(NO_PASS, digest="second")
    shop.ok(adopt(shop.kitchen), SYSTEM)
    assert shop.change("added").waits == ("cold",)


def test_an_allergen_is_confirmed_anew_where_the_work_went() -> None:
    shop = opened(replace(SALAD, allergens=("nuts",)))
    without_cold(shop)
    assert [change.waits for change in shop.changes() if change.kind == "allergen"] == [
        ("expo",),
        (KITCHEN.default_station,),
    ]
