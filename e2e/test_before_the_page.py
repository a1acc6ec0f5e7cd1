"""Before a page is on the glass: a browser too old, a script that does not come, a fault; each says what to do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.screens import Station
from e2e.shop import PHONE, Shop
from kds.adapters.tablekeys import TableKeyFile
from kds.sources.tabletoken import token_of

CHROME_79 = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.88 Safari/537.36"


def told(page: Page, case: str) -> None:
    """This, and nothing else, stands on the glass."""
    expect(page.locator(f"[data-case={case}]")).to_be_visible()
    expect(page.locator("[data-case]").filter(visible=True)).to_have_count(1)


def test_an_old_browser_is_told_what_to_install_in_every_language_of_the_store(shop: Shop) -> None:
    page = shop.page(agent=CHROME_79)
    page.goto(f"{shop.server.url}/station/hot?lang=en")
    told(page, "old")
    for words in ("This browser is too old", "浏览器版本太旧", "瀏覽器版本太舊", "Chrome 79"):
        expect(page.locator("[data-case=old]")).to_contain_text(words)


@pytest.mark.parametrize(
    "lost", ["delete HTMLScriptElement.prototype.noModule", "delete Element.prototype.replaceChildren"]
)
def test_a_browser_that_lacks_what_the_page_needs_is_told_so_whatever_it_calls_itself(shop: Shop, lost: str) -> None:
    page = shop.page()
    page.add_init_script(lost)
    page.goto(f"{shop.server.url}/board?lang=en")
    told(page, "old")


@pytest.mark.parametrize("path", ["/pos", "/station/hot", "/expo", "/manage"])
def test_a_browser_that_says_nothing_of_its_idle_time_gets_the_whole_page(path: str, shop: Shop) -> None:
    """Safari: the page fetches what opens on it when it has been painted."""
    page = shop.page()
    page.add_init_script("delete window.requestIdleCallback")
    page.goto(f"{shop.server.url}{path}?lang=en")
    page.locator("[data-tool=settings]").click()
    expect(page.locator("dialog[open] [data-choice=theme]")).to_be_visible()


def test_a_board_in_a_browser_that_says_nothing_of_its_idle_time_is_heard(shop: Shop) -> None:
    page = shop.page()
    page.add_init_script("delete window.requestIdleCallback")
    page.goto(f"{shop.server.url}/board?lang=en")
    expect(page.locator("[data-sound=blocked]")).to_be_visible()


def test_a_guest_with_an_old_browser_is_sent_to_the_waiter(shop: Shop) -> None:
    page = shop.page(PHONE, agent=CHROME_79)
    page.goto(f"{shop.server.url}/order/{token_of(TableKeyFile(shop.server.data).current(), '3')}")
    told(page, "old")
    expect(page.locator("[data-case=old]")).to_contain_text("ask the waiter")


def test_a_page_whose_script_does_not_come_says_so_and_comes_by_itself_when_it_can(shop: Shop) -> None:
    shop.network_is_bad()
    page = shop.page()
    page.route("**/static/station.js*", lambda route: route.abort())
    page.goto(f"{shop.server.url}/station/hot?lang=en")
    told(page, "lost")
    expect(page.locator("[data-case=lost]")).to_contain_text("Check that the server is on")

    page.unroute("**/static/station.js*")

    Station(page).is_empty()


def test_a_script_that_breaks_before_the_page_is_there_says_what_to_do(shop: Shop) -> None:
    page = shop.page()
    page.route("**/static/expo.js*", broken)
    page.goto(f"{shop.server.url}/expo?lang=en")
    told(page, "fault")
    expect(page.locator("[data-case=fault] code")).to_have_text("Uncaught Error: a bug")
    shop.knows_of("uncaught: a bug")


def broken(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="throw new Error('a bug')")
