"""Staff move a party to another table: its phones follow the food, and the old table belongs to whoever sits there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.guest import Guest
from e2e.shop import Shop
from e2e.test_axe import THEMES, Theme, findings, unwritten
from e2e.till import Till

CUCUMBER, PLUM = "Smashed Cucumber", "Sour Plum Juice"
FINGER_PX = 48
MOVED = "You are at table 12 now. Scan the code there to order or to call."


@pytest.fixture
def staff(shop: Shop) -> Till:
    """Who moves tables."""
    return shop.till_of("guest")


def ordering(guest: Guest, dish: str = CUCUMBER) -> str:
    """Orders one dish; the orders are open."""
    guest.add(dish)
    guest.open_cart()
    guest.order()
    expect(guest.told("told_sent").or_(guest.told("told_other"))).to_be_visible()
    return guest.last_order()


def test_a_party_that_moves_follows_its_food_and_orders_no_more_from_the_old_page(shop: Shop, staff: Till) -> None:
    cold, anna = shop.station("cold"), shop.guest("5")
    order = ordering(anna)
    anna.close()
    anna.add("Mapo Tofu", "Mild")
    staff.move(order, "12")

    expect(anna.moved).to_contain_text(MOVED)
    expect(anna.dish(CUCUMBER).locator("[data-plus]")).to_be_disabled()
    anna.open_cart()
    expect(anna.sheet).to_contain_text(MOVED)
    expect(anna.sheet).to_contain_text("None of this is ordered. Choose it again at the table where you sit now.")
    expect(anna.sheet.locator("[data-order]")).to_have_count(0)
    anna.close()
    anna.dish(CUCUMBER).locator(".dish-open").tap()
    expect(anna.sheet).to_contain_text(MOVED)
    expect(anna.sheet.locator("[data-add]")).to_have_count(0)
    anna.close()
    anna.page.locator("[data-open=call]").tap()
    expect(anna.sheet).to_contain_text(MOVED)
    expect(anna.sheet.locator("[data-call]")).to_have_count(0)
    anna.close()
    anna.open_orders()
    expect(anna.sheet).to_contain_text("This order is at table 12 now.")
    cold.card("A001").bump()
    anna.stands(CUCUMBER, "Ready")


def test_the_next_party_at_the_old_table_has_a_page_of_its_own(shop: Shop, staff: Till) -> None:
    anna = shop.guest("5")
    staff.move(ordering(anna), "12")
    anna.close()
    expect(anna.moved).to_be_visible()

    carl = shop.guest("5")
    expect(carl.dish(PLUM)).to_be_visible()
    expect(carl.page.locator("[data-open=orders]")).to_have_count(0)
    expect(carl.moved).to_have_count(0)
    carl.add(PLUM, "Less ice")
    expect(carl.cart_button).to_contain_text("1")
    carl.open_cart()
    carl.order()
    expect(carl.told("told_sent")).to_contain_text("A002")
    anna.open_orders()
    expect(anna.sheet.locator(".order")).to_have_count(1)
    expect(anna.told("told_other")).to_have_count(0)


def test_the_old_page_is_still_the_old_partys_after_a_restart_and_a_reload(shop: Shop, staff: Till) -> None:
    anna = shop.guest("5")
    staff.move(ordering(anna), "12")
    shop.lose_power()
    shop.power_returns()
    anna.page.reload()
    expect(anna.moved).to_contain_text(MOVED)
    anna.open_orders()
    anna.stands(CUCUMBER, "In the kitchen")


def test_while_one_of_two_orders_stays_at_the_table_its_guests_order_on(shop: Shop, staff: Till) -> None:
    anna, ben = shop.guest("5"), shop.guest("5")
    ordering(anna)
    anna.close()
    second = ordering(anna)
    staff.move(second, "12")
    expect(anna.sheet).to_contain_text("This order is at table 12 now.")
    expect(ben.moved).to_have_count(0)
    ben.add(PLUM, "Less ice")
    ben.open_cart()
    ben.order()
    expect(ben.told("told_sent")).to_contain_text("A003")


def test_a_party_that_is_moved_back_goes_on_with_what_it_had_chosen(shop: Shop, staff: Till) -> None:
    anna = shop.guest("5")
    order = ordering(anna)
    anna.close()
    anna.add(PLUM, "Less ice")
    staff.move(order, "12")
    expect(anna.moved).to_be_visible()
    staff.move(order, "5")
    expect(anna.moved).to_have_count(0)
    anna.open_cart()
    anna.cart_is(f"1 {PLUM}")
    anna.order()
    expect(anna.told("told_sent")).to_contain_text("A002")


def test_who_stayed_at_the_table_says_so_and_begins_anew(shop: Shop, staff: Till) -> None:
    anna = shop.guest("5")
    staff.move(ordering(anna), "12")
    anna.close()
    anna.moved.get_by_role("button", name="No, I sit at table 5").tap()
    expect(anna.moved).to_have_count(0)
    expect(anna.page.locator("[data-open=orders]")).to_have_count(0)
    ordering(anna, CUCUMBER)
    expect(anna.sheet.locator(".order")).to_have_count(1)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_on_the_page_of_those_who_moved(theme: Theme, shop: Shop, staff: Till) -> None:
    anna = shop.guest("5")
    anna.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    order = ordering(anna)
    anna.close()
    anna.add(CUCUMBER)
    staff.move(order, "12")
    expect(anna.moved).to_be_visible()
    seen = [*findings(anna.page), *unwritten(anna.page, theme)]
    for sheet in ("cart", "orders", "call"):
        anna.page.locator(f"[data-open={sheet}]").tap()
        seen += [*findings(anna.page), *unwritten(anna.page, theme)]
        anna.close()
    assert "\n".join(seen) == ""
    box = anna.moved.locator("[data-stay]").bounding_box()
    assert box is not None
    assert box["height"] >= FINGER_PX
