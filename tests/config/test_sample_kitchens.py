"""The kitchens that come with the project: without a warning, and each dish where a cook would look for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kds.config import Loaded, load_kitchen
from kds.kitchen.command import Line
from kds.kitchen.menu import complete
from kds.kitchen.model import Modifier, Service, Ticket
from kds.kitchen.routing import plan_tasks
from kds.kitchen.setup import Kitchen

ROOT = Path(__file__).resolve().parent.parent.parent
NOON_MS = 1_772_769_600_000
"""2026-03-06 12:00 in Shanghai."""
ELEVEN_PM_MS = NOON_MS + 11 * 3600 * 1000


@pytest.fixture(scope="module")
def sichuan() -> Kitchen:
    return load_kitchen(ROOT / "stations.yaml").kitchen


@pytest.fixture(scope="module")
def burger() -> Kitchen:
    return load_kitchen(ROOT / "examples/burger/stations.yaml").kitchen


def stations(
    kitchen: Kitchen,
    *modifiers: Modifier,
    name: str = "",
    sku: str = "",
    at_ms: int = NOON_MS,
    service: Service = "dine_in",
) -> list[tuple[str, str, str]]:
    """(station, what, quantity) of each task of the dish."""
    line = complete(kitchen, Line(uid="1", sku=sku, name=name, quantity="2", modifiers=modifiers))
    plan = plan_tasks(kitchen, Ticket(id="t", source="pos", external_id="1", service=service), line, "i", at_ms)
    assert not plan.unrouted
    return [(task.station, task.name, task.quantity) for task in plan.tasks]


@pytest.mark.parametrize("path", ["stations.yaml", "examples/burger/stations.yaml"])
def test_a_sample_kitchen_loads_without_a_warning(path: str) -> None:
    loaded: Loaded = load_kitchen(ROOT / path)
    assert loaded.warnings == ()


@pytest.mark.parametrize("path", ["stations.yaml", "examples/burger/stations.yaml"])
def test_every_dish_of_a_sample_kitchen_has_a_prep_time_and_a_price(path: str) -> None:
    menu = load_kitchen(ROOT / path).kitchen.menu
    assert [dish.sku for dish in menu if not (dish.estimate_s and dish.price_minor)] == []


def test_the_restaurant_has_six_prep_stations_a_pass_and_a_board(sichuan: Kitchen) -> None:
    assert [station.kind for station in sichuan.stations] == ["prep"] * 6 + ["expo", "board"]


def test_the_restaurant_has_about_sixty_dishes_named_in_three_languages(sichuan: Kitchen) -> None:
    assert 55 <= len(sichuan.menu) <= 70
    assert [dish.sku for dish in sichuan.menu if set(dish.name) != {"zh-Hans", "zh-Hant", "en"}] == []


def test_dan_dan_noodles_are_boiled_then_topped(sichuan: Kitchen) -> None:
    assert [station for station, _, _ in stations(sichuan, name="担担面")] == ["noodle", "hot"]


def test_a_dish_with_a_dip_is_made_at_two_stations(sichuan: Kitchen) -> None:
    assert [station for station, _, _ in stations(sichuan, name="小酥肉")] == ["fry", "cold"]


def test_fries_added_to_a_wok_dish_go_to_the_fryer(sichuan: Kitchen) -> None:
    found = stations(sichuan, Modifier("加薯条"), name="宫保鸡丁")
    assert found == [("hot", "", ""), ("fry", "加薯条", "2")]


def test_late_at_night_the_noodle_station_makes_the_cold_dishes(sichuan: Kitchen) -> None:
    assert stations(sichuan, sku="L01")[0][0] == "cold"
    assert stations(sichuan, sku="L01", at_ms=ELEVEN_PM_MS)[0][0] == "noodle"


def test_what_is_carried_away_gets_its_sauce_packed(sichuan: Kitchen) -> None:
    assert [station for station, _, _ in stations(sichuan, sku="M07", service="takeaway")] == ["noodle", "cold"]
    assert [station for station, _, _ in stations(sichuan, sku="M07")] == ["noodle"]


def test_the_published_indoor_order_goes_to_grill_assembly_and_fryer(burger: Kitchen) -> None:
    assert stations(burger, Modifier("Fries"), sku="SKU-BURGER-01", name="Classic Burger") == [
        ("grill", "", ""),
        ("assembly", "", ""),
        ("fry", "Fries", "2"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("New York Strip Steak", ["grill", "fry"]),
        ("New York Steak", ["grill", "fry"]),
        ("Small Coffee", ["bar"]),
        ("COOKIE", ["bar"]),
    ],
)
def test_the_published_square_orders_go_where_a_cook_would_look(
    burger: Kitchen, name: str, expected: list[str]
) -> None:
    assert [station for station, _, _ in stations(burger, name=name)] == expected


def test_a_shop_without_a_pass_closes_its_tickets_when_they_are_ready(burger: Kitchen) -> None:
    assert all(station.kind != "expo" for station in burger.stations)
    assert burger.close_on == dict.fromkeys(("dine_in", "takeaway", "delivery"), "ready")
