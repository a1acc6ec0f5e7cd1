"""Portions that are counted: said in two taps, sold once, told to who came too late, and back with a void."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.screens import BEFORE_UNDO_MS
from e2e.shop import Shop
from e2e.till import dish

BASS, SEA_BASS, SKU = "清蒸鲈鱼", "Steamed Sea Bass", "Z02"


def test_the_last_sea_bass_is_sold_once_and_comes_back_with_a_void(shop: Shop) -> None:
    steam, anna, waiter = shop.station("steam"), shop.guest("5"), shop.waiter()
    shop.till.place("60", dish(SKU), dish("R01"), table="9")

    steam.count_left(BASS, 1)
    expect(steam.card("60").row(BASS).root.locator(".few")).to_have_text("1 left")
    expect(anna.dish(SEA_BASS)).to_contain_text("1 left")
    waiter.open("3")
    waiter.add(BASS, "宫保鸡丁")
    waiter.page.get_by_role("searchbox").fill(BASS)
    expect(waiter.dish(BASS)).to_contain_text("1 left")
    assert shop.till.menu()[SKU]["remaining"] == 1

    anna.add(SEA_BASS)
    expect(anna.dish(SEA_BASS).locator("[data-plus]")).to_be_disabled()
    anna.add("Smashed Cucumber")
    anna.open_cart()
    shop.network_is_bad()
    anna.loses_the_network()
    anna.order()
    waiter.review()
    waiter.send()
    steam.card("A001").shows(f"1 {BASS}")
    expect(steam.side.locator("[data-out]").first).to_contain_text(BASS)
    anna.is_back()

    expect(anna.told("told_sold_out")).to_contain_text(f"Just sold out, not ordered: {SEA_BASS}. The rest is ordered.")
    expect(anna.dish(SEA_BASS)).to_contain_text("Sold out")
    shop.station("cold").card("A002").shows("1 凉拌黄瓜")
    steam.cards_are("60", "A001")

    waiter.about(BASS)
    waiter.verb("void")
    waiter.because("changed_mind")
    expect(anna.dish(SEA_BASS)).to_contain_text("1 left")
    expect(steam.side.locator("[data-out]")).to_have_count(0)
    assert shop.till.menu()[SKU] | {"available": True, "remaining": 1} == shop.till.menu()[SKU]


def test_who_wants_more_than_is_left_is_told_how_many_there_are(shop: Shop) -> None:
    steam, anna = shop.station("steam"), shop.guest("5")
    shop.till.place("61", dish(SKU), table="9")
    steam.count_left(BASS, 2)
    anna.dish(SEA_BASS).locator(".dish-open").tap()
    more = anna.sheet.locator("[data-more]")
    more.tap()
    expect(more).to_be_disabled()
    expect(anna.sheet.locator(".few")).to_have_text("2 left")
    anna.sheet.locator("[data-add]").tap()
    anna.add("Smashed Cucumber")
    anna.open_cart()
    shop.network_is_bad()
    anna.loses_the_network()
    anna.order()

    told = shop.till.place("62", dish(SKU), table="8")
    assert "refused" not in told
    assert shop.till.place("63", dish(SKU, "2"), dish("R01"), table="8")["refused"][0]["left"] == 1
    anna.is_back()

    expect(anna.told("told_few")).to_contain_text(f"Not enough left, not ordered: {SEA_BASS} (1 left).")
    steam.cards_are("61", "62")


def test_a_slip_of_the_finger_is_taken_back_and_the_count_is_as_it_was(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("64", dish(SKU), table="9")
    steam.count_left(BASS, 3)
    steam.sell_out(BASS)
    expect(steam.card("64").row(BASS).root.locator(".few")).to_have_count(0)
    steam.take_back(steam.side.locator("[data-undo]").first)
    expect(steam.card("64").row(BASS).root.locator(".few")).to_have_text("3 left")
    assert shop.till.menu()[SKU]["remaining"] == 3


def test_what_was_ordered_before_a_slip_is_taken_back_stays_ordered(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("67", dish(SKU), table="9")
    steam.count_left(BASS, 3)
    expect(steam.card("67").row(BASS).root.locator(".few")).to_have_text("3 left")
    steam.count_left(BASS, 20)
    expect(steam.card("67").row(BASS).root.locator(".few")).to_have_count(0)
    shop.till.place("68", dish(SKU), table="8")
    steam.card("68").is_there()
    steam.take_back(steam.side.locator("[data-undo]"))
    expect(steam.card("67").row(BASS).root.locator(".few")).to_have_text("2 left")


def test_the_pass_counts_a_dish_by_steps(shop: Shop) -> None:
    the_pass = shop.the_pass()
    shop.till.place("65", dish(SKU), table="9")
    the_pass.card("65").is_there()
    the_pass.open_panel("soldout")
    the_pass.tap(the_pass.panel.locator(f"[data-sku={SKU}]"))
    the_pass.tap(the_pass.panel.locator(".left-step [data-more]"))
    the_pass.tap(the_pass.panel.locator(".left-step [data-set]"))
    expect(the_pass.panel.locator(".dish-cell", has_text=BASS)).to_contain_text("5 left")
    the_pass.close_panel()
    expect(the_pass.card("65").row(BASS).root.locator(".few")).to_have_text("5 left")


def test_a_dish_on_the_cards_is_counted_without_touch(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("66", dish(SKU), table="9")
    steam.card("66").is_there()
    steam.press("KeyS")
    expect(steam.panel).to_contain_text(BASS)
    steam.press("Enter")
    expect(steam.panel.locator("kds-left")).to_be_visible()
    steam.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    expect(steam.panel.locator(".dish-cell", has_text=BASS)).to_contain_text("2 left")
    steam.press("Escape")
    steam.look(BEFORE_UNDO_MS)
    steam.press("KeyU")
    expect(steam.card("66").row(BASS).root.locator(".few")).to_have_count(0)
    assert "remaining" not in shop.till.menu()[SKU]
