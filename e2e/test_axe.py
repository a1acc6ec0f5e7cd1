"""Everybody can read and use every page: axe finds nothing serious, whatever the theme and the language."""

from __future__ import annotations

from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Page, expect

from e2e.screens import Screen
from e2e.shop import LAPTOP, PHONE, TABLET, WALL, Glass, Opening, Shop
from e2e.test_languages import a_busy_moment
from kds.adapters.tablekeys import TableKeyFile
from kds.sources.tabletoken import token_of
from tests.house import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""And of level AAA what the glass promises: text contrast of 7:1, as it is painted."""

ASK = """
async ({ levels }) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: levels },
    rules: { "color-contrast": { enabled: false }, "color-contrast-enhanced": { enabled: true } },
    resultTypes: ["violations"],
  });
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
}
"""

TONGUES = ("en", "zh-Hans", "zh-Hant")
Theme: TypeAlias = Literal["dark", "light"]
THEMES: tuple[Theme, ...] = ("dark", "light")

PAGES: dict[str, tuple[str, Glass]] = {
    "/": (".door", WALL),
    "/nothing": (".door", TABLET),
    "/station/hot": ("kds-card", WALL),
    "/station/bar": ("[data-blank=empty]", TABLET),
    "/expo": ("kds-card", WALL),
    "/board": (".board-part", WALL),
    "/pos": (".spot", PHONE),
    "/manage": (".screen-row", LAPTOP),
    "/manage#dishes": (".stock-row", PHONE),
    "/manage#kitchen": ("kds-kitchen-room .manage-facts", LAPTOP),
    "/manage#bodies": ("kds-bodies-room .manage-none", PHONE),
    "/order/{token}": ("li.dish", PHONE),
}
"""Each page with what is on it when it is there."""


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical, each with where it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(ASK, {"levels": LEVELS})
    return found


def turn_to(page: Page, shop: Shop, path: str, theme: Theme, language: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    address = path.replace("{token}", token_of(TableKeyFile(shop.server.data).current(), "3"))
    place, _, room = address.partition("#")
    page.goto(f"{shop.server.url}{place}?lang={language}&theme={theme}#{room}")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_on(path: str, shop: Shop) -> None:
    a_busy_moment(shop)
    ready, glass = PAGES[path]
    if path == "/nothing":
        for _ in range(len(THEMES) * len(TONGUES)):
            shop.will_be_refused(404)
    page = shop.page(glass)
    found = {}
    for theme in THEMES:
        for language in TONGUES:
            turn_to(page, shop, path, theme, language)
            expect(page.locator(ready).first).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            found[f"{theme} {language}"] = findings(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_any_panel_of_a_station(theme: Theme, shop: Shop) -> None:
    a_busy_moment(shop)
    wok = Screen(shop.page(WALL))
    turn_to(wok.page, shop, "/station/hot", theme, "en")
    wok.card("1").is_there()
    shop.station("steam").card("2").row("清蒸鲈鱼").tap()
    wok.card("2").row("宫保鸡丁").tap()
    found = {"done": findings(wok.page)}
    for panel in ("recall", "soldout", "settings"):
        wok.open_panel(panel)
        expect(wok.panel).to_have_count(1)
        found[panel] = findings(wok.page)
        wok.close_panel()
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_where_the_token_is_entered(theme: Theme, opening: Opening) -> None:
    shop = opening.shop(env={"KDS_TOKEN": "chopsticks-and-cleaver"})
    shop.will_be_refused(401)
    page = shop.page(TABLET)
    page.emulate_media(color_scheme=theme)
    page.goto(f"{shop.server.url}/station/hot")
    asked = findings(page)
    page.get_by_label("Enter the server's token").fill("wrong")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert (asked, findings(page)) == ([], [])


def test_axe_is_not_blind(shop: Shop) -> None:
    page = shop.page(WALL)
    turn_to(page, shop, "/", "dark", "en")
    page.evaluate("() => { document.querySelector('h1').style.color = '#777'; }")
    assert [one.partition(":")[0] for one in findings(page)] == ["color-contrast-enhanced"]
