"""The same evening over the real log, writer, hub and thread, with everything that can go wrong around them."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from kds.kitchen.outcomes import OUTCOMES
from tests.coverage_report import Tally
from tests.service.disks import MemoryShelf, SqliteFolder
from tests.service.engines import ByHand, OnItsThread
from tests.service.service_machine import ServiceMachine
from tests.service.wholeshop import WholeShop

pytestmark = pytest.mark.property

STEPS = int(os.environ.get("KDS_STEPS", "20_000"))
"""As for the rules alone; here a step costs a commit, so each variant carries out a part of them."""

STEPS_A_RUN = 50
RUNS_A_BATCH = 10

DECLARED = {kind: outcomes | {"same_command"} for kind, outcomes in OUTCOMES.items()}
"""The log knows a command again whatever its kind."""


class OverMemory(ServiceMachine):
    tally = Tally("state machine over the writer, log in memory")
    steps = STEPS // 8

    @staticmethod
    def open_system() -> WholeShop:
        return WholeShop(MemoryShelf(), ByHand)


class OverSqlite(ServiceMachine):
    tally = Tally("state machine over the writer, log on SQLite")
    steps = STEPS // 10

    @staticmethod
    def open_system() -> WholeShop:
        return WholeShop(SqliteFolder(), ByHand)


class OverExecutor(ServiceMachine):
    tally = Tally("state machine over the executor's thread, log on SQLite")
    steps = STEPS // 20

    @staticmethod
    def open_system() -> WholeShop:
        return WholeShop(SqliteFolder(), OnItsThread)


VARIANTS: tuple[type[ServiceMachine], ...] = (OverMemory, OverSqlite, OverExecutor)


@pytest.fixture(scope="module", params=VARIANTS, ids=[each.__name__ for each in VARIANTS])
def run(request: pytest.FixtureRequest) -> type[ServiceMachine]:
    """A variant's whole run, the same every time; a broken rule fails it with the shortest story that breaks it."""
    machine: type[ServiceMachine] = request.param
    number = VARIANTS.index(machine) * STEPS
    while machine.tally.steps < machine.steps:
        run_batch(machine, number)
        number += 1
    return machine


def run_batch(machine: type[ServiceMachine], number: int) -> None:
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=RUNS_A_BATCH,
            stateful_step_count=STEPS_A_RUN,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_rule_breaks_however_commands_networks_disks_and_restarts_meet(run: type[ServiceMachine]) -> None:
    assert run.tally.steps >= run.steps


def test_no_command_comes_to_something_that_is_not_declared(run: type[ServiceMachine]) -> None:
    assert not run.tally.undeclared(DECLARED), run.tally.undeclared(DECLARED)
