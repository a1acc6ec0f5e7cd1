"""What a waiter's phone lets its waiter hear, wherever on the page they are."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish


def test_the_phone_rings_for_a_ready_dish_until_its_waiter_touches_it(shop: Shop) -> None:
    wok, phone = shop.station("hot"), shop.waiter()
    expect(phone.page.locator("[data-sound=blocked]")).to_have_text("No sound yet: tap here")
    phone.ears.turn_on()
    shop.till.place("38", dish("R01"), table="3")
    wok.card("38").bump()
    expect(phone.call("3")).to_be_visible()
    phone.ears.hear("ready", times=2)
    assert phone.ears.said() == []

    phone.tap(phone.call("3"))

    heard = phone.ears.counted("ready")
    phone.ears.hear_nothing_for(17_000)
    assert phone.ears.counted("ready") == heard


def test_the_phone_rings_when_the_kitchen_answers_a_rush(shop: Shop) -> None:
    wok, phone = shop.station("hot"), shop.waiter()
    phone.ears.turn_on()
    shop.till.place("38", dish("R01"), table="3")
    wok.card("38").is_there()
    shop.till.rush("38")
    wok.reply("38", "2 min")
    phone.ears.hear("changed")


def test_the_phone_rings_when_a_dish_on_the_order_at_hand_is_sold_out(shop: Shop) -> None:
    wok, phone = shop.station("hot"), shop.waiter()
    phone.open("5")
    phone.add("鱼香肉丝")
    shop.till.place("38", dish("R02"), table="3")
    wok.card("38").is_there()
    wok.sell_out("鱼香肉丝")
    phone.ears.hear("changed")


def test_a_phone_does_not_ring_for_the_terrace_that_another_waiter_looks_after(shop: Shop) -> None:
    wok, phone = shop.station("hot"), shop.waiter()
    phone.ears.turn_on()
    terrace = phone.page.locator(".room-head", has_text="露台").get_by_role("button")
    phone.tap(terrace)
    expect(terrace).to_have_attribute("aria-pressed", "false")
    phone.page.reload()
    phone.ears.turn_on()
    expect(terrace).to_contain_text("Silent")

    shop.till.place("38", dish("R01"), table="T1")
    wok.card("38").bump()
    expect(phone.call("T1")).to_be_visible()
    shop.till.place("39", dish("R01"), table="3")
    wok.card("39").bump()
    phone.ears.hear("ready")
    assert phone.ears.counted("ready") == 1


def test_a_muted_phone_says_so(shop: Shop) -> None:
    phone = shop.waiter()
    phone.ears.turn_on()
    phone.page.locator("[data-tool=settings]").click()
    phone.tap(phone.panel.get_by_role("button", name="Mute"))
    phone.close_panel()
    expect(phone.page.locator("[data-sound=muted]")).to_have_text("Muted")
