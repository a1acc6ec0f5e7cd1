"""A dish that no screen shows: the pass is told, the backup covers, and nothing is cooked twice."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.screens import Pass, Station
from e2e.shop import SAMPLE, TABLET, Opening, Shop
from e2e.till import dish
from tests.history import read

HURRIED = ("glass: {warn: 6s, cover: 20s}", "glass: {warn: 2s, cover: 4s}")
"""A shop in which nobody waits long: the wok is covered by the fryer."""

HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => hidden ? "hidden" : "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def hurried(opening: Opening, tmp_path: Path) -> Shop:
    kitchen = tmp_path / "stations.yaml"
    written = SAMPLE.read_text(encoding="utf-8")
    assert HURRIED[0] in written
    kitchen.write_text(written.replace(*HURRIED), encoding="utf-8")
    shutil.copy(SAMPLE.parent / "menu.yaml", tmp_path / "menu.yaml")
    return opening.shop(kitchen)


def hide(page: Page, *, hidden: bool) -> None:
    """Another tab lies over it, or none any more."""
    page.evaluate(HIDE, hidden)


def covers(screen: Station, number: str, station: str) -> None:
    screen.card(number).is_there()
    screen.card(number).says(f"covering {station}")


def has_shown(screen: Station | Pass, count: str) -> None:
    expect(screen.strip.locator("[data-tally='strip.seen'] b")).to_have_text(count)


def test_a_station_dies_in_the_rush_and_comes_back(hurried: Shop) -> None:
    shop = hurried
    wok, fry, at_pass = shop.station("hot"), shop.station("fry"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    has_shown(wok, "1/1")
    fry.is_empty()

    wok.page.close()
    shop.till.place("2", dish("R02"), table="2")
    expect(at_pass.alarm("unshown")).to_contain_text("not on any screen")
    covers(fry, "2", "Wok")
    expect(at_pass.alarm("covered")).to_contain_text("2")
    fry.card("1").is_gone()

    expect(at_pass.alarm("silent")).to_contain_text("1")
    at_pass.decide("silent", "To Fry and grill")
    covers(fry, "1", "Wok")
    expect(at_pass.alarm("silent")).to_have_count(0)

    fry.card("2").row("鱼香肉丝").tap()
    fry.card("2").is_gone()
    at_pass.card("2").is_("ready")

    back = shop.station("hot")
    back.cards_are("1")
    fry.card("1").is_gone()
    back.card("1").row("宫保鸡丁").tap()
    back.is_empty()
    kinds = Counter(row.kind for row in read(shop.server.data).rows)
    assert (kinds["cover"], kinds["hand_over"], kinds["bump"]) == (1, 1, 2)


def test_the_bump_of_a_screen_that_was_cut_off_comes_late_and_names_the_winner(hurried: Shop) -> None:
    shop = hurried
    wok = shop.station("hot", cable=shop.cable())
    fry, at_pass = shop.station("fry"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    has_shown(wok, "1/1")
    wok.cut_network()
    at_pass.decide("silent", "To Fry and grill")
    covers(fry, "1", "Wok")
    fry.card("1").row("宫保鸡丁").tap()
    fry.card("1").is_gone()
    wok.card("1").row("宫保鸡丁").tap()
    wok.card("1").row("宫保鸡丁").is_("done")

    wok.mend_network()
    expect(wok.notice).to_contain_text("already done by")
    wok.is_empty()
    assert Counter(row.kind for row in read(shop.server.data).rows)["bump"] == 1


def test_a_hidden_page_shows_nobody_anything(hurried: Shop) -> None:
    shop = hurried
    wok, at_pass = shop.station("hot"), shop.the_pass()
    wok.is_empty()
    hide(wok.page, hidden=True)
    shop.till.place("1", dish("R01"), table="1")
    expect(at_pass.alarm("unshown")).to_contain_text("Table 1")
    has_shown(at_pass, "0/1")
    hide(wok.page, hidden=False)
    has_shown(at_pass, "1/1")
    expect(at_pass.alarm("unshown")).to_have_count(0)


def test_the_till_reads_what_is_on_the_glass_and_what_stands_behind_more(shop: Shop) -> None:
    wok = shop.station("hot", glass=TABLET)
    for number in range(1, 22):
        shop.till.place(f"{number}", dish("R01"), table=f"{number % 12 + 1}")
    has_shown(wok, "21/21")
    first, last = (shop.till.items(number)["R01"]["shown"][0] for number in ("1", "21"))
    assert (first["station"], first["now"], last["now"]) == ("hot", "glass", "behind")
    assert first["at"] <= last["at"]
    wok.page.close()
    expect(shop.the_pass().alarm("silent")).to_contain_text("21")
    assert shop.till.items("1")["R01"]["shown"][0]["now"] == "away"
