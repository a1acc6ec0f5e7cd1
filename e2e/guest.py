"""A guest's phone at a table: what a guest sees and does, in a guest's words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

SITTING = """() => {
  const [, kept] = Object.entries(localStorage).find(([key]) => key.startsWith("kds.order."));
  return [JSON.parse(document.getElementById("kds-page").textContent).table, JSON.parse(kept).cart.sitting];
}"""


class Guest:
    def __init__(self, page: Page) -> None:
        self.page = page

    # What is seen.

    def dish(self, name: str) -> Locator:
        return self.page.locator("li.dish", has=self.page.locator(".dish-name", has_text=name))

    @property
    def sheet(self) -> Locator:
        return self.page.locator("dialog[open]")

    @property
    def cart_button(self) -> Locator:
        return self.page.locator("[data-open=cart]")

    @property
    def moved(self) -> Locator:
        """On the menu's page: the guests sit elsewhere."""
        return self.page.locator("main [data-moved]")

    def told(self, notice: str) -> Locator:
        """A notice, wherever it is said."""
        return self.page.locator(f"[data-notice='guest.{notice}']").first

    def cart_is(self, *lines: str) -> None:
        """Exactly these, such as "2 Smashed Cucumber"; the cart is open."""
        shown = [
            re.compile(rf"{re.escape(line.partition(' ')[2])}.*?{line.partition(' ')[0]}\D*$", re.S) for line in lines
        ]
        expect(self.sheet.locator(".cart-line")).to_have_text(shown)

    def stands(self, dish: str, word: str) -> None:
        """How far the kitchen is with a dish; the orders are open."""
        row = self.sheet.locator(".order-item", has_text=dish)
        expect(row.locator(".word")).to_have_text(word)

    # What thumbs do.

    def add(self, name: str, *choices: str, note: str = "", allergy: str = "") -> None:
        """A dish with its choices, if it asks for any."""
        if not (choices or note or allergy):
            self.dish(name).locator("[data-plus]").tap()
            return
        self.dish(name).locator(".dish-open").tap()
        for choice in choices:
            self.sheet.locator(".choice", has_text=choice).tap()
        if note:
            self.sheet.locator("textarea").fill(note)
        if allergy:
            self.sheet.get_by_role("button", name=allergy).tap()
        self.sheet.locator("[data-add]").tap()
        expect(self.sheet).to_have_count(0)

    def open_cart(self) -> None:
        self.cart_button.tap()
        expect(self.sheet).to_be_visible()

    def open_orders(self) -> None:
        self.page.locator("[data-open=orders]").tap()
        expect(self.sheet).to_be_visible()

    def order(self) -> None:
        self.sheet.locator("[data-order]").tap()

    def close(self) -> None:
        self.sheet.locator("[data-close]").tap()
        expect(self.sheet).to_have_count(0)

    def call(self, about: str = "waiter") -> None:
        self.page.locator("[data-open=call]").tap()
        self.sheet.locator(f"[data-call={about}]").tap()

    def speak(self, language: str) -> None:
        self.page.locator("[data-open=language]").tap()
        self.sheet.get_by_role("button", name=language).tap()

    def last_order(self) -> str:
        """As the kitchen's books call it; the orders are open."""
        order = self.sheet.locator(".order").first.get_attribute("data-order")
        table, sitting = self.page.evaluate(SITTING)
        return f"{table}/{sitting}/{order}"

    # What befalls the phone.

    def loses_the_network(self) -> None:
        self.page.context.set_offline(True)

    def is_back(self) -> None:
        self.page.context.set_offline(False)

    def loses_answers(self, times: int) -> None:
        """The order arrives, its answer does not, so many times."""
        left = times

        def handle(route: Route) -> None:
            nonlocal left
            if left == 0:
                route.continue_()
                return
            left -= 1
            route.fetch()
            route.abort()

        self.page.route("**/send", handle)
