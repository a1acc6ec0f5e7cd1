"""Orders that a waiter's or a guest's phone could not send yet: shown as unsent, kept on the phone, cooked once."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.device import crash, is_kept
from e2e.hours import Watch
from e2e.shop import Shop
from e2e.waiter import Waiter
from tests.history import read

CUCUMBER = "Smashed Cucumber"

KEEP_UNANSWERED = """() => {
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (key === "kds.pos.drafts" && value.includes('"sent":{')) set.call(this, "unanswered", value);
    set.call(this, key, value);
  };
}"""
"""What the phone has written down while an order is on its way."""


def test_an_order_that_is_sent_without_a_network_arrives_once_when_the_line_is_back(shop: Shop) -> None:
    wok = shop.station("hot")
    phone = shop.waiter(cable=shop.cable())
    phone.open("3")
    phone.add("宫保鸡丁")
    phone.review()
    phone.cut_network()
    Watch(phone.page).passes(5)
    phone.is_not("synced")
    phone.send()
    expect(phone.page.locator("[data-sending]")).to_contain_text("宫保鸡丁")
    phone.mend_network()
    wok.card("A001").shows("1 宫保鸡丁")
    expect(phone.page.locator("[data-sending]")).to_have_count(0)
    wok.cards_are("A001")


def test_an_unsent_order_outlives_the_page_and_one_on_its_way_is_sent_once(shop: Shop) -> None:
    wok, phone = shop.station("hot"), shop.waiter()
    phone.open("3")
    phone.add("宫保鸡丁")
    phone.page.reload()
    phone.review()
    phone.send()
    wok.card("A001").shows("1 宫保鸡丁")
    expect(phone.item("宫保鸡丁")).to_be_visible()

    phone.add("鱼香肉丝")
    phone.review()
    phone.page.evaluate(KEEP_UNANSWERED)
    phone.send()
    wok.card("A001").shows("1 宫保鸡丁", "1 鱼香肉丝")
    expect(phone.item("鱼香肉丝")).to_be_visible()
    # The page dies before it hears that the order went through.
    phone.page.evaluate("() => localStorage.setItem('kds.pos.drafts', localStorage.getItem('unanswered'))")
    phone.page.reload()
    expect(phone.item("鱼香肉丝")).to_have_count(1)
    wok.cards_are("A001")
    wok.card("A001").shows("1 宫保鸡丁", "1 鱼香肉丝")


def test_a_phone_that_dies_in_the_middle_of_sending_shows_the_order_as_unsent_and_sends_it_once(shop: Shop) -> None:
    cable = shop.cable()
    wok, phone = shop.station("hot"), shop.waiter(cable=cable)
    phone.open("3")
    phone.add("宫保鸡丁")
    phone.review()
    phone.is_("synced")
    is_kept(phone.page)
    context, address = phone.page.context, phone.page.url
    cable.pull("down")
    phone.send()
    wok.card("A001").shows("1 宫保鸡丁")
    crash(phone.page)

    again = Waiter(context.new_page(), cable)
    again.page.goto(address)
    again.open("3")
    expect(again.page.locator("[data-sending]")).to_contain_text("宫保鸡丁")
    expect(again.strip).to_contain_text("1 not sent")
    cable.reset()
    cable.plug()
    expect(again.item("宫保鸡丁")).to_have_count(1)
    expect(again.page.locator("[data-sending]")).to_have_count(0)
    wok.cards_are("A001")
    wok.card("A001").shows("1 宫保鸡丁")
    assert [row.kind for row in read(shop.server.data).rows].count("place") == 1


def test_an_order_whose_answers_are_lost_is_cooked_once(shop: Shop) -> None:
    cold, anna = shop.station("cold"), shop.guest("5")
    shop.network_is_bad()
    anna.loses_answers(2)
    anna.add(CUCUMBER)
    anna.open_cart()
    anna.order()
    expect(anna.told("told_sent")).to_contain_text("A001")
    cold.cards_are("A001")
    cold.card("A001").shows("1 凉拌黄瓜")


def test_an_order_pressed_without_a_network_goes_out_by_itself_even_after_a_reload(shop: Shop) -> None:
    cold, anna = shop.station("cold"), shop.guest("5")
    expect(anna.dish(CUCUMBER)).to_be_visible()
    shop.network_is_bad()
    anna.loses_the_network()
    expect(anna.page.get_by_text("No connection.")).to_be_visible()
    anna.add(CUCUMBER)
    anna.open_cart()
    expect(anna.sheet).to_contain_text("not sent yet")
    anna.order()
    expect(anna.sheet).to_contain_text("goes out as soon as there is one")
    cold.is_empty()

    anna.is_back()
    anna.page.reload()
    cold.cards_are("A001")
    expect(anna.page.locator("[data-open=orders]")).to_contain_text("In the kitchen 1")
    expect(anna.cart_button).to_contain_text("Nothing chosen yet")


def test_a_phone_that_loses_the_network_in_the_middle_of_ordering_and_is_loaded_anew_has_ordered_once(
    shop: Shop,
) -> None:
    cable = shop.cable()
    cold, anna = shop.station("cold"), shop.guest("5", cable=cable)
    anna.add(CUCUMBER)
    anna.open_cart()
    anna.cart_is(f"1 {CUCUMBER}")
    expect(anna.sheet).not_to_contain_text("not sent yet")
    cable.pull("down")
    anna.order()
    cold.cards_are("A001")
    expect(anna.sheet).to_contain_text("Sending your order…")

    cable.reset()
    cable.plug()
    anna.page.reload()
    expect(anna.page.locator("[data-open=orders]")).to_contain_text("In the kitchen 1")
    expect(anna.cart_button).to_contain_text("Nothing chosen yet")
    cold.cards_are("A001")
    cold.card("A001").shows("1 凉拌黄瓜")
