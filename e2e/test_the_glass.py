"""What stands where: long tickets go on, further pages say what waits, and nothing moves under a finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.screens import Screen
from e2e.shop import LAPTOP, TABLET, WALL, Glass, Shop
from e2e.till import dish, modifier


def places(screen: Screen) -> list[tuple[str, float, float]]:
    """Every card with where it stands."""
    boxes = [(card.locator(".number").inner_text(), card.bounding_box()) for card in screen.cards.all()]
    return [(number, box["x"], box["y"]) for number, box in boxes if box is not None]


def test_a_ticket_of_twenty_five_dishes_goes_on_over_further_cards_and_is_bumped_part_by_part(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    names = [f"Dish {n}" for n in range(1, 26)]
    shop.till.place("80", *(dish(name, category="wok") for name in names), table="8")
    long = wok.card("80")
    expect(long.rows.locator(".name")).to_have_text(names)
    parts = long.parts.count()
    assert parts > 1
    expect(long.number).to_have_text([f"80{n}/{parts}" for n in range(1, parts + 1)])
    for row in (0, 24):
        expect(long.rows.nth(row)).to_be_in_viewport(ratio=1)

    first = long.parts.first.locator(".line").count()
    wok.tap(long.head.first)

    expect(the_pass.card("80").rows.and_(the_pass.page.locator("[data-state=ready]"))).to_have_count(first)
    expect(long.rows.last).to_have_attribute("data-state", "queued")


def test_a_part_that_goes_on_with_a_dish_says_its_name_again(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    extras = [modifier(f"Extra number {n}") for n in range(1, 13)]
    shop.till.place("81", dish("R01"), dish("R02", modifiers=extras, note="sauce apart " * 12), table="8")
    parts = wok.card("81").parts
    expect(parts).not_to_have_count(1)
    for part in parts.all()[1:]:
        expect(part.locator(".block").first).to_contain_text("鱼香肉丝")


def read_through(screen: Screen, words: str) -> dict[str, str]:
    """What these elements say, card by card over all pages; nothing on the way has to be scrolled."""
    said: dict[str, str] = {}
    while True:
        screen.look()
        for card in screen.cards.all():
            body = card.locator(".card-body")
            assert not body.evaluate("(one) => one.scrollHeight > one.clientHeight"), card.inner_text()
            number = card.locator("[data-ticket]").get_attribute("data-ticket") or ""
            said[number] = said.get(number, "") + "".join(body.locator(words).all_text_contents())
        further = screen.pager.get_by_role("button", name="Next page")
        if not further.is_visible() or further.is_disabled():
            return said
        here = screen.cards.first.get_attribute("data-slot") or ""
        screen.tap(further)
        expect(screen.cards.first).not_to_have_attribute("data-slot", here)


@pytest.mark.parametrize("glass", [WALL, LAPTOP], ids=["wall", "laptop"])
@pytest.mark.parametrize("page", ["station", "pass"])
def test_the_longest_notes_are_read_to_their_last_letter_over_further_cards(
    shop: Shop, glass: Glass, page: str
) -> None:
    spoken = "".join(f"Please bring plate {n} to the terrace, " for n in range(1, 40))
    notes = [spoken[:600], spoken[:999] + ".", "少油少盐不要香菜" * 125]
    tickets = [
        shop.till.place(str(n), dish("R01"), table=str(n), note=note)["ticket"]["id"] for n, note in enumerate(notes, 1)
    ]
    tickets.append(shop.till.place("4", dish("R02", note=notes[1]), table="4")["ticket"]["id"])
    screen = shop.station("hot", glass=glass) if page == "station" else shop.the_pass(glass=glass)
    screen.card("1").is_there()
    said = read_through(screen, ".note")
    assert [said[ticket] for ticket in tickets] == [*notes, notes[1]]


def test_a_part_that_goes_on_with_the_note_of_an_order_says_so(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("82", dish("R01"), table="8", note="to the terrace " * 60)
    parts = wok.card("82").parts
    expect(parts).not_to_have_count(1)
    expect(parts.nth(1).locator(".block").first).to_have_text("continued")


@pytest.mark.parametrize("glass", [WALL, LAPTOP, Glass(1280, 800)], ids=["wall", "laptop", "small"])
def test_the_strip_says_how_much_was_received_and_shown(shop: Shop, glass: Glass) -> None:
    the_pass = shop.the_pass(glass=glass)
    shop.till.place("1", dish("R01"))
    the_pass.card("1").is_there()
    rows = the_pass.strip.locator(".rows")
    expect(rows).to_be_in_viewport(ratio=1)
    expect(rows).to_have_text(re.compile(r"^received (\d+) of \1 · shown \1$"))
    assert the_pass.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_however_long_a_guest_and_a_brand_are_called_number_and_age_stay_whole(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    brand, guest = "Großküche am Donaudampfschifffahrtskai", "Wolfgang Amadeus Müller-Lüdenscheidt"
    for number in ("38", "Kim Web shop", "Wolfgang Amadeus Müller-Lüdenscheidt 12"):
        shop.till.place(number, dish("R01"), service="delivery", brand=brand, guest=guest)
        head = wok.card(number).head
        number_box, who, age, whole = (
            one.evaluate("(one) => one.getBoundingClientRect().toJSON()")
            for one in (head.locator(".number"), head.locator(".who"), head.locator(".age"), head)
        )
        for box in (number_box, who, age):
            assert whole["left"] <= box["left"]
            assert box["right"] <= whole["right"]
            assert whole["top"] - 1 <= box["top"]
            assert box["bottom"] <= whole["bottom"] + 1
        assert max(number_box["right"], who["right"]) <= age["left"]
        assert not head.locator(".number").evaluate("(one) => one.scrollWidth > one.clientWidth + 1"), number


def test_further_pages_say_how_many_wait_and_how_old_the_oldest_is(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in range(201, 211):
        shop.till.place(str(number), dish("R01"))
    expect(wok.cards).to_have_count(8)
    expect(wok.pager).to_contain_text("2 more")
    expect(wok.pager).to_contain_text("oldest 0:")
    wok.tap(wok.pager.get_by_role("button", name="Next page"))
    wok.cards_are("209", "210")
    expect(wok.pager).to_contain_text("Page 2")


def test_no_card_moves_while_a_finger_is_on_the_glass(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("R01"))
    wok.cards_are("1", "2", "3")
    wok.look()
    before = places(wok)

    box = wok.card("1").parts.bounding_box()
    assert box is not None
    wok.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8)
    wok.page.mouse.down()
    shop.till.rush("3")
    shop.till.place("4", dish("R02"), priority=1)
    wok.card("4").is_there()
    assert places(wok)[:3] == before
    wok.page.mouse.up()

    wok.cards_are("3", "4", "1", "2")


def test_a_finger_that_came_down_before_another_card_was_cancelled_bumps_the_card_it_meant(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2"):
        shop.till.place(number, dish("R01"))
    wok.cards_are("1", "2")
    wok.look()
    before = places(wok)
    box = wok.card("2").head.bounding_box()
    assert box is not None
    wok.page.mouse.move(box["x"] + 20, box["y"] + 20)
    wok.page.mouse.down()
    shop.till.cancel("1")
    expect(wok.strip).to_contain_text("To cook 1")
    assert places(wok) == before
    wok.page.mouse.up()
    wok.card("2").row("宫保鸡丁").is_("done")


def test_a_tablet_is_worked_by_touch_and_nothing_sticks_out_of_it(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    for number in range(1, 9):
        shop.till.place(str(number), dish("R01", modifiers=[modifier("花生", "no")]), dish("R02"), table=str(number))
    wok.card("1").is_there()
    overflow = wok.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0

    wok.look()
    wok.card("2").row("宫保鸡丁").root.locator(".dish").tap()
    wok.card("2").row("宫保鸡丁").is_("done")
    wok.look()
    wok.card("1").head.tap()
    wok.card("1").says("Undo")
    wok.card("1").row("宫保鸡丁").is_("done")
    wok.card("2").row("鱼香肉丝").is_("queued")
