"""The simulated service as a script: everything once in the opening, the same again for the same seed."""

from __future__ import annotations

from itertools import islice, takewhile

import pytest

from kds.config import load_kitchen
from kds.demo.orders import Call
from kds.demo.script import CYCLE_S, OPENING_S, Leave, Moment, SoldOut, TakeBack, gap_s, service
from kds.kitchen.setup import Kitchen
from tests.house import ROOT

FIRST_THREE_MINUTES_S = 180 * 10
"""At speed 10."""


@pytest.fixture(scope="module")
def kitchen() -> Kitchen:
    return load_kitchen(ROOT / "stations.yaml").kitchen


@pytest.fixture(params=[1, 2, 3])
def opening(kitchen: Kitchen, request: pytest.FixtureRequest) -> list[Moment]:
    moments = service(kitchen, seed=request.param, run="t")
    return list(takewhile(lambda moment: moment.at_s <= FIRST_THREE_MINUTES_S, moments))


def calls(moments: list[Moment]) -> list[Call]:
    return [moment.act for moment in moments if isinstance(moment.act, Call)]


def orders(moments: list[Moment]) -> list[Call]:
    return [call for call in calls(moments) if call.path == "tickets"]


def test_the_same_seed_brings_the_same_evening(kitchen: Kitchen) -> None:
    first = list(islice(service(kitchen, seed=7, run="t"), 300))
    assert list(islice(service(kitchen, seed=7, run="t"), 300)) == first
    assert list(islice(service(kitchen, seed=8, run="t"), 300)) != first


def test_moments_come_in_order_of_time(kitchen: Kitchen) -> None:
    times = [moment.at_s for moment in islice(service(kitchen, seed=1, run="t"), 500)]
    assert times == sorted(times)


def test_three_sources_order_in_the_opening(opening: list[Moment]) -> None:
    assert {call.source for call in orders(opening)} == {"pos", "qr", "meituan"}


@pytest.mark.parametrize("verb", ["rush", "amend", "fire", "move", "cancel"])
def test_the_opening_asks_for_each_verb(opening: list[Moment], verb: str) -> None:
    assert any(call.path.endswith(f"/{verb}") for call in calls(opening))


@pytest.mark.parametrize("part", ["add", "modify", "void"])
def test_the_opening_amends_in_every_way(opening: list[Moment], part: str) -> None:
    assert any(call.body.get(part) for call in calls(opening) if call.path.endswith("/amend"))


def test_the_opening_holds_an_item_that_no_menu_knows(opening: list[Moment], kitchen: Kitchen) -> None:
    known = {dish.sku for dish in kitchen.menu}
    items = [item for call in orders(opening) for item in call.body["items"]]
    assert [item["name"] for item in items if item.get("sku") not in known] == ["生日蛋糕"]


def test_an_overlooked_ticket_is_late_within_the_opening(opening: list[Moment]) -> None:
    (leave,) = (moment for moment in opening if isinstance(moment.act, Leave))
    assert isinstance(leave.act, Leave)
    (placed,) = (call for call in orders(opening) if call.ticket == leave.act.ticket)
    assert 0 < placed.due_in_s < leave.act.for_s
    assert leave.at_s + placed.due_in_s < OPENING_S


def test_the_opening_recalls_a_bump_and_sells_a_dish_out(opening: list[Moment]) -> None:
    assert any(isinstance(moment.act, TakeBack) for moment in opening)
    assert any(isinstance(moment.act, SoldOut) and not moment.act.available for moment in opening)


def test_revisions_of_an_order_only_rise(kitchen: Kitchen) -> None:
    last: dict[str, int] = {}
    for call in calls(list(islice(service(kitchen, seed=4, run="t"), 1000))):
        if "revision" in call.body:
            assert call.body["revision"] > last.get(call.ticket, 0)
            last[call.ticket] = call.body["revision"]


def test_lines_of_an_order_have_their_own_uids(kitchen: Kitchen) -> None:
    for call in orders(list(islice(service(kitchen, seed=5, run="t"), 300))):
        uids = [item["uid"] for item in call.body["items"]]
        assert len(uids) == len(set(uids))


def test_two_runs_on_one_data_folder_do_not_share_an_order(kitchen: Kitchen) -> None:
    runs = [calls(list(islice(service(kitchen, seed=1, run=run), 100))) for run in ("a", "b")]
    assert not {call.ticket for call in runs[0]} & {call.ticket for call in runs[1]}


def test_orders_come_thickest_in_the_middle_of_the_rush() -> None:
    assert gap_s(CYCLE_S / 2) < gap_s(CYCLE_S / 4) < gap_s(0)
