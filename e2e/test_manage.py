"""A manager keeps the store running: screens that fall behind, clocks, dishes, the kitchen file, bodies."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

from playwright.sync_api import expect

from e2e.manage import Room
from e2e.shop import PHONE, SAMPLE, WALL, Opening, Shop
from e2e.test_axe import findings
from e2e.till import dish
from e2e.vendors import SECRETS, Platforms, burger_kitchen, vendor_api
from tests.sources.payloads import own

ROOMS: tuple[Room, ...] = get_args(Room)

TOO_SMALL = """
() => [...document.querySelectorAll("kds-manage :is(button, a, input, summary)")]
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 48 || box.height < 48))
  .map(([text, box]) => `${text} ${box.width} x ${box.height}`)
"""
"""What a finger would miss."""

SLOW_CLOCK = "const now = Date.now; Date.now = () => now() - 125_000;"


def test_on_the_first_day_the_manager_is_told_where_to_begin(shop: Shop) -> None:
    office = shop.manage()
    expect(office.page.locator(".manage-none")).to_contain_text("No screen is connected yet.")
    expect(office.page.locator(".manage-none")).to_contain_text(shop.server.url)
    expect(office.alarms).to_have_count(1)
    expect(office.alarms).to_contain_text("No screen shows Wok, ")
    expect(office.row("manage")).to_contain_text("this page")


def test_a_tablet_that_falls_behind_is_seen_and_missed_until_it_is_back(shop: Shop) -> None:
    cable = shop.cable()
    wok = shop.station("hot", cable=cable)
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    office = shop.manage()
    expect(office.row("hot")).to_have_attribute("data-state", "well")
    expect(office.dark("hot")).to_have_count(0)

    wok.cut_network()
    shop.till.place("2", dish("R01"), table="2")
    expect(office.row("hot")).to_have_attribute("data-state", "fault")
    expect(office.row("hot")).to_contain_text("No answer for 0:0")
    expect(office.row("hot")).to_contain_text("changes behind, for 0:0")

    expect(office.row("hot")).to_have_attribute("data-state", "missed")
    expect(office.dark("hot")).to_contain_text("No screen shows Wok.")
    expect(office.dark("hot")).to_contain_text(f"Open {shop.server.url}/station/hot")

    wok.mend_network()
    expect(office.row("hot")).to_have_attribute("data-state", "well")
    expect(office.dark("hot")).to_have_count(0)
    wok.card("2").is_there()


def test_a_screen_that_is_put_away_for_good_is_taken_off_the_list(shop: Shop) -> None:
    wok = shop.station("hot")
    office = shop.manage()
    expect(office.row("hot")).to_have_attribute("data-state", "well")
    wok.page.close()
    expect(office.row("hot")).to_contain_text("Gone since")
    office.tap(office.row("hot").locator("[data-forget]"))
    expect(office.row("hot")).to_have_count(0)


def test_a_manager_names_a_screen_and_everybody_reads_who_it_was(shop: Shop) -> None:
    wok, the_pass, office = shop.station("hot"), shop.the_pass(), shop.manage()
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").bump()
    office.name("hot", "left of the fridge")
    expect(office.row("hot")).to_contain_text("left of the fridge")
    the_pass.open_panel("recall")
    expect(the_pass.recalls.first).to_contain_text("Wok, screen left of the fridge")
    wok.open_panel("settings")
    expect(wok.panel.locator("kds-screen-name h3")).to_contain_text("This screen is called left of the fridge · hot-")

    office.name("hot", "")
    expect(office.row("hot")).not_to_contain_text("left of the fridge")


def test_a_tablet_whose_clock_is_wrong_is_told_from_one_that_is_right(shop: Shop) -> None:
    shop.station("cold")
    page = shop.page(WALL)
    page.add_init_script(SLOW_CLOCK)
    page.goto(f"{shop.server.url}/station/hot?lang=en")
    office = shop.manage()
    expect(office.row("hot")).to_contain_text("Clock 2:05 slow")
    expect(office.row("hot")).to_have_attribute("data-state", "fault")
    expect(office.row("cold")).to_have_attribute("data-state", "well")
    expect(office.page.locator(".screen-row").first).to_contain_text("Wok")


def test_an_order_nobody_could_read_is_looked_at_mended_and_cooked_and_a_prank_is_discarded(
    opening: Opening, tmp_path: Path
) -> None:
    with vendor_api() as api:
        shop = opening.shop(burger_kitchen(tmp_path / "burgers", api), env=SECRETS)
        platforms = Platforms(shop.server, api)
        assembly, office = shop.station("assembly"), shop.manage()
        platforms.serves("/orders/od-7001", b'{"id": "od-7001", "items": [{"name": "x", "quantity": "plenty"}]}')
        platforms.open_delivery(own("open_delivery/created.json"))
        expect(office.page.locator("[data-alarm=bodies]")).to_contain_text("could not be read: 1")

        office.go_to("bodies")
        first = office.bodies.filter(has_text="invalid_quantity at /items/0/quantity")
        office.look_at(first)
        expect(first.locator(".body-text")).to_have_text(own("open_delivery/created.json").decode())
        office.tap(first.locator("[data-copy]"))
        expect(first.locator(".body-tools")).to_contain_text("Copied.")

        platforms.serves("/orders/od-7001", own("open_delivery/indoor_table.json"))
        office.retry(first)
        expect(office.word).to_contain_text("It is being read again.")
        assembly.card("OD T7-04").shows("1.5kg 水煮鱼", "2 米饭")
        expect(office.alarms.filter(has_text="could not be read")).to_have_count(0)
        expect(office.page.locator(".manage-none")).to_contain_text("Every order of the platforms was read.")

        platforms.open_delivery(b"<img src=x onerror=alert(1)><script>alert(2)</script>")
        prank = office.bodies.first
        office.look_at(prank)
        expect(prank.locator(".body-text")).to_have_text("<img src=x onerror=alert(1)><script>alert(2)</script>")
        expect(office.page.locator("kds-manage img, kds-manage script")).to_have_count(0)
        office.tap(prank.locator("[data-discard]"))
        assert findings(office.page) == []
        office.tap(prank.locator("[data-discard]"))
        office.discard(prank, "a prank", "Ann")
        expect(office.word).to_contain_text("It is discarded.")
        expect(office.bodies).to_have_count(0)
        expect(assembly.banner).to_have_count(0)
        assert "is discarded by Ann: a prank" in shop.server.output()


def test_a_manager_takes_a_dish_off_from_her_phone_and_counts_another(shop: Shop) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R04"), dish("R01"), table="1")
    wok.card("1").is_there()
    phone = shop.manage(glass=PHONE)
    phone.go_to("dishes")
    phone.page.get_by_label("Find a dish").fill("水煮鱼")
    expect(phone.page.locator(".stock-row")).to_have_count(1)
    phone.turn("水煮鱼")
    expect(phone.dish("水煮鱼")).to_contain_text("Sold out")
    expect(wok.side.locator("[data-out]")).to_contain_text("水煮鱼")
    answer = shop.till.place("2", dish("R04"), dish("R01"), table="2")
    assert [one["why"] for one in answer["refused"]] == ["sold_out"]

    phone.page.get_by_label("Find a dish").fill("宫保")
    phone.count("宫保鸡丁", 2)
    expect(phone.dish("宫保鸡丁")).to_contain_text("2 left")
    shop.till.place("3", dish("R01"), table="3")
    expect(phone.dish("宫保鸡丁")).to_contain_text("1 left")
    phone.tap(phone.dish("宫保鸡丁").locator("[data-count]"))
    phone.tap(phone.dish("宫保鸡丁").locator("[data-uncount]"))
    expect(phone.dish("宫保鸡丁")).not_to_contain_text("left")

    phone.page.get_by_label("Find a dish").fill("no such dish")
    expect(phone.page.locator(".manage-none")).to_contain_text("No dish has “no such dish”.")
    phone.page.get_by_label("Find a dish").fill("")
    phone.turn("水煮鱼")
    expect(wok.side.locator("[data-out]")).to_have_count(0)


def test_a_broken_kitchen_file_is_reported_with_its_line_and_the_old_kitchen_cooks_on(opening: Opening) -> None:
    for name in ("stations.yaml", "menu.yaml"):
        shutil.copy(SAMPLE.with_name(name), opening.folder)
    kitchen = opening.folder / "stations.yaml"
    sound = kitchen.read_text(encoding="utf-8")
    shop = opening.shop(kitchen)
    wok, office = shop.station("hot"), shop.manage()
    office.go_to("kitchen")
    expect(office.word).to_contain_text("The kitchen cooks by these files.")

    office.go_to("screens")
    kitchen.write_text(sound.replace("to: fry}", "to: frz}", 1), encoding="utf-8")
    line = sound[: sound.index("to: fry}")].count("\n") + 1
    alarm = office.page.locator("[data-alarm=kitchen]")
    expect(alarm).to_contain_text("The kitchen file has mistakes: 1.")
    office.tap(alarm.get_by_role("link", name="Look"))
    mistakes = office.page.locator(".file-problems[data-tone=bad]")
    expect(mistakes).to_contain_text(f"stations.yaml, line {line}")
    expect(mistakes).to_contain_text("did you mean 'fry'?")
    expect(office.word).to_contain_text("The kitchen cooks by the ones before")
    assert findings(office.page) == []
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()

    kitchen.write_text(sound.replace("en: Wok}", "en: Big wok}"), encoding="utf-8")
    office.tap(office.page.locator("[data-read]"))
    expect(office.page.locator("kds-kitchen-room")).to_contain_text("Read: no mistakes.")
    expect(mistakes).to_have_count(0)
    expect(wok.page.locator("h1")).to_have_text("Big wok")


def test_while_the_server_is_away_the_page_says_as_of_when_it_speaks(shop: Shop) -> None:
    shop.station("hot")
    office = shop.manage()
    expect(office.row("hot")).to_have_attribute("data-state", "well")
    office.go_to("dishes")
    office.go_to("screens")
    shop.lose_power()
    expect(office.word).to_contain_text("the server is away.")
    expect(office.row("hot")).to_be_visible()
    office.go_to("kitchen")
    office.tap(office.page.locator("[data-read]"))
    expect(office.page.locator("kds-kitchen-room")).to_contain_text("The server did not answer")
    shop.power_returns()
    expect(office.word.filter(has_text="away")).to_have_count(0)
    office.go_to("screens")
    expect(office.row("hot")).to_have_attribute("data-state", "well")


def test_on_a_phone_every_room_can_be_worked_with_a_thumb(shop: Shop) -> None:
    wok = shop.station("hot")
    phone = shop.manage(glass=PHONE)
    expect(phone.row("hot")).to_be_visible()
    wok.page.close()
    expect(phone.row("hot").locator("[data-forget]")).to_be_visible()
    for room in ROOMS:
        phone.go_to(room)
        if room == "dishes":
            phone.tap(phone.page.locator("[data-count]").first)
        assert phone.page.evaluate(TOO_SMALL) == []
        assert phone.page.evaluate("document.documentElement.scrollWidth") == PHONE.width
