"""What simulated cooks and the pass do next, from the tickets on their screen: pure, and the same for the same seed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from random import Random

from kds.kitchen.command import Seen
from kds.kitchen.commands import Acknowledge, AnswerVoid, Bump, Recall, ReplyRush, ScreenCommand, Serve, Start
from kds.kitchen.model import PASS, Change, Item, RushReply, Task, Ticket, VoidAnswer

HANDS = 3
"""Tasks a station cooks at the same time: enough to keep up with the simulated rush."""

USUAL_COOK_S = 180.0
"""For a task without an estimate."""

BRISK = (0.4, 0.8)
"""Share of the estimate that a simulated cook needs, so that a demo shows more finished than late food."""

LOOK_S = 20.0
"""How long a change stays on the screen before it is acknowledged, so that a visitor sees it too."""

REPLY_S = 15.0
PLATE_S = 30.0
"""From ready to served."""

RETRY_S = 30.0
"""A command that had no effect (the server was away) is given again after this."""

UNFINISHED = ("queued", "started")


class Patience:
    """Lets things ripen: each key is due a while after it was first seen, and again while it stays."""

    def __init__(self) -> None:
        self._due: dict[Hashable, float] = {}
        self._touched: set[Hashable] = set()

    def knows(self, key: Hashable) -> bool:
        return key in self._due

    def ripe(self, key: Hashable, delay_s: float, now_s: float) -> bool:
        self._touched.add(key)
        if now_s < self._due.setdefault(key, now_s + delay_s):
            return False
        self._due[key] = now_s + RETRY_S
        return True

    def forget_the_rest(self) -> None:
        """Drops what was not asked for since the last call: it is gone from the screen."""
        self._due = {key: due for key, due in self._due.items() if key in self._touched}
        self._touched.clear()


class Station:
    """The cooks of one station. Times are seconds of the simulated service."""

    def __init__(self, station: str, *, two_taps: bool, seed: int) -> None:
        self._station = station
        self._two_taps = two_taps
        self._seed = seed
        self._patience = Patience()

    def next(self, tickets: Collection[Ticket], left: Collection[str], now_s: float) -> list[ScreenCommand]:
        """What to do now; tickets in `left` are not touched."""
        commands = list(self._decide(tickets, left, now_s))
        self._patience.forget_the_rest()
        return commands

    def _decide(self, tickets: Collection[Ticket], left: Collection[str], now_s: float) -> Iterator[ScreenCommand]:
        queue = sorted(self._queue(tickets, left), key=_order)
        for ticket in tickets:
            yield from self._answer(ticket, now_s)
        free = HANDS - sum(self._patience.knows(_key(task)) for _, _, task in queue)
        for ticket, _, task in queue:
            if not self._patience.knows(_key(task)):
                if free <= 0:
                    continue
                free -= 1
                if self._two_taps and task.state == "queued":
                    yield Start((Seen(task.id, task.gen),), ticket.id)
            ripe = self._patience.ripe(_key(task), self._cook_s(task, len(queue)), now_s)
            if ripe and not _allergen_waits(ticket, self._station):
                yield Bump((Seen(task.id, task.gen),), ticket.id)

    def second_thoughts(self, tickets: Collection[Ticket]) -> Recall | None:
        """The recall of the last bump that can still be taken back, if there is one."""
        done = [
            (task.done_ms, ticket.id, task)
            for ticket in tickets
            for item in ticket.items
            for task in item.tasks[-1:]
            if task.station == self._station and task.state == "done" and task.bump and item.state == "ready"
        ]
        if not done:
            return None
        _, ticket_id, task = max(done, key=lambda entry: entry[:2])
        return Recall((Seen(task.id, task.gen, task.bump),), ticket_id)

    def _queue(self, tickets: Collection[Ticket], left: Collection[str]) -> Iterator[tuple[Ticket, Item, Task]]:
        for ticket in tickets:
            if ticket.id in left:
                continue
            for item in ticket.items:
                for task in item.tasks:
                    if task.station == self._station and task.state in UNFINISHED and not item.void_asked:
                        yield ticket, item, task

    def _answer(self, ticket: Ticket, now_s: float) -> Iterator[ScreenCommand]:
        """Changes, rushes and voids want an answer, a moment after they were seen."""
        for change in _waiting(ticket, self._station):
            if self._patience.ripe((ticket.id, "change", change.id), LOOK_S, now_s):
                yield Acknowledge(ticket.id, (change.id,), self._station)
        for item in ticket.items:
            here = [task for task in item.tasks if task.station == self._station]
            if not here or item.state in ("served", "void"):
                continue
            if item.void_asked:
                first = item.tasks[0].station == self._station
                if first and self._patience.ripe((item.id, "void"), REPLY_S, now_s):
                    yield AnswerVoid(ticket.id, item.id, self._void_answer(item))
                continue
            if item.rush is None or item.rush.reply or not any(task.state in UNFINISHED for task in here):
                continue
            if self._patience.ripe((item.id, "rush", item.rush.times), REPLY_S, now_s):
                yield ReplyRush(ticket.id, self._rush_reply(item), (item.id,))

    def _cook_s(self, task: Task, queued: int) -> float:
        share = self._random(task.id, task.gen).uniform(*BRISK)
        # A long queue makes quick hands; without this a seeded rush could bury a station for good.
        return share * (task.estimate_s or USUAL_COOK_S) / (1 + queued / (2 * HANDS))

    def _void_answer(self, item: Item) -> VoidAnswer:
        answers: tuple[VoidAnswer, ...] = ("stop", "reuse", "waste")
        return self._random(item.id, "void").choice(answers)

    def _rush_reply(self, item: Item) -> RushReply:
        replies: tuple[RushReply, ...] = ("2min", "5min", "plating")
        return self._random(item.id, "rush").choice(replies)

    def _random(self, *about: object) -> Random:
        return Random(f"{self._seed}/{self._station}/{about}")


class Pass:
    """The person at the pass: serves what is ready and confirms what changed."""

    def __init__(self) -> None:
        self._patience = Patience()

    def next(self, tickets: Collection[Ticket], left: Collection[str], now_s: float) -> list[ScreenCommand]:
        """What to do now; tickets in `left` stay where they are."""
        commands = list(self._decide(tickets, left, now_s))
        self._patience.forget_the_rest()
        return commands

    def _decide(self, tickets: Collection[Ticket], left: Collection[str], now_s: float) -> Iterator[ScreenCommand]:
        for ticket in tickets:
            for change in _waiting(ticket, PASS):
                if self._patience.ripe((ticket.id, "change", change.id), LOOK_S, now_s):
                    yield Acknowledge(ticket.id, (change.id,), PASS)
            ready = tuple(item.id for item in ticket.items if item.state == "ready")
            if not ready or ticket.id in left or _allergen_waits(ticket, PASS):
                continue
            if self._patience.ripe((ticket.id, ready), PLATE_S, now_s):
                yield Serve(ticket.id, ready)


def _waiting(ticket: Ticket, who: str) -> list[Change]:
    return [change for change in ticket.changes if who in change.waits]


def _allergen_waits(ticket: Ticket, who: str) -> bool:
    return any(change.kind == "allergen" for change in _waiting(ticket, who))


def _key(task: Task) -> tuple[str, int]:
    return task.id, task.gen


def _order(entry: tuple[Ticket, Item, Task]) -> tuple[int, int, int, str]:
    ticket, item, task = entry
    return (item.rush.asked_ms if item.rush else 2**53, -ticket.priority, task.queued_ms, task.id)
