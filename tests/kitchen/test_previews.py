"""The previews of the browser and the rules of the server, held to the same golden file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kds.kitchen.commands import AnyCommand
from kds.kitchen.context import Context
from kds.kitchen.decide import decide
from kds.kitchen.errors import Accepted
from kds.kitchen.evolve import replay
from kds.kitchen.model import Ticket
from kds.kitchen.state import Memory
from tests.builders import EXPO, KITCHEN

GOLDEN = Path(__file__).parent.parent / "golden" / "preview.json"
CASES: list[dict[str, Any]] = json.loads(GOLDEN.read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['command']['kind']} {case['outcome']} {case['id']}")
def test_a_command_leaves_the_ticket_that_the_golden_file_shows(case: dict[str, Any]) -> None:
    state = Memory()
    before = msgspec.convert(case["before"], Ticket)
    state.put(before)
    command: AnyCommand = msgspec.convert(case["command"], AnyCommand)
    outcome = decide(state, command, Context(case["at_ms"], EXPO, case["id"], KITCHEN))
    assert type(outcome).__name__.lower() == case["outcome"]
    if isinstance(outcome, Accepted):
        replay(state, outcome.events)
    assert state.ticket(before.id) == msgspec.convert(case["after"], Ticket)
