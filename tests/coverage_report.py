"""Counts what the state machines tried and what came of it, and prints it at the end of the test run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from kds.kitchen.outcomes import OUTCOMES


class Tally:
    """Of one state machine: commands carried out, by kind and by what each came to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps = 0
        self.reached: Counter[tuple[str, str]] = Counter()
        TALLIES.append(self)

    def count(self, kind: str, outcome: str) -> None:
        self.steps += 1
        self.reached[kind, outcome] += 1

    def missed(self, declared: Mapping[str, frozenset[str]] = OUTCOMES) -> list[str]:
        """Declared outcomes that no command came to."""
        return sorted(
            f"{kind}: {outcome}"
            for kind, outcomes in declared.items()
            for outcome in outcomes
            if not self.reached[kind, outcome]
        )

    def undeclared(self, declared: Mapping[str, frozenset[str]] = OUTCOMES) -> list[str]:
        """Outcomes that commands came to and nobody declared."""
        return sorted(f"{kind}: {outcome}" for kind, outcome in self.reached if outcome not in declared[kind])

    def table(self) -> list[str]:
        rows = []
        for kind, declared in OUTCOMES.items():
            found = {outcome: count for (of, outcome), count in self.reached.items() if of == kind}
            parts = [f"{outcome} {found[outcome]}" for outcome in sorted(found, key=lambda each: -found[each])]
            covered = len(declared & found.keys())
            rows.append(f"{kind:<17}{covered:>3}/{len(declared):<3} {', '.join(parts)}")
        return rows


TALLIES: list[Tally] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for tally in TALLIES:
        if tally.steps:
            reached = sum(len(outcomes) for outcomes in OUTCOMES.values()) - len(tally.missed())
            terminalreporter.section(f"{tally.name}: {tally.steps} steps, {reached} outcomes reached")
            for row in tally.table():
                terminalreporter.write_line(row)
