"""Courses are held back and fired, orders for later wait off the cards, and nothing without a rule is invisible."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.shop import Shop
from e2e.till import dish


def test_a_held_course_is_fired_from_the_pass(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("20", dish("R01"), dish("R02", course=2), table="2", hold=[2])
    wok.card("20").row("宫保鸡丁").is_("queued")
    wok.card("20").row("鱼香肉丝").is_("held")
    wok.card("20").row("鱼香肉丝").says("Held", "course 2")

    wok.card("20").bump()
    wok.card("20").row("宫保鸡丁").is_("done")
    wok.card("20").row("鱼香肉丝").is_("held")
    wok.card("20").undo()
    wok.card("20").row("宫保鸡丁").is_("queued")

    the_pass.card("20").press("Fire course 2")
    wok.card("20").row("鱼香肉丝").is_("queued")
    the_pass.card("20").row("鱼香肉丝").is_silent_about("Held")


def test_the_button_of_a_course_stands_above_its_first_dish(shop: Shop) -> None:
    the_pass = shop.the_pass()
    courses = [dish(f"Dish {n}", category="wok", course=(n + 3) // 4) for n in range(1, 13)]
    shop.till.place("29", *courses, table="2", hold=[2, 3])
    ticket = the_pass.card("29")
    expect(ticket.rows).to_have_count(12)
    for course, first in ((2, "Dish 5"), (3, "Dish 9")):
        block = ticket.parts.locator(".block", has=the_pass.page.locator(f"[data-course='{course}']"))
        expect(block.locator(".name")).to_have_text([first])


def test_the_pass_holds_a_whole_order_and_fires_it(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("21", dish("R01"), table="2")
    wok.card("21").row("宫保鸡丁").is_("queued")
    the_pass.card("21").press("Hold")
    wok.card("21").row("宫保鸡丁").is_("held")
    the_pass.card("21").press("Fire")
    wok.card("21").row("宫保鸡丁").is_("queued")


def test_an_order_for_the_evening_is_listed_at_the_pass_and_on_no_card(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("22", dish("R01"), service="takeaway", guest="Wei", due_at=shop.till.in_hours(3))
    shop.till.place("23", dish("R02"), table="2")
    shop.till.place("30", dish("R01"), service="takeaway", due_at=shop.till.in_hours(24))
    expect(the_pass.lane).to_contain_text("Later")
    rows = the_pass.lane.locator(".count-row")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="22").locator(".name")).to_contain_text("cook from")
    expect(rows.filter(has_text="30").locator(".when")).to_contain_text("tomorrow")
    wok.cards_are("23")
    the_pass.cards_are("23")
    expect(wok.strip).to_contain_text("To cook 1")


def test_what_no_rule_takes_is_at_the_default_station_marked_and_at_the_pass(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("24", dish("Birthday cake"), dish("R01"), table="2")
    wok.card("24").shows("1 Birthday cake", "1 宫保鸡丁")
    wok.card("24").row("Birthday cake").says("No station set")
    expect(the_pass.alarm("unrouted")).to_contain_text("Birthday cake: no rule says where; it is at Wok")
    wok.card("24").row("Birthday cake").tap()
    expect(the_pass.alarm("unrouted")).to_have_count(0)


def test_a_set_meal_and_a_modifier_are_made_where_they_belong(shop: Shop) -> None:
    wok, steam, fry = shop.station("hot"), shop.station("steam"), shop.station("fry")
    lunch = dish(
        "午市套餐",
        "2",
        components=[
            dish("R01", modifiers=[{"name": "Add fries", "quantity": "2"}]),
            dish("M11"),
        ],
    )
    shop.till.place("25", lunch, dish("R04", "1.5", unit="斤"), table="2")
    wok.card("25").shows("2 宫保鸡丁", "1.5斤 水煮鱼")
    wok.card("25").row("宫保鸡丁").says("午市套餐")
    steam.card("25").shows("2 米饭")
    fry.card("25").shows("4 Add fries")
    fry.card("25").row("Add fries").says("for 宫保鸡丁")


def test_merged_tickets_share_a_card_and_a_split_makes_no_food_again(shop: Shop) -> None:
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("26", dish("R01"), dish("R02"), table="2")
    shop.till.place("27", dish("R13"), table="3")
    wok.cards_are("26", "27")

    shop.till.merge("27", into="26")
    wok.cards_are("26")
    wok.card("26").shows("1 宫保鸡丁", "1 鱼香肉丝", "1 糖醋里脊")
    wok.card("26").says("With 27")
    the_pass.cards_are("26")

    wok.card("26").row("鱼香肉丝").tap()
    wok.card("26").row("鱼香肉丝").is_("done")
    shop.till.split("26", ["R02"], to="28")
    the_pass.card("28").shows("1 鱼香肉丝")
    the_pass.card("28").is_("ready")
    wok.card("26").shows("1 宫保鸡丁", "1 糖醋里脊")
    expect(wok.strip).to_contain_text("To cook 2")
