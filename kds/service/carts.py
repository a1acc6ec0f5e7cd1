"""The shared carts: what the phones of each table have chosen together and not ordered yet, in memory and bounded.

A cart outlives no restart: each phone keeps its own lines and brings them again. What was ordered is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

MAX_LINES = 80
"""Of one cart: a table of twelve orders about thirty dishes at once."""

MAX_LEFT = 400
"""Lines that left, remembered so that a phone's late repeat does not bring them back."""

MAX_LEAP = 1_000_000
"""How far a line's revision may run ahead of the known one: nobody can push it to where others cannot follow."""

MAX_WENT = 50
"""Sittings of one table that were moved to another, remembered longer than the hub keeps their orders."""

MAX_CARTS = 600
"""More than a store may have tables."""

SERVED_IDLE_MS = 30 * 60 * 1000
"""After everything is served and nobody touched the cart, the next phone belongs to the next guests."""

CHOOSING_IDLE_MS = 90 * 60 * 1000
"""A cart with lines in it waits longer: some parties talk first."""


ORDERED_REV = 2**53 - 1
"""Above any: an ordered line never comes back, whatever a phone did to it meanwhile."""


class Line(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def rev(self) -> int: ...

    @property
    def quantity(self) -> int: ...


L = TypeVar("L", bound=Line)


class Sent(Struct, frozen=True):
    """The last order of a cart, told to every phone of the table."""

    order: str
    phone: str
    number: str
    lines: tuple[str, ...]
    """Ids of the lines that were ordered."""
    sold_out: tuple[str, ...]
    """Skus of dishes that were sold out in that moment, so they were left out."""
    few: dict[str, int]
    """sku -> portions left of dishes that were left out because more of them was wanted."""
    cart: str
    """The state of the cart that was ordered."""
    to_approve: bool = False


class Cart(Generic[L]):
    """One table's. Every change gives it a new name, `state`, by which an order says what the guest saw."""

    def __init__(self, epoch: str, sitting: str, now_ms: int) -> None:
        self.sitting = sitting
        self.sent: Sent | None = None
        self.touched_ms = now_ms
        self.went: dict[str, str] = {}
        """Sittings of this table that were moved -> the table they went to."""
        self._epoch = epoch
        self._version = 0
        self._lines: dict[str, L] = {}
        self._left: dict[str, int] = {}
        self._sending: frozenset[str] = frozenset()
        self._listeners: dict[object, Callable[[], None]] = {}

    @property
    def state(self) -> str:
        return f"{self._epoch}.{self._version}"

    @property
    def lines(self) -> tuple[L, ...]:
        """In the order in which they were put in."""
        return tuple(self._lines.values())

    @property
    def sending(self) -> bool:
        """An order of these lines is on its way to the disk."""
        return bool(self._sending)

    def change(self, lines: Iterable[L], now_ms: int) -> tuple[str, ...]:
        """Take in what a phone changed; answers the lines that found no room.

        Older than what is here, far ahead of it, being ordered, or ordered already: left as it is.
        """
        homeless = []
        changed = False
        for line in lines:
            known = self._lines.get(line.id)
            ahead = line.rev - (known.rev if known else self._left.get(line.id, 0))
            if line.id in self._sending or not 0 < ahead <= MAX_LEAP:
                continue
            if line.quantity == 0:
                self._lines.pop(line.id, None)
                self._leave(line.id, line.rev)
            elif known is None and len(self._lines) >= MAX_LINES:
                homeless.append(line.id)
                continue
            else:
                self._lines[line.id] = line
            changed = True
        if changed:
            self.touched_ms = now_ms
            self._changed()
        return tuple(homeless)

    @property
    def untouched(self) -> bool:
        """Nobody has put anything in, or ordered from it, since it was made."""
        return self._version == 0 and not self._sending

    def go_on_with(self, sitting: str) -> None:
        """The phones remember the sitting that a restart forgot."""
        assert self.untouched, "only a cart that nothing has happened to is anybody's"
        self.sitting = sitting

    def begin(self) -> tuple[L, ...]:
        """The lines to order now; until `end` nobody changes them."""
        assert not self._sending, "one order of a cart at a time"
        self._sending = frozenset(self._lines)
        self._tell()
        return self.lines

    def end(self, sent: Sent | None, now_ms: int) -> None:
        """They are ordered, and leave the cart for every phone at once; None: they are not, and stay."""
        if sent is not None:
            for line in self._sending:
                del self._lines[line]
                self._leave(line, ORDERED_REV)
            self.sent = sent
            self.touched_ms = now_ms
        self._sending = frozenset()
        self._changed()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change, until the returned function is called."""
        token = object()
        self._listeners[token] = callback

        def unsubscribe() -> None:
            self._listeners.pop(token, None)

        return unsubscribe

    @property
    def is_blank(self) -> bool:
        """These guests have done nothing yet."""
        return not (self._lines or self._left or self._sending or self.sent)

    def moved(self, table: str) -> None:
        """The staff moved these guests there."""
        self.went[self.sitting] = table
        while len(self.went) > MAX_WENT:
            del self.went[next(iter(self.went))]

    def come_back(self, sitting: str, now_ms: int) -> None:
        """Guests who were moved sit here again, before anybody else has begun."""
        assert self.is_blank, "what others have begun stays theirs"
        del self.went[sitting]
        self.new_sitting(sitting, now_ms)

    def new_sitting(self, sitting: str, now_ms: int) -> None:
        """The guests before have left: nothing of theirs is shown to the next."""
        self.sitting, self.sent, self.touched_ms = sitting, None, now_ms
        self._lines.clear()
        self._left.clear()
        self._changed()

    def is_over(self, now_ms: int, last_ms: int, *, open_orders: bool) -> bool:
        """Whether the guests have left, as far as can be told; `last_ms`: when their orders were last touched."""
        if open_orders or self._sending:
            return False
        idle_ms = now_ms - max(self.touched_ms, last_ms)
        return idle_ms >= (CHOOSING_IDLE_MS if self._lines else SERVED_IDLE_MS)

    def _leave(self, line: str, rev: int) -> None:
        self._left.pop(line, None)
        self._left[line] = rev
        while len(self._left) > MAX_LEFT:
            del self._left[next(iter(self._left))]

    def _changed(self) -> None:
        self._version += 1
        self._tell()

    def _tell(self) -> None:
        for callback in tuple(self._listeners.values()):
            callback()


class Carts(Generic[L]):
    """By the table's code: a new code begins with nothing in the cart. `new_id` makes names that never repeat."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._carts: dict[str, Cart[L]] = {}

    def of(self, code: str, sitting: str, now_ms: int) -> Cart[L]:
        """The cart of a table's code; a new one begins with this sitting, or with a fresh one where it is ""."""
        cart = self._carts.get(code)
        if cart is None:
            cart = Cart(self._new_id(), sitting or self._new_id(), now_ms)
            self._carts[code] = cart
            while len(self._carts) > MAX_CARTS:
                del self._carts[next(iter(self._carts))]
        return cart

    def renew(self, cart: Cart[L], now_ms: int) -> None:
        cart.new_sitting(self._new_id(), now_ms)
