"""The server core without a thread, a socket or a file: it can die at any point, and boots from what the disk holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from kds.kitchen.setup import Kitchen
from kds.service.documents import Documents
from kds.service.executor import BATCH_LIMIT
from kds.service.glass import GLASS
from kds.service.hub import Hub
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.outputs import Condition, Moment, moment
from kds.service.ports import StorageBroken, StorageRefused
from kds.service.receipt import Publication, Receipt, Submission
from kds.service.steadyclock import SteadyClock
from kds.service.ticker import TICK_S, named
from kds.service.timekeeper import CLOCK, due
from kds.service.writer import Done, Submit, Writer
from tests.simulation.connection import Connection
from tests.simulation.kernel import Kernel, WorldClock
from tests.simulation.network import FIN, SYN, Wire

Point: TypeAlias = Literal["before the commit", "after the commit", "after the screens were told"]

TIMEKEEPER_MS = 1_000
TICK_MS = int(TICK_S * 1_000)
PUBLISH_MS = 4
FSYNC_MS = 25

Answer: TypeAlias = Callable[[Receipt], None]


class Life(Struct):
    """From one boot to the crash that ends it."""

    term: str
    clock: SteadyClock
    writer: Writer
    published: Documents
    hub: Hub
    rows: list[Any]
    """Of the log that this life writes."""
    queue: list[tuple[Submission, Answer]]
    busy: bool = False


class Server:
    def __init__(self, kernel: Kernel, clock: WorldClock, kitchen: Kitchen, note: Callable[..., None]) -> None:
        self.kernel = kernel
        self._wall = clock
        self.disk = MemoryDisk()
        self.connections: dict[Wire, Connection] = {}
        self.life: Life | None = None
        self.dies_at: Point | None = None
        """Where the process ends the next time it comes there."""
        self.lives: dict[Wire, Life] = {}
        """Whose hub a connection was joined to, also when that is no more."""
        self.timeline: dict[tuple[str, int], str] = {}
        """Term and seq of each position that a screen may have been given → the command of that row."""
        self.slowest_release_ms = 0
        self.fallen: Callable[[], None] = self.boot
        """Called when the process has ended."""
        self.shown: Callable[[Connection], None] = lambda connection: None
        """Called when a screen may have said what it shows."""
        self.kitchen = kitchen
        self._note = note
        self._boots = 0

    @property
    def moment(self) -> Moment:
        assert self.life is not None
        return moment(self.life.clock)

    def condition(self) -> Condition:
        assert self.life is not None
        return Condition(self.life.writer.health)

    def boot(self) -> None:
        self._boots += 1
        self.disk.in_use = False
        term = f"{self._boots:016x}"
        clock = SteadyClock(self._wall)
        writer = Writer(MemoryLog(self.disk), clock, self.kitchen)
        try:
            opened = writer.open(term)
        except StorageRefused:
            # The supervisor starts it again.
            self.fallen()
            return
        published = Documents(opened.documents)
        hub = Hub(opened.terms, len(self.disk.rows), opened.documents)
        self.life = Life(term, clock, writer, published, hub, self.disk.rows, [])
        self._mark(self.life)
        self._note("server", "info", "boot", seq=len(self.disk.rows), term=opened.terms[-1].id if opened.terms else "")
        self._keep_time(self.life)
        self._watch(self.life)

    def crash(self, *, lingering: bool) -> None:
        """The process is no more; with the whole machine, nobody is told."""
        if self.life is None:
            return
        self._note("server", "info", "crash", seq=len(self.disk.rows), lingering=lingering)
        self.life = None
        self.dies_at = None
        for wire in list(self.connections):
            wire.tear(noticed=not lingering, released=False, up=True, down=self.kernel.often(0.5))
        self.connections.clear()
        self.fallen()

    def submit(self, submission: Submission, answer: Answer) -> None:
        life = self.life
        if life is None:
            return
        life.queue.append((submission, answer))
        self._soon(life)

    def _soon(self, life: Life) -> None:
        if not life.busy and life.queue:
            life.busy = True
            self.kernel.after(self.kernel.random.random() * FSYNC_MS, partial(self._work, life))

    def _work(self, life: Life) -> None:
        if life is not self.life:
            return
        if self.dies_at == "before the commit":
            return self.crash(lingering=self.kernel.often(0.3))
        batch, life.queue[:] = life.queue[:BATCH_LIMIT], life.queue[BATCH_LIMIT:]
        try:
            done = life.writer.work([Submit(submission) for submission, _ in batch])
        except StorageBroken:
            return self.crash(lingering=False)
        if self.dies_at == "after the commit":
            return self.crash(lingering=self.kernel.often(0.3))
        answers = [answer for _, answer in batch]
        self.kernel.after(self.kernel.random.random() * PUBLISH_MS, partial(self._publish, life, done, answers))
        return None

    def _publish(self, life: Life, done: Done, answers: Sequence[Answer]) -> None:
        """What the executor's callback does on the event loop."""
        if life is not self.life:
            return
        if done.publication is not None:
            self.tell(life, done.publication)
        if self.dies_at == "after the screens were told":
            return self.crash(lingering=self.kernel.often(0.3))
        for answer, receipt in zip(answers, done.answers, strict=True):
            assert isinstance(receipt, Receipt)
            answer(receipt)
        life.busy = False
        return self._soon(life)

    def tell(self, life: Life, publication: Publication) -> None:
        life.published.absorb(publication.changes)
        life.hub.publish(publication)
        self._mark(life)

    def _mark(self, life: Life) -> None:
        position = life.hub.position
        self.timeline[position.term, position.seq] = life.rows[position.seq - 1].command_id if position.seq else ""

    def _keep_time(self, life: Life) -> None:
        """The timekeeper's tick and the writer's look at a full disk."""
        if life is not self.life:
            return
        try:
            life.writer.probe()
        except StorageBroken:
            # The process ends with its exit code, and the supervisor starts it again.
            self.crash(lingering=False)
            return
        for command in due(life.published, life.clock.now_ms()):
            name = f"{life.term}.{life.hub.head}.{self.kernel.now}.{len(life.queue)}"
            self.submit(Submission(command, CLOCK, name), lambda receipt: None)
        for connection in tuple(self.connections.values()):
            if connection.wire.stalled:
                connection.tick()
        self.kernel.after(TIMEKEEPER_MS, partial(self._keep_time, life))

    def _watch(self, life: Life) -> None:
        """The tick for the glass: the next one comes a second after all of it was answered."""
        if life is not self.life:
            return
        due = named(life.hub.glass.due(self.moment, self.kitchen.glass), GLASS, life.term, life.hub.head)
        again = partial(self.kernel.after, TICK_MS, partial(self._watch, life))
        waiting = len(due)
        if not due:
            again()

        def answered(receipt: Receipt) -> None:
            nonlocal waiting
            waiting -= 1
            if receipt.result == "rejected":
                text = f"what was due for the glass was refused: {receipt.why} {receipt.detail}"
                self._note("server", "info", "wrong", invariant=10, text=text)
            if waiting == 0:
                again()

        for submission in due:
            self.submit(submission, answered)

    def arrived(self, wire: Wire, data: Any) -> None:
        connection = self.connections.get(wire)
        if data is SYN:
            self._accept(wire)
        elif data is FIN:
            if connection is not None:
                connection.drop()
        elif connection is not None:
            connection.receive(data)
        else:
            # A packet of a connection that this machine knows nothing of is answered with a reset.
            wire.close()

    def _accept(self, wire: Wire) -> None:
        if self.life is None:
            wire.close()
            return
        wire.opened()
        self.lives[wire] = self.life
        connection = self.connections[wire] = Connection(self, self.life, wire)
        connection.tick()

    def freed(self, wire: Wire) -> None:
        connection = self.connections.get(wire)
        if connection is not None:
            connection.pump()

    def released(self, wire: Wire) -> None:
        if wire.broken_at is not None:
            self.slowest_release_ms = max(self.slowest_release_ms, self.kernel.now - wire.broken_at)
