"""Everybody can read and use every page: axe finds nothing serious on any, whatever the theme and the language."""

from __future__ import annotations

from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Page, expect

from e2e import views
from e2e.shop import TABLET, WALL, Opening, Shop
from e2e.test_languages import a_busy_moment
from tests.house import ROOT
from tests.test_colours import TEXTS
from tests.test_colours import THEMES as COLOURS

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""And of level AAA what the glass promises: text contrast of 7:1, as it is painted."""

ASK = """
async ({ levels }) => {
  const found = await axe.run(document.querySelector("dialog[open]") ?? document, {
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

PAIRS = """
() => {
  const two = (part) => Number(part).toString(16).padStart(2, "0");
  const hex = (colour) => `#${colour.match(/[\\d.]+/g).slice(0, 3).map(two).join("")}`;
  const seen = (colour) => !/^rgba\\(.*, 0\\)$/.test(colour);
  const grounds = (one) => {
    for (let here = one; here !== null; here = here.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(here);
      if (seen(backgroundColor)) return [backgroundColor];
      const drawn = (backgroundImage.match(/rgba?\\([^)]*\\)/g) ?? []).filter(seen);
      if (drawn.length > 0) return drawn;
    }
    return ["rgb(255, 255, 255)"];
  };
  const found = {};
  for (const one of document.querySelectorAll("body *")) {
    const words = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    if (!words || !one.checkVisibility() || one.closest("svg, script, [aria-hidden=true]")) continue;
    const text = hex(getComputedStyle(one).color);
    const where = `${one.className || one.tagName} ${one.innerText}`.slice(0, 60);
    for (const ground of new Set(grounds(one))) found[`${text} ${hex(ground)}`] = where;
  }
  return found;
}
"""
"""Each colour that text has with what it stands on, as both are painted, and one text that has them."""


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical, each with where it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(ASK, {"levels": LEVELS})
    return found


def unwritten(page: Page, theme: Theme) -> list[str]:
    """Pairs of colours that nobody wrote down, so that nobody computed their contrast."""
    colours = COLOURS[theme]
    written = {f"{colours[text]} {colours[ground]}" for text, grounds in TEXTS.items() for ground in grounds}
    painted: dict[str, str] = page.evaluate(PAIRS)
    return [f"{pair}: {where}" for pair, where in painted.items() if pair not in written]


@pytest.mark.parametrize("path", views.paths())
def test_axe_finds_nothing_serious_on(path: str, shop: Shop) -> None:
    """Every view in each language and in each theme, its text in colours whose contrast is computed."""
    a_busy_moment(shop)
    shop.station("hot").card("2").row("宫保鸡丁").tap()
    first = next(iter(views.of(path).values()))
    found = {}
    for turn, language in enumerate(TONGUES):
        if path == views.NOWHERE:
            shop.will_be_refused(404)
        page = shop.page(first.glasses[turn % len(first.glasses)])
        page.emulate_media(reduced_motion="reduce")
        views.go(page, shop, first, lang=language, theme=THEMES[turn % 2])
        expect(page.locator("html")).to_have_attribute("lang", language)
        for place, name in enumerate(views.walk(page, path), turn):
            theme = THEMES[place % 2]
            page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            found[f"{name} {language} {theme}"] = [*findings(page), *unwritten(page, theme)]
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


def test_neither_axe_nor_the_list_of_colours_is_blind(shop: Shop) -> None:
    page = shop.page(WALL)
    views.go(page, shop, views.VIEWS["index"], lang="en", theme="dark")
    page.evaluate("() => { document.querySelector('h1').style.color = '#777'; }")
    assert [one.partition(":")[0] for one in findings(page)] == ["color-contrast-enhanced"]
    assert [one.partition(" ")[0] for one in unwritten(page, "dark")] == ["#777777"]
