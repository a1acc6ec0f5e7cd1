"""The stream of a guest's phone: cart, orders, what is sold out and the call, each sent whole when it changes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kds.asgi.guesttables import GuestTables, Seat
from kds.asgi.guestview import OrderView, call_of, dishes_of, for_guests, left_of, orders_of, sold_out
from kds.asgi.problem import problem
from kds.kitchen.venue import CallAbout
from kds.service.carts import Cart, Sent
from kds.sources.guest import CartLine

BEAT_S = 10.0
"""Between two signs of life: the page calls itself offline after two and a half of them."""

GATHER_S = 0.15
"""After a change the stream waits so long for the next: a rush hour's commits cost a phone seven frames a second."""

MAX_STREAMS = 600
"""Open at once: every guest of a large house."""

MAX_STREAMS_OF_TABLE = 24
"""A banquet table's phones, each with a tab that was forgotten."""

RETRY_S = 5


class CartEvent(Struct, frozen=True):
    sitting: str
    state: str
    sending: bool
    lines: tuple[CartLine, ...]
    sent: Sent | None


class MovedEvent(Struct, frozen=True):
    """Instead of a cart, for guests who sit at another table now."""

    table: str


class OrdersEvent(Struct, frozen=True):
    orders: tuple[OrderView, ...]


class MenuEvent(Struct, frozen=True):
    digest: str
    """Another one than the page's: fetch the menu again."""
    taking: str
    """on, off or approve."""
    sold_out: tuple[str, ...]
    left: dict[str, int]
    """sku -> portions left, where they are counted."""


class CallEvent(Struct, frozen=True):
    """`about` is "" while nobody is called."""

    about: CallAbout | str
    at_ms: int


class BeatEvent(Struct, frozen=True):
    now_ms: int


class Party(Struct, frozen=True):
    """The guests whom a stream is for. `away`: the table that they were moved to."""

    sitting: str
    away: str
    cart: Cart[CartLine]


class GuestStreams:
    """`beat_s` is shorter in tests."""

    def __init__(self, tables: GuestTables, beat_s: float = BEAT_S, gather_s: float = GATHER_S) -> None:
        self._tables = tables
        self._services = tables.services
        self._beat_s = beat_s
        self._gather_s = gather_s
        self._open: Counter[str] = Counter()

    async def endpoint(self, request: Request) -> Response:
        seat = self._tables.seat(request)
        if self._open.total() >= MAX_STREAMS or self._open[seat.spot.id] >= MAX_STREAMS_OF_TABLE:
            raise problem("too_many_streams", "Too many pages of this table are open.", retry_ms=RETRY_S * 1000)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        events = self._events(seat, request)
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    async def _events(self, seat: Seat, request: Request) -> AsyncIterator[bytes]:
        """Ends where the table's code is renewed; the page then learns that it is an old one."""
        hub = self._services.hub
        mine = _sitting_of(request)
        wake = asyncio.Event()
        stops = [hub.on_change(wake.set), self._tables.cart(seat.spot).on_change(wake.set)]
        self._open[seat.spot.id] += 1
        told: dict[str, bytes] = {}
        seq, at = -1, ("", "")
        clock = asyncio.get_running_loop().time
        beat_at = clock() + self._beat_s
        try:
            yield b"retry: 1000\n\n"
            while self._tables.spot(request.path_params["token"]) is not None:
                wake.clear()
                party = self._party(seat, mine)
                store_changed = seq < 0 or at != (party.sitting, party.away) or _concerns_guests(self._tables, seq)
                seq, mine, at = hub.head, party.sitting, (party.sitting, party.away)
                frames = self._frames(seat, party, told, store_changed=store_changed)
                if frames:
                    yield frames
                changed = await self._changed(wake, beat_at)
                if clock() >= beat_at:
                    # In a rush hour too, where most changes are none of this table's and nothing else is sent.
                    yield _frame("beat", msgspec.json.encode(BeatEvent(self._services.clock.now_ms())))
                    beat_at = clock() + self._beat_s
                    seq = -1  # Time alone ends a sitting, and a reload of the kitchen files is no commit of a guest's.
                if changed:
                    await asyncio.sleep(self._gather_s)
        finally:
            self._open[seat.spot.id] -= 1
            for stop in stops:
                stop()

    def _party(self, seat: Seat, sitting: str) -> Party:
        """Who the phone belongs to: its own sitting while that is here or was moved, else whoever sits here now."""
        cart = self._tables.cart(seat.spot)
        away = self._tables.away(seat.spot, sitting, cart)
        return Party(sitting, away, cart) if away else Party(cart.sitting, "", cart)

    def _frames(self, seat: Seat, party: Party, told: dict[str, bytes], *, store_changed: bool) -> bytes:
        values: list[tuple[str, Struct]]
        if party.away:
            values = [("moved", MovedEvent(party.away))]
        else:
            values = [("cart", cart_event(party.cart))]
            told.pop("moved", None)
        if store_changed:
            values += self._of_store(seat, party)
        frames = [f"id: {party.sitting}\n".encode()]
        for name, value in values:
            encoded = msgspec.json.encode(value)
            if told.get(name) != encoded:
                told[name] = encoded
                frames.append(_frame(name, encoded))
        return b"".join(frames) if len(frames) > 1 else b""

    def _of_store(self, seat: Seat, party: Party) -> list[tuple[str, Struct]]:
        hub, kitchen = self._services.hub, self._services.kitchen()
        call = None if party.away else call_of(hub, seat.spot.id)
        dishes = dishes_of(hub)
        return [
            ("menu", MenuEvent(kitchen.digest, kitchen.guest_orders, sold_out(dishes), left_of(dishes))),
            ("orders", OrdersEvent(orders_of(hub, kitchen, seat.spot.id, party.sitting))),
            ("call", CallEvent(call.about if call else "", call.at_ms if call else 0)),
        ]

    async def _changed(self, wake: asyncio.Event, until_s: float) -> bool:
        """Whether anything happened before the next beat."""
        try:
            async with asyncio.timeout_at(until_s):
                await wake.wait()
        except TimeoutError:
            return False
        return True


def _concerns_guests(tables: GuestTables, seq: int) -> bool:
    changes = tables.services.hub.after(seq, for_guests)
    return changes is None or bool(changes.puts or changes.dels)


def _sitting_of(request: Request) -> str:
    """The sitting that the phone was told last: by its page, or by the browser that repeats a lost stream."""
    return request.headers.get("last-event-id") or request.query_params.get("sitting", "")


def cart_event(cart: Cart[CartLine]) -> CartEvent:
    """The cart as every phone of the table is told it."""
    return CartEvent(cart.sitting, cart.state, cart.sending, cart.lines, cart.sent)


def _frame(name: str, encoded: bytes) -> bytes:
    return f"event: {name}\ndata: ".encode() + encoded + b"\n\n"
