"""Names where a source's contents differ from the order as the kitchen has it, for the answer to a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from kds.kitchen.command import Line, LinePatch
from kds.kitchen.commands import Amend, Place
from kds.kitchen.context import Context
from kds.kitchen.difference import modifiers_text
from kds.kitchen.identity import item_id
from kds.kitchen.model import Item, Ticket
from kds.kitchen.order import present
from kds.kitchen.prepare import take_apart
from kds.kitchen.quantity import normalise, spell, thousandths

MAX_DIFFERENCES = 20
"""Named in one answer: all that a mistake makes, not all that two different orders have."""

Named = tuple[str, str, str]
"""What differs, as it was, as it is now."""


def differences(ticket: Ticket, command: Place | Amend, context: Context) -> str:
    """Behind "other contents before": ": …"; empty where the kitchen can name none, as only a digest is kept."""
    found = list(_of_order(ticket, command, context) if isinstance(command, Place) else _of_amend(ticket, command))
    if not found:
        return ""
    more = len(found) - MAX_DIFFERENCES
    return ": " + "; ".join(found[:MAX_DIFFERENCES] + ([f"and {more} more"] if more > 0 else []))


def _of_order(ticket: Ticket, command: Place, context: Context) -> Iterator[str]:
    yield from _told("", _header(ticket, command))
    wanted = take_apart(context, command.lines, "/lines")
    if not isinstance(wanted, list):
        yield wanted.detail
        return
    known = _lines(ticket)
    unmade = {part.what for part in ticket.left_out} | {item.uid for item in ticket.items if not present(item)}
    for each in wanted:
        line = each.line
        items = known.pop(line.uid, [])
        if items:
            yield from _told(_named(line.uid), _line(items, line))
        elif line.uid not in unmade and item_id(ticket.id, line.uid) not in ticket.gone:
            yield f"{_named(line.uid)} is new"
    yield from (f"{_named(uid)} is missing" for uid in known)


def _of_amend(ticket: Ticket, command: Amend) -> Iterator[str]:
    """Its lines against what the kitchen has: what the other amend said beside them is not kept."""
    known = _lines(ticket)
    for line in command.add:
        items = known.get(line.uid, [])
        if not items:
            yield f"{_named(line.uid)} is new"
        else:
            yield from _told(_named(line.uid), _line(items, line, patched=True))
    for patch in command.modify:
        items = _items(ticket, patch.item)
        if items:
            yield from _told(_named(patch.item), _patch(items, patch))
    for void in command.void:
        if not void.quantity and _items(ticket, void.item):
            yield f"{_named(void.item)} is to be taken back"


def _header(ticket: Ticket, command: Place) -> Iterator[Named]:
    """Number, mark and start are given by the kitchen where the source gives none."""
    names = ("service", "table", "area", "tab", "seat", "guest", "server", "covers", "brand", "note", "payment")
    for name in (*names, "priority"):
        yield name, str(getattr(ticket, name) or ""), str(getattr(command, name) or "")
    for name in ("number", "mark"):
        if getattr(command, name):
            yield name, getattr(ticket, name), getattr(command, name)
    yield "allergens", ", ".join(ticket.allergens), ", ".join(command.allergens)
    yield "placed_at", _moment(ticket.placed_ms), _moment(command.placed_ms)
    yield "due_at", _moment(ticket.due_ms), _moment(command.due_ms)
    if command.start_ms:
        yield "start_at", _moment(ticket.release_ms), _moment(command.start_ms)
    yield "hold", ", ".join(map(str, ticket.held)), ", ".join(map(str, sorted(set(command.held))))


def _line(items: Sequence[Item], line: Line, *, patched: bool = False) -> Iterator[Named]:
    """`patched`: as the source wrote it, so that what it leaves to the menu tells nothing."""
    item = items[0]
    for name in ("name", "sku", "alt_name", "category"):
        if getattr(line, name) or not patched:
            yield name, getattr(item, name), getattr(line, name)
    if not patched:
        yield "tags", ", ".join(item.tags), ", ".join(line.tags)
    yield "unit", item.unit, line.unit
    yield from _patch(
        items, LinePatch(item.uid, line.quantity, line.note, line.modifiers, line.allergens, line.course, line.seat)
    )


def _patch(items: Sequence[Item], patch: LinePatch) -> Iterator[Named]:
    item = items[0]
    if patch.quantity is not None:
        total = spell(sum(thousandths(each.quantity) for each in items))
        yield "quantity", total, normalise(patch.quantity) or patch.quantity
    if patch.note is not None:
        yield "note", item.note, patch.note
    if patch.modifiers is not None:
        yield "modifiers", modifiers_text(item.modifiers), modifiers_text(patch.modifiers)
    if patch.allergens is not None:
        yield "allergens", ", ".join(item.allergens), ", ".join(patch.allergens)
    if patch.course is not None:
        yield "course", str(item.course), str(patch.course)
    if patch.seat is not None:
        yield "seat", item.seat, patch.seat


def _told(of: str, named: Iterator[Named]) -> Iterator[str]:
    for what, was, now in named:
        if was != now:
            yield f'{of} {what}: "{was}" was, "{now}" now'.lstrip()


def _items(ticket: Ticket, name: str) -> list[Item]:
    return [item for item in ticket.items if present(item) and name in (item.id, item.uid)]


def _lines(ticket: Ticket) -> dict[str, list[Item]]:
    lines: dict[str, list[Item]] = {}
    for item in ticket.items:
        if present(item):
            lines.setdefault(item.uid, []).append(item)
    return lines


def _named(uid: str) -> str:
    return f'line "{uid}"'


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat() if ms else ""
