"""Commits made by hand: documents and publications for a hub, without rules and without a disk."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.model import Item, Ticket, TicketState
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.venue import Dish, Store
from kds.service.documents import row_of
from kds.service.hub import Hub
from kds.service.ports import Term
from kds.service.receipt import DocChange, Publication
from kds.wire.frames import Cause

DAY = "2026-03-06"
TERM = Term("a" * 16, 0)


def ticket(name: str, source: str = "till", state: TicketState = "open", day: str = DAY, note: str = "") -> Ticket:
    return Ticket(
        id=name,
        source=source,
        external_id=name,
        number=name,
        state=state,
        day=day,
        note=note,
        closed_ms=1 if state == "closed" else 0,
        items=(Item(id=f"{name}-1", uid="1", name="Mapo tofu"),),
    )


def closed(name: str, at_ms: int, day: str = DAY) -> Ticket:
    return replace(ticket(name, state="closed", day=day), closed_ms=at_ms)


def change(document: Ticket | Dish | Store | ScreenLayout, ver: int = 1, cause: str = "place") -> DocChange:
    row = row_of(document, ver)
    return DocChange(row, document, (Cause(cause, row.key, f"command-{ver}"),))


class Log:
    """The head of an imaginary log; every commit goes to the hub as the writer would publish it."""

    def __init__(self, *terms: Term, head: int = 0, docs: tuple[DocChange, ...] = ()) -> None:
        store = change(Store(id="main", day=DAY), cause="adopt_kitchen")
        self.head = head
        self.hub = Hub(terms or (TERM,), head, (store, *docs))

    def commit(self, *changes: DocChange, rows: int = 1, lmid: dict[str, int] | None = None) -> int:
        first = self.head + 1
        self.head += rows
        self.hub.publish(Publication(first_seq=first, last_seq=self.head, changes=changes, lmid=lmid or {}))
        return self.head

    def tickets(self, count: int, note: str = "", prefix: str = "t") -> None:
        for number in range(count):
            self.commit(change(ticket(f"{prefix}{number}", note=note)))
