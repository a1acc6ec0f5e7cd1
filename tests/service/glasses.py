"""A server whose clock the test winds, and screens that say what a test has them paint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from kds.kitchen.model import Task, Ticket
from kds.kitchen.setup import Kitchen, Station
from kds.service.executor import Executor
from kds.service.glass import GLASS
from kds.service.hub import Hub
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.outputs import Moment, moment
from kds.service.receipt import Submission
from kds.service.session import Session
from kds.service.ticker import Ticker
from kds.wire.codec import encode
from kds.wire.frames import Hello, ScreenFrame, Shown, Sight, StreamAt, View
from kds.wire.version import SCHEMA, VERSION
from tests.service.kitchen import StoppedClock, id_of, kitchen, order
from tests.service.test_timekeeper import raising

GRACE_MS = 20_000
WARN_MS = 6_000
COVER_MS = 20_000

TWO_STATIONS = (
    Station("hot", {"en": "Hot"}, backup="grill"),
    Station("grill", {"en": "Grill"}),
    Station("expo", {"en": "Pass"}, "expo"),
)


class Screen:
    """A page that says what a test has it paint."""

    def __init__(self, hub: Hub, clock: StoppedClock, device: str) -> None:
        self._clock = clock
        self.session = Session(hub, "b1", lambda: pytest.fail("not asked"), self._now)
        view = View((device.partition("-")[0],))
        self.say(Hello(VERSION, VERSION, "b1", SCHEMA, device, "cook", device, view=view, subs=(StreamAt("store"),)))

    @property
    def _now(self) -> Moment:
        return Moment(self._clock.wall_ms, self._clock.elapsed_ms)

    def say(self, frame: ScreenFrame) -> None:
        assert self.session.receive(encode(frame), self._now) is None


class Evening:
    """A server whose clock the test winds; the grace of its start is over."""

    def __init__(self, files: Kitchen, disk: MemoryDisk | None = None) -> None:
        self.clock = StoppedClock()
        self.files = files
        self.disk = disk or MemoryDisk()
        self.executor = Executor(MemoryLog(self.disk), self.clock, files, "00000000000000aa", raising)

    async def open(self) -> None:
        documents = await self.executor.open()
        self.hub = Hub(self.executor.terms, self.executor.head, documents)
        self.executor.publish_to(self.hub)
        self.ticker = Ticker(self.executor, GLASS, lambda: self.hub.glass.due(moment(self.clock), self.files.glass))

    def screen(self, device: str = "hot-1") -> Screen:
        return Screen(self.hub, self.clock, device)

    async def passes(self, elapsed_ms: int) -> list[str]:
        """The kinds of what the second look into the glass put into the log."""
        before = len(self.disk.rows)
        self.clock.elapsed_ms += elapsed_ms
        self.clock.wall_ms += elapsed_ms
        await self.ticker.tick()
        return [row.kind for row in self.disk.rows[before:]]

    def painted(self, *screens: Screen, behind: bool = False, gen: int = 0) -> None:
        sights = tuple(Sight(task.id, gen or task.gen) for task in self.tasks)
        for screen in screens:
            seq = self.executor.head
            screen.say(Shown(seq, behind=sights) if behind else Shown(seq, sights))

    @property
    def tasks(self) -> list[Task]:
        return [task for item in self.ticket.items for task in item.tasks]

    @property
    def task(self) -> Task:
        return self.tasks[0]

    @property
    def ticket(self) -> Ticket:
        found = self.executor.ticket(id_of("38"))
        assert found is not None
        return found

    async def submits(self, submission: Submission) -> None:
        assert (await self.executor.submit(submission)).result == "ok"

    def where(self, station: str = "hot") -> str:
        return self.hub.glass.where(station, self.task)


@asynccontextmanager
async def an_evening(disk: MemoryDisk | None = None, *, grace: bool = False) -> AsyncIterator[Evening]:
    evening = Evening(replace(kitchen(), stations=TWO_STATIONS), disk)
    await evening.open()
    if disk is None:
        await evening.executor.adopt(evening.files)
    await evening.ticker.tick()
    if not grace:
        await evening.passes(GRACE_MS)
    yield evening
    await evening.executor.close()


@asynccontextmanager
async def an_order(*dishes: str) -> AsyncIterator[Evening]:
    async with an_evening() as evening:
        await evening.submits(order("38", *(dishes or ("Tofu",))))
        yield evening
