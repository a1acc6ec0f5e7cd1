"""Lines that are worse than none: silent, cut in mid-frame, dripping, shut one way; each tap still arrives once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import expect

from e2e.hours import Watch
from e2e.screens import Pass, Station
from e2e.shop import Shop
from e2e.till import dish
from tests.cable import Cable, Pace, Way
from tests.history import faults, read

WATCHDOG_S = 12
"""Silence after which a screen gives its connection up."""
BACK_S = WATCHDOG_S + 5
"""... and the longest pause before it has a new one."""
CUTS: dict[Way, range] = {"up": range(100, 1_400, 200), "down": range(100, 3_000, 450)}
"""After so many bytes of each new connection; those that come to nothing are waited for ever longer, to 5 s."""
PATIENCE_S = 90
DRIP = Pace(64, 0.01)


def opened(shop: Shop, cable: Cable, *numbers: str) -> tuple[Station, Pass]:
    """A wok on a bad line and a pass on a good one, with an order each for these numbers."""
    wok, the_pass = shop.station("hot", cable=cable), shop.the_pass()
    for number in numbers:
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are(*numbers)
    the_pass.cards_are(*numbers)
    wok.is_("synced")
    return wok, the_pass


def all_is_well(shop: Shop, wok: Station, the_pass: Pass, bumped: str, *waiting: str) -> None:
    """The one that was finished is so everywhere, once; the others are on the screen."""
    wok.is_("synced")
    expect(wok.strip).not_to_contain_text("not sent")
    wok.cards_are(*waiting)
    the_pass.card(bumped).is_("ready")
    history = read(shop.server.data)
    assert [row.kind for row in history.rows].count("bump") == 1
    assert faults(history, [("pos", number) for number in (bumped, *waiting)]) == []


def test_a_line_that_went_silent_is_given_up_and_the_tap_into_it_arrives_once(shop: Shop) -> None:
    cable = shop.cable()
    wok, the_pass = opened(shop, cable, "80", "81")
    cable.forget()
    began = time.perf_counter()
    wok.card("80").bump()
    shop.till.place("82", dish("R01"), table="82")
    wok.is_("reconnecting")
    wok.is_("synced")
    assert time.perf_counter() - began < BACK_S
    all_is_well(shop, wok, the_pass, "80", "81", "82")


@pytest.mark.parametrize("way", CUTS)
def test_a_line_that_is_cut_in_mid_frame_again_and_again_costs_nothing(way: Way, shop: Shop) -> None:
    cable = shop.cable()
    wok, the_pass = opened(shop, cable, "83", "84")
    over = Event()

    def cuts() -> Iterator[int]:
        yield from CUTS[way]
        over.set()

    cable.cut(way, cuts())
    cable.reset()
    wok.card("83").bump()
    shop.till.place("85", dish("R01"), table="85")
    assert over.wait(PATIENCE_S)
    all_is_well(shop, wok, the_pass, "83", "84", "85")


def test_a_line_that_drips_is_slow_and_nothing_else(shop: Shop) -> None:
    cable = shop.cable()
    wok, the_pass = opened(shop, cable, "86", "87")
    cable.squeeze(DRIP)
    wok.card("86").bump()
    shop.till.place("88", dish("R01"), table="88")
    all_is_well(shop, wok, the_pass, "86", "87", "88")


def test_a_line_that_only_sends_is_not_green_and_what_was_sent_counts_once(shop: Shop) -> None:
    cable = shop.cable()
    wok, the_pass = opened(shop, cable, "90", "91")
    cable.pull("down")
    wok.card("90").bump()
    the_pass.card("90").is_("ready")
    shop.till.place("92", dish("R01"), table="92")
    Watch(wok.page).passes(WATCHDOG_S)
    wok.is_("offline")
    expect(wok.strip).to_contain_text("1 not sent")
    cable.plug()
    all_is_well(shop, wok, the_pass, "90", "91", "92")
