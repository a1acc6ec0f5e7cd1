"""The strip is never better than what is so: each test breaks something and reads what the strip says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.device import cover, is_kept, refuse_storage
from e2e.hours import Hours, Watch
from e2e.screens import Screen, Station
from e2e.shop import PHONE, TABLET, Glass, Opening, Shop
from e2e.till import dish

DAY_S = 86_400

CUT = """
(strip) => [...strip.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && one.closest(".tallies") === null)
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 ||
    one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => `${one.className} ${one.textContent}`)
"""
"""Whatever of the strip is cut off or out of sight; only the counts may drop out."""


@pytest.fixture
def hours(tmp_path: Path) -> Hours:
    return Hours(tmp_path)


def rows(screen: Screen) -> Locator:
    """How far the documents came, and how far the glass."""
    return screen.strip.locator(".rows")


def skew(screen: Screen) -> Locator:
    return screen.strip.locator(".skew")


def test_a_dead_line_is_reconnecting_then_offline_with_its_age_and_what_waits_has_one_too(shop: Shop) -> None:
    wok = shop.station("hot", cable=shop.cable())
    for number in ("1", "2"):
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are("1", "2")
    wok.is_("synced")
    expect(wok.strip).not_to_contain_text("last contact")
    watch = Watch(wok.page)

    wok.cut_network()
    watch.passes(5)
    wok.is_("reconnecting")
    expect(wok.strip).to_contain_text(re.compile(r"Reconnecting….*last contact 0:\d\d ago", re.S))
    wok.card("1").bump()
    expect(wok.strip).to_contain_text(re.compile(r"1 not sent · oldest 0:0\d"))
    watch.passes(60)
    wok.is_("offline")
    expect(wok.strip).to_contain_text(
        re.compile(r"Offline: keep working, taps are kept.*last contact 1:\d\d ago", re.S)
    )
    wok.card("2").bump()
    expect(wok.strip).to_contain_text(re.compile(r"2 not sent · oldest 1:\d\d"))
    watch.passes(8 * 3600)
    expect(wok.strip).to_contain_text("last contact 8h01 ago")
    expect(wok.strip).to_contain_text("2 not sent · oldest 8h01")

    wok.mend_network()
    wok.is_("synced")
    expect(wok.strip).not_to_contain_text("not sent")
    expect(wok.strip).not_to_contain_text("last contact")


def test_a_server_that_died_is_reconnecting_at_once_and_offline_when_it_stays_away(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.is_("synced")
    shop.lose_power()
    wok.is_("reconnecting")
    Watch(wok.page).passes(12)
    wok.is_("offline")
    expect(wok.strip).to_contain_text(re.compile(r"last contact 0:1\d ago"))
    shop.power_returns()
    wok.is_("synced")


def test_what_came_to_a_page_that_nobody_sees_counts_as_received_and_not_as_shown(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    level = re.compile(r"received (\d+) of \1 · shown \1$")
    expect(rows(wok)).to_have_text(level)

    cover(wok.page, covered=True)
    seen = rows(wok).inner_text().rpartition(" ")[2]
    shop.till.place("2", dish("R01"), table="2")
    wok.card("2").is_there()
    expect(rows(wok)).to_have_text(re.compile(rf"received (?!{seen} )(\d+) of \1 · shown {seen}$"))
    cover(wok.page, covered=False)
    expect(rows(wok)).to_have_text(level)
    expect(rows(wok)).not_to_contain_text(f"shown {seen}")


def test_clocks_that_differ_are_said_whichever_is_wrong_and_no_age_changes(opening: Opening, hours: Hours) -> None:
    hours.set_wall(3)
    shop = hours.opened(opening)
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    age = wok.card("1").parts.first.locator(".age")
    young = re.compile(r"^0:\d\d$")
    expect(skew(wok)).to_have_text("Clock 3:00 behind server")

    watch = Watch(wok.page)
    watch.set_wall(3 * 60 + 1.5)
    expect(skew(wok)).to_have_count(0)
    watch.set_wall(3 * 60 + 90)
    expect(skew(wok)).to_have_text("Clock 1:30 ahead of server")
    watch.set_wall(DAY_S)
    expect(skew(wok)).to_have_text("Clock 23h57 ahead of server")
    expect(age).to_have_text(young)
    wok.is_("synced")
    wok.page.reload()
    expect(skew(wok)).to_have_text("Clock 23h57 ahead of server")
    expect(age).to_have_text(young)


def test_a_device_whose_clock_was_reset_while_it_was_off_says_so_until_it_hears_the_server(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    is_kept(wok.page)
    shop.lose_power()
    Watch(wok.page).set_wall(-DAY_S)
    wok.page.reload()
    expect(wok.banner).to_contain_text("This device's clock was reset")
    expect(wok.card("1").parts.first.locator(".age")).to_have_text(re.compile(r"^0:\d\d$"))
    expect(skew(wok)).to_have_count(0)
    shop.power_returns()
    wok.is_("synced")
    expect(wok.banner).to_have_count(0)
    expect(skew(wok)).to_have_text("Clock 24h00 behind server")


@pytest.mark.parametrize(("path", "glass"), [("/station/hot", TABLET), ("/pos", PHONE)], ids=["tablet", "phone"])
def test_all_of_it_at_once_is_whole_on_a_small_glass(path: str, glass: Glass, shop: Shop) -> None:
    cable = shop.cable()
    page = shop.page(glass)
    refuse_storage(page)
    page.goto(f"{cable.url}{path}?lang=en")
    screen, watch = Station(page, cable), Watch(page)
    screen.is_("synced")
    shop.till.place("1", dish("R01"), table="1")
    if path != "/pos":
        screen.card("1").is_there()
    watch.set_wall(3 * 3600)
    expect(skew(screen)).to_be_visible()
    assert page.locator("kds-strip").evaluate(CUT) == []
    screen.cut_network()
    watch.passes(13)
    screen.is_("offline")
    if path != "/pos":
        screen.card("1").bump()
        expect(screen.strip).to_contain_text("1 not sent")
    expect(screen.banner).to_contain_text("Not kept on this screen")
    assert page.locator("kds-strip").evaluate(CUT) == []
