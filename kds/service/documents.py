"""The documents in memory: what is alive, what closed last, and the version of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from kds.kitchen.model import Ticket
from kds.kitchen.screens import ScreenLayout
from kds.kitchen.state import STORE_ID, Document, is_scarce, live
from kds.kitchen.venue import Dish, Store
from kds.service.ports import CLOSED_KEPT, DocRow, LogStore
from kds.service.receipt import DocChange

_encode = msgspec.msgpack.Encoder().encode
_decoders: dict[str, Callable[[bytes], Document]] = {
    "ticket": msgspec.msgpack.Decoder(Ticket).decode,
    "dish": msgspec.msgpack.Decoder(Dish).decode,
    "store": msgspec.msgpack.Decoder(Store).decode,
    "screen": msgspec.msgpack.Decoder(ScreenLayout).decode,
}


def value_of(row: DocRow) -> Document:
    """The document that a stored row holds."""
    return _decoders[row.kind](row.doc)


def row_of(document: Document, ver: int) -> DocRow:
    """The document as it is stored and sent; encoded here and nowhere else."""
    doc = _encode(document)
    match document:
        case Ticket():
            return DocRow("ticket", document.id, ver, live(document), document.day, doc)
        case Dish():
            return DocRow("dish", document.sku, ver, True, "", doc)
        case Store():
            return DocRow("store", document.id, ver, True, document.day, doc)
        case ScreenLayout():
            return DocRow("screen", document.id, ver, document.kept, "", doc)


def key_of(document: Document) -> str:
    match document:
        case Ticket():
            return f"ticket/{document.id}"
        case Dish():
            return f"dish/{document.sku}"
        case Store():
            return f"store/{document.id}"
        case ScreenLayout():
            return f"screen/{document.id}"


LET_GO = ("ticket/", "screen/")
"""What memory does not hold for ever: its version goes on where the log says."""


class Documents:
    """A State of all live documents; closed tickets but the last few are left to the log."""

    def __init__(self, changes: Iterable[DocChange] = ()) -> None:
        self._live: dict[str, Ticket] = {}
        self._closed: dict[str, Ticket] = {}
        self._dishes: dict[str, Dish] = {}
        self._scarce: dict[str, Dish] = {}
        self._store = Store(id=STORE_ID)
        self._screens: dict[str, ScreenLayout] = {}
        self._versions: dict[str, int] = {}
        self.absorb(changes)

    def absorb(self, changes: Iterable[DocChange]) -> None:
        """Take over what a commit made true."""
        for change in changes:
            self._versions[change.row.key] = change.row.ver
            match change.value:
                case Ticket() as ticket:
                    self._take(ticket)
                case Dish() as dish:
                    self._dishes[dish.sku] = dish
                    self._scarce.pop(dish.sku, None)
                    if is_scarce(dish):
                        self._scarce[dish.sku] = dish
                case Store() as store:
                    self._store = store
                case ScreenLayout() as screen:
                    self._seat(screen)

    def _take(self, ticket: Ticket) -> None:
        self._closed.pop(ticket.id, None)
        if live(ticket):
            self._live[ticket.id] = ticket
            return
        self._live.pop(ticket.id, None)
        self._closed[ticket.id] = ticket
        if len(self._closed) > CLOSED_KEPT:
            oldest = next(iter(self._closed))
            del self._closed[oldest], self._versions[f"ticket/{oldest}"]

    def _seat(self, screen: ScreenLayout) -> None:
        if screen.kept:
            self._screens[screen.id] = screen
            return
        self._screens.pop(screen.id, None)
        del self._versions[f"screen/{screen.id}"]

    def version(self, key: str) -> int:
        """0 where the document is not held here."""
        return self._versions.get(key, 0)

    def ticket(self, ticket: str) -> Ticket | None:
        return self._live.get(ticket) or self._closed.get(ticket)

    def dish(self, sku: str) -> Dish | None:
        return self._dishes.get(sku)

    def dishes(self) -> Iterable[Dish]:
        return self._dishes.values()

    def scarce(self) -> Mapping[str, Dish]:
        return self._scarce

    def store(self) -> Store:
        return self._store

    def screen(self, screen: str) -> ScreenLayout | None:
        return self._screens.get(screen)

    def screens(self) -> Iterable[ScreenLayout]:
        return self._screens.values()

    def open_tickets(self) -> Iterable[Ticket]:
        return self._live.values()

    def ingested(self, source: str, external_id: str, key: str) -> tuple[str, str] | None:
        return None


class Reader:
    """A State that reads through to the log, so that a rule sees a ticket however long ago it closed.

    Lives for one batch: what was read once is not read again. `assumed_new` is a ticket that is not looked for in
    the log, since nearly every order is new and the look-up costs more than all of its rules; "" for none.
    """

    def __init__(self, documents: Documents, log: LogStore) -> None:
        self._documents = documents
        self._log = log
        self._rows: dict[str, DocRow | None] = {}
        self._tickets: dict[str, Ticket | None] = {}
        self.assumed_new = ""

    def version(self, key: str) -> int:
        known = self._documents.version(key)
        if known or not key.startswith(LET_GO):
            return known
        row = self._row(key)
        return 0 if row is None else row.ver

    def ticket(self, ticket: str) -> Ticket | None:
        return self._documents.ticket(ticket) or self._from_log(ticket)

    def _from_log(self, ticket: str) -> Ticket | None:
        if ticket not in self._tickets:
            if ticket == self.assumed_new:
                return None
            row = self._row(f"ticket/{ticket}")
            value = None if row is None else value_of(row)
            assert value is None or isinstance(value, Ticket)
            self._tickets[ticket] = value
        return self._tickets[ticket]

    def _row(self, key: str) -> DocRow | None:
        if key == f"ticket/{self.assumed_new}":
            return None
        if key not in self._rows:
            self._rows[key] = self._log.document(key)
        return self._rows[key]

    def dish(self, sku: str) -> Dish | None:
        return self._documents.dish(sku)

    def dishes(self) -> Iterable[Dish]:
        return self._documents.dishes()

    def scarce(self) -> Mapping[str, Dish]:
        return self._documents.scarce()

    def store(self) -> Store:
        return self._documents.store()

    def screen(self, screen: str) -> ScreenLayout | None:
        return self._documents.screen(screen)

    def screens(self) -> Iterable[ScreenLayout]:
        return self._documents.screens()

    def open_tickets(self) -> Iterable[Ticket]:
        return self._documents.open_tickets()

    def ingested(self, source: str, external_id: str, key: str) -> tuple[str, str] | None:
        row = self._log.ingested(source, external_id, key)
        return None if row is None else (row.ticket, row.digest)
