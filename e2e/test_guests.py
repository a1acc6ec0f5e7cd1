"""Guests order from their phones: two phones, one table, a bad network, and staff who keep an eye on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.shop import SAMPLE, Opening, Shop
from kds.__main__ import main

CUCUMBER, TOFU, BASS, PLUM = "Smashed Cucumber", "Mapo Tofu", "Steamed Sea Bass", "Sour Plum Juice"


@pytest.fixture
def asking_shop(opening: Opening, tmp_path: Path) -> Shop:
    """Orders of phones wait until staff let them in."""
    kitchen = tmp_path / "stations.yaml"
    kitchen.write_text(SAMPLE.read_text(encoding="utf-8") + "\nguest_orders: approve\n", encoding="utf-8")
    (tmp_path / "menu.yaml").write_text((SAMPLE.parent / "menu.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return opening.shop(kitchen)


def test_two_phones_of_a_table_order_together_and_later_once_more(shop: Shop) -> None:
    wok, cold, the_pass = shop.station("hot"), shop.station("cold"), shop.the_pass()
    anna, ben = shop.guest("5"), shop.guest("5")

    anna.add(CUCUMBER)
    anna.add(CUCUMBER)
    ben.add(TOFU, "Mild", "Add rice", note="not too salty")
    anna.open_cart()
    anna.cart_is(f"2 {CUCUMBER}", f"1 {TOFU}")
    expect(anna.sheet).to_contain_text("¥63.00")
    anna.order()

    expect(anna.told("told_sent")).to_contain_text("Order A001 is in the kitchen.")
    expect(ben.told("told_other")).to_contain_text("A001")
    expect(ben.cart_button).to_contain_text("Nothing chosen yet")
    cold.card("A001").shows("2 凉拌黄瓜")
    row = wok.card("A001").row("麻婆豆腐")
    row.is_made("微辣", "加米饭")
    row.notes("not too salty")
    anna.stands(TOFU, "In the kitchen")

    cold.card("A001").bump()
    anna.stands(CUCUMBER, "Ready")
    shop.station("steam").card("A001").bump()
    anna.stands(TOFU, "Cooking")
    the_pass.card("A001").serve()
    anna.stands(CUCUMBER, "Served")

    ben.add(PLUM, "Less ice")
    ben.open_cart()
    ben.order()
    expect(ben.told("told_sent")).to_contain_text("A002")
    shop.station("bar").card("A002").row("酸梅汤").is_made("少冰")


def test_two_thumbs_at_once_are_one_order(shop: Shop) -> None:
    cold, anna, ben = shop.station("cold"), shop.guest("5"), shop.guest("5")
    anna.add(CUCUMBER)
    for guest in (anna, ben):
        guest.open_cart()
        guest.cart_is(f"1 {CUCUMBER}")
    anna.sheet.locator("[data-order]").evaluate("(button) => button.click()")
    ben.sheet.locator("[data-order]").evaluate("(button) => button.click()")
    expect(anna.sheet).to_contain_text("Order A001")
    expect(ben.sheet).to_contain_text("Order A001")
    cold.cards_are("A001")


def test_the_server_goes_down_and_the_phones_keep_the_cart(shop: Shop) -> None:
    anna, ben = shop.guest("5"), shop.guest("5")
    anna.add(CUCUMBER)
    ben.open_cart()
    ben.cart_is(f"1 {CUCUMBER}")
    shop.network_is_bad()
    shop.lose_power()
    expect(anna.page.get_by_text("No connection.")).to_be_visible()
    shop.power_returns()
    expect(anna.page.get_by_text("No connection.")).to_have_count(0)
    expect(ben.page.locator("main").get_by_text("No connection.")).to_have_count(0)
    ben.cart_is(f"1 {CUCUMBER}")
    ben.order()
    expect(ben.told("told_sent")).to_be_visible()
    shop.station("cold").cards_are("A001")


def test_what_the_kitchen_runs_out_of_leaves_the_menu_at_once_and_the_rest_is_ordered(shop: Shop) -> None:
    wok, anna = shop.station("hot"), shop.guest("5")
    anna.add(TOFU, "Extra hot")
    anna.add(CUCUMBER)
    wok.open_panel("soldout")
    wok.tap(wok.panel.get_by_role("button", name="麻婆豆腐"))
    wok.tap(wok.panel.get_by_role("button", name="Mark sold out"))
    expect(anna.dish(TOFU)).to_contain_text("Sold out")
    anna.open_cart()
    expect(anna.sheet.locator("[data-out]")).to_contain_text("just sold out")
    anna.order()
    expect(anna.told("told_sold_out")).to_contain_text(f"Just sold out, not ordered: {TOFU}. The rest is ordered.")
    shop.station("cold").card("A001").shows("1 凉拌黄瓜")
    wok.close_panel()
    wok.is_empty()


def test_a_prank_order_waits_at_the_pass_and_no_cook_sees_it(asking_shop: Shop) -> None:
    shop = asking_shop
    cold, the_pass, anna = shop.station("cold"), shop.the_pass(), shop.guest("5")
    anna.add(CUCUMBER)
    anna.open_cart()
    anna.order()
    expect(anna.told("told_asked")).to_contain_text("A001")
    anna.stands(CUCUMBER, "With the staff")
    expect(the_pass.alarm("approve")).to_contain_text("Table 5")
    cold.is_empty()
    the_pass.decide("approve", "Decline")
    anna.stands(CUCUMBER, "Not made")
    cold.is_empty()

    anna.close()
    anna.add(CUCUMBER)
    anna.open_cart()
    anna.order()
    the_pass.decide("approve", "Accept")
    cold.cards_are("A002")
    expect(anna.sheet.locator(".order").first).to_contain_text("In the kitchen")


def test_a_table_calls_and_the_pass_answers(shop: Shop) -> None:
    the_pass, anna = shop.the_pass(), shop.guest("V1")
    anna.call("bill")
    expect(the_pass.alarm("call")).to_contain_text("Table V1 wants to pay")
    anna.page.locator("[data-open=call]").tap()
    expect(anna.sheet).to_contain_text("A waiter is coming with the bill.")
    the_pass.decide("call", "I'm going")
    expect(the_pass.alarm("call")).to_have_count(0)
    expect(anna.sheet.locator("[data-called]")).to_have_count(0)


def test_an_allergy_told_on_the_phone_stops_the_cook(shop: Shop) -> None:
    wok, anna = shop.station("hot"), shop.guest("5")
    anna.add(TOFU, "As always", allergy="peanut")
    anna.open_cart()
    anna.order()
    expect(anna.told("told_sent")).to_be_visible()
    wok.card("A001").row("麻婆豆腐").says("Allergy: peanut")
    anna.close()
    expect(anna.dish("Kung Pao Chicken")).to_contain_text("Contains peanut")


def test_what_the_menu_asks_has_to_be_answered(shop: Shop) -> None:
    anna = shop.guest("5")
    anna.dish("Gaiwan Tea").locator("[data-plus]").tap()
    anna.sheet.locator("[data-add]").tap()
    missing = anna.sheet.locator("[data-missing]")
    expect(missing).to_contain_text("choose 1")
    anna.sheet.locator(".choice", has_text="Biluochun").tap()
    expect(missing).to_have_count(0)
    expect(anna.sheet.locator("[data-add]")).to_contain_text("¥38.00")
    anna.sheet.locator("[data-add]").tap()
    expect(anna.cart_button).to_contain_text("¥38.00")


def test_a_guest_searches_and_reads_in_the_own_language(shop: Shop) -> None:
    anna = shop.guest("5")
    anna.page.get_by_role("searchbox").fill("tofu")
    expect(anna.dish(TOFU)).to_be_visible()
    expect(anna.dish(CUCUMBER)).to_have_count(0)
    anna.page.get_by_role("searchbox").fill("pizza")
    expect(anna.page.get_by_text("Nothing found for “pizza”")).to_be_visible()
    anna.page.get_by_role("searchbox").fill("")
    anna.speak("简体中文")
    expect(anna.dish("麻婆豆腐")).to_contain_text("¥28.00")
    expect(anna.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    anna.page.reload()
    expect(anna.dish("麻婆豆腐")).to_be_visible()


def test_a_code_that_was_renewed_says_so_on_every_phone(shop: Shop, tmp_path: Path) -> None:
    anna = shop.guest("5")
    expect(anna.dish(CUCUMBER)).to_be_visible()
    sheet, data = str(tmp_path / "tables.html"), str(shop.server.data)
    command = [
        "tables",
        "5",
        "--renew",
        "--url",
        shop.server.url,
        "--data",
        data,
        "--kitchen",
        str(SAMPLE),
        "--out",
        sheet,
    ]
    assert main(command) == 0
    shop.will_be_refused(404)
    anna.add(CUCUMBER)
    expect(anna.page.get_by_text("This code is no longer valid.")).to_be_visible()


def test_the_menu_stays_where_the_guest_left_it_when_a_sheet_closes(shop: Shop) -> None:
    anna = shop.guest("5")
    anna.dish("Gaiwan Tea").locator(".dish-open").tap()
    before = anna.page.evaluate("scrollY")
    anna.close()
    assert before > 0
    assert anna.page.evaluate("scrollY") == before
    anna.dish("Gaiwan Tea").locator(".dish-open").tap()
    anna.page.go_back()
    expect(anna.sheet).to_have_count(0)
    expect(anna.dish("Gaiwan Tea")).to_be_in_viewport()
