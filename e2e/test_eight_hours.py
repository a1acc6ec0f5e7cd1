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


@pytest.fixture
def hours(tmp_path: Path) -> Hours:
    return Hours(tmp_path)


def test_forty_bumps_of_eight_hours_without_a_line_each_count_once_or_are_told_why_not(
    opening: Opening, hours: Hours
) -> None:
    hours.it_is(MORNING)
    shop = hours.opened(opening)
    cable, witness = shop.cable(), Witness()
    page = shop.page()
    witness.watches(page)
    page.goto(f"{cable.url}/station/hot?lang=en", wait_until="commit")
    far, near, the_pass = Station(page, cable), shop.station("hot"), shop.the_pass()
    numbers = [str(101 + place) for place in range(ROUNDS * CARDS + 3)]
    for number in numbers:
        shop.till.place(number, dish("R01"), table=number)
        witness.order(number)
    for screen in (far, near):
        screen.cards_are(*numbers[:CARDS])
        expect(screen.pager).to_contain_text(f"{len(numbers) - CARDS} more")
    watch = Watch(page)

    far.cut_network()
    shop.till.amend(LATER, modify=[{"item": "R01", "note": "不要辣"}])
    left = list(numbers)
    for turn in range(ROUNDS):
        far.cards_are(*left[:CARDS])
        far.look()
        for slot in range(1, CARDS + 1):
            far.page.keyboard.press(f"Digit{slot}")
            far.page.keyboard.press("Enter")
        for number in left[:CARDS]:
            far.card(number).is_("finished")
        left = left[CARDS:]
        if turn == 0:
            far.card(UNDONE).undo()
            far.card(UNDONE).is_("cooking")
            left.insert(0, UNDONE)
            near.card(TAKEN).bump()
            the_pass.card(TAKEN).is_("ready")
            shop.till.amend(AMENDED, modify=[{"item": "R01", "note": "少油"}])
            shop.till.cancel(VOIDED)
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
    for screen in (far, near):
        screen.cards_are(AMENDED, VOIDED, LATER, *left)
        screen.card(AMENDED).row("宫保鸡丁").notes("少油")
        screen.card(VOIDED).reads_as("Cancelled")
    for told in ("changed in the meantime", "was voided in the meantime", "already done by hot-", "changed in the"):
        expect(far.notice).to_contain_text(told)
        far.dismiss_notice()

    kinds = [row.kind for row in read(shop.server.data).rows]
    assert (kinds.count("bump"), kinds.count("recall")) == (ROUNDS * CARDS - 4 + 1, 1)
    assert witness.faults(shop) == []
