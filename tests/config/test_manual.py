"""The manual of the kitchen files tells the truth: its examples load, its keys are the keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kds.config import KitchenFileError, load_kitchen, read_kitchen
from kds.config.boardkeys import BOARD_KEYS
from kds.config.glassrules import GLASS_KEYS
from kds.config.menufile import CATEGORY_KEYS, DISH_KEYS
from kds.config.menuoptions import CHOICE_KEYS, GROUP_KEYS
from kds.config.routerules import MODIFIER_KEYS, ROUTE_KEYS
from kds.config.screenkeys import SCREEN_KEYS
from kds.config.sourcerules import SOURCE_KEYS
from kds.config.stationsfile import KEYS, STATION_KEYS, STORE_KEYS, TIMEOUT_KEYS
from kds.config.tables import AREA_KEYS
from kds.kitchen.command import Line
from kds.kitchen.model import Modifier, Ticket
from kds.kitchen.routing import plan_tasks

MANUAL = (Path(__file__).resolve().parent.parent.parent / "docs/topics/kitchen-file.md").read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The manual's example as files; the path of its stations.yaml."""
    stations, menu = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    (tmp_path / "menu.yaml").write_text(menu, encoding="utf-8")
    path = tmp_path / "stations.yaml"
    path.write_text(stations, encoding="utf-8")
    return path


def keys_under(heading: str) -> list[str]:
    """The first column of the table in a section of the manual."""
    section = MANUAL.split(f"\n{heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("## stations.yaml", KEYS),
        ("### store", STORE_KEYS),
        ("### stations", STATION_KEYS),
        ("### routes", ROUTE_KEYS),
        ("### modifiers", MODIFIER_KEYS),
        ("### timeouts", TIMEOUT_KEYS),
        ("### glass", GLASS_KEYS),
        ("### sources", SOURCE_KEYS),
        ("### tables", AREA_KEYS),
        ("### board", BOARD_KEYS),
        ("### screens", SCREEN_KEYS),
        ("## menu.yaml", DISH_KEYS),
        ("### options", GROUP_KEYS),
        ("### choices", CHOICE_KEYS),
        ("### categories", CATEGORY_KEYS),
    ],
)
def test_the_manual_lists_every_key_and_no_other(heading: str, keys: tuple[str, ...]) -> None:
    assert keys_under(heading) == list(keys)


def test_the_example_of_the_manual_loads_without_a_warning(written: Path) -> None:
    assert load_kitchen(written).warnings == ()


def test_the_example_does_what_the_manual_says_of_it(written: Path) -> None:
    kitchen = load_kitchen(written).kitchen
    line = Line(uid="1", sku="M01", modifiers=(Modifier("加煎蛋"),))
    plan = plan_tasks(kitchen, Ticket(id="t", source="pos", external_id="1", service="takeaway"), line, "i", 0)
    assert [(task.chain, task.station) for task in plan.tasks] == [(0, "noodle"), (0, "hot"), (1, "bar"), (2, "hot")]


def test_the_error_of_the_manual_is_what_a_wrong_station_gives(written: Path) -> None:
    shown = re.search(r"stations\.yaml:\d+:\d+: (no station 'grll' .*)", MANUAL)
    assert shown is not None
    text = written.read_text(encoding="utf-8").replace("id: hot,", "id: grill,").replace("to: noodle}", "to: grll}")
    written.write_text(text, encoding="utf-8")
    reading = read_kitchen(written)
    assert isinstance(reading, KitchenFileError)
    assert any(str(problem).endswith(shown[1]) for problem in reading.problems)
