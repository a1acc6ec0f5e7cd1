"""Working a screen by keys alone: finding a button, choosing a layout, reading what is marked."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from e2e.screens import Screen, Station
from e2e.shop import Shop
from e2e.till import dish

LONGEST_WALK = 80
"""Buttons of the settings, and some."""

NO_SHORTCUT = "window.left = []; addEventListener('keydown', (e) => e.defaultPrevented || window.left.push(e.code))"
"""Notes the keys that are left to the browser."""


def marked(screen: Screen) -> Locator:
    """What the next bump would press."""
    return screen.page.locator(":focus")


def walk_to(screen: Screen, name: str, down: str = "ArrowDown") -> None:
    """From button to button until the one with this name is marked."""
    for _ in range(LONGEST_WALK):
        if screen.page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        screen.press(down)
    there = screen.page.evaluate("document.activeElement.textContent.trim()")
    raise AssertionError(f"no way to {name!r}, only to {there!r}")


def use(screen: Screen, keys: str) -> None:
    """Another layout, chosen with the keys of the present one."""
    screen.press("KeyP")
    expect(screen.panel).to_be_visible()
    walk_to(screen, keys)
    screen.press("Enter")
    expect(screen.panel.get_by_role("button", name=keys)).to_have_attribute("aria-pressed", "true")
    screen.press("Escape")
    expect(screen.panel).to_have_count(0)


def all_is_sent(screen: Screen) -> None:
    """The glass shows what was pressed at once; what comes next may need the server to have it."""
    expect(screen.page.locator(".waiting")).to_have_count(0)


def slots(screen: Screen) -> Locator:
    return screen.page.locator("kds-card .slot")


def kitchen_with(shop: Shop, *numbers: str) -> Station:
    wok = shop.station("hot")
    for number in numbers:
        shop.till.place(number, dish("R01"), dish("R02", allergens=["soy"]), table=number)
    wok.cards_are(*numbers)
    return wok
