"""What tills read: a ticket and what became of a request, without what only screens need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from kds.kitchen.model import CloseReason, Item, ItemState, Refused, Rush, RushReply, Service, Ticket, TicketState
from kds.kitchen.setup import Kitchen
from kds.service.receipt import Receipt
from kds.sources.identity import given_id, rule_of


class RushAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody asked to hurry; `reply` is the cook's."""

    asked_at: datetime
    times: int
    reply: RushReply = ""
    replied_at: datetime | None = None


class ItemAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    uid: str
    id: str
    name: str
    quantity: str
    state: ItemState
    stations: tuple[str, ...]
    """Where it is made, in the order of the steps."""
    unit: str = ""
    addon: bool = False
    unrouted: bool = False
    """No rule took it: the default station makes it, marked."""
    sold_out: bool = False
    """Taken although it is sold out; the pass decides."""
    started: bool = False
    void_asked: bool = False
    """Asked to void started food; the kitchen has not answered yet."""
    void_answer: str = ""
    rush: RushAnswer | None = None


class TicketAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    id: str
    source: str
    external_id: str
    number: str
    state: TicketState
    items: tuple[ItemAnswer, ...]
    mark: str = ""
    revision: int = 0
    close_reason: CloseReason = ""
    cancelled: bool = False
    service: Service = "dine_in"
    table: str = ""
    merged_into: str = ""
    held: tuple[int, ...] = ()
    """Courses kept back; 0 stands for the whole ticket."""
    opened_at: datetime | None = None
    due_at: datetime | None = None
    ready_at: datetime | None = None
    closed_at: datetime | None = None
    left_out: tuple[Refused, ...] = ()
    """What was ordered or taken back in vain, such as sold-out dishes, and why."""


class CommandAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    """What became of a request. It stands on the disk of the kitchen when this is read."""

    result: Literal["ok", "noop"]
    """noop: nothing changes, and that is right; `why` says why."""
    seq: int
    """Position in the kitchen's log."""
    ticket: TicketAnswer | None = None
    why: str = ""
    refused: tuple[Refused, ...] = ()
    """Lines that were left out, such as sold-out dishes; the rest was taken."""
    split_off: TicketAnswer | None = None
    """The new ticket of a split."""


class DishAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    sku: str
    name: dict[str, str]
    available: bool
    category: str = ""
    price_minor: int = 0
    """In the minor unit of the store's currency."""
    allergens: tuple[str, ...] = ()
    remaining: int | None = None
    """Portions left; null where nobody counts them."""
    since: datetime | None = None
    """When it sold out, or came back."""


class MenuAnswer(Struct, frozen=True, gc=False):
    currency: str
    dishes: tuple[DishAnswer, ...]


class HealthAnswer(Struct, frozen=True, gc=False, omit_defaults=True):
    status: Literal["ok", "read_only", "full"]
    detail: str = ""


class KeptBody(Struct, frozen=True, gc=False):
    """A webhook body that could not be taken; it waits for a person."""

    id: str
    source: str
    received_at: datetime
    error: str
    body: str
    """Its beginning, as text."""


class QuarantineAnswer(Struct, frozen=True, gc=False):
    pending: int
    """Bodies that are still being worked on."""
    quarantined: int
    bodies: tuple[KeptBody, ...]
    """The newest of those in quarantine, the newest last."""


class RetryAnswer(Struct, frozen=True, gc=False):
    id: str
    state: Literal["pending"] = "pending"


def moment(ms: int) -> datetime | None:
    """None for 0, which stands for "not yet"."""
    return datetime.fromtimestamp(ms / 1000, UTC) if ms else None


def ticket_answer(ticket: Ticket, kitchen: Kitchen) -> TicketAnswer:
    return TicketAnswer(
        id=ticket.id,
        source=ticket.source,
        external_id=given_id(rule_of(kitchen, ticket.source), ticket.external_id),
        number=ticket.number,
        state=ticket.state,
        items=tuple(map(item_answer, ticket.items)),
        mark=ticket.mark,
        revision=ticket.revision,
        close_reason=ticket.close_reason,
        cancelled=ticket.cancelled,
        service=ticket.service,
        table=ticket.table,
        merged_into=ticket.merged_into,
        held=ticket.held,
        opened_at=moment(ticket.opened_ms),
        due_at=moment(ticket.due_ms),
        ready_at=moment(ticket.ready_ms),
        closed_at=moment(ticket.closed_ms),
        left_out=ticket.left_out,
    )


def item_answer(item: Item) -> ItemAnswer:
    return ItemAnswer(
        uid=item.uid,
        id=item.id,
        name=item.name,
        quantity=item.quantity,
        state=item.state,
        stations=tuple(dict.fromkeys([task.station for task in item.tasks])),
        unit=item.unit,
        addon=item.addon,
        unrouted=item.unrouted,
        sold_out=item.sold_out,
        started=any(task.state in ("started", "done") for task in item.tasks),
        void_asked=bool(item.void_asked),
        void_answer=item.void_answer,
        rush=_rush(item.rush) if item.rush else None,
    )


def _rush(rush: Rush) -> RushAnswer:
    asked_at = moment(rush.asked_ms)
    assert asked_at is not None, "a rush is asked at some time"
    return RushAnswer(asked_at=asked_at, times=rush.times, reply=rush.reply, replied_at=moment(rush.replied_ms))


def command_answer(receipt: Receipt, kitchen: Kitchen, split_off: Ticket | None = None) -> CommandAnswer:
    assert receipt.result in ("ok", "noop"), "the rest are problems"
    return CommandAnswer(
        result="ok" if receipt.result == "ok" else "noop",
        seq=receipt.seq,
        ticket=ticket_answer(receipt.ticket, kitchen) if receipt.ticket else None,
        why=receipt.why,
        refused=receipt.refused,
        split_off=ticket_answer(split_off, kitchen) if split_off else None,
    )


def respond(request: Request, value: Struct, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON, or msgpack where the request accepts it."""
    if "msgpack" in request.headers.get("accept", ""):
        return Response(msgspec.msgpack.encode(value), status, headers, media_type="application/msgpack")
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")
