"""Switches each safeguard off in a copy of the tree, and wants to see a simulated kitchen turn red."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.mutation.browser import IN_BROWSERS
from tests.mutation.mutations import MUTATIONS, Mutation
from tests.mutation.test_mutations import Copy

SEEDS = 1_200
"""Kitchens that are played at most; most safeguards are missed within the first hundred."""

SIMULATED = tuple(one for one in (*MUTATIONS, *IN_BROWSERS) if one.simulated)

SAFEGUARDS = {
    "term rule", "generation on the task", "recall names its bump", "strict outbox", "fresh cid", "ack carries seq",
    "publish after commit", "join without a gap", "commit failure", "shown after paint",
    "ticket id from the source key", "exactly once", "salvage", "cover",
}  # fmt: skip

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("simulated"))


@pytest.fixture(scope="module")
def table(pytestconfig: pytest.Config) -> Iterator[list[str]]:
    """What is printed at the end, past the capturing."""
    lines: list[str] = []
    yield lines
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(lines))


def test_every_safeguard_of_the_issue_is_switched_off() -> None:
    assert {mutation.safeguard for mutation in SIMULATED} == SAFEGUARDS


@pytest.mark.parametrize("mutation", SIMULATED, ids=lambda mutation: f"{mutation.safeguard}: {mutation.name}")
def test_a_safeguard_that_is_off_turns_a_kitchen_red(mutation: Mutation, copy: Copy, table: list[str]) -> None:
    with copy.mutated(mutation):
        said = copy.simulate(SEEDS)
    red = re.search(r"^seed (\d+): .*\n +(.*)", said, re.MULTILINE)
    assert red is not None, said
    table.append(f"{mutation.safeguard:30} {mutation.name:64} seed {red[1]}: {red[2][:90]}")
