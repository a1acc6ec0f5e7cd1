"""`make pictures`: what every page looks like in a real Chromium, few pictures in which every two choices meet once."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from e2e.conftest import PATIENCE_MS, chromium
from e2e.crowd import COUNTER, Hands, come, server
from e2e.pairs import Row, pairwise, possible
from e2e.screens import Station
from e2e.shop import Glass, Shop
from e2e.views import VIEWS, go, tap_through
from tests.house import ROOT

FOLDER = ROOT / "e2e" / "results" / "pictures"
SCREENS = ROOT / "docs" / "screens"
AT_MOST = 60
SEED = 3

LOOKED_AT = (
    "index",
    "station",
    "station recall",
    "station sold out",
    "station settings",
    "pass",
    "board",
    "floor",
    "floor table",
    "floor menu",
    "floor draft",
    "guest",
    "guest dish",
    "guest cart",
    "guest orders",
    "station past",
    "manage",
    "manage dishes",
    "sign in",
)

FACTORS: dict[str, tuple[str, ...]] = {
    "view": LOOKED_AT,
    "glass": ("1920x1080", "1366x768", "1024x768", "390x844"),
    "tickets": ("0", "8", "60"),
    "lines": ("few", "25"),
    "names": ("Chinese", "German"),
    "language": ("en", "zh-Hans", "zh-Hant"),
    "theme": ("dark", "light"),
}

TOKEN = "chopsticks-and-cleaver"
"""Of the shop whose screens must sign in."""


def shop_of(row: Row) -> tuple[str, str, str, str]:
    """Pictures for which this is the same are taken in one shop."""
    return row["names"], row["tickets"], row["lines"], TOKEN if row["view"] == "sign in" else ""


def fits(row: Row) -> bool:
    """A page is pictured on the glass it is made for; where nobody ordered, nobody ordered much."""
    view = VIEWS[row["view"]]
    if glass(row) not in {(one.width, one.height) for one in view.glasses}:
        return False
    if row["view"] == "sign in":
        return row["tickets"] == "0" and row["lines"] == "few"
    return row["tickets"] != "0" or (row["lines"] == "few" and not view.busy)


def glass(row: Row) -> tuple[int, int]:
    width, height = row["glass"].split("x")
    return int(width), int(height)


def every() -> dict[str, Row]:
    rows = pairwise(list(possible(FACTORS, fits)), SEED)
    return {f"{place:02} {' '.join(row.values())}".replace(" ", "-"): row for place, row in enumerate(rows, 1)}


def chosen(view: str, **said: str) -> Row:
    usual = {"view": view, "glass": "1920x1080", "tickets": "60", "lines": "few", "names": "Chinese"}
    return {**usual, "language": "en", "theme": "dark", **said}


CHOSEN: dict[str, Row] = {
    "station": chosen("station", language="zh-Hans", tickets="8", glass="1600x900"),
    "station-light": chosen("station", theme="light", names="German", glass="1366x768", lines="25"),
    "pass": chosen("pass", tickets="8", glass="1600x900"),
    "board": chosen("board", tickets="8", language="zh-Hant", glass="1366x768"),
    "sold-out": chosen("station sold out", glass="1366x768", tickets="8"),
    "floor": chosen("floor", glass="390x844", tickets="8"),
    "floor-table": chosen("floor table", glass="1024x768", tickets="8", theme="light"),
    "floor-draft": chosen("floor draft", glass="390x844", tickets="8", language="zh-Hans"),
    "guest": chosen("guest", glass="390x844", tickets="8", theme="light"),
    "guest-dish": chosen("guest dish", glass="390x844", tickets="8", theme="light", language="zh-Hant"),
}
"""Those that stand in the documentation, small enough for it."""


def cook(shop: Shop, hands: Hands) -> None:
    """What cooks and the pass have done by now: some dishes are ready, one table is half done, one dish is sold out."""
    wok = Station(shop.page())
    wok.page.add_init_script(hands.script)
    wok.page.goto(f"{shop.server.url}/station/hot?lang=en")
    for number in COUNTER:
        wok.tap(wok.card(number).head)
    wok.tap(wok.cards.locator(".dish[aria-disabled=false]").nth(1))
    wok.tap(wok.cards.locator(".dish[aria-disabled=false]").nth(3))
    wok.look()


def shoot(shop: Shop, hands: Hands, row: Row, path: Path) -> None:
    view = VIEWS[row["view"]]
    width, height = glass(row)
    page = shop.page(Glass(width, height, touch=width < 1366))
    page.add_init_script(hands.script)
    page.emulate_media(color_scheme="light" if row["theme"] == "light" else "dark", reduced_motion="reduce")
    go(page, shop, view, lang=row["language"], theme=row["theme"])
    settle(page)
    tap_through(page, view)
    settle(page)
    page.screenshot(path=path, animations="disabled")
    page.context.close()


def settle(page: Page) -> None:
    """Until scripts and fonts are there and nothing moves; somebody taps for the sound, as on every wall once a day."""
    page.wait_for_load_state("networkidle")
    calm(page)
    blocked = page.locator("[data-sound=blocked]").first
    if blocked.is_visible() and page.locator("dialog[open]").count() == 0:
        blocked.click()
        calm(page)


def calm(page: Page) -> None:
    page.evaluate("async () => { await document.fonts.ready; await window.calm(600); }")


def take(browser: Browser, wanted: Sequence[tuple[str, Row]], folder: Path) -> Iterator[Path]:
    """Guests' orders come last, since they change what all others show."""
    named = sorted(wanted, key=lambda one: (shop_of(one[1]), one[1]["view"].startswith("guest")))
    for (names, tickets, lines, token), some in groupby(named, key=lambda one: shop_of(one[1])):
        with ExitStack() as closing:
            place = Path(closing.enter_context(tempfile.TemporaryDirectory()))
            process, hands = server(place, names, token)
            closing.enter_context(process)
            shop = Shop(process, browser, closing)
            come(shop, hands, names, int(tickets), long=lines == "25")
            if tickets != "0":
                cook(shop, hands)
            for name, row in some:
                path = folder / f"{name}.png"
                shoot(shop, hands, row, path)
                yield path


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--chosen", action="store_true", help="those of docs/screens instead")
    options.add_argument("--only", default="", help="only those whose name has this word")
    said = options.parse_args()
    wanted = CHOSEN if said.chosen else every()
    folder = SCREENS if said.chosen else FOLDER
    if not (said.chosen or said.only):
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    with chromium() as browser:
        for path in take(browser, [one for one in wanted.items() if said.only in one[0]], folder):
            print(path, f"{path.stat().st_size // 1024} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
