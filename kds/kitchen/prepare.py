"""Turns ordered lines into items: checked, set meals taken apart, completed from the menu, planned to stations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Rejected
from kds.kitchen.identity import item_id
from kds.kitchen.limits import MAX_ITEMS
from kds.kitchen.menu import complete
from kds.kitchen.model import Item, Modifier, Refused, Task, Ticket
from kds.kitchen.portions import left, portions
from kds.kitchen.quantity import normalise, thousandths, times
from kds.kitchen.routing import longest_path_s, plan_tasks
from kds.kitchen.state import State

MAX_TICKET_ITEMS = 1000
"""Items a ticket may grow to: a bar tab of a whole night, and still a document that a screen can take."""

MS_PER_SECOND = 1000

SoldOut = Literal["refuse", "decide"]


class Wanted(Struct, frozen=True, gc=False):
    """A line that becomes one item: no set meal any more, quantities in their one spelling."""

    line: Line
    """Completed from the menu, but for its allergens: those are only what the guest warned of."""
    pointer: str
    set_name: str = ""
    sold_out: bool = False


def take_apart(context: Context, lines: Iterable[Line], pointer: str) -> list[Wanted] | Rejected:
    """The lines as items to be, or what is wrong with the first bad one; `pointer` names the array."""
    wanted: list[Wanted] = []
    for index, line in enumerate(lines):
        fault = _expand(context, wanted, line, f"{pointer}/{index}", "")
        if fault is not None:
            return fault
    seen: set[str] = set()
    for each in wanted:
        if each.line.uid in seen:
            return Rejected(
                "duplicate_uid", f'two lines have the uid "{each.line.uid}"; give each its own', f"{each.pointer}/uid"
            )
        seen.add(each.line.uid)
    if len(wanted) > MAX_ITEMS:
        return Rejected("too_many_items", f"{len(wanted)} items; send at most {MAX_ITEMS} at once", pointer)
    return wanted


def leave_out_sold_out(
    state: State, wanted: list[Wanted], policy: SoldOut, drafts: Iterable[Draft] = ()
) -> tuple[list[Wanted], tuple[Refused, ...]]:
    """What is left to cook; lines there is not enough for are refused or, where the order is paid, marked for the pass.

    A line is refused whole, since a guest who wants three may not want one. So is a set meal: its other dishes were
    not ordered for themselves. `drafts`: what the command has done so far.
    """
    scarce = state.scarce()
    if not scarce or not any(each.line.sku in scarce for each in wanted):
        return wanted, ()
    kept: list[Wanted] = []
    refused: list[Refused] = []
    rest = {sku: left(state, sku, drafts) or 0 for sku in scarce}
    for _, group in groupby(wanted, key=_line_pointer):
        line = list(group)
        needed = Counter[str]()
        for each in line:
            if each.line.sku in rest:
                needed[each.line.sku] += portions(each.line.unit, thousandths(each.line.quantity))
        lacking = {sku for sku, count in needed.items() if count > rest[sku]}
        if lacking and policy == "refuse":
            refused += [
                Refused(each.line.uid, each.line.name, "sold_out", left=max(rest[each.line.sku], 0))
                for each in line
                if each.line.sku in lacking
            ]
            continue
        kept += [replace(each, sold_out=True) if each.line.sku in lacking else each for each in line]
        for sku, count in needed.items():
            rest[sku] -= count
    return kept, tuple(refused)


def all_sold_out(refused: Sequence[Refused], pointer: str = "", ticket: str = "") -> Rejected:
    """Nothing is left of what was asked for."""
    names = ", ".join(f"{each.name} (only {each.left} left)" if each.left else each.name for each in refused)
    return Rejected("sold_out", f"sold out: {names}; order something else", pointer, ticket, tuple(refused))


def make_item(context: Context, header: Ticket, wanted: Wanted, n: int = 0, *, addon: bool = False) -> Item:
    """The n-th item of its line on the ticket, its tasks planned and waiting."""
    line = wanted.line
    item = item_id(header.id, line.uid, n)
    plan = plan_tasks(context.kitchen, header, line, item, context.now_ms)
    return Item(
        id=item,
        uid=line.uid,
        name=line.name,
        sku=line.sku,
        alt_name=line.alt_name,
        category=line.category,
        tags=line.tags,
        quantity=line.quantity,
        unit=line.unit,
        note=line.note,
        course=line.course,
        seat=line.seat,
        allergens=line.allergens,
        modifiers=line.modifiers,
        set_name=wanted.set_name,
        tasks=until_due(plan.tasks, header, context.now_ms),
        addon=addon,
        unrouted=plan.unrouted,
        sold_out=wanted.sold_out,
    )


def until_due(tasks: tuple[Task, ...], header: Ticket, now_ms: int) -> tuple[Task, ...]:
    """New tasks of a scheduled order wait for its release."""
    if header.release_ms <= now_ms:
        return tasks
    return tuple(replace(task, wait="due") for task in tasks)


def due_start_ms(due_ms: int, start_ms: int, tasks: list[Task]) -> int:
    """When a due order must be begun: the source's own start, else due minus the longest path; 0: not due."""
    if start_ms or not due_ms:
        return start_ms
    return due_ms - longest_path_s(tasks) * MS_PER_SECOND


def line_of(item: Item) -> Line:
    """The line that the item stands for, to plan it again."""
    return Line(
        uid=item.uid,
        name=item.name,
        sku=item.sku,
        alt_name=item.alt_name,
        category=item.category,
        tags=item.tags,
        quantity=item.quantity,
        unit=item.unit,
        note=item.note,
        course=item.course,
        seat=item.seat,
        allergens=item.allergens,
        modifiers=item.modifiers,
    )


def plain_modifiers(modifiers: tuple[Modifier, ...], pointer: str) -> tuple[Modifier, ...] | Rejected:
    """The modifiers with their quantities in one spelling, nested ones too."""
    plain = []
    for index, modifier in enumerate(modifiers):
        here = f"{pointer}/{index}"
        quantity = normalise(modifier.quantity)
        if quantity is None:
            return bad_quantity(modifier.quantity, f"{here}/quantity")
        inner = plain_modifiers(modifier.modifiers, f"{here}/modifiers")
        if isinstance(inner, Rejected):
            return inner
        plain.append(replace(modifier, quantity=quantity, modifiers=inner))
    return tuple(plain)


def bad_quantity(quantity: str, pointer: str) -> Rejected:
    return Rejected(
        "invalid_quantity",
        f'"{quantity}" is no quantity; send a decimal above 0 with at most 6 digits before and 3 after the point',
        pointer,
    )


def _expand(context: Context, wanted: list[Wanted], line: Line, pointer: str, set_name: str) -> Rejected | None:
    quantity = normalise(line.quantity)
    if quantity is None:
        return bad_quantity(line.quantity, f"{pointer}/quantity")
    modifiers = plain_modifiers(line.modifiers, f"{pointer}/modifiers") if line.modifiers else ()
    if isinstance(modifiers, Rejected):
        return modifiers
    same = quantity == line.quantity and modifiers == line.modifiers
    plain = line if same else replace(line, quantity=quantity, modifiers=modifiers)
    if not line.components:
        wanted.append(Wanted(complete(context.kitchen, plain), pointer, set_name))
        return None
    for index, component in enumerate(line.components):
        here = f"{pointer}/components/{index}"
        inner = _component(plain, component, first=index == 0)
        if thousandths(inner.quantity) == 0:
            return bad_quantity(component.quantity, f"{here}/quantity")
        fault = _expand(context, wanted, inner, here, set_name or line.name or line.sku)
        if fault is not None:
            return fault
    return None


def _component(of: Line, component: Line, *, first: bool) -> Line:
    """What is said of the set meal holds for each of its dishes; what is added to it is made once, with the first."""
    modifiers = of.modifiers if first else tuple(each for each in of.modifiers if each.action == "no")
    return replace(
        component,
        uid=f"{of.uid}/{component.uid}",
        quantity=times(component.quantity, of.quantity),
        note=" · ".join(filter(None, (component.note, of.note))),
        course=of.course if component.course == 1 else component.course,
        seat=component.seat or of.seat,
        modifiers=component.modifiers + modifiers,
        allergens=component.allergens + tuple(name for name in of.allergens if name not in component.allergens),
    )


def _line_pointer(wanted: Wanted) -> str:
    return wanted.pointer.partition("/components/")[0]
