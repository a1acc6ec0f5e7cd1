"""The order of cards and the all-day counts, held to the golden files that the browser reads too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import asdict

from kds.kitchen.allday import all_day
from kds.kitchen.model import Ticket
from kds.kitchen.priority import reasons, sort_key
from tests.builders import SALAD, TOFU, opened

GOLDEN = Path(__file__).parents[1] / "golden"


def cases(name: str) -> list[Any]:
    return [
        pytest.param(case, id=case["rule"])
        for case in msgspec.json.decode((GOLDEN / f"{name}.json").read_bytes())["cases"]
    ]


def tickets(case: Any) -> list[Ticket]:
    return msgspec.convert(case["tickets"], list[Ticket])


@pytest.mark.parametrize("case", cases("priority"))
def test_cards_stand_in_the_golden_order(case: Any) -> None:
    ordered = sorted(tickets(case), key=lambda ticket: sort_key(ticket, case["station"]))
    assert [ticket.id for ticket in ordered] == case["order"]


@pytest.mark.parametrize("case", cases("priority"))
def test_cards_say_why_they_stand_there(case: Any) -> None:
    assert {ticket.id: list(reasons(ticket, case["station"])) for ticket in tickets(case)} == case["reasons"]


@pytest.mark.parametrize("case", cases("allday"))
def test_dishes_are_counted_as_in_the_golden_file(case: Any) -> None:
    assert list(map(asdict, all_day(tickets(case), case["station"]))) == case["counts"]


def test_what_the_rules_make_is_counted_at_its_stations() -> None:
    shop = opened(TOFU, SALAD)
    assert [count.name for count in all_day([shop.ticket()], "hot")] == ["Mapo Tofu"]
    shop.bump()
    assert all_day([shop.ticket()], "hot") == ()
    assert [count.name for count in all_day([shop.ticket()])] == ["Salad"]
