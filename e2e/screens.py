"""The screens of the kitchen and their verbs, in the kitchen's words: what a cook, or the person at the pass, does."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from playwright.sync_api import Locator, Page, expect

from e2e.cards import Card
from e2e.ears import Ears
from tests.cable import Cable

EYES = """
window.calm = (sinceTapMs) => new Promise((done) => {
  const look = () => {
    const now = performance.now();
    if (now - window.movedAt >= 300 && now - window.pressedAt >= sinceTapMs) done();
    else setTimeout(look, 20);
  };
  look();
});
window.movedAt = window.pressedAt = -10000;
let seen = "";
setInterval(() => {
  const cards = [...document.querySelectorAll("kds-card")];
  const now = cards.map((card) => `${card.dataset.slot}@${card.offsetLeft},${card.offsetTop}`).join();
  if (now !== seen) window.movedAt = performance.now();
  seen = now;
}, 25);
for (const press of ["pointerdown", "keydown"])
  addEventListener(press, () => { window.pressedAt = performance.now(); }, true);
"""
"""A person sees cards move and takes a moment between two taps; a driver does neither, so it looks with these eyes."""

BETWEEN_TAPS_MS = 450
"""A second tap within 400 ms is a wet finger's bounce."""

BEFORE_UNDO_MS = 650
"""An undo takes no tap in its first 600 ms, so that a bounce of the bump does not hit it."""

MOVED = "The cards had just moved. Tap again."

SyncState: TypeAlias = Literal["synced", "reconnecting", "offline", "stopped"]


class Screen:
    """What both pages have: the strip, the cards, the panels, the keys."""

    def __init__(self, page: Page, cable: Cable | None = None) -> None:
        self.page = page
        self.ears = Ears(page)
        self._cable = cable

    # What is seen.

    def is_(self, state: SyncState) -> None:
        expect(self.page.locator(".sync")).to_have_attribute("data-state", state)

    def is_not(self, state: SyncState) -> None:
        expect(self.page.locator(".sync")).not_to_have_attribute("data-state", state)

    @property
    def strip(self) -> Locator:
        return self.page.locator(".strip")

    @property
    def cards(self) -> Locator:
        return self.page.locator("kds-card")

    @property
    def notice(self) -> Locator:
        return self.page.locator("kds-notice")

    @property
    def banner(self) -> Locator:
        return self.page.locator(".banner")

    @property
    def pager(self) -> Locator:
        return self.page.locator(".pager")

    @property
    def panel(self) -> Locator:
        return self.page.locator("dialog[open]")

    def card(self, number: str) -> Card:
        named = self.page.locator(".number", has_text=re.compile(rf"(^|\s){re.escape(number)}(\D|$|\d/\d)"))
        return Card(self.cards.filter(has=named), self.tap, self.take_back)

    def cards_are(self, *numbers: str) -> None:
        """Exactly these, in this order; the further parts of a long one follow it and are not named."""
        first = self.page.locator('kds-card[data-slot$=" 0"]')
        expect(first.locator(".number")).to_have_text(
            [re.compile(rf"^{re.escape(number)}(1/\d+)?$") for number in numbers]
        )

    def is_empty(self) -> None:
        expect(self.page.locator("[data-blank=empty]")).to_be_visible()

    # What hands do.

    def look(self, since_tap_ms: int = BETWEEN_TAPS_MS) -> None:
        """Until the cards stand still and the last tap is a moment ago."""
        self.page.evaluate("(sinceTapMs) => window.calm(sinceTapMs)", since_tap_ms)

    def tap(self, what: Locator, since_tap_ms: int = BETWEEN_TAPS_MS) -> None:
        """Again, where the glass says that the cards moved under the finger."""
        expect(what).to_be_visible()
        self.look(since_tap_ms)
        what.click()
        moved = self.notice.get_by_text(MOVED)
        if moved.is_visible():
            expect(moved).to_have_count(0)
            self.tap(what)

    def take_back(self, undo: Locator) -> None:
        self.tap(undo, BEFORE_UNDO_MS)

    def press(self, *keys: str) -> None:
        """Keys by their place, as a bump bar sends them."""
        self.page.locator("[data-keys=heard]").wait_for(state="attached")
        for key in keys:
            self.look(since_tap_ms=0)
            self.page.keyboard.press(key)

    def open_panel(self, name: Literal["recall", "soldout", "settings", "allday"]) -> None:
        self.tap(self.page.locator(f"[data-tool={name}]"))

    def close_panel(self) -> None:
        self.tap(self.panel.locator("[data-close]"))
        expect(self.panel).to_have_count(0)

    @property
    def recalls(self) -> Locator:
        """The rows of the open recall list."""
        return self.panel.locator(".recall")

    def recall(self, number: str) -> None:
        """The latest thing of this order that was finished."""
        self.open_panel("recall")
        of_order = self.page.locator(".number", has_text=re.compile(rf"^{re.escape(number)}$"))
        self.tap(self.recalls.filter(has=of_order).first.get_by_role("button", name="Recall"))

    def search(self, what: str) -> None:
        """Typed into the recall list; the answer of the server is waited for."""
        self.panel.get_by_role("searchbox").fill(what)
        expect(self.panel.get_by_text("whole day of")).to_be_visible()

    @property
    def steps(self) -> Locator:
        """The steps of the timeline that is open."""
        return self.panel.locator(".step")

    def look_back(self, number: str) -> None:
        """At an order of the list that is open."""
        of_order = self.page.locator(".number", has_text=re.compile(rf"^{re.escape(number)}$"))
        self.tap(self.recalls.filter(has=of_order).first.locator("[data-look]"))
        expect(self.steps.first).to_be_visible()

    def speak(self, language: str) -> None:
        """Switch the language on this screen; `language` is its own name for itself."""
        self.open_panel("settings")
        self.tap(self.panel.get_by_role("button", name=language, exact=True))
        self.close_panel()

    def dismiss_notice(self) -> None:
        self.tap(self.notice.locator(".ok"))

    # What befalls the screen.

    def cut_network(self) -> None:
        """Its cable is pulled: no bytes, no end of the connection either."""
        assert self._cable is not None, "open the screen with a cable"
        self._cable.pull()

    def mend_network(self) -> None:
        assert self._cable is not None, "open the screen with a cable"
        self._cable.plug()


class Station(Screen):
    """A cook's screen."""

    @property
    def side(self) -> Locator:
        """All-day counts and what is sold out."""
        return self.page.locator("kds-side")

    def reply(self, number: str, answer: str) -> None:
        self.card(number).press(answer)

    def sell_out(self, dish: str) -> None:
        """Two taps beside the cards, on a dish that is being cooked."""
        row = self.side.locator(".count-row:not([data-out])", has_text=dish)
        self.tap(row.locator(".count-text"))
        self.tap(row.locator("[data-turn]"))

    def count_left(self, dish: str, left: int) -> None:
        """Two taps beside the cards: so many portions are left."""
        row = self.side.locator(".count-row", has_text=dish).first
        self.tap(row.locator(".count-text"))
        self.tap(row.locator(f"[data-left='{left}']"))

    def bring_back(self, dish: str) -> None:
        """Two taps on a dish that is sold out."""
        row = self.side.locator(".count-row[data-out]", has_text=dish)
        self.tap(row.locator(".count-text"))
        self.tap(row.locator("[data-turn]"))


class Pass(Screen):
    """The pass: whole tickets, and the lane of what needs somebody."""

    def look_back_from(self, number: str) -> None:
        """A tap on the age of its card."""
        self.tap(self.card(number).parts.first.locator("[data-look]"))
        expect(self.steps.first).to_be_visible()

    @property
    def lane(self) -> Locator:
        return self.page.locator("kds-lane")

    def alarm(self, kind: str) -> Locator:
        return self.lane.locator(f"[data-alarm={kind}]")

    def rush(self, number: str) -> None:
        self.card(number).press("Rush")

    def decide(self, kind: str, answer: str) -> None:
        """The answer to what the lane asks."""
        self.tap(self.alarm(kind).get_by_role("button", name=answer, exact=True))
