"""The kitchen file is edited while the kitchen cooks: a mistake changes nothing but is seen, a mended file is taken."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect

from e2e.shop import SAMPLE, Opening
from e2e.till import dish


def test_a_broken_kitchen_file_shows_at_the_pass_the_cards_go_on_and_mended_it_is_taken(opening: Opening) -> None:
    for name in ("stations.yaml", "menu.yaml"):
        shutil.copy(SAMPLE.with_name(name), opening.folder)
    kitchen = opening.folder / "stations.yaml"
    sound = kitchen.read_text(encoding="utf-8")
    shop = opening.shop(kitchen)
    wok, the_pass = shop.station("hot"), shop.the_pass()
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()

    kitchen.write_text(sound.replace("to: fry}", "to: frz}", 1), encoding="utf-8")
    line = sound[: sound.index("to: fry}")].count("\n") + 1
    expect(the_pass.banner).to_contain_text(f"stations.yaml, line {line}: ")
    expect(the_pass.banner).to_contain_text("The old kitchen stays in use until the file is mended.")

    shop.till.place("2", dish("R01"), table="2")
    wok.cards_are("1", "2")
    wok.card("1").bump()
    the_pass.card("1").is_("ready")
    wok.is_("synced")

    kitchen.write_text(sound.replace("en: Wok}", "en: Big wok}"), encoding="utf-8")
    expect(the_pass.banner).to_have_count(0)
    expect(wok.page.locator("h1")).to_have_text("Big wok")
    wok.card("2").is_there()
