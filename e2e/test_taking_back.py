"""What was bumped can be taken back: in place for five seconds, from the list all evening."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.cards import Card
from e2e.shop import Shop
from e2e.till import dish


def age_s(card: Card) -> int:
    """As it is read off the card."""
    minutes, seconds = card.parts.locator(".age kds-age").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_a_bump_can_be_undone_in_its_place_for_five_seconds(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("R01"), dish("R02"), table=number)
    wok.cards_are("1", "2", "3")

    wok.card("2").bump()
    wok.card("2").says("Undo")
    the_pass.card("2").is_("ready")
    wok.cards_are("1", "2", "3")
    wok.card("2").undo()
    wok.card("2").row("宫保鸡丁").is_("queued")
    the_pass.card("2").is_("cooking")

    wok.card("2").row("鱼香肉丝").tap()
    wok.card("2").row("鱼香肉丝").is_("done")
    wok.card("2").row("宫保鸡丁").is_("queued")
    wok.card("2").row("鱼香肉丝").undo()
    wok.card("2").row("鱼香肉丝").is_("queued")

    wok.card("2").bump()
    wok.card("2").is_gone()
    wok.cards_are("1", "3")
    the_pass.card("2").is_("ready")


def test_the_recall_list_has_the_latest_first_and_the_clock_of_a_recalled_card_runs_on(shop: Shop) -> None:
    wok = shop.station("hot")
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("R01"), table=number)
    wok.cards_are("1", "2", "3")
    for number in ("2", "1", "3"):
        wok.card(number).bump()
    wok.is_empty()

    wok.open_panel("recall")
    expect(wok.recalls.locator(".number")).to_have_text(["3", "1", "2"])
    wok.close_panel()
    wok.recall("2")

    wok.cards_are("2")
    # Younger than five seconds it would be a new clock: the undo alone took as long.
    assert age_s(wok.card("2")) >= 5
    wok.card("2").row("宫保鸡丁").is_("queued")


def test_the_pass_takes_back_what_it_served_in_its_place_and_from_the_list(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("5", dish("R01"), dish("R02"), table="5")
    wok.card("5").bump()
    the_pass.card("5").is_("ready")

    the_pass.card("5").serve()
    the_pass.card("5").undo()
    the_pass.card("5").row("宫保鸡丁").is_("ready")

    the_pass.card("5").serve()
    the_pass.is_empty()
    the_pass.open_panel("recall")
    served = the_pass.recalls.filter(has_text="served")
    expect(served).to_contain_text("1× 宫保鸡丁, 1× 鱼香肉丝")
    the_pass.tap(served.get_by_role("button", name="Not served"))

    the_pass.card("5").is_("ready")
    wok.is_empty()


def test_a_dish_made_again_is_new_work_with_a_new_clock(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("5", dish("R01"), table="5")
    wok.card("5").bump()

    the_pass.open_panel("recall")
    the_pass.tap(the_pass.recalls.get_by_role("button", name="Make again"))

    again = wok.card("5").row("宫保鸡丁", nth=1)
    again.says("Remake")
    again.is_("queued")
    wok.card("5").row("宫保鸡丁").is_("done")
    the_pass.card("5").is_("cooking")
