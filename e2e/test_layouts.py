"""Every kitchen hangs its screens its own way: tablets are swapped, the store decides, one cook works two stations."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.bumpbar import all_is_sent, slots
from e2e.screens import Pass, Screen, Station
from e2e.shop import LAPTOP, SAMPLE, WALL, Glass, Opening, Shop
from e2e.till import dish

BAR = (
    '{"F1": "slot.1", "F2": "slot.2", "F3": "slot.3", "F9": "bump", "F10": "down", "F11": "recall", "F12": "settings"}'
)


def whose(screen: Screen, part: str) -> Locator:
    """What the settings say of a choice: the store's, or this screen's own."""
    return screen.panel.locator(f"[data-choice={part}] .choice-whose")


def choose(screen: Screen, part: str, name: str) -> None:
    choice = screen.panel.locator(f"[data-choice={part}]")
    screen.tap(choice.get_by_role("button", name=name, exact=True))


def a_wiped_tablet(shop: Shop, address: str, glass: Glass = WALL) -> Page:
    """Another browser that remembers nothing."""
    page = shop.page(glass)
    page.goto(f"{shop.server.url}{address}", wait_until="commit")
    return page


def name_of(screen: Screen) -> str:
    heading = screen.panel.locator("kds-screen-name h3").inner_text()
    return heading.rpartition(" ")[2]


def test_a_swapped_tablet_gets_its_layout_and_its_learned_bump_bar_back(shop: Shop) -> None:
    first = Station(a_wiped_tablet(shop, "/station/bar"))
    first.open_panel("settings")
    name = name_of(first)
    assert re.fullmatch(r"bar-[0-9a-f]{4}", name)
    choose(first, "language", "English")
    choose(first, "theme", "Light")
    choose(first, "columns", "3")
    first.tap(first.panel.get_by_role("button", name="Keys as text"))
    first.panel.get_by_role("textbox").fill(BAR)
    first.tap(first.panel.get_by_role("button", name="Use this text"))
    first.close_panel()
    all_is_sent(first)
    first.page.context.close()

    # The tablet fell into the sink. The new one knows nothing but the address of the bar.
    for number in ("1", "2", "3"):
        shop.till.place(number, dish("D01"), table=number)
    second = Station(a_wiped_tablet(shop, "/station/bar"))
    second.cards_are("1", "2", "3")
    second.open_panel("settings")
    old = second.panel.locator(f"[data-screen={name}]")
    second.tap(old.locator("[data-do=take]"))
    second.tap(old.locator("[data-do=take]"))
    expect(second.page.locator("html")).to_have_attribute("data-theme", "light")
    expect(second.page.locator("html")).to_have_attribute("lang", "en")
    expect(slots(second)).to_have_text(["F1", "F2", "F3"])
    second.press("F2", "F9")
    second.card("2").is_("finished")
    second.press("F12")
    expect(whose(second, "columns")).to_contain_text("This screen's own")
    assert name_of(second) == name


def test_a_screen_is_as_the_store_until_it_chooses_and_goes_back_choice_by_choice(shop: Shop) -> None:
    wok = Station(a_wiped_tablet(shop, "/station/hot"))
    wok.open_panel("settings")
    expect(whose(wok, "theme")).to_have_text("跟随全店：深色")
    choose(wok, "language", "English")
    expect(whose(wok, "theme")).to_have_text("As the store: Dark")
    expect(whose(wok, "columns")).to_have_text("As the store: As many as fit")
    choose(wok, "theme", "Light")
    choose(wok, "columns", "3")
    expect(whose(wok, "theme")).to_contain_text("This screen's own")
    wok.tap(whose(wok, "theme").get_by_role("button", name="Back to the store's: Dark"))
    expect(wok.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(whose(wok, "theme")).to_have_text("As the store: Dark")
    wok.tap(wok.panel.get_by_role("button", name="Everything as the store"))
    expect(wok.panel.locator("[data-own]")).to_have_count(0)
    expect(wok.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    all_is_sent(wok)
    wok.page.reload()
    expect(wok.page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_cook_arranges_one_screen_and_only_that_screen_stays_so_wherever_it_is_opened(shop: Shop) -> None:
    bar, neighbour = (Station(a_wiped_tablet(shop, "/station/bar", LAPTOP)) for _ in range(2))
    for number in range(1, 10):
        shop.till.place(str(number), dish("D01"), table=str(number))
    bar.open_panel("settings")
    name = name_of(bar).removeprefix("bar-")
    choose(bar, "view", "列表（适合小屏和窄屏）")
    choose(bar, "dark", "15 分钟")
    bar.close_panel()
    expect(bar.page.locator("kds-grid")).to_have_attribute("data-list", "")
    all_is_sent(bar)
    bar.page.reload()
    expect(bar.page.locator("kds-grid")).to_have_attribute("data-list", "")

    # The same screen in another browser, and the one beside it, which nobody touched.
    twin = Station(a_wiped_tablet(shop, f"/station/bar?screen={name}", LAPTOP))
    expect(twin.page.locator("kds-grid")).to_have_attribute("data-list", "")
    neighbour.open_panel("settings")
    expect(whose(neighbour, "view")).to_have_text("跟随全店：卡片")
    neighbour.close_panel()
    expect(neighbour.page.locator("kds-grid:not([data-list])")).to_have_count(1)

    twin.open_panel("settings")
    expect(whose(twin, "dark")).to_contain_text("本屏自己的选择")
    twin.tap(whose(twin, "view").get_by_role("button"))
    twin.close_panel()
    for screen in (twin, bar):
        expect(screen.page.locator("kds-grid:not([data-list])")).to_have_count(1)


def own_kitchen(opening: Opening) -> Path:
    for name in ("stations.yaml", "menu.yaml"):
        shutil.copy(SAMPLE.with_name(name), opening.folder)
    return opening.folder / "stations.yaml"


def test_the_store_changes_a_default_and_every_screen_follows_that_did_not_choose(opening: Opening) -> None:
    kitchen = own_kitchen(opening)
    shop = opening.shop(kitchen)
    wok, cold, board = shop.station("hot"), shop.station("cold"), shop.board()
    cold.open_panel("settings")
    choose(cold, "theme", "Dark")
    choose(cold, "columns", "4")
    cold.close_panel()
    for number in range(1, 13):
        shop.till.place(str(number), dish("R01"), dish("L04"), table=str(number))
    expect(wok.cards).to_have_count(8)

    says = kitchen.read_text(encoding="utf-8")
    new = "screens: {theme: light, columns: 3, rows: 2, volume: 0.25, dark: 0}"
    kitchen.write_text(re.sub(r"^screens: .*$", new, says, flags=re.MULTILINE), encoding="utf-8")
    expect(wok.page.locator("html")).to_have_attribute("data-theme", "light")
    expect(wok.cards).to_have_count(6)
    expect(board.page.locator("html")).to_have_attribute("data-theme", "light")
    expect(cold.cards).to_have_count(8)
    expect(cold.page.locator("html")).to_have_attribute("data-theme", "dark")
    wok.open_panel("settings")
    expect(whose(wok, "columns")).to_have_text("As the store: 3")
    expect(whose(wok, "volume")).to_have_text("As the store: 25 %")
    expect(whose(wok, "dark")).to_have_text("As the store: Never")


def test_what_was_chosen_without_the_network_is_kept_and_reaches_the_server_later(shop: Shop) -> None:
    wok = shop.station("hot", cable=shop.cable())
    wok.open_panel("settings")
    expect(wok.panel).to_have_count(1)
    wok.cut_network()
    wok.is_not("synced")
    choose(wok, "theme", "Light")
    wok.close_panel()
    expect(wok.page.locator("html")).to_have_attribute("data-theme", "light")
    wok.mend_network()
    wok.is_("synced")
    all_is_sent(wok)

    wok.open_panel("settings")
    name = name_of(wok).removeprefix("hot-")
    again = Station(a_wiped_tablet(shop, f"/station/hot?screen={name}"))
    expect(again.page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_pass_forgets_a_screen_that_is_gone(shop: Shop) -> None:
    wok = shop.station("hot")
    wok.open_panel("settings")
    name = name_of(wok)
    choose(wok, "theme", "Light")
    all_is_sent(wok)
    wok.page.context.close()
    the_pass: Pass = shop.the_pass()
    the_pass.open_panel("settings")
    gone = the_pass.panel.locator(f"[data-screen={name}]")
    the_pass.tap(gone.locator("[data-do=forget]"))
    expect(gone).to_contain_text("Press again")
    the_pass.tap(gone.locator("[data-do=forget]"))
    expect(gone).to_have_count(0)
