"""The routing table that `kds check` prints."""

from __future__ import annotations

from kds.config import check_report
from kds.config.report import width
from tests.config.files import KitchenFiles


def test_the_report_shows_each_dish_with_its_stations_and_prep_time(kitchen_files: KitchenFiles) -> None:
    assert check_report(kitchen_files.loaded()) == "\n".join(
        [
            "SKU  DISH                    STATIONS      PREP",
            "N1   担担面 Dan Dan Noodles  noodle → wok  5m",
            "W1   麻婆豆腐 Mapo Tofu      wok           6m",
            "",
            "MODIFIER  STATIONS  PREP",
            "加面      noodle    3m",
            "",
            "2 prep stations, 2 dishes, 2 routes, 1 sources, 0 warnings",
        ]
    )


def test_the_report_shows_when_a_dish_goes_elsewhere(kitchen_files: KitchenFiles) -> None:
    rule = '{category: wok, service: delivery, weekday: sat, hours: "22:00-02:00", to: noodle}'
    kitchen_files.edit("{category: wok, to: wok}", rule)
    lines = check_report(kitchen_files.loaded()).splitlines()
    assert "noodle  if service delivery, sat, 22:00-02:00" in lines[2]
    assert lines[3].strip() == "wok (unrouted)"


def test_the_report_shows_what_is_added(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("- {category: wok, to: wok}", "- {category: wok, to: wok}\n  - {tag: spicy, also: noodle}")
    assert "+ noodle" in check_report(kitchen_files.loaded()).splitlines()[3]


def test_the_report_ends_with_the_warnings(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("category: wok, tags", "category: wook, tags")
    report = check_report(kitchen_files.loaded())
    assert "no route takes W1 麻婆豆腐" in report
    assert report.endswith("2 warnings")


def test_chinese_characters_take_two_columns() -> None:
    assert width("担担面 ok，") == 11
