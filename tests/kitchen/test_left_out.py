"""What was left out of an order stays known: to its repeats and on its ticket."""

from __future__ import annotations

from kds.kitchen.command import LinePatch
from kds.kitchen.commands import Amend, SetAvailability, Split
from kds.kitchen.model import Refused
from tests.builders import COOK, SALAD, SOUP, TOFU, WAITER, Shop, place

NO_TOFU = Refused("1", "Mapo Tofu", "sold_out")


def sold_out_tofu() -> Shop:
    shop = Shop()
    shop.ok(SetAvailability("tofu", available=False), COOK)
    return shop


def test_a_repeated_order_is_told_again_what_was_left_out() -> None:
    shop = sold_out_tofu()
    assert shop.ok(place(TOFU, SALAD)).refused == (NO_TOFU,)
    assert shop.noop(place(TOFU, SALAD)).refused == (NO_TOFU,)
    assert shop.ticket().left_out == (NO_TOFU,)


def test_a_repeated_order_with_a_key_is_told_again_what_was_left_out() -> None:
    shop = sold_out_tofu()
    shop.ok(place(TOFU, SALAD, revision=0, key="k1"))
    assert shop.noop(place(TOFU, SALAD, revision=0, key="k1")).refused == (NO_TOFU,)
    assert shop.noop(place(TOFU, SALAD, revision=0, key="k2")).refused == (NO_TOFU,)


def test_a_newer_revision_says_anew_what_is_left_out() -> None:
    shop = sold_out_tofu()
    shop.ok(place(TOFU, SALAD))
    assert shop.ok(place(TOFU, SALAD, revision=2)).refused == (NO_TOFU,)
    shop.ok(SetAvailability("tofu", available=True), COOK)
    shop.ok(place(TOFU, SALAD, SOUP, revision=3))
    assert shop.ticket().left_out == ()


def test_a_repeated_amend_is_told_again_what_was_left_out_of_it() -> None:
    shop = sold_out_tofu()
    shop.ok(place(SALAD))
    both = Amend(shop.ticket().id, add=(TOFU, SOUP), key="k1")
    assert shop.ok(both).refused == (NO_TOFU,)
    shop.ok(Amend(shop.ticket().id, modify=(LinePatch("6", "2"),), key="k2"))
    assert shop.noop(both).refused == (NO_TOFU,)
    assert shop.noop(Amend(shop.ticket().id, modify=(LinePatch("6", "2"),), key="k2")).refused == ()


def test_a_line_that_an_amend_brings_after_all_is_no_longer_left_out() -> None:
    shop = sold_out_tofu()
    shop.ok(place(TOFU, SALAD))
    shop.ok(SetAvailability("tofu", available=True), COOK)
    shop.ok(Amend(shop.ticket().id, add=(TOFU,), key="k1"))
    assert shop.ticket().left_out == ()


def test_what_the_floor_could_not_have_is_not_told_to_the_source() -> None:
    shop = sold_out_tofu()
    shop.ok(place(SALAD))
    assert shop.ok(Amend(shop.ticket().id, add=(TOFU, SOUP)), WAITER).refused == (NO_TOFU,)
    assert shop.ticket().left_out == ()


def test_what_was_left_out_stays_with_the_ticket_that_others_are_split_off() -> None:
    shop = sold_out_tofu()
    shop.ok(place(TOFU, SALAD, SOUP))
    shop.ok(Split(shop.ticket().id, ("6",), "39"))
    assert (shop.ticket().left_out, shop.ticket("39").left_out) == ((NO_TOFU,), ())
