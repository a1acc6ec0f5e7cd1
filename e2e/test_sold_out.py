"""A dish runs out: two taps at the station, and no till sells it any more; what is paid already, the pass decides."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish


def test_a_dish_sold_out_at_the_station_is_refused_to_the_till_and_the_rest_is_kept(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("90", dish("R04"), table="9")
    wok.card("90").is_there()

    with shop.till.listening() as news:
        wok.sell_out("水煮鱼")
        news.of_dish("R04", available=False)
    expect(wok.side.locator("[data-out]")).to_contain_text("水煮鱼")

    answer = shop.till.place("91", dish("R04", "2"), dish("R01"), table="9")
    assert [(one["name"], one["why"]) for one in answer["refused"]] == [("水煮鱼", "sold_out")]
    wok.card("91").shows("1 宫保鸡丁")
    wok.card("90").shows("1 水煮鱼")
    assert not shop.till.menu()["R04"]["available"]

    with shop.till.listening() as news:
        wok.bring_back("水煮鱼")
        news.of_dish("R04", available=True)
    expect(wok.side.locator("[data-out]")).to_have_count(0)
    assert shop.till.menu()["R04"]["available"]


def test_a_paid_order_of_a_sold_out_dish_waits_for_the_decision_of_the_pass(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    wok.open_panel("soldout")
    wok.tap(wok.panel.get_by_role("button", name="水煮鱼"))
    platform = shop.till_of("meituan")
    with platform.listening() as news:
        wok.tap(wok.panel.get_by_role("button", name="Mark sold out"))
        news.of_dish("R04", available=False)
    wok.close_panel()

    for number in ("92", "93"):
        platform.place(number, dish("R04"), dish("R01"), service="delivery", payment="paid")
    first, second = the_pass.alarm("sold_out").nth(0), the_pass.alarm("sold_out").nth(1)
    expect(first).to_contain_text("美 92")
    expect(first).to_contain_text("水煮鱼 is sold out but paid. Decide:")
    expect(second).to_contain_text("美 93")

    the_pass.tap(second.get_by_role("button", name="Take it off"))
    expect(the_pass.alarm("sold_out")).to_have_count(1)
    the_pass.tap(first.get_by_role("button", name="Cook it"))
    expect(the_pass.alarm("sold_out")).to_have_count(0)
    wok.card("92").shows("1 水煮鱼", "1 宫保鸡丁")
    wok.card("93").row("水煮鱼").is_("void")
    wok.card("93").row("水煮鱼").acknowledge()
    wok.card("93").shows("1 宫保鸡丁")


def test_the_list_has_the_headings_of_the_menu_in_its_order(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("94", dish("R04"), table="9")
    wok.card("94").is_there()
    wok.open_panel("soldout")
    headings = wok.panel.get_by_role("heading", level=3)
    expect(headings.first).to_have_text("On the cards now")
    expect(headings.nth(1)).to_have_text("Cold dishes")
    expect(headings.nth(2)).to_have_text("From the wok")
    wok.close_panel()
    wok.speak("简体中文")
    wok.open_panel("soldout")
    expect(headings.nth(1)).to_have_text("凉菜")
