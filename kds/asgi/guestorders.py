"""Turns a table's cart into an order: exactly once, whatever is repeated and however many phones press at once."""

from __future__ import annotations

import asyncio

from msgspec import Struct

from kds.asgi.guesttables import ORDERS_WINDOW_MS, GuestTables, Seat, too_many
from kds.asgi.guestview import tickets_of
from kds.asgi.problem import not_taken, problem
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.service.carts import Cart, Sent
from kds.service.receipt import Receipt, Submission
from kds.sources.guest import SOURCE, CartBody, CartLine, LineFault, OrderBody, external_id, fault_of, place


class OrderAnswer(Struct, frozen=True, omit_defaults=True):
    """`lines` are those that the kitchen has; what the phone sent and is not among them was sold out."""

    order: str
    number: str
    lines: tuple[str, ...]
    left: dict[str, int] = {}
    """Line -> portions left of the dish, where it was left out because more of it was wanted."""
    by_other: bool = False
    """Another phone of the table was quicker with the same cart; nothing was ordered twice."""
    to_approve: bool = False


class GuestOrders:
    def __init__(self, tables: GuestTables) -> None:
        self._tables = tables
        self._services = tables.services
        self._under_way: dict[str, asyncio.Future[OrderAnswer]] = {}

    def change(self, seat: Seat, body: CartBody) -> Cart[CartLine]:
        """Take in a phone's lines. Raises ProblemError where there is no room, or none of them can be ordered."""
        self._check_taking()
        cart = self._tables.cart(seat.spot)
        if body.sitting != cart.sitting and not self._goes_on(seat, cart, body.sitting):
            raise self._not_here(seat, cart, body.sitting)
        for line in body.lines:
            fault = fault_of(self._services.kitchen(), line) if line.quantity else None
            if fault is not None:
                raise _line_fault(fault)
        ordered = self._ordered_lines(seat)
        fresh = [line for line in body.lines if line.id not in ordered]
        homeless = cart.change(fresh, self._services.clock.now_ms())
        if homeless:
            pointer = f"/lines/{homeless[0]}"
            raise problem("cart_full", "The cart has as many lines as one order may have.", pointer=pointer)
        return cart

    async def order(self, seat: Seat, body: OrderBody) -> OrderAnswer:
        external = external_id(seat.spot.id, body.sitting, body.order)
        known = await self._services.commands.find_ticket(ticket_id(SOURCE, external))
        if known is not None:
            return _answer(body.order, known)
        cart = self._tables.cart(seat.spot)
        if body.sitting != cart.sitting:
            raise self._not_here(seat, cart, body.sitting)
        under_way = self._under_way.get(seat.spot.id)
        if under_way is not None:
            first = await asyncio.shield(under_way)
            return first if first.order == body.order else _of_other(first)
        sent = cart.sent
        if sent is not None and sent.cart == body.cart:
            return OrderAnswer(sent.order, sent.number, sent.lines, by_other=True, to_approve=sent.to_approve)
        self._check_taking()
        if cart.state != body.cart:
            raise problem("cart_changed", "Somebody at the table changed the cart in this moment.")
        if not cart.lines:
            raise problem("empty_order", "The cart is empty.")
        return await self._send(seat, body, cart)

    async def _send(self, seat: Seat, body: OrderBody, cart: Cart[CartLine]) -> OrderAnswer:
        """From here to the await nothing else runs, so nobody can begin a second order of the same cart."""
        services = self._services
        limits = self._tables.limits
        if not limits.orders_of_table.may_try(seat.spot.id) or not limits.orders_of_address.may_try(seat.address):
            raise too_many(ORDERS_WINDOW_MS)
        now_ms = services.clock.now_ms()
        command = place(services.kitchen(), seat.spot, body.sitting, body.order, cart.lines, now_ms)
        if isinstance(command, LineFault):
            raise _line_fault(command)
        state, lines = cart.state, cart.begin()
        future: asyncio.Future[OrderAnswer] = asyncio.get_running_loop().create_future()
        # Nobody may be waiting for it; then its error is the sender's alone.
        future.add_done_callback(lambda done: None if done.cancelled() else done.exception())
        self._under_way[seat.spot.id] = future
        sent: Sent | None = None
        try:
            receipt = await services.commands.submit(Submission(command, seat.actor, services.new_id(), fresh=True))
            if receipt.result not in ("ok", "noop") or receipt.ticket is None:
                raise not_taken(receipt)
            answer = _answer(body.order, receipt.ticket)
            sent = _sent(body, answer, receipt, lines, state)
            future.set_result(answer)
            return answer
        except Exception as error:
            future.set_exception(error)
            raise
        finally:
            del self._under_way[seat.spot.id]
            future.cancel()
            cart.end(sent, services.clock.now_ms())

    def _goes_on(self, seat: Seat, cart: Cart[CartLine], sitting: str) -> bool:
        """After a restart without an order on the disk only the phones know that the guests are still the same."""
        if not cart.untouched or tickets_of(self._services.hub, seat.spot.id, cart.sitting):
            return False
        if self._tables.away(seat.spot, sitting, cart):
            return False
        cart.go_on_with(sitting)
        return True

    def _not_here(self, seat: Seat, cart: Cart[CartLine], sitting: str) -> Exception:
        away = self._tables.away(seat.spot, sitting, cart)
        if away:
            return problem("moved", f"These guests are at table {away} now.")
        return problem("sitting_over", "These guests have left, as far as the server knows.")

    def _ordered_lines(self, seat: Seat) -> set[str]:
        """Lines that stand on a ticket already: a phone that missed the answer, or a restart, brings them again."""
        tickets = tickets_of(self._services.hub, seat.spot.id)
        return {item.uid for ticket in tickets for item in ticket.items}

    def _check_taking(self) -> None:
        if self._services.kitchen().guest_orders == "off":
            raise problem("guest_orders_off", "The store takes no orders from phones now.")


def _answer(order: str, ticket: Ticket) -> OrderAnswer:
    number = f"{ticket.mark} {ticket.number}".strip()
    lines = tuple(dict.fromkeys(item.uid for item in ticket.items))
    left = {part.what: part.left for part in ticket.left_out if part.left}
    return OrderAnswer(order, number, lines, left, to_approve=ticket.to_approve)


def _of_other(first: OrderAnswer) -> OrderAnswer:
    return OrderAnswer(first.order, first.number, first.lines, by_other=True, to_approve=first.to_approve)


def _sent(body: OrderBody, answer: OrderAnswer, receipt: Receipt, lines: tuple[CartLine, ...], state: str) -> Sent:
    refused = {part.what: part.left for part in receipt.refused}
    left = {line.sku: refused[line.id] for line in lines if line.id in refused}
    return Sent(
        order=body.order,
        phone=body.phone,
        number=answer.number,
        lines=answer.lines,
        sold_out=tuple(sku for sku, count in left.items() if not count),
        few={sku: count for sku, count in left.items() if count},
        cart=state,
        to_approve=answer.to_approve,
    )


def _line_fault(fault: LineFault) -> Exception:
    code = "unknown_dish" if fault.code == "unknown_dish" else "options_changed"
    return problem(code, fault.detail, pointer=f"/lines/{fault.line}")
