"""A screen on a wall: it does not sleep, fills the glass, strays a little, and is dark in an empty kitchen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.hours import Hours
from e2e.screens import Screen, Station
from e2e.shop import TABLET, Opening, Shop
from e2e.till import dish

TOKEN = "red-lantern-88-in-the-window"


@pytest.fixture
def hours(tmp_path: Path) -> Hours:
    return Hours(tmp_path)


@pytest.fixture
def evening(opening: Opening, hours: Hours) -> Shop:
    return hours.opened(opening)


def is_dark(page: Page) -> None:
    expect(page.locator(".dark")).to_be_visible()
    expect(page.locator(".dark")).not_to_have_attribute("data-leaving", "")


def is_lit(page: Page) -> None:
    expect(page.locator(".dark")).to_be_hidden()


def hangs(page: Page) -> None:
    """The script that looks after the wall is there."""
    page.locator("[data-wall]").wait_for(state="attached")


def closing_time(shop: Shop, hours: Hours) -> Station:
    """A wok whose last order was served an hour ago; one that waits for long has kept it lit."""
    wok, the_pass = shop.station("hot"), shop.the_pass()
    wok.is_empty()
    hangs(wok.page)
    shop.till.place("99", dish("R01"), table="3")
    wok.card("99").is_there()
    hours.pass_by(90)
    expect(wok.strip).to_contain_text("Late 1")
    is_lit(wok.page)
    wok.look()
    wok.card("99").bump()
    the_pass.card("99").serve()
    the_pass.is_empty()
    wok.is_empty()
    hours.pass_by(61)
    is_dark(wok.page)
    return wok


def test_after_closing_the_wall_goes_dark_and_the_first_order_of_the_morning_lights_it(
    evening: Shop, hours: Hours
) -> None:
    wok = closing_time(evening, hours)
    expect(wok.page.locator(".dark")).to_contain_text("An order, a touch or a key wakes this screen.")
    hours.pass_by(9 * 60)
    is_dark(wok.page)

    evening.till.place("1", dish("R01"), table="1")

    is_lit(wok.page)
    wok.card("1").is_there()
    wok.look()
    wok.card("1").bump()
    wok.card("1").row("宫保鸡丁").is_("done")


def test_the_touch_that_wakes_a_wall_does_nothing_else(evening: Shop, hours: Hours) -> None:
    wok = closing_time(evening, hours)
    button = wok.page.locator("[data-tool=recall]").bounding_box()
    assert button is not None
    wok.page.mouse.click(button["x"] + 20, button["y"] + 20)
    is_lit(wok.page)
    expect(wok.panel).to_have_count(0)

    wok.open_panel("recall")
    expect(wok.panel).to_be_visible()


def test_the_key_that_wakes_a_wall_does_nothing_else_either(evening: Shop, hours: Hours) -> None:
    wok = closing_time(evening, hours)
    wok.page.keyboard.press("KeyS")
    is_lit(wok.page)
    expect(wok.panel).to_have_count(0)

    wok.press("KeyS")
    expect(wok.panel).to_be_visible()


def test_a_server_that_is_gone_is_never_dark(evening: Shop, hours: Hours) -> None:
    wok = closing_time(evening, hours)
    evening.lose_power()
    wok.is_("offline")
    is_lit(wok.page)


def test_a_panel_that_was_left_open_does_not_shine_through_the_night(evening: Shop, hours: Hours) -> None:
    board = evening.board()
    board.is_empty()
    hangs(board.page)
    board.page.locator("[data-tool=settings]").click()
    expect(board.page.locator("dialog[open]")).to_be_visible()
    hours.pass_by(61)
    is_dark(board.page)
    expect(board.page.locator("dialog[open]")).to_have_count(0)


def test_the_picture_strays_against_burn_in_but_never_under_a_finger_and_nothing_of_it_is_cut(
    evening: Shop, hours: Hours
) -> None:
    wok = evening.station("hot", glass=TABLET)
    wok.is_empty()
    hangs(wok.page)
    page = wok.page.locator("kds-station")
    for column in range(1, 4):
        hours.pass_by(2)
        expect(page).to_have_css("transform", f"matrix(1, 0, 0, 1, {-column}, 0)")
    assert wok.page.evaluate("() => [scrollX, document.documentElement.scrollWidth - innerWidth]") == [0, 0]
    for part in (".strip", ".bar-row"):
        expect(wok.page.locator(part)).to_be_in_viewport(ratio=1)

    wok.page.mouse.move(500, 400)
    wok.page.mouse.down()
    evening.till.place("1", dish("R01"), table="1")
    hours.pass_by(2)
    expect(wok.strip).to_contain_text("To cook 1")
    expect(page).to_have_css("transform", "matrix(1, 0, 0, 1, -3, 0)")
    wok.page.mouse.up()
    expect(page).to_have_css("transform", "matrix(1, 0, 0, 1, -3, 1)")


def locks_asked(page: Page) -> int:
    """How often this browser has told its system, while the page loads, to keep the screen on."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(categories=["toplevel"])
    page.reload()
    hangs(page)
    open_settings(page)
    expect(page.locator("[data-choice=awake]")).to_have_attribute("data-hold", re.compile("lock|video|off"))
    trace = json.loads(browser.stop_tracing())["traceEvents"]
    told = (event.get("args", {}).get("chrome_mojo_event_info", {}).get("mojo_interface_tag") for event in trace)
    return sum(one == "device.mojom.WakeLock" for one in told)


def open_settings(page: Page) -> None:
    page.locator("[data-tool=settings]").click()
    expect(page.locator("dialog[open] [data-choice=awake]")).to_be_visible()


def test_a_tablet_on_https_does_not_sleep_and_says_what_keeps_it_awake(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    wok.is_empty()
    assert wok.page.evaluate("() => isSecureContext")
    assert locks_asked(wok.page) > 0
    expect(wok.panel).to_contain_text("The browser keeps the screen on while this page is in front.")

    wok.tap(wok.panel.locator("[data-choice=awake]").get_by_role("button", name="Let it sleep"))
    expect(wok.panel.locator("[data-choice=awake]")).to_have_attribute("data-hold", "off")
    # The lock that was held is given back by now.
    wok.page.reload()
    wok.is_empty()
    assert locks_asked(wok.page) == 0


def test_a_tablet_on_plain_http_does_not_sleep_either(opening: Opening) -> None:
    shop = opening.shop(env={"KDS_TOKEN": TOKEN})
    page = shop.page(TABLET)
    page.goto(f"http://kitchen.lan:{shop.server.port}/station/hot?lang=en")
    page.get_by_label("Enter the server's token").fill(TOKEN)
    page.get_by_role("button").click()
    Station(page).is_empty()
    assert not page.evaluate("() => isSecureContext")
    assert locks_asked(page) > 0
    expect(page.locator("[data-choice=awake]")).to_have_attribute("data-hold", "video")
    expect(page.locator("dialog[open]")).to_contain_text("A silent still picture plays behind the page")


def test_a_page_that_comes_to_the_front_again_takes_the_lock_again(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.page.add_init_script(COUNT_LOCKS)
    wok.page.reload()
    wok.page.wait_for_function("() => window.locks.length === 1 && !window.locks[0].released")
    # What the browser does to a page that is hidden.
    wok.page.evaluate("() => window.locks[0].release()")
    wok.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    wok.page.wait_for_function("() => window.locks.length === 2 && !window.locks[1].released")


COUNT_LOCKS = """
window.locks = [];
const request = WakeLock.prototype.request;
WakeLock.prototype.request = async function (...kind) {
  const lock = await request.apply(this, kind);
  window.locks.push(lock);
  return lock;
};
"""


def fills(screen: Screen) -> bool:
    return bool(screen.page.evaluate("() => document.fullscreenElement !== null"))


def test_the_whole_glass_is_taken_by_touch_offered_after_a_reload_and_given_back(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    hangs(wok.page)
    wok.open_panel("settings")
    choice = wok.panel.locator("[data-choice=full]")
    wok.tap(choice.get_by_role("button", name="On"))
    expect(choice).to_have_attribute("data-full", "page")
    assert fills(wok)

    wok.page.reload()
    offer = wok.page.locator("[data-full=offer]")
    expect(offer).to_be_visible()
    assert not fills(wok)
    wok.tap(offer)
    expect(offer).to_have_count(0)
    assert fills(wok)

    wok.open_panel("settings")
    wok.tap(choice.get_by_role("button", name="Off"))
    expect(choice).to_have_attribute("data-full", "no")
    assert not fills(wok)
    wok.page.reload()
    hangs(wok.page)
    expect(offer).to_have_count(0)


def test_a_bump_bar_takes_the_whole_glass_as_well(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    hangs(wok.page)
    wok.open_panel("settings")
    wok.panel.locator("[data-choice=full] button").first.focus()
    wok.page.keyboard.press("Enter")
    expect(wok.panel.locator("[data-choice=full]")).to_have_attribute("data-full", "page")
    assert fills(wok)


def test_chromium_finds_nothing_that_keeps_a_page_from_being_installed(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    devtools = wok.page.context.new_cdp_session(wok.page)
    app = devtools.send("Page.getAppManifest")
    assert app["url"].endswith("/app.webmanifest?page=/station/hot&lang=en")
    assert app["errors"] == []
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Each test has a profile that forgets everything, which is all that Chromium has against it.
    assert [one["errorId"] for one in found] == ["in-incognito"]


def test_the_settings_hand_on_the_browsers_offer_to_install_the_page(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_empty()
    hangs(wok.page)
    wok.page.evaluate(
        "() => dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt: () => { window.asked = 1; } }))"
    )
    wok.open_panel("settings")
    button = wok.panel.get_by_role("button", name="Install")
    wok.tap(button)
    assert wok.page.evaluate("() => window.asked") == 1
    expect(button).to_have_count(0)
    expect(wok.panel).to_contain_text("Open the browser's menu")
