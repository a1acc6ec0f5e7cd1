"""An allergy is confirmed by itself, at the station and at the pass, before anything is finished or served."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import TABLET, Shop
from e2e.till import dish


def test_a_dish_with_an_allergy_is_neither_bumped_nor_served_before_it_is_confirmed(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("50", dish("R01", allergens=["peanut"]), dish("R02"), table="5")
    row = wok.card("50").row("宫保鸡丁")
    row.says("Allergy: peanut", "Confirm")
    wok.card("50").row("鱼香肉丝").is_silent_about("Allergy")

    row.tap()
    expect(wok.notice).to_contain_text("Confirm the allergy first")
    row.is_("queued")
    wok.card("50").bump()
    row.is_("queued")

    row.confirm_allergy()
    row.says("confirmed")
    row.tap()
    row.is_("done")
    wok.card("50").bump()

    the_pass.card("50").is_("ready")
    the_pass.card("50").serve()
    expect(the_pass.notice).to_contain_text("Confirm the allergy first")
    the_pass.card("50").row("宫保鸡丁").confirm_allergy()
    the_pass.card("50").serve()
    the_pass.card("50").row("宫保鸡丁").is_("served")


def test_a_long_allergy_does_not_touch_the_word_that_confirms_it(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    long = ["gluten", "milk", "crustacean", "sesame", "peanut", "Sellerie und Senf in der Tunke"]
    shop.till.place("52", dish("R01", allergens=long), table="5")
    label = wok.card("52").row("宫保鸡丁").root.locator("button.allergen")
    expect(label).to_contain_text("Sellerie")
    gap = label.evaluate(
        """(label) => {
          const pill = label.querySelector(".confirm").getBoundingClientRect();
          const words = document.createRange();
          words.selectNodeContents(label.querySelector("b"));
          return Math.min(...[...words.getClientRects()].map((line) => {
            const beside = line.top < pill.bottom && line.bottom > pill.top;
            return beside ? pill.left - line.right : 8;
          }));
        }"""
    )
    assert gap >= 0


def test_an_allergy_of_the_whole_table_stands_at_every_dish(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("51", dish("R01"), dish("R02"), table="5", allergens=["花生粉"])
    wok.card("51").row("宫保鸡丁").says("Allergy: 花生粉")
    wok.card("51").row("鱼香肉丝").says("Allergy: 花生粉")
