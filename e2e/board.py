"""The board before the guests: what they read from where they wait."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from e2e.ears import Ears
from tests.cable import Cable


class Board:
    def __init__(self, page: Page, cable: Cable | None = None) -> None:
        self.page = page
        self.ears = Ears(page)
        self._cable = cable

    def number(self, number: str) -> Locator:
        return self.page.locator(f'.board-number[data-number="{number}"]')

    def is_preparing(self, *numbers: str) -> None:
        """Exactly these, in this order."""
        self._part_is("preparing", numbers)

    def is_ready(self, *numbers: str) -> None:
        """Exactly these, who was called last first."""
        self._part_is("ready", numbers)

    def _part_is(self, part: str, numbers: tuple[str, ...]) -> None:
        shown = self.page.locator(f"[data-part={part}] .board-number b")
        expect(shown).to_have_text([re.compile(f"^{re.escape(number)}$") for number in numbers])

    def flashes(self, number: str) -> None:
        expect(self.number(number)).to_have_attribute("data-flash", "")

    def is_calm(self, number: str) -> None:
        expect(self.number(number)).to_be_visible()
        expect(self.number(number)).not_to_have_attribute("data-flash", "")

    def is_without(self, number: str) -> None:
        expect(self.number(number)).to_have_count(0)

    def is_empty(self) -> None:
        expect(self.page.locator("[data-blank=empty]")).to_be_visible()

    @property
    def warning(self) -> Locator:
        """What says that the numbers may be old."""
        return self.page.locator(".board-stale")

    @property
    def words(self) -> str:
        """Everything that can be read, and everything that the page was sent with its address."""
        return self.page.locator("body").inner_text()

    def cut_network(self) -> None:
        assert self._cable is not None, "open the board with a cable"
        self._cable.pull()

    def mend_network(self) -> None:
        assert self._cable is not None, "open the board with a cable"
        self._cable.plug()
