"""A screen whose line is dead for eight hours cooks on while others change what it cooks; then all is level at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.device import waits
from e2e.hours import Hours, Watch
from e2e.screens import Station
from e2e.shop import Opening
from e2e.till import dish
from e2e.witness import Witness
from tests.history import read

ROUNDS, CARDS = 5, 8
"""A wall has room for eight cards: forty bumps."""
HOURS = 8
MORNING = 10

UNDONE, AMENDED, VOIDED, TAKEN, LATER = "103", "105", "106", "107", "130"
"""What was finished far away and then taken back there; changed, called off and finished by others meanwhile; and
what was changed before it was finished far away."""

QUICK = """
const parse = JSON.parse;
JSON.parse = (...text) => { const read = parse(...text); return read?.undo_ms ? { ...read, undo_ms: 3000 } : read; };
"""
"""What is finished leaves the glass after three seconds: nobody takes it back there, and the test goes on."""


@pytest.fixture
def hours(tmp_path: Path) -> Hours:
    return Hours(tmp_path)


def finish_all_that_is_seen(screen: Station, *numbers: str, so_far: int) -> None:
    """As fast as keys go: no card moves while hands are on them."""
    screen.cards_are(*numbers)
    screen.look()
    for slot in range(1, len(numbers) + 1):
        screen.page.keyboard.press(f"Digit{slot}")
        screen.page.keyboard.press("Enter")
    expect(screen.strip).to_contain_text(f"{so_far + len(numbers)} not sent")


def test_forty_bumps_of_eight_hours_without_a_line_each_count_once_or_are_told_why_not(
    opening: Opening, hours: Hours
) -> None:
    hours.it_is(MORNING)
    shop = hours.opened(opening)
    cable, witness, page = shop.cable(), Witness(), shop.page()
    witness.watches(page)
    page.add_init_script(QUICK)
    page.goto(f"{cable.url}/station/hot?lang=en", wait_until="commit")
    far, near = Station(page, cable), shop.station("hot")
    left = [str(101 + place) for place in range(ROUNDS * CARDS + 3)]
    for number in left:
        shop.till.place(number, dish("R01"), table=number)
        witness.order(number)
    for screen in (far, near):
        expect(screen.pager).to_contain_text(f"{len(left) - CARDS} more")
    watch = Watch(page)

    far.cut_network()
    shop.till.amend(LATER, modify=[{"item": "R01", "note": "不要辣"}])
    for turn in range(ROUNDS):
        finish_all_that_is_seen(far, *left[:CARDS], so_far=turn * CARDS + (turn > 0))
        left = left[CARDS:]
        if turn == 0:
            far.recall(UNDONE)
            left.insert(0, UNDONE)
            shop.till.amend(AMENDED, modify=[{"item": "R01", "note": "少油"}])
            shop.till.cancel(VOIDED)
            near.card(TAKEN).bump()
        watch.passes(HOURS * 3600 / ROUNDS)
    far.is_("offline")
    expect(far.strip).to_contain_text(f"{ROUNDS * CARDS + 1} not sent · oldest 8h00")
    assert waits(page) == ["bump"] * ROUNDS * CARDS + ["recall"]
    witness.sees_kept(page)

    hours.pass_by(HOURS * 60)
    near.is_("synced")
    far.mend_network()
    far.is_("synced")
    expect(far.strip).not_to_contain_text("not sent")
    for told in ("changed in the meantime", "was voided in the meantime", "already done by hot-", "changed in the"):
        expect(far.notice).to_contain_text(told)
        far.dismiss_notice()
    for screen in (far, near):
        screen.cards_are(AMENDED, VOIDED, LATER, *left)
        screen.card(AMENDED).row("宫保鸡丁").notes("少油")
        screen.card(VOIDED).reads_as("Cancelled")
    kinds = [row.kind for row in read(shop.server.data).rows]
    assert (kinds.count("bump"), kinds.count("recall")) == (ROUNDS * CARDS - 4 + 1, 1)
    assert witness.faults(shop) == []
