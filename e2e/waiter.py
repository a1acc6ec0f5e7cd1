"""The waiter's phone and its verbs, in the floor's words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from e2e.screens import Screen
from tests.cable import Cable


class Waiter(Screen):
    """One phone; it is always somewhere: at the tables, at one table, at the menu, or at an order."""

    def __init__(self, page: Page, cable: Cable | None = None) -> None:
        super().__init__(page, cable)

    # What is seen.

    def spot(self, name: str) -> Locator:
        """A table's button, or an order's at the counter."""
        named = self.page.locator(".spot-name b", has_text=re.compile(rf"^{re.escape(name)}$"))
        return self.page.locator(".spot").filter(has=named)

    def order(self, number: str) -> Locator:
        named = self.page.locator(".order-head .number", has_text=re.compile(rf"^{re.escape(number)}$"))
        return self.page.locator("kds-table .order:not([data-closed])").filter(has=named)

    def item(self, dish: str) -> Locator:
        """A dish on the orders of the table that is open."""
        return self.page.locator("kds-table .order-item", has_text=dish)

    def line(self, dish: str) -> Locator:
        """A dish on the order that is being written."""
        return self.page.locator("kds-draft .order-item", has_text=dish)

    def call(self, words: str) -> Locator:
        return self.page.locator(".call", has_text=words)

    def dish(self, name: str) -> Locator:
        return self.page.locator(".menu-dish", has_text=name)

    @property
    def drop(self) -> Locator:
        return self.page.locator("kds-draft [data-drop]")

    @property
    def came_back(self) -> Locator:
        return self.page.locator(".came-back")

    # What hands do.

    def go_to_tables(self) -> None:
        self.page.evaluate("location.hash = ''")
        expect(self.page.locator("kds-floor")).to_be_visible()

    def open(self, name: str) -> None:
        self.go_to_tables()
        self.tap(self.spot(name))

    def add(self, *names: str) -> None:
        """Dishes by the search box, from wherever one is at the table."""
        more = self.page.locator("kds-table .act.main")
        if more.is_visible():
            self.tap(more)
        for name in names:
            self.page.get_by_role("searchbox").fill(name)
            self.tap(self.dish(name).locator(".pick").first)
        self.page.get_by_role("searchbox").fill("")

    def edit(self, name: str) -> None:
        """A dish that was tapped just now."""
        self.page.get_by_role("searchbox").fill(name)
        self.tap(self.dish(name).locator("[data-edit]"))

    def review(self) -> None:
        self.tap(self.page.locator("[data-review]"))

    def send(self) -> None:
        self.tap(self.page.locator("[data-verb=send]"))

    def verb(self, name: str) -> None:
        """A button of what has opened from below."""
        self.tap(self.panel.locator(f"[data-verb={name}]"))

    def because(self, reason: str) -> None:
        self.tap(self.panel.locator(f"[data-reason={reason}]"))

    def about(self, dish: str) -> None:
        self.tap(self.item(dish).locator(".item"))

    def more(self, number: str) -> None:
        self.tap(self.order(number).locator("[data-verb=more]"))

    def save(self) -> None:
        self.tap(self.panel.locator("[data-save]"))
