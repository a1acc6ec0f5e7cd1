"""Everything without a finger on the glass: digits pick a card, Enter bumps, the rest has its key."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish


def test_a_shift_can_be_worked_from_the_keyboard_alone(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("R01"), dish("R02", allergens=["soy"]), table=number)
    wok.cards_are("1", "2", "3")

    wok.press("Digit2", "ArrowDown", "Enter")
    wok.card("2").row("宫保鸡丁").is_("done")
    wok.press("ArrowDown", "Enter")
    expect(wok.notice).to_contain_text("Confirm the allergy first")
    wok.press("ArrowDown", "Enter")
    wok.card("2").row("鱼香肉丝").says("confirmed")
    wok.press("Digit2", "Enter")
    wok.card("2").row("鱼香肉丝").is_("done")
    wok.cards_are("1", "2", "3")

    wok.press("Minus")
    expect(wok.recalls).to_have_count(2)
    wok.press("Enter")
    expect(wok.panel).to_have_count(0)
    wok.card("2").row("鱼香肉丝").is_("queued")

    wok.press("KeyS")
    expect(wok.panel).to_contain_text("Sold out")
    wok.press("Escape")
    expect(wok.panel).to_have_count(0)

    expect(wok.side).to_have_count(1)
    wok.press("KeyA")
    expect(wok.side).to_have_count(0)
    wok.press("KeyA")
    expect(wok.side).to_contain_text("宫保鸡丁")


def test_the_arrows_turn_the_pages(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in range(101, 112):
        shop.till.place(str(number), dish("R01"))
    expect(wok.cards).to_have_count(8)
    expect(wok.pager).to_contain_text("3 more")
    wok.press("ArrowRight")
    wok.cards_are("109", "110", "111")
    wok.press("Digit1", "Enter")
    wok.card("109").row("宫保鸡丁").is_("done")
    wok.card("110").row("宫保鸡丁").is_("queued")
    wok.press("ArrowLeft")
    expect(wok.cards).to_have_count(8)


def test_a_key_that_is_held_down_presses_once(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2"):
        shop.till.place(number, dish("R01"))
    wok.cards_are("1", "2")
    wok.press("Minus")
    expect(wok.panel).to_have_count(1)
    wok.press("Escape")
    wok.look()
    # The browser repeats a key that is down already.
    for _ in range(3):
        wok.page.keyboard.down("Minus")
    expect(wok.panel).to_have_count(1)
    wok.page.keyboard.up("Minus")
