"""A waiter's evening on a phone: orders go out once, the kitchen answers, tables move, and the line breaks."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from e2e.shop import SAMPLE, TABLET, Opening, Shop
from e2e.till import dish


def test_an_order_is_written_at_the_table_and_the_kitchen_has_it_as_it_was_meant(shop: Shop) -> None:
    phone, wok, steam = shop.waiter(), shop.station("hot"), shop.station("steam")
    phone.open("3")
    phone.add("宫保鸡丁", "宫保鸡丁")
    phone.edit("宫保鸡丁")
    phone.panel.locator("[data-different]").fill("花生")
    phone.tap(phone.panel.locator("[data-action=no]"))
    phone.panel.locator("[data-note]").fill("half spicy")
    phone.tap(phone.panel.get_by_role("group", name="Seat").get_by_text("2", exact=True))
    phone.save()
    phone.tap(phone.page.get_by_role("button", name="course 2"))
    phone.add("清蒸鲈鱼")
    phone.review()
    phone.tap(phone.page.locator(".course", has_text="course 2").get_by_role("button", name="Cook at once"))
    phone.tap(phone.page.locator(".party"))
    phone.tap(phone.panel.get_by_role("group", name="Guests").get_by_text("4", exact=True))
    phone.save()
    phone.send()

    wok.card("A001").says("Table 3", "party of 4")
    wok.card("A001").shows("2 宫保鸡丁")
    wok.card("A001").row("宫保鸡丁").says("NO 花生", "half spicy", "seat 2")
    steam.card("A001").row("清蒸鲈鱼").is_("held")
    expect(phone.item("宫保鸡丁")).to_contain_text("Waiting")
    expect(phone.item("清蒸鲈鱼")).to_contain_text("Held")

    phone.tap(phone.order("A001").get_by_role("button", name="Fire course 2"))
    steam.card("A001").row("清蒸鲈鱼").is_("queued")


def test_what_is_added_later_goes_on_the_same_ticket(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    phone.open("3")
    phone.add("宫保鸡丁")
    phone.review()
    phone.send()
    expect(phone.item("宫保鸡丁")).to_be_visible()
    phone.add("鱼香肉丝")
    phone.review()
    expect(phone.page.locator("[data-verb=send]")).to_contain_text("onto A001")
    phone.send()
    wok.cards_are("A001")
    wok.card("A001").shows("1 宫保鸡丁", "1 鱼香肉丝")


def test_a_rush_is_answered_and_what_is_ready_calls_the_waiter(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    shop.till.place("38", dish("R01"), table="5")
    phone.open("5")
    phone.tap(phone.order("38").locator("[data-verb=rush]"))
    wok.card("38").row("宫保鸡丁").is_("queued")
    wok.tap(wok.page.get_by_role("button", name="2 min"))
    expect(phone.item("宫保鸡丁")).to_contain_text("2 min")
    phone.go_to_tables()
    phone.tap(phone.call("2 min"))
    phone.tap(phone.page.locator(".read-news .ok"))

    wok.card("38").row("宫保鸡丁").tap()
    phone.go_to_tables()
    expect(phone.call("宫保鸡丁")).to_have_attribute("data-call", "ready")
    phone.tap(phone.call("宫保鸡丁"))
    phone.tap(phone.page.locator(".pos-foot [data-verb=serve]"))
    expect(phone.page.locator("kds-table")).to_contain_text("Nothing is open at this table")
    assert shop.till.ticket("38")["close_reason"] == "served"


def test_a_waiter_carries_the_rest_while_an_allergy_is_still_to_be_confirmed_at_the_pass(shop: Shop) -> None:
    phone, wok, the_pass = shop.waiter(), shop.station("hot"), shop.the_pass()
    shop.till.place("39", dish("R01", allergens=["peanut"]), dish("R02"), table="5")
    wok.card("39").row("宫保鸡丁").confirm_allergy()
    wok.card("39").bump()
    phone.open("5")
    expect(phone.item("宫保鸡丁")).to_contain_text("Confirm at the pass")
    expect(phone.item("宫保鸡丁").locator("[data-verb=serve]")).to_have_count(0)
    phone.about("宫保鸡丁")
    expect(phone.panel).to_contain_text("confirmed at the pass before it goes out")
    expect(phone.panel.locator("[data-verb=serve]")).to_have_count(0)
    phone.tap(phone.panel.locator("[data-close]"))

    serve = phone.page.locator(".pos-foot [data-verb=serve]")
    expect(serve).to_have_text("Serve 1")
    phone.tap(serve)
    expect(phone.item("鱼香肉丝")).to_have_attribute("data-state", "served")
    expect(phone.item("宫保鸡丁")).to_have_attribute("data-state", "ready")
    expect(serve).to_have_count(0)

    the_pass.card("39").row("宫保鸡丁").confirm_allergy()
    phone.tap(serve)
    expect(phone.page.locator("kds-table")).to_contain_text("Nothing is open at this table")


def test_an_unsent_order_is_dropped_by_a_second_tap_and_kept_by_any_other(shop: Shop) -> None:
    phone = shop.waiter()
    phone.open("3")
    phone.add("宫保鸡丁", "鱼香肉丝")
    phone.review()
    phone.tap(phone.drop)
    expect(phone.drop).to_contain_text("Tap again to drop it")
    expect(phone.line("宫保鸡丁")).to_be_visible()
    phone.tap(phone.page.get_by_role("button", name="One more 宫保鸡丁"))
    expect(phone.drop).to_have_text("Drop this order")
    # The bounce of a wet finger is no second tap.
    phone.look()
    phone.drop.dblclick()
    expect(phone.drop).to_contain_text("Tap again to drop it")
    phone.tap(phone.drop)
    expect(phone.spot("3")).to_contain_text("free")


def test_a_dish_that_is_added_beside_it_is_a_no_to_dropping_the_order(shop: Shop) -> None:
    counter = shop.waiter(glass=TABLET)
    counter.open("3")
    counter.add("宫保鸡丁")
    counter.tap(counter.drop)
    expect(counter.drop).to_contain_text("Tap again to drop it")
    counter.add("鱼香肉丝")
    expect(counter.drop).to_have_text("Drop this order")
    expect(counter.line("鱼香肉丝")).to_be_visible()


def test_started_food_is_asked_about_and_the_answer_comes_to_the_phone(shop: Shop) -> None:
    phone, steam, the_pass = shop.waiter(), shop.station("steam"), shop.the_pass()
    shop.till.place("44", dish("Z02"), dish("M11"), table="5")
    steam.card("44").row("清蒸鲈鱼").tap()
    phone.open("5")
    expect(phone.item("清蒸鲈鱼")).to_contain_text("Cooking")
    phone.about("清蒸鲈鱼")
    phone.verb("void")
    phone.because("changed_mind")
    expect(phone.item("清蒸鲈鱼")).to_contain_text("Kitchen is asked")
    the_pass.decide("void_asked", "Keep it")
    expect(phone.page.locator(".read-news")).to_contain_text("清蒸鲈鱼: not taken back, the guest gets it")
    phone.tap(phone.page.locator(".read-news .ok"))

    phone.about("米饭")
    phone.verb("void")
    phone.because("wrong_dish")
    expect(phone.item("米饭")).to_have_attribute("data-state", "void")


def test_a_dish_in_the_kitchen_can_still_be_changed(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    shop.till.place("45", dish("R01", "2"), table="5")
    phone.open("5")
    phone.about("宫保鸡丁")
    phone.verb("change")
    phone.tap(phone.panel.locator("[data-more]"))
    phone.panel.locator("[data-note]").fill("no hurry")
    phone.save()
    wok.card("45").shows("3 宫保鸡丁")
    wok.card("45").row("宫保鸡丁").says("no hurry")


def test_the_last_portion_goes_to_the_first_and_the_rest_of_the_other_order_is_kept(shop: Shop) -> None:
    phone, steam, wok = shop.waiter(), shop.station("steam"), shop.station("hot")
    phone.open("3")
    phone.add("清蒸鲈鱼", "宫保鸡丁")
    phone.review()
    steam.open_panel("soldout")
    steam.tap(steam.panel.locator(".dish-cell", has_text="清蒸鲈鱼").locator(".dish-pick"))
    steam.tap(steam.panel.locator("[data-turn]"))
    expect(phone.line("清蒸鲈鱼")).to_contain_text("Sold out")

    phone.send()

    wok.card("A001").shows("1 宫保鸡丁")
    phone.tap(phone.page.locator("kds-table .act.main"))
    expect(phone.came_back).to_contain_text("Sold out in the meantime, or not enough left. Anything else")
    expect(phone.line("宫保鸡丁")).to_have_count(0)
    expect(phone.line("清蒸鲈鱼")).to_have_count(1)
    phone.tap(phone.drop)
    phone.tap(phone.drop)
    phone.open("7")
    expect(phone.dish("夫妻肺片")).to_be_visible()
    phone.page.get_by_role("searchbox").fill("清蒸鲈鱼")
    expect(phone.dish("清蒸鲈鱼")).to_contain_text("Sold out")


def test_a_table_moves_mid_meal_and_takes_its_unsent_order_along(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    shop.till.place("48", dish("R01"), table="4")
    phone.open("4")
    phone.add("鱼香肉丝")
    phone.go_to_tables()
    phone.tap(phone.spot("4"))
    phone.tap(phone.page.locator(".pos-head [data-verb=move]"))
    phone.tap(phone.panel.locator("[data-table='9']"))
    wok.card("48").says("Table 9", "Moved")
    expect(phone.item("宫保鸡丁")).to_be_visible()
    phone.go_to_tables()
    expect(phone.spot("4")).to_contain_text("free")
    expect(phone.spot("9")).to_contain_text("1 not sent")


def test_orders_are_merged_split_and_cancelled_from_the_table(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    shop.till.place("26", dish("R01"), dish("R02"), table="2")
    shop.till.place("27", dish("R13"), table="2")
    wok.cards_are("26", "27")
    phone.open("2")
    phone.more("27")
    phone.verb("merge")
    phone.tap(phone.panel.locator("[data-into='26']"))
    wok.cards_are("26")
    expect(phone.order("27")).to_contain_text("With 26")

    phone.more("26")
    phone.verb("split")
    phone.tap(phone.panel.locator(".pick-item", has_text="鱼香肉丝"))
    phone.save()
    expect(phone.order("26-2")).to_contain_text("鱼香肉丝")
    wok.card("26-2").shows("1 鱼香肉丝")

    phone.more("26-2")
    phone.verb("cancel")
    phone.because("guest_left")
    wok.card("26-2").reads_as("Cancelled")
    expect(phone.order("26-2")).to_have_count(0)


def test_a_split_can_go_onto_another_order(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    shop.till.place("26", dish("R01"), dish("R02"), table="2")
    shop.till.place("27", dish("R13"), table="6")
    wok.cards_are("26", "27")
    phone.open("2")
    phone.more("26")
    phone.verb("split")
    phone.tap(phone.panel.locator(".pick-item", has_text="鱼香肉丝"))
    phone.panel.locator("[data-to]").select_option(label="27 · Table 6")
    phone.save()
    wok.card("27").shows("1 糖醋里脊", "1 鱼香肉丝")
    wok.card("26").shows("1 宫保鸡丁")


def test_a_takeaway_order_is_taken_at_the_counter_while_the_till_is_down(shop: Shop) -> None:
    counter, wok = shop.waiter(glass=TABLET), shop.station("hot")
    counter.go_to_tables()
    counter.tap(counter.page.locator("[data-new]"))
    counter.add("宫保鸡丁")
    counter.tap(counter.page.locator(".party"))
    counter.panel.locator("[data-guest]").fill("Wei")
    counter.save()
    counter.send()
    wok.card("A001").says("Takeaway", "Wei")
    expect(counter.spot("A001")).to_contain_text("Wei")


def test_a_table_that_no_file_names_can_be_served_too(shop: Shop) -> None:
    phone, wok = shop.waiter(), shop.station("hot")
    phone.go_to_tables()
    phone.page.get_by_label("Another table").fill("Yard 1")
    phone.tap(phone.page.get_by_role("button", name="Open"))
    phone.add("宫保鸡丁")
    phone.review()
    phone.send()
    wok.card("A001").says("Table Yard 1")
    phone.go_to_tables()
    expect(phone.spot("Yard 1")).to_contain_text("1 cooking")


def test_a_table_that_calls_is_answered_from_the_phone_in_the_pocket(shop: Shop) -> None:
    phone, guest = shop.waiter(), shop.guest("V1")
    guest.call("bill")
    phone.go_to_tables()
    expect(phone.call("Table V1 wants to pay")).to_be_visible()
    phone.tap(phone.page.locator("[data-answer=V1]"))
    expect(phone.call("Table V1 wants to pay")).to_have_count(0)


def test_a_guests_order_is_let_in_by_the_waiter_who_has_seen_the_guest(opening: Opening, tmp_path: Path) -> None:
    kitchen = tmp_path / "stations.yaml"
    kitchen.write_text(SAMPLE.read_text(encoding="utf-8") + "\nguest_orders: approve\n", encoding="utf-8")
    (tmp_path / "menu.yaml").write_bytes((SAMPLE.parent / "menu.yaml").read_bytes())
    shop = opening.shop(kitchen)
    phone, cold, guest = shop.waiter(), shop.station("cold"), shop.guest("5")
    guest.add("Smashed Cucumber")
    guest.open_cart()
    guest.order()
    phone.go_to_tables()
    phone.tap(phone.call("Guest's order: let it in?"))
    cold.is_empty()
    phone.tap(phone.page.locator("[data-approve]"))
    expect(cold.cards).to_have_count(1)
    expect(phone.page.locator("[data-approve]")).to_have_count(0)
