"""Looking back: in the evening somebody asks about lunch, and the pass finds it, tells it and has it made again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.lunch import lunch
from e2e.screens import BEFORE_UNDO_MS
from e2e.shop import SAMPLE, WALL, Opening, Shop
from e2e.till import dish
from tests.serverprocess import ServerProcess

POTATO = "炝炒土豆丝"
DUMPLINGS = "Grandmother's dumplings"


@pytest.fixture
def evening(opening: Opening) -> Shop:
    """The shop after lunch and much else: no screen holds order 38 any more."""
    data = opening.folder / "data"
    lunch(data)
    return opening.at(ServerProcess(data, kitchen=SAMPLE))


def test_lunch_is_found_by_its_dish_told_brought_back_cooked_and_served_again(evening: Shop) -> None:
    the_pass = evening.the_pass()
    wok = evening.station("hot")
    # Mrs Ada comes back: her dumplings were cold.
    the_pass.is_empty()
    the_pass.open_panel("recall")
    expect(the_pass.recalls.filter(has_text=DUMPLINGS)).to_have_count(0)
    the_pass.search("dumplings 7")
    found = the_pass.recalls
    expect(found).to_have_count(1)
    expect(found).to_contain_text(f"1× {POTATO}, 1× {DUMPLINGS}")
    expect(found).to_contain_text("Table 7 · Mrs Ada · served")
    the_pass.look_back("38")
    expect(the_pass.panel.get_by_role("heading", level=2)).to_have_text("38 · Table 7")
    expect(the_pass.steps.locator(".step-what b")).to_have_text(["Ordered", "Done", "Served"])
    expect(the_pass.steps.locator(".step-who")).to_have_text(["pos", "Wok, screen 1c0c", "Pass, screen 77aa"])
    expect(the_pass.panel.locator(".phases li")).to_contain_text(["Ordered", "Ready", "Served"])
    expect(the_pass.panel.locator("[data-phase=ready]")).to_contain_text("after 0:08")
    # It comes back to the wok, and from there to the pass and to her table.
    the_pass.tap(the_pass.recalls.filter(has_text="Wok").get_by_role("button", name="Recall"))
    the_pass.card("38").is_("cooking")
    wok.card("38").bump()
    the_pass.card("38").is_("ready")
    the_pass.card("38").serve()
    wok.card("38").is_gone()
    the_pass.open_panel("recall")
    the_pass.search("38")
    the_pass.look_back("38")
    # It kept the clock of lunch, so it was late as soon as it was back; what was on the glass is told besides.
    done = the_pass.steps.locator("[data-what]:not([data-what=late], [data-what=attention], [data-what=shown]) b")
    expect(done).to_have_text(["Ordered", "Done", "Served", "Recalled", "Done", "Served"])


def test_what_was_brought_back_by_mistake_goes_again_with_one_tap(evening: Shop) -> None:
    the_pass = evening.the_pass()
    wok = evening.station("hot")
    the_pass.open_panel("recall")
    the_pass.search("38")
    the_pass.look_back("38")
    the_pass.tap(the_pass.recalls.filter(has_text="served").get_by_role("button", name="Not served"))
    the_pass.card("38").is_("ready")
    the_pass.card("38").undo()
    the_pass.card("38").is_gone()
    wok.is_empty()


def test_a_search_that_the_server_refuses_is_said_in_the_language_of_the_glass(shop: Shop) -> None:
    wok = shop.station("hot", language="zh-Hans")
    problem = {"code": "invalid_field", "detail": "has at most 100 characters and 8 words"}
    wok.page.route("**/api/v1/tickets?*", lambda route: route.fulfill(status=422, json=problem))
    wok.open_panel("recall")
    wok.panel.get_by_role("searchbox").fill("鱼")
    expect(wok.panel.get_by_role("alert")).to_contain_text("少打几个词")
    expect(wok.panel.get_by_role("alert")).not_to_contain_text("words")
    # What else the server tells is no reason to ask it the same again.
    shop.till.place("95", dish("R01"), table="9")
    wok.card("95").is_there()
    expect(wok.panel.get_by_role("alert")).to_be_visible()
    shop.knows_of("error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)")


def test_a_search_takes_no_more_words_than_the_server_does(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.open_panel("recall")
    field = wok.panel.get_by_role("searchbox")
    field.press_sequentially("1 2 3 4 5 6 7 8 9")
    expect(field).to_have_value("1 2 3 4 5 6 7 8 ")
    expect(wok.panel.get_by_text("whole day of")).to_be_visible()


def test_a_station_finds_only_its_own_work(evening: Shop) -> None:
    cold = evening.station("cold")
    cold.open_panel("recall")
    cold.panel.get_by_role("searchbox").fill("38")
    expect(cold.panel.locator(".recall-said")).to_contain_text("has “38”. Try the table or a dish.")
    wok = evening.station("hot")
    wok.open_panel("recall")
    wok.search("38")
    expect(wok.recalls).to_have_count(1)


def test_a_finger_types_a_number_where_there_is_no_keyboard(evening: Shop) -> None:
    the_pass = evening.the_pass()
    the_pass.open_panel("recall")
    for digit in ("3", "9"):
        the_pass.tap(the_pass.panel.locator(f"[data-digit='{digit}']"))
    the_pass.tap(the_pass.panel.locator("[data-digit=back]"))
    the_pass.tap(the_pass.panel.locator("[data-digit='8']"))
    expect(the_pass.recalls.locator(".number")).to_have_text("38")


def test_the_whole_day_is_there_without_a_word(evening: Shop) -> None:
    the_pass = evening.the_pass()
    the_pass.open_panel("recall")
    the_pass.tap(the_pass.panel.locator("[data-whole-day]"))
    expect(the_pass.panel.get_by_text("found in the whole day of")).to_be_visible()
    expect(the_pass.recalls).to_have_count(56)
    expect(the_pass.recalls.last.locator(".number")).to_have_text("38")


def test_without_the_server_the_list_says_that_it_is_short(evening: Shop) -> None:
    the_pass = evening.the_pass()
    the_pass.is_empty()
    the_pass.open_panel("recall")
    evening.lose_power()
    the_pass.panel.get_by_role("searchbox").fill("lunch set")
    said = the_pass.panel.locator(".recall-said")
    expect(said).to_contain_text("The server is away: these are only the orders that this screen holds.")
    expect(the_pass.recalls.first).to_be_visible()
    evening.power_returns()
    # It is asked again by itself.
    expect(said).to_contain_text("55 found in the whole day of", timeout=40_000)


def test_keys_alone_find_tell_and_bring_back(evening: Shop) -> None:
    wok = evening.station("hot")
    wok.is_empty()
    wok.press("Minus")
    expect(wok.panel).to_be_visible()
    box = wok.panel.get_by_role("searchbox")
    while not box.evaluate("(one) => one === document.activeElement"):
        wok.page.keyboard.press("Shift+Tab")
    wok.page.keyboard.type("38")
    expect(wok.panel.get_by_text("whole day of")).to_be_visible()
    wok.page.keyboard.press("ArrowDown")
    wok.page.keyboard.press("Enter")
    expect(wok.steps.first).to_be_visible()
    wok.press("Digit1", "Enter")
    wok.card("38").is_there()
    wok.look(BEFORE_UNDO_MS)
    wok.press("KeyU")
    wok.card("38").is_gone()


def test_the_timeline_of_a_card_tells_merges_splits_rushes_and_voids(shop: Shop) -> None:
    the_pass = shop.the_pass(glass=WALL)
    shop.till.place("1", dish("S02"), dish("S05"), dish("D01"), table="5")
    shop.till.place("2", dish("S02"), table="5")
    shop.till.merge("2", into="1")
    shop.till.split("1", ["S05"], to="1-2")
    shop.till.void("1", "D01", reason="too sour")
    shop.till.rush("1")
    the_pass.look_back_from("1")
    told = the_pass.steps.locator(".step-what")
    expect(told).to_have_count(5)
    for words in ("Ordered 1× ", "2 joined it", "Split off to 1-2", "too sour", "Rush asked"):
        expect(told.filter(has_text=words)).to_have_count(1)
    # The order that is drawn on the same card has its own.
    the_pass.tap(the_pass.panel.get_by_role("button", name="2", exact=True).last)
    expect(told.filter(has_text="Joined with 1")).to_have_count(1)


def test_a_waiter_looks_back_at_an_order_of_the_table(evening: Shop) -> None:
    evening.till.place("77", dish("S02"), table="3")
    waiter = evening.waiter()
    waiter.open("3")
    waiter.tap(waiter.order("77").get_by_role("button", name="More"))
    waiter.tap(waiter.page.locator("[data-verb=past]"))
    expect(waiter.steps.locator(".step-what b")).to_have_text(["Ordered"])
    expect(waiter.panel.get_by_role("button", name="Recall")).to_have_count(0)
