"""Changes an item that is already sent: words, modifiers and quantity, before, during and after it is cooked."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.difference import amount, difference
from kds.kitchen.draft import Draft, shown_at, stations_of
from kds.kitchen.errors import Rejected
from kds.kitchen.events import ItemChanged, ItemsAdded
from kds.kitchen.identity import item_id
from kds.kitchen.model import Item, Modifier, Task
from kds.kitchen.order import Order, Part
from kds.kitchen.prepare import line_of, until_due
from kds.kitchen.quantity import spell, thousandths
from kds.kitchen.replan import replan
from kds.kitchen.routing import plan_tasks
from kds.kitchen.settle import FINAL, untouched
from kds.kitchen.voiding import void_item


class Patch(Struct, frozen=True):
    """What a line shall be, checked; None leaves a part as it is. `total` is in thousandths, over all its items."""

    total: int | None = None
    note: str | None = None
    modifiers: tuple[Modifier, ...] | None = None
    allergens: tuple[str, ...] | None = None
    course: int | None = None
    seat: str | None = None


class Shares(Struct):
    """How a new total spreads over the items of a line, in thousandths."""

    sizes: dict[str, int]
    """New size of each item, what was cut off included in none of them."""
    cuts: dict[str, int]
    """Taken from items that somebody is at work on, or that are finished."""
    more: int = 0
    """To be cooked anew."""
    less: int = 0
    """Could not be taken back: it is served."""


def revise_line(order: Order, parts: list[Part], patch: Patch, reason: str = "") -> Rejected | None:
    """Bring a line to what `patch` says on every ticket that has a part of it; more of it is made on the source's own.

    `parts` are present.
    """
    tickets: dict[str, tuple[Draft, list[Item]]] = {}
    for part in parts:
        tickets.setdefault(part.draft.ticket.id, (part.draft, []))[1].append(part.item)
    if len(tickets) == 1 and parts[0].draft is order.main:
        return revise(order.main, tickets[order.main.ticket.id][1], patch, reason)
    items = [part.item for part in parts]
    ordered = sum(thousandths(item.quantity) for item in items)
    total = ordered if patch.total is None else patch.total
    shares = share(items, min(total, ordered))
    if shares.less:
        return _too_late(items[0])
    more = max(total - ordered, 0)
    for draft, those in tickets.values():
        size = sum(shares.sizes[item.id] for item in those) + (more if draft is order.main else 0)
        fault = revise(draft, those, replace(patch, total=size), reason)
        assert fault is None, "what cannot be taken back was left out of the shares"
    if more and order.main.ticket.id not in tickets:
        _add_difference(order.main, patched(items[-1], patch, more))
    return None


def revise(draft: Draft, items: list[Item], patch: Patch, reason: str = "") -> Rejected | None:
    """Bring one line's items to what `patch` says, telling everyone who has seen them what differs.

    `items` are neither void nor asked to be; `reason` is kept with what is taken back.
    """
    shares = share(items, patch.total)
    if shares.less:
        return _too_late(items[0])
    for item in items:
        size = shares.sizes[item.id]
        cut = shares.cuts.get(item.id, 0)
        if size == 0:
            void_item(draft, item, reason)
            continue
        kept = _change(draft, item, patched(item, patch, size))
        if cut:
            _cut_off(draft, item, kept, cut, reason)
    if shares.more:
        _add_difference(draft, patched(items[-1], patch, shares.more))
    return None


def _too_late(item: Item) -> Rejected:
    return Rejected("too_late_to_void", f"{item.name} is served; take the serve back first")


def share(items: list[Item], total: int | None) -> Shares:
    """More goes to an item nobody has touched; less comes from those first, the latest first."""
    sizes = {item.id: thousandths(item.quantity) for item in items}
    shares = Shares(sizes, {})
    difference = 0 if total is None else total - sum(sizes.values())
    latest_first = [item for item in reversed(items) if untouched(item)]
    if difference > 0 and latest_first:
        sizes[latest_first[0].id] += difference
    elif difference > 0:
        shares.more = difference
    left = -difference
    latest_first += [item for item in reversed(items) if not untouched(item) and item.state != "served"]
    for item in latest_first:
        taken = min(max(left, 0), sizes[item.id])
        left -= taken
        sizes[item.id] -= taken
        if taken and sizes[item.id] and not untouched(item):
            shares.cuts[item.id] = taken
    shares.less = max(left, 0)
    return shares


def patched(item: Item, patch: Patch, size: int) -> Item:
    """The item with the words of the patch and this quantity; its tasks as they are."""
    return replace(
        item,
        quantity=spell(size),
        note=item.note if patch.note is None else patch.note,
        modifiers=item.modifiers if patch.modifiers is None else patch.modifiers,
        allergens=item.allergens if patch.allergens is None else patch.allergens,
        course=item.course if patch.course is None else patch.course,
        seat=item.seat if patch.seat is None else patch.seat,
    )


def differs(was: Item, now: Item) -> bool:
    return food_differs(was, now) or was.course != now.course or was.seat != now.seat


def food_differs(was: Item, now: Item) -> bool:
    """True where the cook must do something else than what the card said."""
    return (
        was.quantity != now.quantity
        or was.note != now.note
        or was.modifiers != now.modifiers
        or was.allergens != now.allergens
    )


def _change(draft: Draft, was: Item, now: Item) -> Item:
    """What is left of started food goes on under its generation; any other change of food starts a new one."""
    if not differs(was, now):
        return was
    if _words_differ(was, now) or (was.quantity != now.quantity and untouched(was)):
        now = replace(now, tasks=_next_generation(draft, was, now))
    draft.add(ItemChanged(*draft.at, now))
    if food_differs(was, now):
        _tell(draft, was, now)
    return draft.item(was.id)


def _words_differ(was: Item, now: Item) -> bool:
    return food_differs(replace(was, quantity=now.quantity), now)


def _next_generation(draft: Draft, was: Item, now: Item) -> tuple[Task, ...]:
    tasks = was.tasks
    if was.modifiers != now.modifiers or (was.quantity != now.quantity and any(task.name for task in tasks)):
        tasks = replan(draft.context, draft.ticket, was, now)
    before = {task.id for task in was.tasks}
    return tuple(
        replace(task, gen=task.gen + 1) if task.id in before and task.state not in FINAL else task for task in tasks
    )


def _tell(draft: Draft, was: Item, now: Item) -> None:
    text = difference(was, now)
    stations = shown_at(was)
    waits = (*stations, *draft.context.pass_waits) if stations else ()
    only_less = not _words_differ(was, now) and thousandths(now.quantity) < thousandths(was.quantity)
    draft.tell("less" if only_less else "modified", waits, now.id, *text)
    if now.allergens and now.allergens != was.allergens:
        warn(draft, now, was)


def warn(draft: Draft, item: Item, was: Item | None = None) -> None:
    """An allergen is confirmed at each of the item's stations and at the pass, seen before or not."""
    before = ", ".join(was.allergens) if was else ""
    waits = (*stations_of(item), *draft.context.pass_waits)
    draft.tell("allergen", waits, item.id, before, ", ".join(item.allergens))


def _cut_off(draft: Draft, was: Item, kept: Item, cut: int, reason: str) -> None:
    """Less of what is being cooked: the difference becomes an item of its own, as far on as the rest, and is voided."""
    new_id = item_id(draft.ticket.id, was.uid, draft.free_n(was.uid))
    tasks = tuple(replace(task, id=f"{new_id}{task.id.removeprefix(was.id)}") for task in kept.tasks)
    draft.add(ItemsAdded(*draft.at, (replace(kept, id=new_id, quantity=spell(cut), tasks=tasks),)))
    fault = void_item(draft, draft.item(new_id), reason, tell=False)
    assert fault is None, "only what is not served is cut"


def _add_difference(draft: Draft, like: Item) -> None:
    """More of what is being cooked is new work: its own item, its own tasks."""
    new_id = item_id(draft.ticket.id, like.uid, draft.free_n(like.uid))
    plan = plan_tasks(draft.context.kitchen, draft.ticket, line_of(like), new_id, draft.context.now_ms)
    item = replace(
        like,
        id=new_id,
        tasks=until_due(plan.tasks, draft.ticket, draft.context.now_ms),
        addon=True,
        state="open",
        rush=None,
        served_ms=0,
        void_asked="",
        reason="",
    )
    draft.add(ItemsAdded(*draft.at, (item,)))
    tell_added(draft, item)
    if item.allergens:
        warn(draft, item)


def tell_added(draft: Draft, item: Item) -> None:
    """To its stations and the pass."""
    if not draft.unseen:
        draft.tell("added", (*stations_of(item), *draft.context.pass_waits), item.id, now=amount(item))
