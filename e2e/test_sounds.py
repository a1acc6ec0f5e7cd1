"""What a screen lets a kitchen hear: until somebody acts, as loud as it was set, and never in secret silence."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish


def test_a_cook_hears_a_new_order_until_he_acts(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    wok.ears.turn_on()
    shop.till.place("38", dish("R01"), table="3")
    wok.ears.hear("new", times=2)

    wok.card("38").bump()

    heard = wok.ears.counted("new")
    wok.ears.hear_nothing_for(9_000)
    assert wok.ears.counted("new") == heard


def test_the_browser_blocks_sound_and_the_screen_says_so_until_somebody_taps(shop: Shop) -> None:
    wok = shop.station("hot")
    blocked = wok.page.locator("[data-sound=blocked]")
    expect(blocked).to_have_text("No sound yet: tap here")
    shop.till.place("38", dish("R01"), table="3")
    wok.card("38").is_there()
    assert wok.ears.counted("new") == 0

    blocked.click()

    expect(blocked).to_have_count(0)
    wok.ears.hear("new")


def test_a_key_of_the_bump_bar_lets_the_sound_out_as_well(shop: Shop) -> None:
    wok = shop.station("hot")
    expect(wok.page.locator("[data-sound=blocked]")).to_be_visible()
    wok.press("Digit1")
    expect(wok.page.locator("[data-sound=blocked]")).to_have_count(0)


def test_a_rush_is_spoken_and_rings_until_the_cook_answers(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("38", dish("R01"), table="3")
    wok.card("38").is_there()
    wok.ears.turn_on()
    shop.till.rush("38")
    wok.ears.hear("rush")
    wok.ears.hear_said("Rush: 38, 宫保鸡丁")

    wok.reply("38", "2 min")

    heard = wok.ears.counted("rush")
    wok.ears.hear_nothing_for(11_000)
    assert wok.ears.counted("rush") == heard


def test_what_is_taken_back_rings_hard_and_what_is_changed_softer_until_they_are_seen(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("38", dish("R01"), dish("R02"), table="3")
    wok.card("38").is_there()
    wok.ears.turn_on()
    shop.till.amend("38", modify=[{"item": "R01", "note": "不要辣"}])
    wok.ears.hear("changed")
    shop.till.void("38", "R02")
    wok.ears.hear("void")

    wok.card("38").acknowledge()

    heard = [wok.ears.counted(sound) for sound in ("void", "changed")]
    wok.ears.hear_nothing_for(13_000)
    assert [wok.ears.counted(sound) for sound in ("void", "changed")] == heard


def test_the_pass_hears_that_an_order_is_ready(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("38", dish("R01"), table="3")
    the_pass.card("38").is_there()
    the_pass.ears.turn_on()
    wok.card("38").bump()
    the_pass.ears.hear("ready")
    the_pass.ears.hear_said("38 is ready")


def test_a_page_that_is_loaded_again_does_not_repeat_the_evening(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in range(1, 7):
        shop.till.place(str(number), dish("R01"), table=str(number))
    wok.card("6").is_there()
    wok.page.reload()
    wok.card("6").is_there()
    wok.ears.turn_on()
    shop.till.place("7", dish("R01"), table="7")
    wok.ears.hear("new")
    assert wok.ears.counted("new") == 1


def test_orders_of_an_outage_are_one_sound_when_the_line_is_back(shop: Shop) -> None:
    wok = shop.station("hot", cable=shop.cable())
    wok.is_empty()
    wok.ears.turn_on()
    wok.cut_network()
    for number in range(1, 4):
        shop.till.place(str(number), dish("R01"), table=str(number))
    wok.is_("offline")
    wok.mend_network()
    wok.cards_are("1", "2", "3")
    wok.ears.hear("new")
    wok.look()
    wok.page.keyboard.press("Escape")
    wok.ears.hear_nothing_for(9_000)
    assert wok.ears.counted("new") == 1


def test_a_muted_screen_says_so_and_makes_no_sound(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    wok.ears.turn_on()
    wok.open_panel("settings")
    wok.tap(wok.panel.get_by_role("button", name="Mute"))
    wok.close_panel()
    expect(wok.page.locator("[data-sound=muted]")).to_have_text("Muted")
    shop.till.place("38", dish("R01"), table="3")
    wok.card("38").is_there()
    wok.page.reload()
    expect(wok.page.locator("[data-sound=muted]")).to_have_text("Muted")
    assert wok.ears.counted("new") == 0


def test_the_settings_play_a_test_and_say_which_voice_is_missing(shop: Shop) -> None:
    wok = shop.station("hot", language="zh-Hans")
    wok.is_empty()
    wok.ears.turn_on()
    wok.ears.have_only("en-US")
    wok.open_panel("settings")
    expect(wok.panel.locator("[data-dumb=zh-Hans]")).to_contain_text("本机没有简体中文语音：叫号只响铃。")
    wok.tap(wok.panel.locator("[data-test-sound]"))
    wok.ears.hear("ready")
    assert wok.ears.said() == []

    wok.ears.have_only("zh-CN")
    expect(wok.panel.locator("[data-dumb]")).to_have_count(0)
    wok.tap(wok.panel.locator("[data-test-sound]"))
    wok.ears.hear_said("38号，请取餐")
