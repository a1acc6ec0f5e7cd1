"""The rules under whatever may happen: the state machine over decide and evolve, in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.kitchen.errors import Accepted
from kds.kitchen.events import AnyEvent
from kds.kitchen.evolve import replay
from kds.kitchen.model import Ticket
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.state import Document, Memory, live
from kds.kitchen.venue import Dish, Store
from tests.builders import NOON_MS, Shop
from tests.coverage_report import Tally
from tests.kitchen.machine import AnyMachine

pytestmark = pytest.mark.property

STEPS = int(os.environ.get("KDS_STEPS", "20_000"))
"""Commands to carry out; more of them look longer for the same rules."""

STEPS_A_RUN = 60
RUNS_A_BATCH = 80
BATCHES = STEPS // 5_000 + 10
"""A batch carries out some 8,000 commands; the last ones only run for what the first have not reached."""

TALLY = Tally("state machine over decide and evolve")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[AnyEvent, ...]).decode


class RulesInMemory:
    """decide and evolve, with the log as a database would keep it."""

    def __init__(self) -> None:
        self._shop = Shop()
        self._log: list[bytes] = [_encode(tuple(self._shop.log))]
        self.now_ms = NOON_MS

    def submit(self, command: AnyCommand, actor: Actor, command_id: str) -> str:
        self._shop.now_ms = self.now_ms
        outcome = self._shop.submit(command, actor, command_id)
        if not isinstance(outcome, Accepted):
            return outcome.why
        assert outcome.events, "accepted and nothing happened"
        assert all(event.at_ms == self.now_ms and event.by == actor.name for event in outcome.events)
        if outcome.ticket is not None:
            assert outcome.ticket == self._shop.state.ticket(outcome.ticket.id), "decided on what does not come true"
        self._log.append(_encode(outcome.events))
        return "ok"

    def documents(self) -> Mapping[str, Document]:
        return {_key(document): document for document in self._shop.documents()}

    def check(self) -> None:
        folded = Memory()
        for row in self._log:
            replay(folded, _decode(row))
        assert {_key(each): each for each in folded.documents()} == self.documents(), "the log folds to something else"
        assert set(map(_key, folded.open_tickets())) == {
            key for key, each in self.documents().items() if isinstance(each, Ticket) and live(each)
        }


def _key(document: Document) -> str:
    match document:
        case Ticket():
            return f"ticket/{document.id}"
        case Dish():
            return f"dish/{document.sku}"
        case Store():
            return f"store/{document.id}"
        case ScreenLayout():
            return f"screen/{document.id}"


class RulesMachine(AnyMachine):
    open_system = RulesInMemory
    tally = TALLY


@pytest.fixture(scope="module")
def run() -> Tally:
    """The whole run, once and the same every time; a broken rule fails it with the shortest story that breaks it."""
    for number in range(BATCHES):
        if TALLY.steps < STEPS or TALLY.missed():
            run_batch(number)
    return TALLY


def run_batch(number: int) -> None:
    run_state_machine_as_test(
        seed(number)(RulesMachine),
        settings=settings(
            max_examples=RUNS_A_BATCH,
            stateful_step_count=STEPS_A_RUN,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_rule_breaks_however_commands_meet(run: Tally) -> None:
    assert run.steps >= STEPS


def test_no_command_comes_to_something_that_is_not_declared(run: Tally) -> None:
    assert not run.undeclared(), run.undeclared()


def test_every_command_reaches_each_of_its_outcomes(run: Tally) -> None:
    assert not run.missed(), run.missed()
