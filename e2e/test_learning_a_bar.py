"""A bar that nobody knows is learned key by key, tried out, kept, taken elsewhere and forgotten."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.bumpbar import kitchen_with, marked, slots, walk_to
from e2e.screens import BEFORE_UNDO_MS, Station
from e2e.shop import Shop


def learn(wok: Station) -> None:
    wok.press("KeyP")
    walk_to(wok, "Learn a bump bar")
    wok.press("Enter")
    expect(wok.panel).to_contain_text("On the bar, press the key for Bump")


def asks(wok: Station, action: str) -> None:
    expect(wok.panel.locator(".learn-ask")).to_contain_text(action)


def no_key(wok: Station) -> None:
    """A key it has learned, twice."""
    wok.press("ShiftRight", "ShiftRight")


def test_the_bars_bump_bar_is_learned(shop: Shop) -> None:
    wok = kitchen_with(shop, "1", "2")
    learn(wok)

    # It bumps with right Shift alone; the other keys are where nobody expects them.
    wok.press("ShiftRight", "F1", "Semicolon")
    asks(wok, "Card in place 3")
    wok.press("F1")
    expect(wok.panel).to_contain_text("F1 is taken: Card in place 1")
    wok.press("F1")
    asks(wok, "Down")
    wok.press("Enter", "Space", "F10")
    asks(wok, "Page before")
    no_key(wok)
    wok.press("Backquote", "NumpadAdd", "Quote", "Backspace")
    asks(wok, "Start")
    for _ in ("start", "rush", "sold out", "display"):
        no_key(wok)

    expect(wok.panel).to_contain_text("Without a key of their own: Page before, Start, Rush, Sold out, Display")
    wok.press("Backquote")
    expect(wok.panel.locator(".learn-ask")).to_have_text(re.compile(r"`\s*Recall"))
    wok.press("KeyZ")
    asks(wok, "not learned")
    wok.press("ShiftRight", "ShiftRight", "ShiftRight")
    expect(wok.panel).to_have_count(0)
    expect(wok.notice).to_contain_text("The bar is learned")

    wok.page.reload()
    expect(slots(wok)).to_have_text(["F1", ";"])
    expect(wok.page.locator("[data-tool=recall] kbd")).to_have_text("`")
    wok.press("Semicolon", "Enter", "ShiftRight")
    wok.card("2").row("宫保鸡丁").is_("done")
    wok.look(since_tap_ms=BEFORE_UNDO_MS)
    wok.press("Backspace")
    wok.card("2").row("宫保鸡丁").is_("queued")
    wok.press("Quote", "Quote")
    wok.card("2").row("鱼香肉丝").says("confirmed")
    wok.press("Backquote")
    expect(wok.panel).to_contain_text("Recall")
    wok.press("Backquote", "NumpadAdd")
    expect(wok.side).to_have_count(0)


def test_a_key_taught_wrongly_is_taken_back_with_the_keyboard(shop: Shop) -> None:
    wok = kitchen_with(shop, "1")
    learn(wok)
    wok.press("F9")
    asks(wok, "Card in place 1")
    while marked(wok).get_attribute("data-do") != "back":
        wok.press("Tab")
    wok.press("Enter")
    asks(wok, "Bump")
    expect(wok.panel.locator("[data-action=bump]")).to_have_count(0)
    wok.press("Escape")
    expect(wok.panel).to_have_count(0)
    expect(slots(wok)).to_have_text(["1"])


def test_learned_keys_go_to_another_screen_as_text_and_are_forgotten(shop: Shop) -> None:
    wok = kitchen_with(shop, "1", "2")
    wok.press("KeyP")
    walk_to(wok, "Keys as text")
    wok.press("Enter")
    text = wok.panel.get_by_role("textbox")
    text.fill("not keys")
    wok.tap(wok.panel.get_by_role("button", name="Use this text"))
    expect(wok.panel).to_contain_text("No keys in this text")
    text.fill('{"F2": "bump", "F7": "slot.1", "KeyQ": "settings"}')
    wok.tap(wok.panel.get_by_role("button", name="Use this text"))
    expect(wok.panel).to_contain_text("in use now")
    wok.press("Escape", "F7", "F2")
    expect(wok.notice).to_contain_text("Confirm the allergy first")
    expect(slots(wok)).to_have_text(["F7", "F7 F7"])

    wok.press("KeyQ")
    wok.tap(wok.panel.locator("[data-forget]"))
    wok.tap(wok.panel.get_by_role("button", name="Press again to forget it"))
    wok.press("Escape")
    expect(slots(wok)).to_have_text(["1", "2"])
