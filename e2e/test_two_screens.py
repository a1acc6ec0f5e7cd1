"""Two screens of one station: one effect of two taps, and the late one is told who was first."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish
from tests.history import faults, read


def test_of_two_cooks_who_bump_one_dish_the_late_one_is_told_who_was_first(shop: Shop) -> None:
    near, far = shop.station("hot"), shop.station("hot", cable=shop.cable())
    shop.till.place("60", dish("R01"), dish("R02"), table="6")
    near.card("60").is_there()
    far.card("60").is_there()

    far.cut_network()
    far.card("60").row("宫保鸡丁").tap()
    near.card("60").row("宫保鸡丁").tap()
    near.card("60").row("宫保鸡丁").is_("done")
    far.mend_network()

    expect(far.notice).to_contain_text("already done by hot-")
    far.dismiss_notice()
    expect(near.notice).not_to_contain_text("already")
    far.card("60").row("鱼香肉丝").is_("queued")
    history = read(shop.server.data)
    assert [row.kind for row in history.rows].count("bump") == 1
    assert faults(history, [("pos", "60")]) == []


def test_a_card_bumped_late_finishes_what_is_left_and_names_what_was_not(shop: Shop) -> None:
    near, far = shop.station("hot"), shop.station("hot", cable=shop.cable())
    shop.till.place("61", dish("R01"), dish("R02"), table="6")
    near.card("61").is_there()
    far.card("61").is_there()

    far.cut_network()
    far.card("61").bump()
    near.card("61").row("宫保鸡丁").tap()
    near.card("61").row("宫保鸡丁").is_("done")
    far.mend_network()

    expect(far.notice).to_contain_text("宫保鸡丁: already done by")
    expect(far.notice).not_to_contain_text("鱼香肉丝")
    near.card("61").row("鱼香肉丝").is_("done")


def test_a_bump_that_comes_after_a_change_of_the_food_does_not_count(shop: Shop) -> None:
    wok = shop.station("hot", cable=shop.cable())
    shop.till.place("62", dish("R01"), table="6")
    wok.card("62").is_there()
    wok.cut_network()
    wok.card("62").row("宫保鸡丁").tap()
    shop.till.amend("62", modify=[{"item": "R01", "note": "不要辣"}])
    wok.mend_network()
    expect(wok.notice).to_contain_text("changed in the meantime")
    wok.card("62").row("宫保鸡丁").is_("queued")
    wok.card("62").row("宫保鸡丁").notes("不要辣")


def test_a_double_tap_of_wet_fingers_starts_a_dish_and_does_not_finish_it(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("63", dish("Z02"), table="6")
    steam.card("63").row("清蒸鲈鱼").root.locator(".dish").dblclick()
    steam.card("63").row("清蒸鲈鱼").is_("started")
    assert [row.kind for row in read(shop.server.data).rows].count("bump") == 0
