"""An ordinary evening: orders light up, are cooked, served and gone; the add-on, the void, the rush between."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish, modifier


def test_an_order_lights_up_its_stations_and_the_pass_is_cooked_served_and_gone(shop: Shop) -> None:
    wok, steam, fry = shop.station("hot"), shop.station("steam"), shop.station("fry")
    the_pass = shop.the_pass()
    for screen in (wok, steam, fry, the_pass):
        screen.is_empty()

    shop.till.place(
        "38",
        dish("R01", "2", modifiers=[modifier("花生", "no"), modifier("辣", "extra")], note="少油"),
        dish("M11", "3"),
        table="12",
        covers=4,
    )

    at_wok = wok.card("38")
    at_wok.shows("2 宫保鸡丁")
    at_wok.says("Table 12", "party of 4", "Kung Pao Chicken")
    at_wok.row("宫保鸡丁").is_made("NO 花生", "EXTRA 辣")
    at_wok.row("宫保鸡丁").notes("少油")
    steam.card("38").shows("3 米饭")
    fry.is_empty()
    the_pass.card("38").shows("2 宫保鸡丁", "3 米饭")
    the_pass.card("38").row("宫保鸡丁").says("Wok")

    steam.card("38").row("米饭").tap()
    steam.card("38").row("米饭").is_("started")
    the_pass.card("38").row("米饭").says("Steam")
    steam.card("38").row("米饭").tap()
    steam.card("38").row("米饭").is_("done")
    the_pass.card("38").says("1/2 ready")
    at_wok.bump()
    the_pass.card("38").says("2/2 ready", "All ready")

    the_pass.card("38").serve()
    for screen in (wok, steam, the_pass):
        screen.is_empty()
    assert shop.till.ticket("38")["close_reason"] == "served"


def test_a_dish_of_two_steps_goes_from_the_noodles_to_the_wok(shop: Shop) -> None:
    noodles, wok = shop.station("noodle"), shop.station("hot")
    shop.till.place("7", dish("M01"), table="3")
    noodles.card("7").shows("1 担担面")
    wok.is_empty()
    noodles.card("7").bump()
    wok.card("7").shows("1 担担面")
    expect(noodles.card("7").root).to_contain_text("Wok")
