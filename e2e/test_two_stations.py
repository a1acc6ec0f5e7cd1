"""One person works two stations on one screen: one card for an order, and every tap counts for both."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.shop import LAPTOP, Shop
from e2e.test_layouts import a_wiped_tablet
from e2e.till import dish, modifier


def the_evening(shop: Shop) -> None:
    """Work for the bar, for cold dishes, and for others."""
    shop.till.place("1", dish("L04"), dish("D01", "2"), dish("R01"), table="1")
    shop.till.place("2", dish("D02", allergens=["milk"]), table="2")
    shop.till.place("3", dish("L01", modifiers=[modifier("香菜", "no")]), table="3")


def test_one_person_works_bar_and_cold_on_one_screen_by_touch(shop: Shop) -> None:
    both, the_pass = shop.station("bar+cold", glass=LAPTOP), shop.the_pass()
    the_evening(shop)
    both.cards_are("1", "2", "3")
    expect(both.page.locator(".strip-name")).to_have_text("Bar + Cold dishes")
    expect(both.card("1").rows.locator("[data-station]")).to_have_text(["Cold dishes", "Bar"])
    both.card("1").says("Wok")
    both.open_panel("allday")
    expect(both.side.locator(".count-row")).to_have_count(4)

    both.card("2").row("王老吉").confirm_allergy()
    both.card("2").bump()
    both.card("2").is_("finished")
    the_pass.card("2").is_("ready")
    both.card("1").bump()
    both.card("1").is_("finished")
    both.card("1").undo()
    expect(both.card("1").rows.first).to_have_attribute("data-state", "queued")
    expect(both.card("1").rows.last).to_have_attribute("data-state", "queued")
    both.card("1").rows.last.locator(".dish").click()
    expect(both.card("1").rows.last).to_have_attribute("data-state", "done")
    expect(both.card("1").rows.first).to_have_attribute("data-state", "queued")

    shop.till.move("1", "9")
    both.card("1").says("9")
    both.card("1").acknowledge()
    shop.till.void("3", "L01")
    both.card("3").acknowledge()
    both.card("3").is_gone()


def test_one_person_works_bar_and_cold_on_one_screen_by_bump_bar(shop: Shop) -> None:
    both = shop.station("bar+cold")
    the_evening(shop)
    both.cards_are("1", "2", "3")
    both.press("Digit3", "Enter")
    both.card("3").is_("finished")
    both.press("Digit2", "KeyY", "KeyY", "Digit2", "Enter")
    both.card("2").is_("finished")
    both.press("Minus")
    expect(both.recalls).to_have_count(2)
    expect(both.recalls.first).to_contain_text("Bar")
    both.press("Enter")
    expect(both.card("2").rows.first).to_have_attribute("data-state", "queued")


def test_what_is_done_for_two_stations_is_seen_where_each_stands_alone(shop: Shop) -> None:
    both, bar, cold = shop.station("bar+cold", glass=LAPTOP), shop.station("bar"), shop.station("cold")
    shop.till.place("1", dish("L04"), dish("D01"), table="1")
    shop.till.place("2", dish("L04"), table="2")
    both.cards_are("1", "2")
    bar.cards_are("1")
    cold.cards_are("1", "2")
    both.card("1").bump()
    bar.card("1").is_gone()
    cold.card("1").is_gone()
    cold.card("2").bump()
    both.card("2").is_gone()
    both.open_panel("recall")
    expect(both.recalls).to_have_count(2)
    both.close_panel()
    both.recall("1")
    bar.cards_are("1")
    cold.cards_are("1")
    both.cards_are("1")


@pytest.mark.parametrize("stations", ["bar+wok", "bar+bar", "bar+expo"])
def test_stations_that_make_no_screen_are_told_with_the_way_out(stations: str, shop: Shop) -> None:
    shop.will_be_refused(404)
    page = a_wiped_tablet(shop, f"/station/{stations}?lang=en")
    expect(page.locator("h1")).to_have_text("There is no such screen")
    expect(page.get_by_role("link", name="Bar")).to_be_visible()
