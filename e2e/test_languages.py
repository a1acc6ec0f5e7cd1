"""Three languages: switched on the screen, nothing half translated, the second name of a dish beside the first."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from e2e.screens import Screen
from e2e.shop import Shop
from e2e.till import dish, modifier
from tests.house import ROOT

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

CATALOGS: dict[str, dict[str, str]] = {
    language: json.loads((ROOT / "kds" / "locales" / f"{language}.json").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
PLACEHOLDER = re.compile(r"\{\w*\}")

LETTERS = {"en": 4, "zh-Hans": 2, "zh-Hant": 2}
"""A fragment shorter than this may stand in the name of a dish by chance."""


def fragments(language: str) -> set[str]:
    """The words of a catalog between its placeholders."""
    parts = {part.strip(" ·:,.") for text in CATALOGS[language].values() for part in PLACEHOLDER.split(text)}
    return {part for part in parts if len(part) >= LETTERS[language] and re.search(r"\w", part)}


def half_translated(screen: Screen, language: str) -> list[str]:
    """Words of the other languages, keys without a text, and gaps that nobody filled."""
    others = {part for other in LANGUAGES if other != language for part in fragments(other)}
    glass = screen.page.locator("body").inner_text()
    own = " ".join(CATALOGS[language].values())
    foreign = [part for part in others if part not in own and re.search(rf"(?<!\w){re.escape(part)}", glass)]
    keys = [key for key in CATALOGS[language] if re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.])", glass)]
    return [*foreign, *keys, *PLACEHOLDER.findall(glass)]


def a_busy_moment(shop: Shop) -> None:
    """Something of everything that a card can say."""
    shop.till.place(
        "1",
        dish(
            "R01", "2", modifiers=[modifier("香菜", "no"), modifier("辣", "extra"), modifier("酱", "side")], note="少油"
        ),
        dish("R02", allergens=["soy", "egg"], seat="2", note="少油"),
        dish("R04", course=2),
        dish("生日蛋糕"),
        table="12",
        covers=4,
        hold=[2],
        note="靠窗",
    )
    shop.till.place("2", dish("R01"), dish("Z02"), service="takeaway", priority=1)
    shop.till.place("3", dish("R05"), service="delivery", due_at=shop.till.in_hours(4))
    shop.till.rush("2")
    shop.till.add("1", dish("R13"))
    shop.till.void("1", "R01")
    shop.till.move("1", "14")


def test_the_language_is_switched_on_the_screen_and_nothing_is_half_translated(shop: Shop) -> None:
    a_busy_moment(shop)
    wok, the_pass = shop.station("hot", language=""), shop.the_pass(language="")
    for screen, names in ((wok, ("热菜", "Wok", "熱炒")), (the_pass, ("传菜", "Pass", "出餐口"))):
        screen.card("1").is_there()
        for language, own_name, name in zip(
            ("zh-Hans", "en", "zh-Hant"), ("", "English", "繁體中文"), names, strict=True
        ):
            if own_name:
                screen.speak(own_name)
            expect(screen.page.locator("h1")).to_have_text(name)
            expect(screen.page.locator("html")).to_have_attribute("lang", language)
            assert half_translated(screen, language) == []
        screen.page.reload()
        expect(screen.page.locator("h1")).to_have_text(names[-1])


def test_every_panel_speaks_the_language_of_its_screen(shop: Shop) -> None:
    a_busy_moment(shop)
    shop.station("steam").card("2").row("清蒸鲈鱼").tap()
    shop.station("hot").card("2").row("宫保鸡丁").tap()
    for language in LANGUAGES:
        wok = shop.station("hot", language=language)
        for panel in ("recall", "soldout"):
            wok.open_panel(panel)
            expect(wok.panel).to_have_count(1)
            assert half_translated(wok, language) == []
            wok.close_panel()


def test_a_dish_carries_its_second_name(shop: Shop) -> None:
    shop.till.place("1", dish("R01"), dish("Mapo Tofu"), table="1")
    wok, the_pass = shop.station("hot"), shop.the_pass()
    for screen in (wok, the_pass):
        expect(screen.card("1").row("宫保鸡丁").root.locator(".alt")).to_have_text("Kung Pao Chicken")
        expect(screen.card("1").row("Mapo Tofu").root.locator(".alt")).to_have_text("麻婆豆腐")


def test_the_index_speaks_the_language_that_the_screen_has_chosen(shop: Shop) -> None:
    page = shop.page()
    page.goto(shop.server.url)
    expect(page.locator("h1")).to_have_text("蜀香小馆")
    page.get_by_role("link", name="繁體中文").click()
    expect(page.locator("h1")).to_have_text("蜀香小館")
    page.get_by_role("link", name="熱炒").click()
    expect(page.locator(".strip-name")).to_have_text("熱炒")
    page.goto(shop.server.url)
    expect(page.locator("h1")).to_have_text("蜀香小館")


def test_each_script_is_drawn_by_fonts_of_its_own(shop: Shop) -> None:
    for language, script in {"en": "SC", "zh-Hans": "SC", "zh-Hant": "TC"}.items():
        wok = shop.station("hot", language=language)
        expect(wok.page.locator("html")).to_have_attribute("lang", language)
        expect(wok.page.locator("body")).to_have_css("font-family", re.compile(f'^"Noto Sans CJK {script}"'))
