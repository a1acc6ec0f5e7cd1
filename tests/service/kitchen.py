"""The smallest kitchen with a pass, a clock that stands still, and orders for it."""

from __future__ import annotations

from kds.kitchen.command import Actor, Line, Seen
from kds.kitchen.commands import AnyCommand, Bump, Move, Place, Serve
from kds.kitchen.errors import Rejected
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.setup import Kitchen, MenuDish, Station
from kds.service.receipt import Submission

NOON_MS = 1_772_769_600_000
"""Friday 2026-03-06, 12:00 in Shanghai."""

TILL = Actor("source", "till-1", "till-1")
SCREEN = Actor("expo", "screen pass")


def kitchen(digest: str = "one", *dishes: str) -> Kitchen:
    return Kitchen(
        store_id="main",
        store_name={"en": "Test"},
        stations=(Station("hot", {"en": "Hot"}), Station("expo", {"en": "Pass"}, "expo")),
        default_station="hot",
        menu=tuple(MenuDish(sku, {"en": sku.title()}) for sku in dishes),
        timezone="Asia/Shanghai",
        digest=digest,
    )


class StoppedClock:
    """Both clocks; they move when a test says so."""

    def __init__(self, now_ms: int = NOON_MS) -> None:
        self.wall_ms = now_ms
        self.elapsed_ms = 0

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.elapsed_ms


def place(key: str = "38", *names: str, revision: int = 1, idempotency_key: str = "") -> Place:
    lines = tuple(Line(str(number), name=name) for number, name in enumerate(names or ("Mapo tofu",), 1))
    return Place("till-1", key, lines, revision=0 if idempotency_key else revision, key=idempotency_key)


def id_of(key: str) -> str:
    return ticket_id("till-1", key)


def order(key: str = "38", *names: str, id: str = "", revision: int = 1) -> Submission:
    """As the intake submits it, without a page load."""
    return Submission(place(key, *names, revision=revision), TILL, id or f"order-{key}")


def move(key: str, table: str) -> Move:
    return Move(id_of(key), table=table)


def tap(command: AnyCommand | Rejected, n: int, cid: str = "page", id: str = "") -> Submission:
    """As a screen submits it."""
    return Submission(command, SCREEN, id or f"{cid}-{n}", cid, n)


def bump_all(ticket: Ticket) -> Bump:
    return Bump(tuple(Seen(task.id, task.gen) for item in ticket.items for task in item.tasks), ticket.id)


def serve(ticket: Ticket) -> Serve:
    return Serve(ticket.id)
