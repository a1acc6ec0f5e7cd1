"""Many cards, and lists: on every glass no text is cut, and a narrow list works like cards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.screens import BEFORE_UNDO_MS, Station
from e2e.shop import LAPTOP, TABLET, WALL, Glass, Shop
from e2e.test_layouts import a_wiped_tablet
from e2e.test_the_glass import read_through
from e2e.till import dish, modifier

NARROW = Glass(768, 1024, touch=True)
"""A tablet on its side, beside the drinks."""
SLIM = Glass(600, 1024, touch=True)
"""Seven inches, on its side."""


def a_small_rush(shop: Shop) -> None:
    for number in range(1, 13):
        shop.till.place(str(number), dish("D01"), dish("R01"), table=str(number))
    shop.till.place("80", *(dish(f"Drink {n}", category="drinks") for n in range(1, 26)), table="20")
    shop.till.place("81", dish("D02", "2", allergens=["milk"], note="no ice"), table="21")


@pytest.mark.parametrize("glass", [NARROW, SLIM, TABLET], ids=["768", "600", "1024"])
def test_a_narrow_list_through_a_small_rush(glass: Glass, shop: Shop) -> None:
    bar = Station(a_wiped_tablet(shop, "/station/bar?lang=en&view=list", glass))
    a_small_rush(shop)
    expect(bar.cards.first).to_be_visible()
    assert bar.page.locator("kds-grid").evaluate("(one) => one.scrollWidth <= one.clientWidth")
    expect(bar.card("1").rows.first).to_have_attribute("data-state", "queued")
    bar.card("1").rows.first.locator(".dish").click()
    expect(bar.card("1").rows.first).to_have_attribute("data-state", "done")
    bar.take_back(bar.card("1").rows.first.locator(".line-undo"))
    expect(bar.card("1").rows.first).to_have_attribute("data-state", "queued")

    # What stood below stays where it is while its undo is offered, and nothing is hidden behind an edge.
    before = bar.card("3").parts.first.bounding_box()
    bar.card("2").bump()
    expect(bar.card("2").parts.locator(".card-undo")).to_be_visible()
    assert bar.card("3").parts.first.bounding_box() == before
    bar.card("2").undo()
    said = read_through(bar, ".name")
    assert sum(text.count("Drink ") for text in said.values()) == 25


def test_every_page_of_a_list_says_what_waits_behind_it(shop: Shop) -> None:
    a_small_rush(shop)
    bar = Station(a_wiped_tablet(shop, "/station/bar?lang=en&view=list", NARROW))
    expect(bar.cards.first).to_be_visible()
    bar.look()
    on_page = bar.cards.count()
    assert on_page >= 8
    expect(bar.pager).to_contain_text(f"{14 - on_page + (0 if on_page < 13 else 1)} ")
    bar.tap(bar.pager.get_by_role("button", name="Next page"))
    bar.card("80").is_there()


def test_no_row_of_a_list_moves_while_a_finger_is_on_the_glass(shop: Shop) -> None:
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("D01"), table=number)
    bar = Station(a_wiped_tablet(shop, "/station/bar?lang=en&view=list", NARROW))
    bar.cards_are("1", "2", "3")
    bar.look()
    rows = [bar.card(number).parts.first for number in ("1", "2", "3")]
    before = [row.bounding_box() for row in rows]
    assert before[0] is not None
    bar.page.mouse.move(before[0]["x"] + before[0]["width"] - 20, before[0]["y"] + 8)
    bar.page.mouse.down()
    shop.till.rush("3")
    shop.till.place("4", dish("D02"), priority=1)
    bar.card("4").is_there()
    assert [row.bounding_box() for row in rows] == before
    bar.page.mouse.up()
    bar.cards_are("3", "4", "1", "2")


def test_a_list_is_worked_by_keys_and_by_confirmation_like_cards(shop: Shop) -> None:
    bar = Station(a_wiped_tablet(shop, "/station/bar?lang=en&view=list", TABLET))
    shop.till.place("1", dish("D01"), table="1")
    shop.till.place("2", dish("D02", allergens=["milk"]), table="2")
    bar.cards_are("1", "2")
    bar.press("Digit2", "Enter")
    expect(bar.notice).to_contain_text("Confirm the allergy first")
    bar.press("KeyY", "KeyY")
    bar.card("2").says("confirmed")
    bar.look()
    bar.press("Digit2", "Enter")
    bar.card("2").is_("finished")
    bar.look(since_tap_ms=BEFORE_UNDO_MS)
    bar.press("KeyU")
    expect(bar.card("2").rows.first).to_have_attribute("data-state", "queued")


CUT = """
() => [...document.querySelectorAll("kds-card :is(.number, .name, .age, .dish-text, .quantity)")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
  .map((one) => `${one.className} ${one.innerText}`)
"""
"""What is wider than its place."""


@pytest.mark.parametrize(
    "glass", [WALL, LAPTOP, Glass(1280, 800), TABLET, NARROW], ids=["1920", "1366", "1280", "1024", "768"]
)
def test_three_to_six_across_and_up_to_twenty_one_cards_cut_no_text(glass: Glass, shop: Shop) -> None:
    for number in range(1, 25):
        extras = [modifier("香菜", "no"), modifier("Extra scharfe Sichuanpfeffersauce")]
        shop.till.place(
            f"{number}", dish("R01", "12", modifiers=extras), dish("Donaudampfschifffahrtsgericht"), table="V1"
        )
    page = shop.page(glass)
    wok = Station(page)
    for columns, rows in ((0, 0), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3)):
        page.goto(f"{shop.server.url}/station/hot?lang=en&columns={columns}&rows={rows}")
        expect(wok.cards.first).to_be_visible()
        wok.look()
        assert page.evaluate(CUT) == [], (columns, rows)
        if columns:
            expect(wok.cards).to_have_count(min(columns, 5 if glass is NARROW else 7) * rows)
