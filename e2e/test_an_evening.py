"""An ordinary evening: orders light up, are cooked, served and gone; the add-on, the void, the rush between."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Opening, Shop
from e2e.till import dish, modifier
from tests.field.rig import Rig


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
    the_pass.card("38").is_("ready")

    the_pass.card("38").serve()
    for screen in (wok, steam, the_pass):
        screen.is_empty()
    assert shop.till.ticket("38")["close_reason"] == "served"


def test_a_dish_of_two_steps_goes_from_the_noodles_to_the_wok(shop: Shop) -> None:
    noodles, wok, the_pass = shop.station("noodle"), shop.station("hot"), shop.the_pass()
    shop.till.place("7", dish("M01"), table="3")
    noodles.card("7").shows("1 担担面")
    wok.is_empty()

    noodles.card("7").bump()

    wok.card("7").shows("1 担担面")
    the_pass.card("7").is_("cooking")
    wok.card("7").bump()
    the_pass.card("7").is_("ready")


def test_the_rush_goes_to_the_cook_and_the_answer_to_the_pass_and_the_till(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    shop.till.place("2", dish("R02"), table="2")
    wok.cards_are("1", "2")

    with shop.till.listening() as news:
        the_pass.rush("2")
        wok.cards_are("2", "1")
        wok.card("2").says("Rush")
        the_pass.card("2").row("鱼香肉丝").says("Rush")

        wok.reply("2", "5 min")

        assert news.reply_to_rush("2") == "5min"
    wok.card("2").says("Answered: 5 min")
    the_pass.card("2").row("鱼香肉丝").says("5 min")
    the_pass.card("1").row("宫保鸡丁").is_silent_about("Rush")


def test_a_till_that_asks_twice_is_counted_and_keeps_its_place(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("R01"))
    shop.till.rush("3")
    shop.till.rush("2")
    shop.till.rush("3")
    wok.cards_are("3", "2", "1")
    wok.card("3").says("Rush ×2")


def test_what_waits_too_long_says_so_in_words_and_the_pass_lists_it(opening: Opening) -> None:
    rig = Rig(opening.folder)
    shop = opening.at(rig.server)
    shop.till.place("1", dish("R01"), table="1")
    rig.pass_hours(0.5)
    shop.till.place("2", dish("R01"), table="2")
    wok, the_pass = shop.station("hot"), shop.the_pass()

    late, fresh = wok.card("1").parts.locator(".card"), wok.card("2").parts.locator(".card")
    expect(late).to_have_attribute("data-level", "late")
    expect(late.locator(".level")).to_have_text("late")
    expect(late.locator("kds-age")).to_contain_text("30:")
    expect(fresh).to_have_attribute("data-level", "none")
    expect(wok.strip).to_contain_text("Late 1")
    expect(the_pass.alarm("late")).to_contain_text("late, waits for Wok")
