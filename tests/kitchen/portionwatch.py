"""Counts portions beside the rules, from what it saw happen: what is left and what is gone add up to what was set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kds.kitchen.commands import AnyCommand, Remake, SetAvailability, Split
from kds.kitchen.finding import find_item, home
from kds.kitchen.model import Item, Ticket
from kds.kitchen.portions import by_weight, portions
from kds.kitchen.quantity import thousandths
from kds.kitchen.state import Document, Memory
from kds.kitchen.system_commands import AdoptKitchen, StartDay
from kds.kitchen.venue import Dish

Documents: TypeAlias = Mapping[str, Document]
BEGUN = ("started", "done")
SET_COUNTS = (SetAvailability, StartDay, AdoptKitchen)


class PortionWatch:
    def __init__(self) -> None:
        self._begun: dict[str, bool] = {}
        """Item -> whether anybody was at the dish itself when it was last seen alive."""
        self._remakes: Counter[str] = Counter()
        self._gone: dict[str, Counter[str]] = {}
        """Ticket -> sku -> portions."""

    def look(self, command: AnyCommand, before: Documents, after: Documents, altered: Iterable[Ticket]) -> None:
        if isinstance(command, Remake):
            self._remakes[_remade(command, after)] += 1
        took: Counter[str] = Counter()
        for ticket in altered:
            for item in ticket.items:
                self._see(item)
            gone = self._of(ticket)
            took.update(gone)
            took.subtract(self._gone.get(ticket.id, Counter()))
            self._gone[ticket.id] = gone
        for key, dish in after.items():
            was = before.get(key)
            if isinstance(dish, Dish):
                assert dish.remaining is None or dish.available == (dish.remaining > 0), f"two truths: {dish}"
                if isinstance(was, Dish) and not isinstance(command, SET_COUNTS):
                    self._adds_up(command, was, dish, 0 if isinstance(command, Split) else took[dish.sku])

    def _adds_up(self, command: AnyCommand, was: Dish, now: Dish, took: int) -> None:
        if was.remaining is None or was.dropped:
            assert was == now, f"{command} changed a dish that nobody counts: {now}"
            return
        assert now.remaining is not None, f"{command} ended a count: {now}"
        assert was.remaining == now.remaining + took, f"{command} took {took} of {was}, and left {now}"

    def _see(self, item: Item) -> None:
        own = [task for task in item.tasks if not task.name]
        if item.state != "void":
            self._begun[item.id] = any(task.state in BEGUN for task in own)
        elif item.id not in self._begun:
            # Born void, or cut off a line and taken back by one command.
            self._begun[item.id] = any(task.started_ms or task.done_ms for task in own)

    def _of(self, ticket: Ticket) -> Counter[str]:
        lines: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        for item in ticket.items:
            back = item.state == "void" and (not self._begun[item.id] or item.void_answer == "reuse")
            made = 1 + self._remakes[item.id] - back
            lines.setdefault((item.sku, item.uid, item.unit), []).append((made, item.quantity))
        gone: Counter[str] = Counter()
        for (sku, _, unit), parts in lines.items():
            if by_weight(unit):
                gone[sku] += max(made for made, _ in parts)
            else:
                gone[sku] += portions(unit, sum(made * thousandths(quantity) for made, quantity in parts))
        return gone


def _remade(command: Remake, after: Documents) -> str:
    state = Memory()
    for document in after.values():
        state.put(document)
    ticket = state.ticket(command.ticket)
    assert ticket is not None
    item = find_item(home(state, ticket, command.item), command.item)
    assert item is not None
    return item.id
