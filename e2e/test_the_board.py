"""Guests wait at the counter: their number is prepared, called, called again, and leaves; a frozen board says so."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import expect

from e2e.shop import SAMPLE, Opening, Shop
from e2e.till import dish


def quick(folder: Path) -> Path:
    """The sample kitchen with a board that forgets soon."""
    shutil.copy(SAMPLE.with_name("menu.yaml"), folder)
    kitchen = folder / "stations.yaml"
    written = SAMPLE.read_text(encoding="utf-8")
    usual = "clear: 10m, flash: 30s}"
    assert usual in written
    kitchen.write_text(written.replace(usual, "clear: 7s, flash: 3s}"), encoding="utf-8")
    return kitchen


def test_the_board_calls_38(shop: Shop) -> None:
    board, wok = shop.board(), shop.station("hot")
    board.is_empty()
    board.ears.turn_on()
    shop.till.place("37", dish("R01"), service="takeaway")
    shop.till.place("38", dish("R02"), service="takeaway", guest="Anna Schmidt", note="rings twice")
    shop.till.place("12", dish("R02"), table="4")
    board.is_preparing("37", "38")
    assert board.ears.counted("ready") == 0

    wok.card("38").bump()

    board.is_ready("38")
    board.is_preparing("37")
    board.flashes("38")
    board.ears.hear("ready")
    board.ears.hear_said("Number 38, please collect your order", "38号，请取餐")
    assert board.ears.counted("new") == 0
    for secret in ("Anna", "rings", "12", "鱼香肉丝"):
        assert secret not in board.words


def test_who_is_called_last_stands_first_and_a_platform_keeps_its_mark_and_brand(shop: Shop) -> None:
    board, wok = shop.board(language=""), shop.station("hot")
    shop.till.place("38", dish("R01"), service="takeaway")
    shop.till_of("meituan").place("38", dish("R02"), service="delivery", brand="美团外卖")
    board.is_preparing("38", "38")
    wok.card("38").row("宫保鸡丁").tap()
    board.is_ready("38")
    wok.card("美 38").row("鱼香肉丝").tap()
    board.is_ready("38", "38")
    first = board.page.locator("[data-part=ready] .board-number").first
    expect(first).to_contain_text("美")
    expect(first).to_contain_text("美团外卖")
    expect(board.page.locator("[data-part=ready] h2")).to_contain_text("请取餐")
    expect(board.page.locator("[data-part=ready] h2")).to_contain_text("Ready to collect")


def test_the_pass_calls_38_again_and_the_board_flashes_and_speaks(opening: Opening) -> None:
    shop = opening.shop(quick(opening.folder))
    board, wok, the_pass = shop.board(), shop.station("hot"), shop.the_pass()
    board.is_empty()
    board.ears.turn_on()
    shop.till.place("38", dish("R01"), service="takeaway")
    wok.card("38").bump()
    board.ears.hear_said("Number 38, please collect your order")
    board.is_calm("38")

    the_pass.card("38").press("Call again")

    board.flashes("38")
    board.ears.hear("ready", times=2)
    board.ears.hear_said("Number 38, please collect your order", times=2)
    the_pass.card("38").says("Called 1×")


def test_an_order_for_a_table_is_not_called_at_the_counter(shop: Shop) -> None:
    board, wok, the_pass = shop.board(), shop.station("hot"), shop.the_pass()
    shop.till.place("5", dish("R01"), table="5")
    wok.card("5").bump()
    the_pass.card("5").is_("ready")
    the_pass.card("5").is_silent_about("Call again")
    board.is_empty()


def test_the_board_clears_itself(opening: Opening) -> None:
    shop = opening.shop(quick(opening.folder))
    board, wok, the_pass = shop.board(), shop.station("hot"), shop.the_pass()
    for number in ("38", "39"):
        shop.till.place(number, dish("R01"), service="takeaway")
    board.is_preparing("38", "39")

    wok.card("38").bump()
    board.is_ready("38")
    the_pass.card("38").serve()
    board.is_without("38")

    wok.card("39").bump()
    board.is_ready("39")
    board.is_without("39")
    the_pass.card("39").is_("ready")
    board.is_empty()


def test_a_board_that_lost_the_server_says_so_and_goes_on_when_it_is_back(shop: Shop) -> None:
    board, wok = shop.board(cable=shop.cable()), shop.station("hot")
    board.ears.turn_on()
    shop.till.place("37", dish("R01"), service="takeaway")
    shop.till.place("38", dish("R01"), service="takeaway")
    wok.card("37").bump()
    board.ears.hear_said("Number 37, please collect your order")
    expect(board.warning).to_have_count(0)

    board.cut_network()
    expect(board.warning).to_contain_text("Not up to date. Please ask at the counter.")
    expect(board.warning).to_contain_text("请到柜台询问")
    wok.card("38").bump()
    wok.card("38").row("宫保鸡丁").is_("done")
    board.is_ready("37")

    board.mend_network()
    board.is_ready("38", "37")
    expect(board.warning).to_have_count(0)
    board.ears.hear_said("Number 38, please collect your order")
    assert board.ears.said().count("Number 37, please collect your order") == 1


def test_a_board_that_finds_no_server_sends_guests_to_the_counter(shop: Shop) -> None:
    board = shop.board()
    board.is_empty()
    shop.lose_power()
    expect(board.warning).to_be_visible()
    shop.power_returns()
    expect(board.warning).to_have_count(0)
    board.is_empty()


def test_with_reduced_motion_a_call_stands_in_a_frame_and_nothing_blinks(shop: Shop) -> None:
    board, wok = shop.board(), shop.station("hot")
    board.page.emulate_media(reduced_motion="reduce")
    shop.till.place("38", dish("R01"), service="takeaway")
    wok.card("38").bump()
    board.flashes("38")
    expect(board.number("38")).to_have_css("animation-name", "none")
    expect(board.number("38")).to_have_css("outline-style", "solid")
