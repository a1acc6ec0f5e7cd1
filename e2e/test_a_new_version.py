"""The server was updated: a screen takes the new version when nobody is at it, and keeps it whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e.device import is_kept
from e2e.hours import Watch
from e2e.screens import Station
from e2e.shop import Opening
from e2e.till import dish
from tests.history import faults, read
from tests.house import ROOT
from tests.process.rigged import STATIC
from tests.serverprocess import ServerProcess

DIST = ROOT / "web" / "dist"
IDLE_S = 60

WAITS = "() => navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)"
IS_OF = "(app) => JSON.parse(document.getElementById('kds-page')?.textContent ?? '{}').app === app"
HEARS = "navigator.serviceWorker.addEventListener('message', () => { window.hears = true; })"
HEARD = "() => window.hears === true"
"""The worker of the new version has told this tab that it rules now."""


def updated(folder: Path) -> str:
    """The browser's side once more, as another version; its name."""
    shutil.copytree(DIST, folder)
    old: str = json.loads((DIST / "build.json").read_text())["app"]
    new = old[::-1]
    for name in ("build.json", "service-worker.js"):
        written = (folder / name).read_text(encoding="utf-8")
        assert old in written
        (folder / name).write_text(written.replace(old, new), encoding="utf-8")
    return new


def is_of(page: Page, app: str) -> bool:
    return bool(page.evaluate(IS_OF, app))


def test_a_screen_takes_a_new_version_when_nobody_is_at_it_and_then_opens_without_a_server(
    opening: Opening, tmp_path: Path
) -> None:
    server = ServerProcess(opening.folder / "data", module="tests.process.rigged")
    shop = opening.at(server)
    wok = shop.station("hot")
    for number in ("1", "2"):
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are("1", "2")
    is_kept(wok.page)

    shop.lose_power()
    wok.is_not("synced")
    wok.card("1").bump()
    expect(wok.strip).to_contain_text("1 not sent")
    new = updated(tmp_path / "new")
    server.launch({STATIC: str(tmp_path / "new")})
    server.wait_ready()
    wok.is_("synced")
    expect(wok.strip).not_to_contain_text("not sent")
    wok.page.wait_for_function(WAITS)
    assert not is_of(wok.page, new), "somebody has tapped just now"

    Watch(wok.page).passes(IDLE_S)
    wok.page.wait_for_function(IS_OF, arg=new)
    wok.cards_are("2")
    is_kept(wok.page)
    shop.lose_power()
    wok.page.reload()
    wok.is_not("synced")
    assert is_of(wok.page, new)
    wok.cards_are("2")
    assert faults(read(server.data), [("pos", "1"), ("pos", "2")]) == []


def test_a_new_version_that_one_tab_takes_does_not_reload_another_under_the_hand_of_its_cook(
    opening: Opening, tmp_path: Path
) -> None:
    server = ServerProcess(opening.folder / "data", module="tests.process.rigged")
    shop = opening.at(server)
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.cards_are("1")
    is_kept(wok.page)
    fryer = Station(wok.page.context.new_page())
    fryer.page.goto(f"{server.url}/station/fry?lang=en")
    is_kept(fryer.page)

    shop.lose_power()
    new = updated(tmp_path / "new")
    server.launch({STATIC: str(tmp_path / "new")})
    server.wait_ready()
    for screen in (wok, fryer):
        screen.page.wait_for_function(WAITS)
    wok.page.evaluate(HEARS)
    Watch(fryer.page).passes(IDLE_S)
    fryer.page.wait_for_function(IS_OF, arg=new)
    wok.page.wait_for_function(HEARD)
    wok.page.evaluate("fetch('/api/v1/healthz').then((answer) => answer.text())")
    assert not is_of(wok.page, new), "its cook is at it"
    wok.card("1").bump()
    wok.card("1").is_("finished")

    Watch(wok.page).passes(IDLE_S)
    wok.page.wait_for_function(IS_OF, arg=new)
    wok.is_("synced")
    wok.is_empty()
    assert faults(read(server.data), [("pos", "1")]) == []
