"""When tasks ask for attention and when they are late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kds.kitchen.model import Service, Task
from kds.kitchen.setup import Threshold
from kds.kitchen.timeouts import level, queue_moments, thresholds
from tests.kitchen.kitchens import kitchen

GOLDEN = json.loads((Path(__file__).parent.parent / "golden/timeouts.json").read_text(encoding="utf-8"))


def rule_of(case: dict[str, Any]) -> str:
    return str(case["rule"])


@pytest.mark.parametrize("case", GOLDEN["moments"], ids=rule_of)
def test_the_moments_of_a_queued_task_are_the_golden_ones(case: dict[str, Any]) -> None:
    task = Task(id="i.0.0", station="wok", attention_s=case["attention_s"], late_s=case["late_s"])
    assert queue_moments(task, case["queued_ms"], case["due_ms"]) == (case["attention_ms"], case["late_ms"])


@pytest.mark.parametrize("case", GOLDEN["levels"], ids=rule_of)
def test_the_level_of_a_task_is_the_golden_one(case: dict[str, Any]) -> None:
    task = Task(
        id="i.0.0",
        station="wok",
        state=case["state"],
        attention_ms=case["attention_ms"],
        late_ms=case["late_ms"],
    )
    assert level(task, case["now_ms"]) == case["level"]


@pytest.mark.parametrize(
    ("service", "attention_s", "late_s"), [("takeaway", 300, 480), ("delivery", 480, 720), ("dine_in", 600, 900)]
)
def test_a_dish_without_prep_time_follows_its_service(service: Service, attention_s: int, late_s: int) -> None:
    assert thresholds(kitchen(), service, 0, False) == (attention_s, late_s)


def test_a_prep_time_takes_the_place_of_the_service() -> None:
    assert thresholds(kitchen(), "takeaway", 1200, False) == (1500, 1620)


def test_a_due_time_takes_the_place_of_the_prep_time() -> None:
    assert thresholds(kitchen(), "takeaway", 1200, True) == (-120, 0)


def test_the_kitchen_file_may_set_its_own_times_for_a_service() -> None:
    own = replace(kitchen(), thresholds={"dine_in": Threshold(60, 90)})
    assert thresholds(own, "dine_in", 0, False) == (60, 90)


def test_a_service_the_kitchen_file_leaves_out_keeps_its_times() -> None:
    own = replace(kitchen(), thresholds={"dine_in": Threshold(60, 90)})
    assert thresholds(own, "delivery", 0, False) == (480, 720)
