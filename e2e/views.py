"""Every page, and what opens on it: where tests and pictures that leave nothing out get their list from."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Page, expect

from e2e.shop import LAPTOP, PHONE, TABLET, WALL, Glass, Shop
from kds.adapters.tablekeys import TableKeyFile
from kds.sources.tabletoken import token_of

WALLS = (WALL, LAPTOP, TABLET)
HANDS = (PHONE, TABLET, LAPTOP)
ALL = (WALL, LAPTOP, TABLET, PHONE)

GUESTS_TABLE = "3"


class View(NamedTuple):
    """One thing to look at: a page, and what has been tapped on it."""

    path: str
    ready: str
    """What is to be seen when the page is there."""
    glasses: tuple[Glass, ...]
    taps: tuple[str, ...] = ()
    """What is tapped then, one after the other; with a `?` where a small glass needs it only."""
    shown: str = ""
    """What is to be seen after that."""
    busy: bool = False
    """Only where orders are."""


STATION = ("/station/hot", "kds-grid, .blank", WALLS)
PASS = ("/expo", "kds-grid, .blank", WALLS)
FLOOR = ("/pos", ".spot", HANDS)
GUEST = ("/order/{token}", "li.dish", (PHONE, TABLET))

TO_TABLE = ".spot[data-state=busy] >> nth=0"
TO_MENU = (TO_TABLE, "kds-table .act.main")
A_DISH = (*TO_MENU, ".menu-dish .pick >> nth=1")
IN_CART = ("[data-plus] >> nth=2", "[data-plus] >> nth=4", "[data-open=cart]")

VIEWS: dict[str, View] = {
    "index": View("/", ".door", ALL),
    "no such page": View("/nothing", ".door", (TABLET, PHONE)),
    "station": View(*STATION),
    "station recall": View(*STATION, ("[data-tool=recall]",), "dialog[open]"),
    "station sold out": View(*STATION, ("[data-tool=soldout]", ".dish-pick >> nth=4"), ".dish-cell[data-chosen]"),
    "station settings": View(*STATION, ("[data-tool=settings]",), "dialog[open]"),
    "station keys": View(*STATION, ("[data-tool=settings]", "[data-learn]"), ".learn"),
    "pass": View(*PASS),
    "pass recall": View(*PASS, ("[data-tool=recall]",), "dialog[open]"),
    "board": View("/board", ".board-part, .board-blank", WALLS),
    "floor": View(*FLOOR),
    "floor table": View(*FLOOR, (TO_TABLE,), "kds-table .order", busy=True),
    "floor order": View(*FLOOR, (TO_TABLE, "[data-verb=more] >> nth=0"), "dialog[open]", busy=True),
    "floor item": View(*FLOOR, (TO_TABLE, "kds-table .item >> nth=0"), "dialog[open]", busy=True),
    "floor move": View(*FLOOR, (TO_TABLE, ".pos-head [data-verb=move]"), "dialog[open]", busy=True),
    "floor menu": View(*FLOOR, TO_MENU, "kds-menu .menu", busy=True),
    "floor draft": View(*FLOOR, (*A_DISH, "?[data-review]"), "kds-draft .order-item", busy=True),
    "floor dish": View(*FLOOR, (*A_DISH, "[data-edit] >> nth=0"), "dialog[open]", busy=True),
    "guest": View(*GUEST),
    "guest dish": View(*GUEST, (".dish-open >> nth=1",), "dialog[open]"),
    "guest cart": View(*GUEST, IN_CART, ".cart-line"),
    "guest call": View(*GUEST, ("[data-open=call]",), "dialog[open]"),
    "guest language": View(*GUEST, ("[data-open=language]",), "dialog[open]"),
    "guest orders": View(*GUEST, (*IN_CART, "[data-order]"), ".order-item"),
}


def go(page: Page, shop: Shop, view: View, **said: str) -> None:
    """The page alone, as its address says: `lang`, `theme`, `inches`."""
    path = view.path.replace("{token}", token_of(TableKeyFile(shop.server.data).current(), GUESTS_TABLE))
    page.goto(f"{shop.server.url}{path}?{'&'.join(f'{name}={value}' for name, value in said.items())}")
    expect(page.locator(view.ready).first).to_be_visible()


def tap_through(page: Page, view: View) -> None:
    """From the page to the view."""
    for what in view.taps:
        button = page.locator(what.removeprefix("?"))
        if not what.startswith("?") or button.is_visible():
            button.click()
    if view.shown:
        expect(page.locator(view.shown).first).to_be_visible()
