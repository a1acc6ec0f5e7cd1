"""Orders change while they cook: each change is drawn, was and now, until somebody has seen it."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish, modifier


def test_more_of_a_dish_and_another_dish_are_drawn_as_changes_until_they_are_seen(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("40", dish("R01", "2"), table="4")
    wok.card("40").shows("2 宫保鸡丁")

    shop.till.place("40", dish("R01", "3"), dish("R02"), table="4", revision=2)

    wok.card("40").shows("3 宫保鸡丁", "1 鱼香肉丝")
    wok.card("40").row("宫保鸡丁").changed("2", "3")
    wok.card("40").row("鱼香肉丝").says("Added")
    wok.card("40").row("宫保鸡丁").acknowledge()
    wok.card("40").row("宫保鸡丁").is_silent_about("Changed")
    the_pass.card("40").shows("3 宫保鸡丁", "1 鱼香肉丝")


def test_more_of_a_finished_dish_is_new_food_for_the_difference_only(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("41", dish("R01", "2"), table="4")
    wok.card("41").bump()
    shop.till.place("41", dish("R01", "5"), table="4", revision=2)
    fresh = wok.card("41").row("宫保鸡丁", nth=1)
    fresh.counts("3")
    fresh.is_("queued")
    wok.card("41").row("宫保鸡丁").is_("done")


def test_a_modifier_that_comes_late_is_read_as_a_difference(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("42", dish("R01", modifiers=[modifier("花生", "no")]), table="4")
    wok.card("42").row("宫保鸡丁").is_made("NO 花生")
    shop.till.amend("42", modify=[{"item": "R01", "modifiers": [modifier("辣", "extra")]}])
    wok.card("42").row("宫保鸡丁").is_made("EXTRA 辣")
    wok.card("42").row("宫保鸡丁").says("Changed")


def test_what_nobody_has_started_goes_at_once_but_is_seen_to_go(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("43", dish("R01"), dish("R02"), table="4")
    wok.card("43").shows("1 宫保鸡丁", "1 鱼香肉丝")
    shop.till.void("43", "R01", "guest changed their mind")
    wok.card("43").row("宫保鸡丁").is_("void")
    wok.card("43").row("宫保鸡丁").says("Voided")
    wok.card("43").row("宫保鸡丁").acknowledge()
    wok.card("43").shows("1 鱼香肉丝")


def test_a_void_of_started_food_asks_the_cook_and_the_answer_reaches_the_pass_and_the_till(shop: Shop) -> None:
    steam, the_pass = shop.station("steam"), shop.the_pass()
    shop.till.place("44", dish("Z02"), table="4")
    steam.card("44").row("清蒸鲈鱼").tap()
    steam.card("44").row("清蒸鲈鱼").is_("started")

    with shop.till.listening() as news:
        shop.till.void("44", "Z02", "allergic after all")
        steam.card("44").row("清蒸鲈鱼").says("Take it back? Asked by", "allergic after all")
        expect(the_pass.alarm("void_asked")).to_contain_text("清蒸鲈鱼")
        assert shop.till.items("44")["Z02"]["void_asked"]

        steam.card("44").row("清蒸鲈鱼").answer("Use elsewhere")

        assert news.of_item("44", "Z02", state="void")["void_answer"] == "reuse"
    expect(the_pass.alarm("void_asked")).to_have_count(0)


def test_the_pass_may_decide_that_the_guest_keeps_started_food(shop: Shop) -> None:
    steam, the_pass = shop.station("steam"), shop.the_pass()
    shop.till.place("45", dish("Z02"), table="4")
    steam.card("45").row("清蒸鲈鱼").tap()
    shop.till.void("45", "Z02")
    steam.card("45").row("清蒸鲈鱼").is_("asked")
    the_pass.decide("void_asked", "Keep it")
    steam.card("45").row("清蒸鲈鱼").is_("started")


def test_finished_food_that_is_voided_rings_at_the_pass(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("46", dish("R01"), dish("R02"), table="4")
    wok.card("46").row("宫保鸡丁").tap()
    wok.card("46").row("宫保鸡丁").is_("done")
    shop.till.void("46", "R01")
    expect(the_pass.alarm("voided")).to_contain_text("宫保鸡丁")
    the_pass.tap(the_pass.alarm("voided").locator(".ok"))
    expect(the_pass.alarm("voided")).to_have_count(0)


def test_a_cancelled_order_stays_with_its_dishes_struck_until_everybody_has_seen_it(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("47", dish("R01", "2"), dish("R02"), table="4")
    wok.card("47").shows("2 宫保鸡丁", "1 鱼香肉丝")
    shop.till.cancel("47", "guest left")
    for screen in (wok, the_pass):
        screen.card("47").reads_as("Cancelled")
        screen.card("47").shows("2 宫保鸡丁", "1 鱼香肉丝")
        screen.card("47").row("宫保鸡丁").is_("void")
        screen.card("47").says("guest left")
        screen.card("47").is_silent_about("Already made")
        screen.card("47").acknowledge()
        screen.card("47").is_gone()
    assert shop.till.ticket("47")["close_reason"] == "cancelled"


def test_an_order_that_is_cancelled_while_it_cooks_asks_first_and_is_seen_to_go(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("49", dish("Z02"), dish("M11"), table="4")
    steam.card("49").row("清蒸鲈鱼").tap()
    steam.card("49").row("清蒸鲈鱼").is_("started")
    shop.till.cancel("49", "guest left")
    steam.card("49").reads_as("Cancelled")
    steam.card("49").row("清蒸鲈鱼").is_("asked")
    steam.card("49").row("米饭").is_("void")
    steam.card("49").row("清蒸鲈鱼").answer("Stop")
    steam.card("49").row("清蒸鲈鱼").is_("void")
    steam.card("49").acknowledge()
    steam.card("49").is_gone()


def test_food_of_a_cancelled_order_that_was_made_is_named_to_the_cook_and_at_the_pass(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("50", dish("R01", "2"), table="4")
    wok.card("50").bump()
    the_pass.card("50").is_("ready")
    shop.till.cancel("50")
    wok.card("50").reads_as("Cancelled")
    for screen in (wok, the_pass):
        screen.card("50").row("宫保鸡丁").is_("void")
        screen.card("50").row("宫保鸡丁").says("Already made")
    expect(the_pass.alarm("cancelled")).to_contain_text("Already made: 2× 宫保鸡丁")


def test_an_order_whose_dishes_all_went_one_by_one_is_seen_with_one_tap(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("51", dish("R01"), dish("R02"), table="4")
    shop.till.void("51", "R01")
    wok.card("51").row("宫保鸡丁").is_("void")
    shop.till.void("51", "R02")
    wok.card("51").reads_as("Voided")
    expect(wok.card("51").parts.locator(".seen")).to_have_count(1)
    wok.card("51").acknowledge()
    wok.card("51").is_gone()


def test_an_order_full_of_changes_takes_two_places_of_the_wall(shop: Shop) -> None:
    wok = shop.station("hot")
    peanuts = [modifier("花生", "no")]
    shop.till.place(
        "52",
        dish("R01", modifiers=peanuts),
        dish("R02", "2"),
        dish("R04", allergens=["peanut", "shellfish"]),
        dish("R13"),
        table="4",
        covers=4,
    )
    wok.card("52").is_there()
    shop.till.amend("52", modify=[{"item": "R01", "modifiers": [modifier("辣", "extra")]}])
    shop.till.void("52", "R02")
    shop.till.add("52", dish("R05"))
    shop.till.move("52", "22")
    wok.card("52").says("Moved", "Table 22", "Changed", "Allergy: peanut, shellfish")
    wok.card("52").row("鱼香肉丝").is_("void")
    wok.card("52").row("水煮牛肉").says("Added")
    expect(wok.card("52").number).to_have_text(["521/2", "522/2"])


def test_a_table_that_moves_is_told_and_makes_no_food(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("48", dish("R01"), table="4")
    wok.card("48").says("Table 4")
    shop.till.move("48", "9")
    wok.card("48").says("Table 9", "Moved")
    wok.card("48").shows("1 宫保鸡丁")
