"""The tables that guests order from: whose code it is, its cart and its sitting, and how much is too much."""

from __future__ import annotations

from msgspec import Struct
from starlette.requests import Request

from kds.asgi.access import check_origin
from kds.asgi.guestview import is_open, moved_to, newest_sitting, of_sitting, tickets_of
from kds.asgi.problem import problem
from kds.asgi.services import Services
from kds.asgi.tries import TRIES_WINDOW_MS, Tries
from kds.kitchen.command import Actor
from kds.kitchen.venue import TableSpot
from kds.service.carts import Cart, Carts
from kds.sources.guest import CartLine
from kds.sources.tabletoken import table_of, token_of

WRONG_CODES = 30
"""Of one address in a minute: a whole party with an old code, but nobody who guesses."""

REQUESTS_OF_ADDRESS = 1_200
"""In a minute. All phones may come through one router, so it has to do for a full dining room."""

REQUESTS_OF_TABLE = 300
"""In a minute: twelve phones tapping all the time."""

ORDERS_OF_TABLE, ORDERS_OF_ADDRESS = 10, 60
ORDERS_WINDOW_MS = 10 * 60 * 1000
"""New orders in ten minutes: a table that orders dish by dish, and a dining room behind one router."""

CALLS_OF_TABLE = 6
"""In a minute; a call that stands already is counted too."""


class Limits(Struct, frozen=True):
    wrong_codes: Tries
    requests_of_address: Tries
    requests_of_table: Tries
    orders_of_table: Tries
    orders_of_address: Tries
    calls_of_table: Tries


class Seat(Struct, frozen=True):
    """A phone at a table, for one request."""

    spot: TableSpot
    address: str

    @property
    def actor(self) -> Actor:
        return Actor("guest", f"table {self.spot.id}", self.spot.id)


class GuestTables:
    def __init__(self, services: Services) -> None:
        clock = services.clock
        self.services = services
        self.carts: Carts[CartLine] = Carts(services.short_id)
        self.limits = Limits(
            wrong_codes=Tries(clock, WRONG_CODES),
            requests_of_address=Tries(clock, REQUESTS_OF_ADDRESS),
            requests_of_table=Tries(clock, REQUESTS_OF_TABLE),
            orders_of_table=Tries(clock, ORDERS_OF_TABLE, ORDERS_WINDOW_MS),
            orders_of_address=Tries(clock, ORDERS_OF_ADDRESS, ORDERS_WINDOW_MS),
            calls_of_table=Tries(clock, CALLS_OF_TABLE),
        )

    def seat(self, request: Request) -> Seat:
        """Whose table's code the address holds. Raises ProblemError for none, and for too many requests."""
        address = request.client.host if request.client else ""
        spot = self.spot(request.path_params["token"])
        if spot is None:
            if not self.limits.wrong_codes.may_try(address):
                raise too_many(TRIES_WINDOW_MS)
            raise problem("unknown_code", "This is the code of no table, or an old one.")
        if not self.limits.requests_of_address.may_try(address) or not self.limits.requests_of_table.may_try(spot.id):
            raise too_many(TRIES_WINDOW_MS)
        return Seat(spot, address)

    def seat_to_write(self, request: Request) -> Seat:
        """As `seat`, for a request that changes something: another site's page may not send it."""
        denial = check_origin(request.headers)
        if denial is not None:
            raise problem(denial.code, denial.detail)
        return self.seat(request)

    def spot(self, token: str) -> TableSpot | None:
        """The table whose newest code this is, if the store still has it."""
        table = table_of(self.services.table_keys(), token)
        return next((spot for spot in self.services.kitchen().tables if spot.id == table), None)

    def cart(self, spot: TableSpot) -> Cart[CartLine]:
        """The cart of the guests who sit there now; those who left, or were moved, are seen off."""
        now_ms = self.services.clock.now_ms()
        tickets = tickets_of(self.services.hub, spot.id)
        cart = self.carts.of(token_of(self.services.table_keys(), spot.id), newest_sitting(tickets, spot.id), now_ms)
        if cart.sending:
            return cart
        mine = of_sitting(tickets, spot.id, cart.sitting)
        last_ms = max((ticket.touched_ms for ticket in mine), default=0)
        away = moved_to(mine, spot.id)
        if away:
            cart.moved(away)
        if away or cart.is_over(now_ms, last_ms, open_orders=any(map(is_open, mine))):
            self.carts.renew(cart, now_ms)
        back = "" if mine or not cart.is_blank else newest_sitting(tuple(filter(is_open, tickets)), spot.id)
        if back in cart.went:
            cart.come_back(back, now_ms)
        return cart

    def away(self, spot: TableSpot, sitting: str, cart: Cart[CartLine]) -> str:
        """Where the guests of an earlier sitting are, if they were moved there; "" where they have left."""
        if sitting in ("", cart.sitting):
            return ""
        tickets = tickets_of(self.services.hub, spot.id, sitting)
        if not tickets:
            return cart.went.get(sitting, "")
        # Moved back to a table where others have begun meanwhile: still not theirs.
        return moved_to(tickets, spot.id) or (spot.id if any(map(is_open, tickets)) else "")


def too_many(retry_ms: int) -> Exception:
    return problem("too_many_tries", "More came from here than people send.", retry_ms=retry_ms)
