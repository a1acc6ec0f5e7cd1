"""A till on a bad network: it asks until it is answered, sometimes twice, sometimes in the wrong order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace

from kds.kitchen.command import Actor, Line, VoidLine
from kds.kitchen.commands import Amend, AskRush, Cancel, Fire, Hold, Merge, Move, Place, SetAvailability, Split
from kds.kitchen.identity import ticket_id
from kds.service.receipt import Receipt, Submission
from tests.simulation.kernel import Kernel
from tests.simulation.server import Server

SKUS = ("tofu", "tofu", "soup", "fish", "salad", "steak", "platter")
RETRY_MS = 700
SLOWEST_MS = 60


class Till:
    def __init__(
        self, name: str, kernel: Kernel, server: Server, note: Callable[..., None], tally: Counter[str]
    ) -> None:
        self.name = name
        self.unanswered = 0
        self.lossy = 0.0
        """How much of what it says, and of what it is told, is lost."""
        self._kernel = kernel
        self._server = server
        self._note = note
        self._tally = tally
        self._actor = Actor("source", name, name)
        self._orders: list[Place] = []
        self._tries = 0

    def act(self) -> None:
        """A new order, or something about one of before."""
        kernel, chance = self._kernel, self._kernel.random
        if not self._orders or kernel.often(0.6):
            self.order()
            return
        at = chance.randrange(len(self._orders))
        order = self._orders[at]
        what = chance.choice(("revise", "revise", "void", "cancel", "verb", "verb"))
        if what == "revise":
            self._orders[at] = order = replace(order, revision=order.revision + 1, lines=self._lines())
            self._ask("order", order)
        elif what == "void":
            uid = chance.choice(order.lines).uid
            self._ask(
                "void", Amend(ticket_id(self.name, order.external_id), void=(VoidLine(uid),), key=f"v{self._tries}")
            )
        elif what == "cancel":
            self._ask("cancel", Cancel("", source=self.name, external_id=order.external_id))
        else:
            self._verb(order)

    def _verb(self, order: Place) -> None:
        """What needs no contents: about an order, or about a dish."""
        chance = self._kernel.random
        ticket, key = ticket_id(self.name, order.external_id), f"k{self._tries}"
        other = ticket_id(self.name, chance.choice(self._orders).external_id)
        uid = chance.choice(order.lines).uid
        verb: Move | Merge | Split | Hold | Fire | AskRush | SetAvailability = chance.choice(
            (
                Move(ticket, chance.choice("567"), key=key),
                Merge(ticket, other, key=key),
                Split(ticket, (uid,), f"{order.external_id}/{key}", key=key),
                Hold(ticket, key=key),
                Fire(ticket, key=key),
                AskRush(ticket, key=key),
                SetAvailability(chance.choice(SKUS), available=chance.random() < 0.7, key=key),
            )
        )
        self._ask(str(verb.__struct_config__.tag), verb)

    def order(self) -> None:
        number = str(len(self._orders) + 1)
        chance = self._kernel.random
        order = Place(
            self.name,
            number,
            self._lines(),
            revision=1,
            number=number,
            table=chance.choice("567"),
            sold_out=chance.choice(("refuse", "decide")),
        )
        self._orders.append(order)
        if self.lossy and self._kernel.often(0.2):
            self._tally["a source cancels before it creates"] += 1
            self._ask("cancel", Cancel("", source=self.name, external_id=number))
            self._kernel.after(self._kernel.between(0, 200), partial(self._ask, "order", order))
            return
        self._ask("order", order)
        if self.lossy and self._kernel.often(0.3):
            self._tally["a source sends twice"] += 1
            self._ask("order", order)

    def _lines(self) -> tuple[Line, ...]:
        chance = self._kernel.random
        return tuple(
            Line(str(uid), sku=chance.choice(SKUS), quantity=chance.choice("1123"), note=chance.choice(("", "no salt")))
            for uid in range(1, chance.choice((2, 2, 3, 4)))
        )

    def _ask(self, what: str, command: Any) -> None:
        self.unanswered += 1
        about = getattr(command, "external_id", "") or getattr(command, "ticket", "") or command.sku
        name = f"{self.name} {about}"
        self._note(self.name, "invoke", what, name, revision=getattr(command, "revision", 0))
        self._try(what, name, command, [False])

    def _try(self, what: str, name: str, command: Any, done: list[bool]) -> None:
        """Until an answer comes; an answer to an earlier try will do."""
        if done[0]:
            return
        kernel = self._kernel
        self._tries += 1
        submission = Submission(command, self._actor, f"{self.name}.{self._tries}")
        if kernel.often(self.lossy):
            self._tally["a request of a source is lost"] += 1
        else:
            answered = partial(self._answered, what, name, command, done)
            kernel.after(kernel.between(1, SLOWEST_MS), lambda: self._server.submit(submission, answered))
        kernel.after(RETRY_MS, partial(self._try, what, name, command, done))

    def _answered(self, what: str, name: str, command: Any, done: list[bool], receipt: Receipt) -> None:
        if receipt.result in ("failed", "gap"):
            return
        if self._kernel.often(self.lossy):
            self._tally["an answer to a source is lost"] += 1
            return
        about: dict[str, Any] = {"why": receipt.why} if receipt.why else {}
        if isinstance(command, Place):
            about |= {"source": command.source, "external_id": command.external_id, "revision": command.revision}
        self._note(self.name, receipt.result, what, name, receipt.seq, **about)
        if not done[0]:
            done[0] = True
            self.unanswered -= 1
