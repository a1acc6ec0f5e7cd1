"""What a guest is told when an order does not get through, the menu changes under it, or the browser keeps nothing."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect

from e2e.shop import SAMPLE, Opening, Shop

CUCUMBER, TOFU = "Smashed Cucumber", "Mapo Tofu"
MINUTES_LATER = "() => { const now = Date.now; Date.now = () => now() + 4 * 60_000; }"
NOTHING_KEPT = """Storage.prototype.setItem = () => {
  throw new DOMException("no room", "QuotaExceededError");
};"""
BEAT_MS = 15_000
"""Longer than the server is silent between two signs of life."""


def test_an_order_that_gets_no_answer_can_be_taken_back_and_is_given_up_with_a_word(shop: Shop) -> None:
    anna = shop.guest("5")
    anna.add(CUCUMBER)
    anna.open_cart()
    shop.network_is_bad()
    anna.page.route("**/send", lambda route: route.abort())
    anna.order()
    expect(anna.sheet).to_contain_text("Your order is not through yet. It is tried again by itself.")
    anna.sheet.locator("[data-withdraw]").tap()
    expect(anna.sheet.locator("[data-order]")).to_be_visible()

    anna.order()
    expect(anna.sheet.locator("[data-withdraw]")).to_be_visible()
    anna.page.evaluate(MINUTES_LATER)
    expect(anna.told("told_not_sent")).to_contain_text("was not made", timeout=BEAT_MS)
    anna.page.unroute("**/send")
    anna.order()
    expect(anna.told("told_sent")).to_contain_text("A001")
    shop.station("cold").cards_are("A001")


def test_a_dish_that_leaves_the_menu_is_named_and_marked_and_the_rest_can_be_ordered(opening: Opening) -> None:
    for name in ("stations.yaml", "menu.yaml"):
        shutil.copy(SAMPLE.with_name(name), opening.folder)
    menu = opening.folder / "menu.yaml"
    dishes = menu.read_text(encoding="utf-8")
    shop = opening.shop(opening.folder / "stations.yaml")
    anna = shop.guest("5")
    anna.add(TOFU, "Extra hot")
    anna.add(CUCUMBER)
    anna.open_cart()
    expect(anna.sheet.locator("[data-order]")).to_be_visible()

    begin, end = dishes.index("  - sku: S06\n"), dishes.index("  - sku: S07\n")
    milder = dishes[begin:end].replace("- {id: hot, name: {zh-Hans: 特辣, zh-Hant: 大辣, en: Extra hot}}", "")
    menu.write_text(dishes[:begin] + milder + dishes[end:], encoding="utf-8")
    line = anna.sheet.locator(".cart-line", has_text=TOFU)
    expect(line).to_contain_text("the choices have changed: tap to choose again")
    expect(anna.sheet.locator("[data-order]")).to_have_count(0)
    line.locator(".cart-dish").tap()
    anna.sheet.locator(".choice", has_text="Mild").tap()
    anna.sheet.locator("[data-add]").tap()
    anna.open_cart()
    expect(anna.sheet.locator("[data-order]")).to_be_visible()

    menu.write_text(dishes[:begin] + dishes[end:], encoding="utf-8")
    expect(line).to_contain_text("no longer on the menu: take it out to order the rest")
    line.locator("[data-less]").tap()
    expect(line).to_have_count(0)
    anna.order()
    expect(anna.told("told_sent")).to_contain_text("A001")


def test_too_many_requests_are_waited_for_and_nothing_that_was_chosen_is_lost(shop: Shop) -> None:
    anna = shop.guest("5")
    told = {"status": 429, "headers": {"retry-after": "3"}, "json": {"code": "too_many_tries"}}
    anna.page.route("**/cart", lambda route: route.fulfill(**told), times=1)
    shop.will_be_refused(429)
    anna.add(CUCUMBER)
    anna.open_cart()
    expect(anna.sheet).to_contain_text("not sent yet")
    expect(anna.sheet).not_to_contain_text("not sent yet")
    expect(anna.sheet.locator("[data-notice]")).to_have_count(0)
    anna.cart_is(f"1 {CUCUMBER}")
    anna.order()
    expect(anna.told("told_sent")).to_contain_text("A001")


def test_a_browser_that_keeps_nothing_does_not_promise_to(shop: Shop) -> None:
    anna = shop.guest("5")
    anna.page.add_init_script(NOTHING_KEPT)
    anna.page.reload()
    anna.add(CUCUMBER)
    expect(anna.cart_button).to_contain_text("1")
    shop.network_is_bad()
    anna.loses_the_network()
    expect(anna.page.get_by_text("Leave this page open: this browser keeps nothing")).to_be_visible()
    expect(anna.page.get_by_text("is kept on this phone")).to_have_count(0)
    anna.is_back()
    expect(anna.page.get_by_text("No connection.")).to_have_count(0)
