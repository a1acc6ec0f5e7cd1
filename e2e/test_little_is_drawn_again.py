"""A screen draws what has changed and nothing else, however much stands on it: counted, without a clock."""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

import pytest
from playwright.sync_api import expect

from e2e.screens import Screen
from e2e.shop import Glass, Shop
from e2e.till import dish

COUNTING = """
window.drawn = [];
window.measured = 0;
const define = customElements.define.bind(customElements);
customElements.define = (name, element) => {
  const own = element.prototype;
  if (name === "kds-card") {
    const { updated } = own;
    own.updated = function (...changes) {
      window.drawn.push(this.querySelector(".number").textContent);
      return updated.apply(this, changes);
    };
  }
  if (name === "kds-probe") {
    const { heights } = own;
    own.heights = function (pieces) {
      window.measured += pieces.length;
      return heights.call(this, pieces);
    };
  }
  define(name, element);
};
"""
"""Each drawing of a card by its number, and each block that was measured."""

TICKING = """
window.changes = [];
window.ticks = 0;
new MutationObserver((records) => {
  window.ticks += records.some(({ target }) => target.parentElement?.localName === "kds-age") ? 1 : 0;
  for (const { type, target } of records)
    if (type !== "characterData") window.changes.push(`${type} of ${target.localName} ${target.className}`);
}).observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true, characterData: true });
"""

LOOKS = 300
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

HEAD = """(number) => {
  const heads = [...document.querySelectorAll(".card-head")];
  const { left, top } = heads.find((head) => head.innerText.startsWith(number)).getBoundingClientRect();
  return [left + 20, top + 20];
}"""
"""Where a finger finds the head of a card."""

Which: TypeAlias = Literal["station", "pass"]
both = pytest.mark.parametrize("which", ["station", "pass"])


def opened(shop: Shop, which: Which) -> Screen:
    """A screen that counts, at rest, with six orders on it."""
    for n in range(1, 7):
        shop.till.place(f"{n}", dish("R01"), dish("R02"), table=f"{n}")
    screen: Screen = shop.station("hot") if which == "station" else shop.the_pass()
    screen.page.add_init_script(COUNTING)
    screen.page.reload()
    screen.cards_are("1", "2", "3", "4", "5", "6")
    screen.page.locator("[data-keys=heard]").wait_for(state="attached")
    settled(screen)
    return screen


def settled(screen: Screen) -> tuple[set[str], int]:
    """Once all is shown: the cards that were drawn since the last time, and how many blocks were measured."""
    expect(screen.strip.locator(".rows")).to_have_text(re.compile(r"^received (\d+) of \1 · shown \1$"))
    screen.look()
    told: dict[str, Any] = screen.page.evaluate(
        "() => { const told = { drawn, measured }; window.drawn = []; window.measured = 0; return told; }"
    )
    return set(told["drawn"]), told["measured"]


@both
def test_a_new_order_draws_and_measures_its_own_card_only(shop: Shop, which: Which) -> None:
    screen = opened(shop, which)
    shop.till.place("7", dish("R01"), dish("R02"), dish("R03"), table="7")
    card = screen.card("7")
    card.is_there()
    assert settled(screen) == ({"7"}, card.parts.locator(".block").count())


def test_a_tap_draws_the_card_it_was_meant_for_only(shop: Shop) -> None:
    screen = opened(shop, "station")
    card = screen.card("3")
    screen.tap(card.rows.first.locator(".dish"))
    expect(card.rows.first).to_have_attribute("data-state", "done")
    drawn, _ = settled(screen)
    assert drawn == {"3"}


@both
def test_a_second_that_passes_changes_only_texts_on_the_cards_and_beside_them(shop: Shop, which: Which) -> None:
    screen = opened(shop, which)
    screen.page.evaluate(TICKING)
    screen.page.wait_for_function("() => window.ticks >= 3")
    assert screen.page.evaluate("window.changes") == []
    assert settled(screen) == (set(), 0)


def left_behind(screen: Screen) -> tuple[int, int]:
    """Cards that are still held though they are not on the glass, and marks between the cards that belong to none."""
    devtools = screen.page.context.new_cdp_session(screen.page)
    kind = devtools.send("Runtime.evaluate", {"expression": "customElements.get('kds-card').prototype"})
    held = devtools.send("Runtime.queryObjects", {"prototypeObjectId": kind["result"]["objectId"]})["objects"]
    count = {"objectId": held["objectId"], "functionDeclaration": "function () { return this.length; }"}
    live = devtools.send("Runtime.callFunctionOn", {**count, "returnByValue": True})["result"]["value"]
    # The list that was asked for holds each of them.
    devtools.detach()
    drawn = screen.cards.count()
    marks = screen.page.locator("kds-grid").evaluate(
        "(grid) => [...grid.childNodes].filter((one) => one.nodeType === Node.COMMENT_NODE).length"
    )
    return live - drawn, marks - 2 * drawn


def test_cards_that_leave_the_glass_leave_nothing_behind(shop: Shop) -> None:
    screen = opened(shop, "station")
    _, before = left_behind(screen)
    for number in ("1", "3", "4"):
        screen.look()
        # Not with a locator's own click: the driver would go on holding what it has clicked on.
        screen.page.mouse.click(*screen.page.evaluate(HEAD, number))
    screen.cards_are("2", "5", "6")
    looks = LOOKS
    while looks and left_behind(screen) != (0, before):
        looks -= 1
        # A card is held until the frame in which it left is done.
        screen.page.evaluate(NEXT_FRAME)
    assert left_behind(screen) == (0, before)


def test_a_finger_on_the_glass_is_seen_before_it_leaves(shop: Shop) -> None:
    shop.till.place("1", dish("R01"), table="1")
    wok = shop.station("hot", glass=Glass(1920, 1080, touch=True))
    row = wok.card("1").rows.first.locator(".dish")
    wok.look()
    calm = row.evaluate("(one) => getComputedStyle(one).backgroundColor")
    row.dispatch_event("pointerdown")
    expect(row).not_to_have_css("background-color", calm)
    row.dispatch_event("pointerup")
    expect(row).to_have_css("background-color", calm)
