"""The server dies, the cable is pulled: the strip says so, the kitchen cooks on, and every tap arrives once."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.hours import Watch
from e2e.shop import Shop
from e2e.till import dish
from tests.history import faults, read


def test_taps_made_while_the_server_is_down_arrive_once_when_it_is_back(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    for number in ("70", "71", "72", "73"):
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are("70", "71", "72", "73")
    the_pass.cards_are("70", "71", "72", "73")
    wok.card("70").bump()

    shop.lose_power()
    wok.is_("reconnecting")
    the_pass.is_("reconnecting")
    wok.card("71").bump()
    wok.card("72").row("宫保鸡丁").tap()
    wok.card("72").row("宫保鸡丁").is_("done")
    wok.card("72").row("宫保鸡丁").undo()
    wok.card("72").row("宫保鸡丁").is_("queued")
    expect(wok.strip).to_contain_text("not sent")
    wok.is_not("synced")

    shop.power_returns()
    wok.is_("synced")
    the_pass.is_("synced")
    expect(wok.strip).not_to_contain_text("not sent")
    the_pass.card("71").is_("ready")
    the_pass.card("72").is_("cooking")
    wok.cards_are("72", "73")

    history = read(shop.server.data)
    assert faults(history, [("pos", number) for number in ("70", "71", "72", "73")]) == []
    assert [row.kind for row in history.rows if row.kind in ("bump", "recall")] == ["bump", "bump", "bump", "recall"]


def test_a_pulled_cable_is_never_green_and_nothing_done_meanwhile_is_lost_or_doubled(shop: Shop) -> None:
    wok, the_pass = shop.station("hot", cable=shop.cable()), shop.the_pass()
    for number in ("75", "76"):
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are("75", "76")

    wok.cut_network()
    wok.card("75").bump()
    shop.till.place("77", dish("R02"), table="77")
    watch = Watch(wok.page)
    watch.passes(5)
    wok.is_not("synced")
    watch.passes(7)
    wok.is_("offline")
    expect(wok.strip).to_contain_text("keep working")
    expect(wok.strip).to_contain_text("1 not sent")
    wok.card("76").row("宫保鸡丁").tap()
    expect(wok.strip).to_contain_text("2 not sent")
    the_pass.card("75").is_("cooking")

    wok.mend_network()
    wok.is_("synced")
    the_pass.card("75").is_("ready")
    the_pass.card("76").is_("ready")
    wok.card("77").shows("1 鱼香肉丝")
    history = read(shop.server.data)
    assert [row.kind for row in history.rows].count("bump") == 2
    assert faults(history, [("pos", number) for number in ("75", "76", "77")]) == []
