"""Every page, and what opens on it: where tests and pictures that leave nothing out get their list from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from playwright.sync_api import Page, expect

from e2e.shop import LAPTOP, PHONE, TABLET, WALL, Glass, Shop
from kds.adapters.tablekeys import TableKeyFile
from kds.sources.tabletoken import token_of

WALLS = (WALL, LAPTOP, TABLET)
HANDS = (PHONE, TABLET, LAPTOP)
ALL = (WALL, LAPTOP, TABLET, PHONE)

GUESTS_TABLE = "3"

NOWHERE = "/nothing"
"""An address that is no page."""


SIGN_IN = "/login"
"""Only where a server has a token."""


class View(NamedTuple):
    """One thing to look at: a page, and what has been tapped on it."""

    path: str
    ready: str
    """What is to be seen when the page is there."""
    glasses: tuple[Glass, ...]
    taps: tuple[str, ...] = ()
    """What is tapped then, one after the other; with a `?` where it may be out of sight and is not needed then."""
    shown: str = ""
    """What is to be seen after that."""
    busy: bool = False
    """Only where orders are."""


STATION = ("/station/hot", "kds-grid, .blank", WALLS)
PASS = ("/expo", "kds-grid, .blank", WALLS)
BOARD = ("/board", ".board-part, .board-blank", WALLS)
SOLD_OUT = ("[data-tool=soldout]", ".dish-pick >> nth=4")
WHOLE_DAY = ("[data-tool=recall]", "[data-whole-day]")
FLOOR = ("/pos", ".spot", HANDS)
GUEST = ("/order/{token}", "li.dish", (PHONE, TABLET))
OFFICE = ("/manage", ".manage-floor", (LAPTOP, TABLET, PHONE))

SETTINGS = ("[data-tool=settings]",)
DIALOG = "dialog[open]"
TO_TABLE = ".spot[data-state=busy] >> nth=0"
TO_ORDER = (TO_TABLE, "[data-verb=more] >> nth=0")
TO_ITEM = (TO_TABLE, "kds-table .item >> nth=1")
TO_MENU = (".spot[data-state=free] >> nth=0",)
"""A free table opens its menu, and one with a draft is free no more."""
A_DISH = (*TO_MENU, ".menu-dish .pick >> nth=1")
TO_DRAFT = (*A_DISH, "?[data-review]")
IN_CART = ("[data-plus] >> nth=2", "[data-plus] >> nth=4", "[data-open=cart]")

VIEWS: dict[str, View] = {
    "index": View("/", ".door", ALL),
    "sign in": View(SIGN_IN, "#token", (LAPTOP, PHONE)),
    "no such page": View(NOWHERE, ".door", (TABLET, PHONE)),
    "station": View(*STATION),
    "station all-day": View(
        *STATION, ("?[data-tool=allday][aria-pressed=false]", ".count-text >> nth=0"), ".count-row .act", busy=True
    ),
    "station recall": View(*STATION, ("[data-tool=recall]",), DIALOG),
    "station whole day": View(*STATION, WHOLE_DAY, "[data-found]", busy=True),
    "station past": View(*STATION, (*WHOLE_DAY, "[data-look] >> nth=0"), ".steps", busy=True),
    "station sold out": View(*STATION, SOLD_OUT, ".dish-cell[data-chosen] .lefts"),
    "station settings": View(*STATION, SETTINGS, DIALOG),
    "station keys": View(*STATION, (*SETTINGS, "[data-learn]"), ".learn"),
    "pass": View(*PASS),
    "pass recall": View(*PASS, ("[data-tool=recall]",), DIALOG),
    "pass sold out": View(*PASS, SOLD_OUT, ".dish-cell[data-chosen] .lefts"),
    "board": View(*BOARD),
    "board settings": View(*BOARD, SETTINGS, DIALOG),
    "floor": View(*FLOOR),
    "floor table": View(*FLOOR, (TO_TABLE,), "kds-table .order", busy=True),
    "floor order": View(*FLOOR, TO_ORDER, DIALOG, busy=True),
    "floor split": View(*FLOOR, (*TO_ORDER, "dialog [data-verb=split]"), "dialog [data-to]", busy=True),
    "floor cancel": View(*FLOOR, (*TO_ORDER, "dialog [data-verb=cancel]"), "[data-reason]", busy=True),
    "floor item": View(*FLOOR, TO_ITEM, DIALOG, busy=True),
    "floor void": View(*FLOOR, (*TO_ITEM, "dialog [data-verb=void]"), "[data-reason]", busy=True),
    "floor move": View(*FLOOR, (TO_TABLE, ".pos-head [data-verb=move]"), DIALOG, busy=True),
    "floor menu": View(*FLOOR, TO_MENU, "kds-menu .menu"),
    "floor draft": View(*FLOOR, TO_DRAFT, "kds-draft .order-item", busy=True),
    "floor dish": View(*FLOOR, (*A_DISH, "[data-edit] >> nth=0"), DIALOG, busy=True),
    "floor party": View(*FLOOR, (*TO_DRAFT, "kds-draft .party"), DIALOG, busy=True),
    "floor recall": View(*FLOOR, ("[data-tool=recall]",), DIALOG),
    "floor settings": View(*FLOOR, SETTINGS, DIALOG),
    "guest": View(*GUEST),
    "guest dish": View(*GUEST, (".dish-open >> nth=1",), DIALOG),
    "guest cart": View(*GUEST, IN_CART, ".cart-line"),
    "guest call": View(*GUEST, ("[data-open=call]",), DIALOG),
    "guest language": View(*GUEST, ("[data-open=language]",), DIALOG),
    "guest orders": View(*GUEST, (*IN_CART, "[data-order]"), "dialog .order-item"),
    "manage": View(*OFFICE),
    "manage dishes": View(*OFFICE, ("[href='#dishes']", "[data-count] >> nth=0"), "kds-dishes-room form"),
    "manage kitchen": View(*OFFICE, ("[href='#kitchen']",), "kds-kitchen-room"),
    "manage bodies": View(*OFFICE, ("[href='#bodies']",), "kds-bodies-room"),
}


def paths() -> list[str]:
    """Of every page that a server without a token has."""
    return list(dict.fromkeys(view.path for view in VIEWS.values() if view.path != SIGN_IN))


def of(path: str) -> dict[str, View]:
    return {name: view for name, view in VIEWS.items() if view.path == path}


def go(page: Page, shop: Shop, view: View, **said: object) -> None:
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


BACK = """() => {
  document.querySelector("dialog[open] [data-back]")?.click();
  document.querySelector("dialog[open]")?.close();
  document.querySelector("[data-chosen] > button, .count-text[aria-expanded=true]")?.click();
  if (location.hash) location.hash = "";
}"""


def walk(page: Page, path: str) -> Iterator[str]:
    """Name of one view after the other, each while it is to be seen; the page is open."""
    for name, view in of(path).items():
        tap_through(page, view)
        yield name
        page.evaluate(BACK)
        expect(page.locator(DIALOG)).to_have_count(0)
