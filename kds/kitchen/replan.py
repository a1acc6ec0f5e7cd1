"""Plans an item again after its modifiers or quantity changed: what is made stays, the rest follows the routes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from kds.kitchen.context import Context
from kds.kitchen.identity import task_id
from kds.kitchen.model import Item, Task, Ticket
from kds.kitchen.prepare import line_of, until_due
from kds.kitchen.routing import plan_tasks
from kds.kitchen.settle import FINAL, untouched

Chain = tuple[Task, ...]


def replan(context: Context, header: Ticket, was: Item, now: Item) -> tuple[Task, ...]:
    """The tasks of `was` fitted to `now`: chains that both have stay, new ones are added, others are void.

    The dish itself only changes its stations while nobody has touched it, and only if its routes, not the
    source, chose them: a dish at work is not moved.
    """
    planned = _chains(_plan(context, header, now))
    present = _chains(task for task in was.tasks if task.state != "void" and not task.remake)
    if not untouched(was) or not _routed(context, header, was, present):
        planned = [chain for chain in planned if chain[0].name]
        present = [chain for chain in present if chain[0].name]
    fitted: dict[str, Task] = {}
    added: list[Chain] = []
    for chain in planned:
        match = next((each for each in present if _shape(each) == _shape(chain)), None)
        if match is None:
            added.append(chain)
            continue
        present.remove(match)
        for old, new in zip(match, chain, strict=True):
            if old.state not in FINAL:
                fitted[old.id] = replace(old, quantity=new.quantity)
    for chain in present:
        fitted.update((task.id, replace(task, state="void", wait="")) for task in chain if task.state != "done")
    kept = tuple(fitted.get(task.id, task) for task in was.tasks)
    return kept + until_due(appended(was, added), header, context.now_ms)


def appended(item: Item, chains: Iterable[Chain], *, remake: bool = False) -> tuple[Task, ...]:
    """New chains numbered on behind those that the item has or ever had."""
    first = 1 + max(task.chain for task in item.tasks)
    return tuple(
        replace(task, id=task_id(item.id, number, task.step), chain=number, remake=remake)
        for number, chain in enumerate(chains, first)
        for task in chain
    )


def plan_again(context: Context, header: Ticket, item: Item) -> list[Chain]:
    """The chains that would make the item from nothing."""
    return _chains(_plan(context, header, item))


def _plan(context: Context, header: Ticket, item: Item) -> tuple[Task, ...]:
    return plan_tasks(context.kitchen, header, line_of(item), item.id, context.now_ms).tasks


def _chains(tasks: Iterable[Task]) -> list[Chain]:
    ordered = sorted(tasks, key=lambda task: (task.chain, task.step))
    return [tuple(chain) for _, chain in groupby(ordered, key=lambda task: task.chain)]


def _shape(chain: Chain) -> tuple[tuple[str, str], ...]:
    return tuple((task.station, task.name) for task in chain)


def _routed(context: Context, header: Ticket, was: Item, present: list[Chain]) -> bool:
    """True where today's routes give the dish the stations it has."""
    planned = [_shape(chain) for chain in plan_again(context, header, was) if not chain[0].name]
    return planned == [_shape(chain) for chain in present if not chain[0].name]
