"""A service with the real writer on the real log, of which every deed of the disk is recorded."""

from __future__ import annotations

import random
from pathlib import Path

from msgspec import Struct

from kds.adapters.sqlite_log import SqliteLog
from kds.kitchen.model import Ticket
from kds.service.receipt import Receipt, Submission
from kds.service.writer import Job, Keep, Submit, Writer
from tests.powercut.recorder import Deed, Told, recording
from tests.service.kitchen import StoppedClock, bump_all, kitchen, move, order, serve, tap
from tests.service.running import body

BATCHES = 16
MOST_JOBS = 6


class Life(Struct, frozen=True):
    """From a boot to a proper end, of which a power cut may leave any part."""

    deeds: tuple[Deed, ...]


def lived(folder: Path, number: int, chance: random.Random) -> Life:
    """Orders, moves, bumps, serves and kept bodies, a few to a commit."""
    log = SqliteLog(folder)
    writer = Writer(log, StoppedClock(), kitchen())
    term = f"{number:016x}"
    with recording() as deeds:
        writer.open(term)
        outside = Outside(deeds, Told(head=0, terms=(term,)), number, chance)
        outside.hear(())
        for _ in range(BATCHES):
            jobs = outside.wishes()
            outside.hear(tuple(zip(jobs, writer.work(jobs).answers, strict=True)))
        log.close()
    return Life(tuple(deeds))


class Outside:
    """Tills and one screen: what they want next, and what they were told."""

    def __init__(self, deeds: list[Deed], told: Told, number: int, chance: random.Random) -> None:
        self._deeds = deeds
        self._told = told
        self._name = f"life-{number}"
        self._chance = chance
        self._count = 0
        self._taps = 0
        self._tickets: dict[str, Ticket] = {}

    def wishes(self) -> list[Job]:
        return [self._wish() for _ in range(self._chance.randint(1, MOST_JOBS))]

    def _wish(self) -> Job:
        self._count += 1
        key = f"{self._name}-{self._count}"
        dishes = ("Mapo tofu", "Rice", "Tea", "Sea bass with ginger" * 9)[: self._chance.randint(1, 4)]
        match self._chance.randrange(8):
            case 0:
                return Keep((body(key),))
            case 1 | 2 | 3 if self._tickets:
                return Submit(self._tap(self._chance.choice(list(self._tickets.values()))))
            case _:
                return Submit(order(key, *dishes))

    def _tap(self, ticket: Ticket) -> Submission:
        self._taps += 1
        kind = self._chance.choice((bump_all, serve, lambda one: move(one.external_id, f"T{self._taps}")))
        return tap(kind(ticket), self._taps, cid=self._name)

    def hear(self, answered: tuple[tuple[Job, object], ...]) -> None:
        """All of a commit at once, as the event loop does it."""
        told = self._told
        head, orders, taps, bodies = told.head, list(told.orders), told.taps, list(told.bodies)
        for job, answer in answered:
            if isinstance(job, Keep):
                bodies += [row.id for row in job.rows]
            elif isinstance(job, Submit):
                assert isinstance(answer, Receipt)
                head = max(head, answer.seq)
                taps += bool(job.submission.cid)
                if answer.ticket is not None:
                    self._tickets[answer.ticket.id] = answer.ticket
                if not job.submission.cid:
                    assert answer.result == "ok", answer
                    orders.append(job.submission.id.removeprefix("order-"))
        self._told = Told(head, tuple(orders), taps, tuple(bodies), told.terms)
        self._deeds.append(self._told)
