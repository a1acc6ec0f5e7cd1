"""Screens with nothing to show yet, or no right to show it: each says what is so and what to do next."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.screens import Station
from e2e.shop import Shop
from e2e.till import dish
from kds.wire.closecodes import CloseCode

SOCKET = re.compile(r"/ws$")


def opened(shop: Shop, path: str, *, refused: bool) -> Page:
    """A screen whose connection is refused for good, or never answered."""
    page = shop.page()
    page.route_web_socket(SOCKET, lambda socket: socket.close(code=CloseCode.UNEXPECTED) if refused else None)
    page.goto(f"{shop.server.url}{path}?lang=en")
    return page


def test_the_day_begins_with_a_screen_that_waits_for_its_first_order(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    for screen in (wok, the_pass):
        expect(screen.page.locator("[data-blank=empty]")).to_contain_text("Waiting for the first order")

    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").bump()
    the_pass.card("1").serve()
    expect(wok.page.locator("[data-blank=empty]")).to_contain_text("No orders: all clear")
    expect(wok.page.locator("[data-blank=empty]")).to_contain_text("Finished ones are under Recall.")


def test_a_screen_is_called_by_its_name_before_the_server_has_spoken(shop: Shop) -> None:
    page = opened(shop, "/station/hot", refused=False)
    expect(page.locator("[data-blank=loading]")).to_be_visible()
    expect(page.locator(".strip-name")).to_have_text("Wok")


def test_a_board_that_was_refused_sends_guests_to_the_counter_and_tells_staff_what_to_do(shop: Shop) -> None:
    page = opened(shop, "/board", refused=True)
    expect(page.locator(".board-blank")).to_contain_text("Please ask at the counter")
    expect(page.locator(".board-blank")).not_to_contain_text("keeps trying")
    expect(page.get_by_role("alert").filter(has_text="The server refused this screen (4502)")).to_be_visible()

    with page.expect_navigation():
        page.get_by_role("button", name="Load again").click()


def test_a_station_that_was_refused_offers_to_load_again(shop: Shop) -> None:
    page = opened(shop, "/station/hot", refused=True)
    Station(page).is_("stopped")
    expect(page.locator("[data-blank=stopped]").get_by_role("button", name="Load again")).to_be_visible()
