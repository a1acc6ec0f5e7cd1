"""What the kitchen files say arrives in the Kitchen, and what is wrong is reported with place and advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kds.config import KitchenFileError, load_kitchen, read_kitchen
from kds.config.loading import MAX_FILE_BYTES
from kds.config.problems import MAX_PROBLEMS
from kds.kitchen.setup import Match, MenuDish, ModifierRoute, Route, SourceRule, Station, Threshold
from tests.config.files import KitchenFiles


def test_stations_routes_and_the_rest_arrive_as_written(kitchen_files: KitchenFiles) -> None:
    kitchen = kitchen_files.loaded().kitchen
    assert kitchen.store_id == "test"
    assert kitchen.stations[1] == Station("noodle", {"zh-Hans": "面点", "en": "Noodles"})
    assert kitchen.routes[0] == Route(Match(category=("noodles",)), ("noodle", "wok"), line=14)
    assert kitchen.modifier_routes == (ModifierRoute(("加面",), ("noodle",), 180, line=17),)
    assert kitchen.thresholds == {"dine_in": Threshold(600, 900)}
    assert kitchen.close_on == {"takeaway": "ready"}
    assert kitchen.sources == (SourceRule("pos"),)


def test_dishes_arrive_with_prep_times_in_seconds_and_prices_in_minor_units(kitchen_files: KitchenFiles) -> None:
    assert kitchen_files.loaded().kitchen.menu == (
        MenuDish("N1", {"zh-Hans": "担担面", "en": "Dan Dan Noodles"}, "noodles", (), (), 300, (180, 120), 1800),
        MenuDish("W1", {"zh-Hans": "麻婆豆腐", "en": "Mapo Tofu"}, "wok", ("spicy",), (), 360, (), 2850),
    )


def test_the_first_language_is_the_store_language(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("languages: [zh-Hans, en]", "languages: [en, zh-Hans]")
    kitchen = kitchen_files.loaded().kitchen
    assert (kitchen.language, kitchen.languages) == ("en", ("en", "zh-Hans"))


def test_a_plain_name_is_in_the_store_language(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("name: {zh-Hans: 麻婆豆腐, en: Mapo Tofu}", "name: 麻婆豆腐")
    assert kitchen_files.loaded().kitchen.menu[1].name == {"zh-Hans": "麻婆豆腐"}


def test_every_condition_of_a_route_arrives(kitchen_files: KitchenFiles) -> None:
    rule = (
        "{sku: W1, name: 麻婆豆腐, tag: spicy, modifier: [no, 1], source: pos, service: delivery, area: terrace,"
        ' table: [05, A], course: 2, weekday: [fri-sun, Tuesday], hours: "22:00-02:00", also: noodle}'
    )
    kitchen_files.edit("{category: wok, to: wok}", rule)
    assert kitchen_files.loaded().kitchen.routes[1] == Route(
        Match(
            sku=("W1",),
            name=("麻婆豆腐",),
            tag=("spicy",),
            modifier=("no", "1"),
            source=("pos",),
            service=("delivery",),
            area=("terrace",),
            table=("05", "A"),
            course=(2,),
            weekday=(2, 5, 6, 7),
            hours=(1320, 120),
        ),
        ("noodle",),
        also=True,
        line=15,
    )


def test_a_price_follows_the_minor_units_of_its_currency(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("price: 28.50", "price: 2850")
    kitchen_files.edit("currency: CNY", "currency: JPY")
    assert kitchen_files.loaded().kitchen.menu[1].price_minor == 2850


def test_a_kitchen_may_do_without_a_menu(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("menu: menu.yaml\n", "")
    assert kitchen_files.loaded().kitchen.menu == ()


@pytest.mark.parametrize(
    ("written", "seconds"), [("90s", 90), ("8m", 480), ("1h 30m", 5400), ("1m30s", 90), ("24h", 86400)]
)
def test_durations_are_read_in_hours_minutes_and_seconds(
    kitchen_files: KitchenFiles, written: str, seconds: int
) -> None:
    kitchen_files.edit("prep: 6m", f"prep: {written}")
    assert kitchen_files.loaded().kitchen.menu[1].estimate_s == seconds


ERRORS = [
    ("a key nobody knows", "currency: CNY", "currancy: CNY",
     "stations.yaml:6:3: unknown key 'currancy' (did you mean 'currency'?)"),
    ("a key written twice", "  timezone: Asia", "  id: again\n  timezone: Asia",
     "stations.yaml:5:3: 'id' is already set in line 2 (keep one of them)"),
    ("a route to a station that is not there", "to: wok}", "to: wokk}",
     "stations.yaml:15:25: no station 'wokk' (did you mean 'wok'?)"),
    ("a route to the pass", "to: wok}", "to: expo}",
     "stations.yaml:15:25: 'expo' prepares no food (one of: noodle, wok)"),
    ("a rule with to and also", "to: wok}", "to: wok, also: noodle}",
     "stations.yaml:15:5: a rule says either 'to' or 'also' "
     "('to' takes the dish, 'also' adds a station; write two rules for both)"),
    ("a rule without a station", "{category: wok, to: wok}", "{category: wok}",
     "stations.yaml:15:5: a rule says either 'to' or 'also' "
     "('to' takes the dish, 'also' adds a station; write two rules for both)"),
    ("no default station", "default_station: wok\n", "",
     "stations.yaml:1:1: 'default_station' is missing (name the prep station that gets what no route takes)"),
    ("a default station that is not there", "default_station: wok", "default_station: woc",
     "stations.yaml:12:18: no station 'woc' (did you mean 'wok'?)"),
    ("a default station that prepares no food", "default_station: wok", "default_station: expo",
     "stations.yaml:12:18: 'expo' prepares no food (one of: noodle, wok)"),
    ("two stations with one id", "id: noodle,", "id: wok,",
     "stations.yaml:10:10: there is already a station 'wok' (give each its own id)"),
    ("a second pass", "- {id: noodle, name: {zh-Hans: 面点, en: Noodles}}", "- {id: p2, name: P, kind: expo}",
     "stations.yaml:11:53: a kitchen has one pass (make this one a board, or leave it out)"),
    ("a prep station with the name of the pass", "en: Pass}, kind: expo}", "en: Pass}}",
     "stations.yaml:11:10: 'expo' means the pass (choose another id, or kind: expo)"),
    ("a pass that starts food", "kind: expo}", "kind: expo, start: on}",
     "stations.yaml:11:66: only prep stations start food (delete it)"),
    ("an id that no address can hold", "id: noodle,", "id: Noodle Bar,",
     "stations.yaml:10:10: 'Noodle Bar' is not an id (up to 32 of a-z, 0-9, - and _, such as 'cold-2')"),
    ("a kind nobody knows", "kind: expo", "kind: exspo",
     "stations.yaml:11:53: 'exspo' is not known here (did you mean 'expo'?)"),
    ("a time zone that is not there", "Asia/Shanghai", "Asia/Shangai",
     "stations.yaml:5:13: 'Asia/Shangai' is not a time zone (did you mean 'Asia/Shanghai'?)"),
    ("a time zone that is a path", "Asia/Shanghai", "../../etc/passwd",
     "stations.yaml:5:13: '../../etc/passwd' is not a time zone (such as Asia/Shanghai or Europe/Berlin)"),
    ("a duration without a unit", "prep: 6m", "prep: 6",
     "menu.yaml:3:89: '6' is not a duration between 1s and 24h (such as 6m or 6s)"),
    ("a duration that is none", "prep: 6m", "prep: soon",
     "menu.yaml:3:89: 'soon' is not a duration between 1s and 24h (such as 8m, 90s or 1h 30m)"),
    ("an endless duration", "prep: 6m", "prep: 25h",
     "menu.yaml:3:89: '25h' is not a duration between 1s and 24h (such as 8m, 90s or 1h 30m)"),
    ("late before attention", "late: 15m", "late: 10m",
     "stations.yaml:19:35: late comes after attention (give it the longer time)"),
    ("a service nobody knows", "takeaway: ready", "takeway: ready",
     "stations.yaml:20:12: unknown key 'takeway' (did you mean 'takeaway'?)"),
    ("a weekday nobody knows", "{category: wok,", "{category: wok, weekday: sut,",
     "stations.yaml:15:30: 'sut' is not a weekday (did you mean 'sun'?)"),
    ("hours that are none", "{category: wok,", '{category: wok, hours: "17-22",',
     "stations.yaml:15:28: '17-22' is not a span of hours (such as 17:00-22:30, or 22:00-02:00)"),
    ("hours without length", "{category: wok,", '{category: wok, hours: "17:00-17:00",',
     "stations.yaml:15:28: '17:00-17:00' is not a span of hours (such as 17:00-22:30, or 22:00-02:00)"),
    ("hours past midnight by count", "{category: wok,", '{category: wok, hours: "22:00-26:00",',
     "stations.yaml:15:28: '22:00-26:00' is not a span of hours (such as 17:00-22:30, or 22:00-02:00)"),
    ("a course that is no number", "{category: wok,", "{category: wok, course: two,",
     "stations.yaml:15:29: 'two' is not a whole number from 0 to 1000000"),
    ("a list where a text belongs", "  id: test", "  id: [test]",
     "stations.yaml:2:7: a text is expected here, not a list or a mapping"),
    ("a text where a mapping belongs", "close_on: {takeaway: ready}", "close_on: ready",
     "stations.yaml:20:11: 'close_on' is a mapping (indent its keys below it)"),
    ("a text where a list belongs", "sources:\n  - {id: pos}", "sources: pos",
     "stations.yaml:21:10: 'sources' is a list (start each entry with '- ')"),
    ("a text where a section belongs", "- {id: pos}", "- pos",
     "stations.yaml:22:5: each of the sources is a mapping (such as '- id: …')"),
    ("a key without a value", "currency: CNY", "currency:",
     "stations.yaml:6:12: a value is missing here (write one, or delete the key)"),
    ("an empty list", "to: wok}", "to: []}",
     "stations.yaml:15:25: the list is empty (write a value, or delete the key)"),
    ("a line break in a name", "en: Wok}", 'en: "W\\nok"}',
     "stations.yaml:9:39: line breaks and control characters do not belong here (write it in one line)"),
    ("a name that fits nowhere", "en: Wok}", f"en: {'W' * 201}}}",
     "stations.yaml:9:39: longer than 200 characters"),
    ("a name that lacks the store language", "name: {zh-Hans: 麻婆豆腐, en: Mapo Tofu}", "name: {en: Mapo Tofu}",
     "menu.yaml:3:21: no name in the store's language, zh-Hans (add zh-Hans: …)"),
    ("a language nobody knows", "languages: [zh-Hans, en]", "languages: [zh-Hans, english]",
     "stations.yaml:4:24: 'english' is not a language tag (such as zh-Hans, zh-Hant, en or pt-BR)"),
    ("two dishes with one sku", "sku: W1", "sku: n1",
     "menu.yaml:3:5: sku 'n1' is already taken (N1 stands in line 2; give each dish its own)"),
    ("a price that is none", "price: 28.50", "price: 28.505",
     "menu.yaml:3:100: '28.505' is not a price in CNY (such as 38 or 38.50)"),
    ("a negative price", "price: 28.50", "price: -1",
     "menu.yaml:3:100: '-1' is not a price in CNY (such as 38 or 38.50)"),
    ("a price without a currency", "  currency: CNY\n", "",
     "menu.yaml:2:100: a price without a currency (set currency under store)"),
    ("a dish without an sku", "sku: W1, ", "",
     "menu.yaml:3:5: 'sku' is missing (the id that tills send)"),
    ("two sources with one id", "- {id: pos}", "- {id: pos}\n  - {id: pos}",
     "stations.yaml:23:5: there is already a source 'pos' (give each its own id)"),
    ("a dialect without what it needs", "- {id: pos}", "- {id: od, dialect: open_delivery, secret_env: OD}",
     "stations.yaml:22:5: a source of dialect open_delivery needs 'base_url' (where its orders are fetched)"),
    ("a secret in the file", "- {id: pos}", "- {id: pos, secret_env: s3cr3t-value}",
     "stations.yaml:22:27: 's3cr3t-value' is not the name of an environment variable "
     "(such as SQUARE_SECRET; never the secret itself)"),
    ("an address that is none", "- {id: pos}", "- {id: pos, base_url: 'ftp://example.com'}",
     "stations.yaml:22:25: 'ftp://example.com' is not a web address (such as https://example.com/orders)"),
    ("a body limit that is no size", "- {id: pos}", "- {id: pos, body_limit: 800}",
     "stations.yaml:22:27: '800' is not a size (such as 800 KB or 2 MB)"),
    ("a body limit out of reach", "- {id: pos}", "- {id: pos, body_limit: 80 MB}",
     "stations.yaml:22:27: a body limit lies between 16 KB and 8 MB"),
    ("a menu that is not there", "menu: menu.yaml", "menu: manu.yaml",
     "stations.yaml:7:7: cannot read manu.yaml: No such file or directory "
     "('menu' is a path relative to the stations file)"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "expected"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_a_mistake_is_reported_with_line_column_and_advice(
    kitchen_files: KitchenFiles, was: str, now: str, expected: str
) -> None:
    kitchen_files.edit(was, now)
    assert expected in kitchen_files.errors()


def test_every_mistake_of_both_files_is_reported_at_once(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("default_station: wok", "default_station: woc")
    kitchen_files.edit("to: wok}", "to: wokk}")
    kitchen_files.edit("prep: 6m", "prep: 6")
    assert [problem.split(": ")[0] for problem in kitchen_files.errors()] == [
        "stations.yaml:15:25",
        "stations.yaml:12:18",
        "menu.yaml:3:89",
    ]


def test_one_mistake_repeated_is_not_reported_without_end(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("- {category: wok, to: wok}", "\n  ".join(["- {to: nowhere}"] * (MAX_PROBLEMS + 9)))
    problems = kitchen_files.errors()
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].endswith(f"more than {MAX_PROBLEMS} problems: the rest is left out")


@pytest.mark.parametrize("missing", ["store", "stations"])
def test_a_stations_file_needs_its_main_parts(kitchen_files: KitchenFiles, missing: str) -> None:
    kitchen_files.stations.write_text("menu: menu.yaml\n", encoding="utf-8")
    assert any(f"'{missing}' is missing" in problem for problem in kitchen_files.errors())


def test_a_kitchen_needs_a_station_that_prepares_food(kitchen_files: KitchenFiles) -> None:
    kitchen_files.stations.write_text("stations: [{id: p, name: P, kind: expo}]\n", encoding="utf-8")
    expected = "stations.yaml:1:11: no station prepares food (add one of kind prep)"
    assert expected in kitchen_files.errors()


def test_a_stations_file_that_is_not_there_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(KitchenFileError, match=r"cannot read .*No such file.*--kitchen"):
        load_kitchen(tmp_path / "none.yaml")


def test_a_file_that_is_too_large_is_not_read(kitchen_files: KitchenFiles) -> None:
    kitchen_files.menu.write_text("#" * (MAX_FILE_BYTES + 1), encoding="utf-8")
    assert kitchen_files.errors() == ["menu.yaml:1:1: larger than 1024 KB"]


def test_a_file_that_is_not_utf_8_says_where(kitchen_files: KitchenFiles) -> None:
    kitchen_files.menu.write_bytes("dishes:\n  - {sku: 面}".encode("gb18030"))
    assert kitchen_files.errors() == ["menu.yaml:2:1: not UTF-8 text (save the file as UTF-8)"]


def test_a_byte_order_mark_is_no_mistake(kitchen_files: KitchenFiles) -> None:
    kitchen_files.menu.write_bytes(b"\xef\xbb\xbf" + kitchen_files.menu.read_bytes())
    assert len(kitchen_files.loaded().kitchen.menu) == 2


def test_the_digest_does_not_change_with_comments_and_layout(kitchen_files: KitchenFiles) -> None:
    before = kitchen_files.loaded().kitchen.digest
    kitchen_files.edit("routes:\n", "# Who cooks what.\n\nroutes:\n")
    kitchen_files.edit("{zh-Hans: 麻婆豆腐, en: Mapo Tofu}", "{en: Mapo Tofu, zh-Hans: 麻婆豆腐}")
    assert kitchen_files.loaded().kitchen.digest == before


def test_the_digest_changes_with_the_menu(kitchen_files: KitchenFiles) -> None:
    before = kitchen_files.loaded().kitchen.digest
    kitchen_files.edit("prep: 6m", "prep: 7m")
    assert kitchen_files.loaded().kitchen.digest != before


def test_a_bad_menu_is_still_named_among_the_files_to_watch(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("prep: 6m", "prep: 6")
    assert set(read_kitchen(kitchen_files.stations).files) == {kitchen_files.stations, kitchen_files.menu}
