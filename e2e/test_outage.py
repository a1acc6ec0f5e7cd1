"""The server is off for a while: screens are loaded anew, work goes on, and nothing is lost or done twice."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import expect

from e2e.device import crash, fill, is_kept, may_get_full, refuse_storage, waits, wipe
from e2e.screens import Station
from e2e.shop import Opening, Shop
from e2e.till import dish
from tests.history import faults, read

SECOND_TRY_MS = 40_000
"""Storage that failed is tried again every 15 s."""


def counts(shop: Shop) -> Counter[str]:
    """How many commands of each kind the log holds."""
    return Counter(row.kind for row in read(shop.server.data).rows)


def everything_is_sent(*screens: Station) -> None:
    for screen in screens:
        screen.is_("synced")
        expect(screen.strip.get_by_text("not sent")).to_have_count(0)


def test_a_station_that_is_loaded_anew_without_a_server_goes_on_where_it_was(shop: Shop) -> None:
    wok, steam = shop.station("hot"), shop.station("steam")
    shop.till.place("1", dish("R01"), dish("R02"), table="1")
    shop.till.place("2", dish("R01"), dish("M11"), table="2")
    shop.till.rush("2")
    wok.card("2").is_there()
    steam.card("2").is_there()
    is_kept(wok.page)
    is_kept(steam.page)

    shop.lose_power()
    wok.is_not("synced")
    wok.card("1").row("宫保鸡丁").tap()
    wok.card("1").row("宫保鸡丁").is_("done")
    for screen in (wok, steam):
        screen.page.reload()
        screen.is_not("synced")
    expect(wok.strip).to_contain_text("last contact")
    expect(wok.strip).to_contain_text("1 not sent")
    wok.card("1").row("宫保鸡丁").is_("done")
    age = wok.card("1").parts.first.locator(".age")
    before = age.inner_text()
    expect(age).not_to_have_text(before)

    steam.card("2").row("米饭").tap()
    steam.card("2").row("米饭").is_("started")
    wok.reply("2", "2 min")
    wok.recall("1")
    wok.card("1").row("宫保鸡丁").is_("queued")
    wok.card("2").row("宫保鸡丁").tap()
    wok.card("2").row("宫保鸡丁").is_("done")
    wok.page.reload()
    wok.card("1").row("宫保鸡丁").is_("queued")
    wok.card("2").is_gone()
    assert waits(wok.page) == ["bump", "bump", "recall", "reply_rush"]

    shop.power_returns()
    everything_is_sent(wok, steam)
    wok.card("1").row("宫保鸡丁").is_("queued")
    wok.card("2").is_gone()
    done = counts(shop)
    assert (done["bump"], done["recall"], done["reply_rush"], done["start"]) == (2, 1, 1, 1)
    assert faults(read(shop.server.data), [("pos", "1"), ("pos", "2")]) == []


def test_what_a_closed_tab_has_left_is_sent_by_the_tab_that_is_open(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    shop.till.place("2", dish("R01"), table="2")
    wok.card("2").is_there()
    is_kept(wok.page)
    other = Station(wok.page.context.new_page())
    other.page.goto(wok.page.url)
    other.card("1").is_there()

    shop.lose_power()
    other.is_not("synced")
    other.card("1").bump()
    other.card("1").is_("finished")
    other.page.close()
    wok.card("2").bump()

    expect(wok.strip).to_contain_text("2 not sent")
    shop.power_returns()
    everything_is_sent(wok)
    wok.is_empty()
    assert counts(shop)["bump"] == 2


def test_what_another_page_of_the_tablet_has_left_is_said_until_that_page_sends_it(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    is_kept(wok.page)
    fryer = Station(wok.page.context.new_page())
    fryer.page.goto(f"{shop.server.url}/station/fry?lang=en")
    is_kept(fryer.page)
    address = wok.page.url

    shop.lose_power()
    wok.is_not("synced")
    wok.card("1").bump()
    wok.card("1").is_("finished")
    expect(wok.strip).to_contain_text("1 not sent")
    wok.page.close()
    left = fryer.banner.filter(has_text="Wok: 1 not sent yet. Open that page")
    expect(left).to_be_visible()
    shop.power_returns()
    fryer.is_("synced")
    expect(left).to_be_visible()

    again = Station(fryer.page.context.new_page())
    again.page.goto(address)
    expect(left).to_have_count(0)
    everything_is_sent(again)
    assert counts(shop)["bump"] == 1


def test_a_bump_outlives_the_renderer_that_made_it(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    is_kept(wok.page)
    context, url = wok.page.context, wok.page.url

    shop.lose_power()
    wok.is_not("synced")
    wok.card("1").bump()
    wok.card("1").is_("finished")
    crash(wok.page)
    again = Station(context.new_page())
    again.page.goto(url)
    again.is_not("synced")
    expect(again.strip).to_contain_text("1 not sent")

    shop.power_returns()
    everything_is_sent(again)
    again.is_empty()
    assert counts(shop)["bump"] == 1


def test_a_wiped_storage_is_said_and_filled_again_with_what_waits(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    is_kept(wok.page)

    shop.lose_power()
    wok.is_not("synced")
    wok.card("1").bump()
    wok.card("1").is_("finished")
    wipe(wok.page, "indexeddb")
    expect(wok.banner).to_contain_text("storage was cleared")
    wok.page.reload()
    wok.is_not("synced")
    expect(wok.strip).to_contain_text("1 not sent")

    shop.power_returns()
    everything_is_sent(wok)
    wok.is_empty()
    assert counts(shop)["bump"] == 1


def test_a_screen_whose_browser_refuses_storage_says_so_and_lives_on_from_the_server(opening: Opening) -> None:
    shop = opening.sample()
    page = shop.page()
    refuse_storage(page)
    page.goto(f"{shop.server.url}/station/hot?lang=en")
    wok = Station(page)
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    wok.card("1").bump()
    wok.card("1").is_("finished")
    expect(wok.banner).to_contain_text("Not kept on this screen: the browser refuses storage")
    wok.is_empty()
    assert counts(shop)["bump"] == 1


def test_a_full_device_is_said_until_there_is_room_again(opening: Opening) -> None:
    shop = opening.sample()
    page = shop.page()
    may_get_full(page)
    page.goto(f"{shop.server.url}/station/hot?lang=en")
    wok = Station(page)
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    is_kept(page)
    fill(page, full=True)
    wok.card("1").bump()
    expect(wok.banner).to_contain_text("Not kept on this screen: its storage is full")
    everything_is_sent(wok)
    fill(page, full=False)
    expect(wok.banner).to_have_count(0, timeout=SECOND_TRY_MS)
    is_kept(page)
    assert counts(shop)["bump"] == 1
