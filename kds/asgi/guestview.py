"""What a guest may know of the kitchen: the own sitting's orders in plain words, and what cannot be had."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.menu import menu_index
from kds.kitchen.model import Item, ModifierAction, Ticket
from kds.kitchen.setup import Kitchen
from kds.kitchen.venue import Call, Dish, Store
from kds.service.hub import Hub
from kds.service.shelf import Gone, Held
from kds.sources.guest import SOURCE, order_of, sitting_of, sitting_prefix

Word: TypeAlias = Literal["asked", "received", "cooking", "ready", "served", "cancelled"]


class ModifierView(Struct, frozen=True, omit_defaults=True):
    name: str
    alt_name: str = ""
    action: ModifierAction = "add"


class ItemView(Struct, frozen=True, omit_defaults=True):
    line: str
    """Id of the cart's line that became this."""
    sku: str
    name: str
    quantity: str
    word: Word
    modifiers: tuple[ModifierView, ...] = ()
    price_minor: int = 0
    """Of all portions, as the menu says today; the bill is the till's."""


class OrderView(Struct, frozen=True, omit_defaults=True):
    order: str
    number: str
    word: Word
    opened_ms: int
    items: tuple[ItemView, ...]
    table: str = ""
    """Where it was moved to; "" while it is at its own table."""


def for_guests(doc: Held | Gone) -> bool:
    """Whether a change can matter to a guest's phone."""
    key = doc.row.key if isinstance(doc, Held) else doc.key
    return doc.source == SOURCE if key.startswith("ticket/") else True


def tickets_of(hub: Hub, table: str, sitting: str = "") -> tuple[Ticket, ...]:
    """Orders of guests' phones at this table, the oldest first, wherever they were moved since."""
    prefix = sitting_prefix(table, sitting)
    held = hub.all(lambda doc: doc.source == SOURCE).puts
    mine = (doc.value for doc in held if isinstance(doc.value, Ticket) and doc.value.external_id.startswith(prefix))
    return tuple(sorted((one for one in mine if not one.tombstone), key=lambda one: (one.opened_ms, one.id)))


def newest_sitting(tickets: Sequence[Ticket], table: str) -> str:
    """Of the last guests who ordered here and were not moved away; "" where there are none."""
    for sitting in dict.fromkeys(sitting_of(ticket.external_id, table) for ticket in reversed(tickets)):
        if not moved_to(of_sitting(tickets, table, sitting), table):
            return sitting
    return ""


def of_sitting(tickets: Iterable[Ticket], table: str, sitting: str) -> tuple[Ticket, ...]:
    return tuple(ticket for ticket in tickets if sitting_of(ticket.external_id, table) == sitting)


def is_open(ticket: Ticket) -> bool:
    return ticket.state != "closed"


def moved_to(tickets: Sequence[Ticket], table: str) -> str:
    """The other table that a sitting's guests are at; "" while an open order of theirs is at their own, or none is."""
    waiting = tuple(filter(is_open, tickets))
    if any(ticket.table == table for ticket in waiting):
        return ""
    last = max(waiting or tickets, key=lambda ticket: ticket.touched_ms, default=None)
    return "" if last is None or last.table == table else last.table


def orders_of(hub: Hub, kitchen: Kitchen, table: str, sitting: str) -> tuple[OrderView, ...]:
    """What staff split off stays part of the order that it was ordered in."""
    tickets = tickets_of(hub, table, sitting)
    apart = _split_off(hub, tickets)
    return tuple(_order(ticket, apart, kitchen, table) for ticket in tickets if ticket.id not in apart)


def _split_off(hub: Hub, tickets: Iterable[Ticket]) -> dict[str, Ticket]:
    """The tickets that hold what was split off from these, however often, by id."""
    found: dict[str, Ticket] = {}
    wanted = {target for ticket in tickets for target in ticket.gone.values()}
    while wanted:
        level = _tickets(hub, wanted)
        found |= {ticket.id: ticket for ticket in level}
        wanted = {target for ticket in level for target in ticket.gone.values()} - found.keys()
    return found


def _tickets(hub: Hub, ids: Collection[str]) -> list[Ticket]:
    return [doc.value for doc in hub.all(lambda doc: doc.row.id in ids).puts if isinstance(doc.value, Ticket)]


def sold_out(dishes: Iterable[Dish]) -> tuple[str, ...]:
    """Skus, in no order that means anything."""
    return tuple(dish.sku for dish in dishes if not dish.available)


def left_of(dishes: Iterable[Dish]) -> dict[str, int]:
    """sku -> portions left, where they are counted and any are."""
    return {dish.sku: dish.remaining for dish in dishes if dish.available and dish.remaining is not None}


def dishes_of(hub: Hub) -> tuple[Dish, ...]:
    dishes = (doc.value for doc in hub.all(lambda doc: doc.row.kind == "dish").puts)
    return tuple(dish for dish in dishes if isinstance(dish, Dish) and not dish.dropped)


def call_of(hub: Hub, table: str) -> Call | None:
    store = next((doc.value for doc in hub.all(lambda doc: doc.row.kind == "store").puts), None)
    calls = store.calls if isinstance(store, Store) else ()
    return next((call for call in calls if call.table == table), None)


def _order(ticket: Ticket, apart: Mapping[str, Ticket], kitchen: Kitchen, table: str) -> OrderView:
    there = {item.id: item for one in apart.values() for item in one.items}
    split_off = [there[gone] for gone in ticket.gone if gone in there]
    items = tuple(_item(ticket, item, kitchen) for item in (*ticket.items, *split_off))
    return OrderView(
        order=order_of(ticket.external_id, table),
        number=f"{ticket.mark} {ticket.number}".strip(),
        word=_word_of_order(ticket, items),
        opened_ms=ticket.opened_ms,
        items=items,
        table=ticket.table if ticket.table != table else "",
    )


def _word_of_order(ticket: Ticket, items: tuple[ItemView, ...]) -> Word:
    if ticket.to_approve:
        return "asked"
    words = {item.word for item in items} - {"cancelled"}
    if ticket.cancelled or not words:
        return "cancelled"
    if len(words) == 1:
        return words.pop()
    # Some of it is ahead of the rest: the kitchen is at it.
    return "ready" if words == {"ready", "served"} else "cooking"


def _item(ticket: Ticket, item: Item, kitchen: Kitchen) -> ItemView:
    return ItemView(
        line=item.uid,
        sku=item.sku,
        name=item.name,
        quantity=item.quantity,
        word=_word(ticket, item),
        modifiers=tuple(ModifierView(one.name, one.alt_name, one.action) for one in item.modifiers),
        price_minor=_price_minor(item, kitchen),
    )


def _word(ticket: Ticket, item: Item) -> Word:
    if item.state == "void":
        return "cancelled"
    if item.state in ("ready", "served"):
        return item.state
    if ticket.to_approve:
        return "asked"
    begun = any(task.state in ("started", "done") for task in item.tasks)
    return "cooking" if begun else "received"


def _price_minor(item: Item, kitchen: Kitchen) -> int:
    dish = menu_index(kitchen).find(item.sku, "")
    if dish is None or item.state == "void" or not item.quantity.isdecimal():
        return 0
    told = {(one.name, one.action) for one in item.modifiers}
    choices = (choice for group in dish.options for choice in group.choices if not choice.plain)
    more = sum(one.price_minor for one in choices if any((name, one.action) in told for name in one.name.values()))
    return (dish.price_minor + more) * int(item.quantity)
