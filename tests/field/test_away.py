"""Where screens go blind in the field: away while orders came, and tickets that vanish when they get old."""

from __future__ import annotations

import pytest

from tests.field.rig import Rig
from tests.storefront import Screen, Storefront, tasks

pytestmark = pytest.mark.process


@pytest.mark.parametrize(
    "meanwhile", ["nothing else", "a kill and a restart", "an idle hour", "an idle hour and a kill"]
)
async def test_a_screen_that_was_away_sees_what_came_meanwhile(own: Storefront, rig: Rig, meanwhile: str) -> None:
    before = await own.placed("pos", "before", "Tea")
    async with own.screen("cook") as screen:
        kept = screen.held
    while_away = [await own.placed("pos", f"away-{n}", "Tea") for n in range(3)]
    await own.verb(before, "amend", key="k", add=[{"uid": "2", "name": "Rice"}])
    if "idle hour" in meanwhile:
        rig.pass_hours(1)
    if "kill" in meanwhile:
        rig.server.kill()
        rig.server.start()
    after = await own.placed("pos", "after", "Tea")
    async with own.screen("cook", held=kept) as screen:
        assert screen.subs[0]["mode"] == ("snap" if "kill" in meanwhile else "delta")
        assert {f"ticket/{ticket}" for ticket in (before, *while_away, after)} <= screen.docs.keys()
        assert len(screen.ticket(before)["items"]) == 2
        assert screen.seq > kept[1]
        assert screen.gaps == []


@pytest.mark.parametrize("hours", [0.5, 3, 5])
async def test_a_ticket_that_nobody_touches_stays_on_its_station(own: Storefront, rig: Rig, hours: float) -> None:
    ticket = await own.placed("pos", "forgotten", "Tea")
    rig.pass_hours(hours)
    async with own.screen("cook", "hot") as screen:
        await screen.until(lambda: next(tasks(screen.ticket(ticket)))[1].get("level") == "late")
        assert screen.cards("hot") == [("forgotten", "Tea")]


async def test_what_a_new_business_day_closes_because_nobody_touched_it_is_listed_at_the_pass(
    own: Storefront, rig: Rig
) -> None:
    ticket = await own.placed("pos", "left over", "Tea")
    rig.pass_hours(24)
    async with own.screen("expo") as screen:
        await screen.until(lambda: left_over(screen) == [(ticket, "A001")])
    told = await own.told(ticket)
    assert (told["state"], told["close_reason"]) == ("closed", "abandoned")
    rig.server.kill()
    rig.server.start()
    async with own.screen("expo") as screen:
        assert left_over(screen) == [(ticket, "A001")]


def left_over(screen: Screen) -> list[tuple[str, str]]:
    """Id and number of each, as the pass is told them: it does not hold the tickets any more."""
    return [(each["id"], each["number"]) for each in screen.docs["store/main"][1].get("left_over", [])]
