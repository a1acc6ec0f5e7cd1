"""Bump bars: the keys of each style work a station, and nobody needs to touch the glass."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.bumpbar import NO_SHORTCUT, all_is_sent, kitchen_with, marked, slots, use, walk_to
from e2e.screens import BEFORE_UNDO_MS
from e2e.shop import Shop
from e2e.till import dish


def test_a_bar_of_the_logic_controls_style_works_a_station(shop: Shop) -> None:
    wok = kitchen_with(shop, "1", "2", "3")
    use(wok, "Bar, Logic Controls style")
    expect(slots(wok)).to_have_text(["0", "1", "2"])
    expect(wok.page.locator("[data-tool=recall] kbd")).to_have_text("−")
    expect(wok.page.locator("[data-tool=allday] kbd")).to_have_text("↓")

    # The second slot sends 1; down is Space; bump is left Ctrl, when it comes up.
    wok.press("Digit1", "Space")
    wok.page.keyboard.down("ControlLeft")
    wok.card("2").row("宫保鸡丁").is_("queued")
    wok.page.keyboard.up("ControlLeft")
    wok.card("2").row("宫保鸡丁").is_("done")

    wok.press("Space", "Space", "ControlLeft")
    wok.card("2").row("鱼香肉丝").says("confirmed")
    wok.press("Numpad1", "ControlLeft")
    wok.card("2").row("鱼香肉丝").is_("done")

    wok.press("NumpadSubtract")
    expect(wok.recalls).to_have_count(2)
    wok.press("ControlLeft")
    expect(wok.panel).to_have_count(0)
    wok.card("2").row("鱼香肉丝").is_("queued")

    expect(wok.side).to_have_count(1)
    wok.press("ArrowDown")
    expect(wok.side).to_have_count(0)

    # Up from the head of a card goes to the buttons of the bar.
    wok.press("Digit0", "ArrowRight")
    walk_to(wok, "Sold out", down="Space")
    wok.press("ControlLeft")
    expect(wok.panel).to_contain_text("Sold out")
    wok.press("ArrowRight", "ControlLeft")
    expect(wok.panel).to_have_count(0)


def test_the_one_page_key_of_a_logic_controls_bar_goes_around(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in range(101, 111):
        shop.till.place(str(number), dish("R01"))
    expect(wok.cards).to_have_count(8)
    use(wok, "Bar, Logic Controls style")
    wok.press("ArrowLeft")
    wok.cards_are("109", "110")
    wok.press("Digit1", "ControlLeft")
    wok.card("110").row("宫保鸡丁").is_("done")
    wok.press("ArrowLeft")
    expect(wok.cards).to_have_count(8)
    wok.card("101").is_there()


def test_a_bar_with_letters_works_a_station(shop: Shop) -> None:
    wok = kitchen_with(shop, "1", "2", "3", "4", "5")
    use(wok, "Bar with letters")
    expect(slots(wok)).to_have_text(["A", "C", "E", "G", "B"])

    wok.press("KeyC", "ArrowDown", "Enter")
    wok.card("2").row("宫保鸡丁").is_("done")
    wok.press("KeyB", "ArrowDown", "Enter")
    wok.card("5").row("宫保鸡丁").is_("done")

    wok.press("KeyM")
    expect(wok.recalls).to_have_count(2)
    expect(wok.recalls.first.locator(".number")).to_have_text("5")
    wok.press("Enter")
    wok.card("5").row("宫保鸡丁").is_("queued")

    wok.press("KeyN")
    expect(wok.side).to_have_count(0)


def test_a_wall_with_more_cards_than_keys_is_reached_by_pressing_again(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in range(1, 13):
        shop.till.place(str(number), dish("R01"))
    expect(wok.strip).to_contain_text("To cook 12")
    wok.press("KeyP")
    across = wok.panel.locator("[data-choice=columns]").get_by_role("button", name="7", exact=True)
    across.focus()
    wok.press("Enter", "Escape")
    expect(wok.cards).to_have_count(12)
    expect(slots(wok).nth(11)).to_have_text("22")
    wok.press("Digit2", "Digit2", "Enter")
    wok.card("12").is_("finished")
    wok.card("2").is_("cooking")


def test_two_keys_at_once_do_nothing_and_never_reach_the_browser(shop: Shop) -> None:
    wok = kitchen_with(shop, "1", "2")
    use(wok, "Bar, Logic Controls style")
    wok.page.evaluate(NO_SHORTCUT)
    wok.press("Digit0", "Space", "Control+Digit1")
    expect(wok.notice).to_contain_text("Two keys at once")
    wok.press("Control+NumpadSubtract", "Control+Minus", "Control+Digit9", "Control+Numpad3")
    wok.card("1").row("宫保鸡丁").is_("queued")
    expect(wok.panel).to_have_count(0)
    assert wok.page.evaluate("window.left") == []
    wok.press("ControlLeft")
    wok.card("1").row("宫保鸡丁").is_("done")


def test_a_cook_does_everything_without_touch(shop: Shop) -> None:
    steam = shop.station("steam")
    shop.till.place("1", dish("Z02"), dish("M11"), table="1")
    shop.till.place("2", dish("M11", "2", allergens=["soy"]), table="2")
    steam.cards_are("1", "2")

    # Start one dish, then all of a card; finish, take back, finish.
    steam.press("Digit1", "ArrowDown", "KeyT")
    steam.card("1").row("清蒸鲈鱼").is_("started")
    steam.press("Digit1", "KeyT")
    steam.card("1").row("米饭").is_("started")
    steam.press("Digit1", "Enter")
    steam.card("1").row("米饭").is_("done")
    steam.look(since_tap_ms=BEFORE_UNDO_MS)
    steam.press("KeyU")
    steam.card("1").row("清蒸鲈鱼").is_("queued")

    # What asks: an allergy, a change, a void, a rush.
    steam.press("Digit2", "KeyY", "KeyY")
    steam.card("2").row("米饭").says("confirmed")
    all_is_sent(steam)
    shop.till.place("2", dish("M11", "3", allergens=["soy"]), table="2", revision=2)
    steam.card("2").row("米饭").changed("2", "3")
    steam.press("Digit2", "KeyY", "KeyY")
    steam.card("2").row("米饭").is_silent_about("Got it")
    steam.press("Digit1", "KeyT")
    steam.card("1").row("清蒸鲈鱼").is_("started")
    all_is_sent(steam)
    shop.till.void("1", "Z02", "guest left")
    steam.card("1").row("清蒸鲈鱼").is_("asked")
    steam.press("Digit1", "KeyY", "ArrowDown")
    expect(marked(steam)).to_have_text("Use elsewhere")
    steam.press("Enter")
    steam.card("1").shows("1 米饭")
    all_is_sent(steam)
    assert shop.till.items("1")["Z02"]["void_answer"] == "reuse"
    with shop.till.listening() as news:
        shop.till.rush("2")
        steam.card("2").says("Rush")
        steam.cards_are("2", "1")
        steam.press("Digit1", "KeyR", "ArrowDown", "Enter")
        assert news.reply_to_rush("2") == "5min"

    # A dish runs out; the screen becomes light.
    steam.press("KeyS")
    expect(steam.panel).to_contain_text("Sold out")
    sold_out = marked(steam).locator(".name").inner_text()
    steam.press("Enter", "ArrowDown", "Enter", "Escape")
    expect(steam.side).to_contain_text(sold_out)
    steam.press("KeyP")
    walk_to(steam, "Light")
    steam.press("Enter", "Escape")
    expect(steam.page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_pass_is_worked_without_touch(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    shop.till.place("2", dish("R02"), table="2")
    the_pass.cards_are("1", "2")

    the_pass.press("Digit2", "KeyR", "KeyR")
    wok.card("2").says("Rush")
    the_pass.press("Digit2", "KeyO", "KeyO")
    wok.card("2").row("鱼香肉丝").is_("held")
    the_pass.press("KeyO")
    wok.card("2").row("鱼香肉丝").is_("queued")

    wok.press("Digit2", "Enter")
    the_pass.card("1").is_("ready")
    the_pass.press("Digit1", "Enter")
    the_pass.card("1").row("宫保鸡丁").is_("served")
    the_pass.look(since_tap_ms=BEFORE_UNDO_MS)
    the_pass.press("KeyU")
    the_pass.card("1").row("宫保鸡丁").is_("ready")

    all_is_sent(the_pass)

    # Finished food is taken back: the lane rings, and A goes there.
    shop.till.void("1", "R01")
    expect(the_pass.alarm("voided")).to_contain_text("宫保鸡丁")
    the_pass.press("KeyA")
    expect(marked(the_pass)).to_contain_text("Got it")
    the_pass.press("Enter")
    expect(the_pass.alarm("voided")).to_have_count(0)

    the_pass.press("Minus")
    expect(the_pass.panel).to_contain_text("Recall")
    the_pass.press("Minus")
    expect(the_pass.panel).to_have_count(0)


def test_every_button_on_the_glass_is_reached_by_keys(shop: Shop) -> None:
    """What stands beside the cards of a station has its twin in the sold-out panel."""
    wok, the_pass = kitchen_with(shop, "1"), shop.the_pass()
    the_pass.cards_are("1")
    shop.till.place("1", dish("R01"), dish("R02", allergens=["soy"]), dish("S04"), table="1", revision=2)
    wok.card("1").says("Added")
    shop.till.rush("1")
    wok.card("1").says("Rush")
    for screen in (wok, the_pass):
        unreached = screen.page.locator("button:visible:not([data-nav]):not(.side .count-text)")
        expect(unreached).to_have_count(0)
        for panel in ("KeyS", "Minus", "KeyP"):
            screen.press(panel)
            expect(screen.panel).to_be_visible()
            expect(screen.panel.locator("button:visible:not([data-nav])")).to_have_count(0)
            screen.press("Escape")
            expect(screen.panel).to_have_count(0)
