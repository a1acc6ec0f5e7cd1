"""Sizes that hands and eyes need: measured on the glass of screens whose diagonal and distance somebody has set."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Page, expect

from e2e import views
from e2e.screens import Screen, Station
from e2e.shop import PHONE, TABLET, WALL, Glass, Shop
from e2e.test_languages import a_busy_moment
from e2e.till import dish, modifier

LAPTOP = Glass(1366, 768)

THUMB_MM = 15
CAPITAL = 0.714
"""Height of a capital, of the size of its font."""

READABLE_ARCMIN = 16

TOO_SMALL = """
(limit) => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, label")]
  .filter((one) => one.checkVisibility() && !one.disabled && one.ariaDisabled !== "true")
  .filter((one) => one.closest("dialog") !== null || document.querySelector("dialog[open]") === null)
  .map((one) => ({ one, box: (one.closest("label") ?? one).getBoundingClientRect() }))
  .filter(({ one }) => one.localName !== "label" || (one.control?.localName === "input" && one.contains(one.control)))
  .filter(({ box }) => box.width > 1 && Math.min(box.width, box.height) < limit - 0.5)
  .map(({ one, box }) => `${one.className || one.tagName} ${one.innerText} ${box.width} x ${box.height}`)
"""
"""Whatever can be tapped and is narrower or lower than `limit` px, less half a px of rounding; a label and its field
are one."""

FINGER_PX = 48
"""On a phone."""


def pitch_mm(glass: Glass, inches: float) -> float:
    return inches * 25.4 / math.hypot(glass.width, glass.height)


def arcmin(height_px: float, pitch: float, metres: float) -> float:
    return math.degrees(2 * math.atan(height_px * pitch / 1000 / 2 / metres)) * 60


def opened(shop: Shop, path: str, glass: Glass, **said: float) -> Page:
    page = shop.page(glass)
    page.goto(f"{shop.server.url}{path}?lang=en&{'&'.join(f'{name}={value:g}' for name, value in said.items())}")
    return page


def too_small(page: Page, glass: Glass, inches: float) -> list[str]:
    found: list[str] = page.evaluate(TOO_SMALL, THUMB_MM / pitch_mm(glass, inches))
    return found


def a_full_glass(shop: Shop) -> None:
    a_busy_moment(shop)
    for number in range(30, 42):
        shop.till.place(
            str(number),
            dish("R01", "2", modifiers=[modifier("香菜", "no")]),
            dish("R02"),
            dish("S01"),
            table=str(number),
        )


@pytest.mark.parametrize(
    ("glass", "inches"), [(WALL, 24), (WALL, 43), (LAPTOP, 15.6), (TABLET, 10)], ids=["24", "43", "15.6", "10"]
)
def test_every_touch_target_is_15_mm_on_the_glass(glass: Glass, inches: float, shop: Shop) -> None:
    a_full_glass(shop)
    small = {}
    for path in ("/station/hot", "/expo", "/board"):
        page = shop.page(glass)
        views.go(page, shop, next(iter(views.of(path).values())), lang="en", inches=inches)
        for name in views.walk(page, path):
            small[name] = too_small(page, glass, inches)
    wok = Station(opened(shop, "/station/hot", glass, inches=inches))
    wok.card("2").row("宫保鸡丁").tap()
    expect(wok.page.locator("kds-card :is(.line-undo, .card-undo)").first).to_be_visible()
    small["undo"] = too_small(wok.page, glass, inches)
    assert {where: what for where, what in small.items() if what} == {}


def test_every_touch_target_of_a_phone_is_large_enough_for_a_finger(shop: Shop) -> None:
    a_busy_moment(shop)
    small = {}
    for path in ("/", "/pos", "/order/{token}", "/manage"):
        page = shop.page(PHONE)
        views.go(page, shop, next(iter(views.of(path).values())), lang="en")
        for name in views.walk(page, path):
            small[name] = page.evaluate(TOO_SMALL, FINGER_PX)
    assert {where: what for where, what in small.items() if what} == {}


@pytest.mark.parametrize(
    ("glass", "inches", "metres"), [(WALL, 24, 1), (WALL, 43, 2), (WALL, 55, 2.5), (LAPTOP, 15.6, 0.75)]
)
def test_a_dish_and_its_second_name_are_read_from_where_the_cook_stands(
    glass: Glass, inches: float, metres: float, shop: Shop
) -> None:
    shop.till.place("1", dish("R01", modifiers=[modifier("香菜", "no")], note="少油"), table="1")
    page = opened(shop, "/station/hot", glass, inches=inches, metres=metres)
    for part in (".name", ".alt", ".mod b", ".note"):
        text = page.locator(f"kds-card {part}").first
        expect(text).to_be_visible()
        px = float(text.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)"))
        angle = arcmin(px * CAPITAL, pitch_mm(glass, inches), metres)
        assert angle >= READABLE_ARCMIN - 0.1, f"{part}: {angle:.1f}"


def test_the_settings_tell_what_the_choices_come_to_and_warn_where_a_screen_hangs_too_far(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.open_panel("settings")
    outcome = wok.panel.locator(".choice-outcome").first
    expect(outcome).to_contain_text("Set the diagonal and the distance")
    wok.panel.locator("[data-choice=inches]").get_by_role("button", name="24″").click()
    expect(outcome).to_contain_text("buttons at least 15 mm. All text can be read from 0.9 m.")
    wok.panel.locator("[data-choice=metres]").get_by_role("button", name="2 m").click()
    expect(outcome).to_contain_text("All text can be read from 2.0 m.")
    wok.panel.locator("[data-choice=columns]").get_by_role("button", name="5").click()
    expect(outcome).to_contain_text("That is too far for this screen")


def cards_across(screen: Screen) -> int:
    lefts = screen.cards.evaluate_all("(cards) => cards.map((card) => Math.round(card.getBoundingClientRect().left))")
    return len(set(lefts))


@pytest.mark.parametrize(("columns", "rows"), [(3, 1), (5, 2), (7, 3)])
def test_as_many_cards_stand_on_the_glass_as_somebody_chose(columns: int, rows: int, shop: Shop) -> None:
    for number in range(1, 23):
        shop.till.place(str(number), dish("R01"))
    wok = Station(opened(shop, "/station/hot", WALL, columns=columns, rows=rows))
    expect(wok.cards).to_have_count(columns * rows)
    assert cards_across(wok) == columns


def test_the_farther_it_is_read_from_the_fewer_cards_stand_on_the_glass(shop: Shop) -> None:
    for number in range(1, 23):
        shop.till.place(str(number), dish("R01"))
    counts = []
    for metres in (1, 2, 3):
        wok = Station(opened(shop, "/station/hot", WALL, inches=32, metres=metres))
        expect(wok.cards.first).to_be_visible()
        counts.append(cards_across(wok))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_no_row_of_a_card_is_drawn_over_another(shop: Shop) -> None:
    a_full_glass(shop)
    for said in ({}, {"columns": 7, "rows": 3}, {"inches": 43, "metres": 2.5}):
        wok = Station(opened(shop, "/station/hot", WALL, **said))
        expect(wok.cards.first).to_be_visible()
        wok.look()
        spilt = wok.page.locator("kds-card .block").evaluate_all(
            "(blocks) => blocks.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.innerText)"
        )
        assert spilt == []


def test_the_colours_follow_the_device_where_that_is_chosen(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.open_panel("settings")
    wok.panel.get_by_role("button", name="As the device").click()
    for scheme in ("light", "dark"):
        wok.page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        expect(wok.page.locator("html")).to_have_attribute("data-theme", scheme)
    wok.page.reload()
    expect(wok.page.locator("html")).to_have_attribute("data-theme", "dark")
