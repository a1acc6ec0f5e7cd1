"""Yesterday's backup is put back: the screens bring what it lacks, marked, and the pass says what is still cooked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from e2e.device import is_kept
from e2e.shop import Shop
from e2e.till import dish
from tests.history import faults, read
from tests.house import ROOT


def kds(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kds", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def restored(shop: Shop, file: Path) -> str:
    """The server dies, and comes back from the backup; what was said of it."""
    shop.lose_power()
    said = kds("restore", file, "--data", shop.server.data)
    shop.power_returns()
    return said


def test_orders_that_came_after_the_backup_come_back_once_and_the_pass_decides(shop: Shop, tmp_path: Path) -> None:
    wok, expo = shop.station("hot"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    shop.till.place("2", dish("R01"), table="2")
    wok.card("2").is_there()
    file = tmp_path / "yesterday.db"
    assert "2 tickets, 2 of them open" in kds("backup", file, "--data", shop.server.data)

    wok.card("1").row("宫保鸡丁").tap()
    wok.card("1").is_gone()
    shop.till.place("3", dish("R01"), table="3")
    shop.till.place("4", dish("R01"), table="4")
    for screen in (wok, expo):
        screen.card("4").is_there()
        is_kept(screen.page)

    assert "2 tickets, 2 of them open" in restored(shop, file)
    for screen in (wok, expo):
        screen.is_("synced")
    expect(expo.alarm("recovery")).to_have_count(2)
    wok.cards_are("2")
    expect(expo.card("3").parts.first).to_contain_text("Recovered")
    for order in ("3 Table 3", "4 Table 4"):
        expect(expo.lane.locator("[data-brought=waits]")).to_contain_text(order)
    expect(expo.lane.locator("[data-brought=further]")).to_contain_text("1 Table 1")

    expo.tap(expo.alarm("recovery").filter(has_text="Table 3").get_by_role("button", name="Cook it"))
    wok.card("3").is_there()
    expect(wok.card("3").parts.first).to_contain_text("Recovered")
    expo.tap(expo.alarm("recovery").filter(has_text="Table 4").get_by_role("button", name="Drop it"))
    expect(expo.alarm("recovery")).to_have_count(0)
    wok.cards_are("2", "3")
    expect(expo.lane.locator("[data-brought=decided]")).to_contain_text("3 Table 3")

    wok.card("3").row("宫保鸡丁").tap()
    wok.card("3").is_gone()
    # The till repeats what it sent: nothing new comes of it.
    shop.till.place("3", dish("R01"), table="3")
    expo.card("3").is_there()
    wok.cards_are("2")
    assert faults(read(shop.server.data), [("pos", number) for number in "1234"]) == []


def test_a_screen_that_was_off_brings_its_orders_back_when_it_is_started_again(shop: Shop, tmp_path: Path) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    file = tmp_path / "yesterday.db"
    kds("backup", file, "--data", shop.server.data)
    shop.till.place("2", dish("R01"), table="2")
    wok.card("2").is_there()
    is_kept(wok.page)
    address = wok.page.url
    wok.page.goto("about:blank")

    restored(shop, file)
    expo = shop.the_pass()
    expo.card("1").is_there()
    expect(expo.alarm("recovery")).to_have_count(0)
    wok.page.goto(address)
    expect(wok.strip).to_contain_text("Server was restored · tickets brought back: 1")
    expect(expo.alarm("recovery")).to_have_count(1)
    wok.cards_are("1")
    expo.decide("recovery", "Cook it")
    wok.card("2").is_there()
    wok.page.reload()
    wok.is_("synced")
    wok.cards_are("1", "2")
    expect(expo.alarm("recovery")).to_have_count(0)
    assert faults(read(shop.server.data), [("pos", "1"), ("pos", "2")]) == []
