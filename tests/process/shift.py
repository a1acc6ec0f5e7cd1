"""A shift that goes on whatever happens to the server: tills that order and ask again, screens that tap and resend."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import httpx
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from kds.wire.limits import CMD_ITEMS
from tests import history
from tests.process.hatched import HatchedServer
from tests.process.till import ANSWER_S, RETRY_S, Till
from tests.serverprocess import ServerProcess
from tests.sync.glass import Frame, Glass, dialled
from tests.sync.harness import eventually

WATCHDOG_S = 12
"""As a real screen: silence after which it gives its connection up."""
PATIENCE_S = 60
"""For what a life of the server must bring; only a failure takes that long."""
STATIONS = {"cook": "hot", "expo": "expo"}
"""What a screen shows. Dishes that no route takes are cooked at the first."""
SHOWN_S = 0.25
"""Between two words about what is on the glass."""
TAPS = 16
"""Commands that a screen has on its way at most, so that some are always unanswered when the server dies."""

Wish: TypeAlias = tuple[str, str, Frame]
"""What a person would tap: once per key, a kind of command, its arguments."""


class Screen:
    """One page load through many connections: what it holds, and what it has sent and not heard back of."""

    def __init__(self, url: str, role: str, wishes: Callable[[Frame], Iterator[Wish]], name: str = "") -> None:
        self._url = url
        self._role = role
        self._name = name or role
        self._wishes = wishes
        self._tapped: set[str] = set()
        self._n = 0
        self._outbox: dict[int, Frame] = {}
        self._shown = 0
        self._shown_s = 0.0
        self._glass: dict[str, int] = {}
        """Task -> its generation, as this connection has told them."""
        self.term, self.seq = "", 0
        self.docs: dict[str, tuple[int, Frame]] = {}
        self.acknowledged: dict[str, Frame] = {}
        """Command id -> the item of its ack."""
        self.sent: dict[str, Frame] = {}
        self.answers: Counter[str] = Counter()
        self.modes: Counter[str] = Counter()
        self.faults: list[str] = []

    @property
    def idle(self) -> bool:
        """Nothing is on its way, and nothing is left to tap."""
        return not self._outbox and not self._open_wishes()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with dialled(self._url) as connection:
                    await self._talk(connection)
            await asyncio.sleep(RETRY_S)  # between two polls of a server that is away

    async def _talk(self, connection: ClientConnection) -> None:
        glass = Glass(connection, self.term, self.seq)
        glass.docs = self.docs
        cid = f"page-{self._name}"
        view = {"stations": [STATIONS[self._role]]}
        await glass.hello(cid=cid, role=self._role, device=f"screen {self._name}", outbox=[cid], view=view)
        reading = asyncio.create_task(glass.read())
        try:
            await glass.until(lambda: bool(glass.subs) or reading.done(), WATCHDOG_S)
            if glass.subs:
                self._joined(glass.subs[0])
            self._glass = {}
            await self._send(glass, list(self._outbox.values()))
            while not reading.done():
                heard = glass.heard.total()
                self._take(glass)
                await self._tap(glass)
                await self._show(glass)
                await glass.until(lambda heard=heard: glass.heard.total() > heard or reading.done(), WATCHDOG_S)  # type: ignore[misc] # mypy cannot infer defaults of a lambda
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            self._take(glass)
            self.faults += [f"ranges {gap} do not meet" for gap in glass.gaps]

    async def _show(self, glass: Glass) -> None:
        """What is to do at its station, all of it on the glass."""
        loop = asyncio.get_running_loop()
        if self.seq == self._shown or loop.time() < self._shown_s + SHOWN_S:
            return
        self._shown, self._shown_s = self.seq, loop.time()
        tickets = [doc for key, (_, doc) in self.docs.items() if key.startswith("ticket/")]
        tasks = [task for ticket in tickets for item in ticket["items"] for task in item["tasks"]]
        due = {
            task["id"]: task.get("gen", 1) for task in tasks if task["station"] == STATIONS[self._role] and is_due(task)
        }
        fresh = [sight for sight in due.items() if sight not in self._glass.items()]
        gone = [task for task in self._glass if task not in due]
        self._glass = due
        await glass.say(t="shown", seq=self.seq, glass=fresh, gone=gone)

    def _joined(self, sub: Frame) -> None:
        self.modes[sub["mode"]] += 1
        # What left before a boot is not known after it, so an older position is valid but gets the whole;
        # and so does one for which a delta would be larger than that.
        here = bool(self.term) and self.seq == sub["head"]
        known = bool(self.term) and self.seq >= sub["floor"]
        if sub["mode"] not in (["delta"] if here else ["delta", "snap"] if known else ["snap"]):
            self.faults.append(f"position {self.term} {self.seq} was answered {sub}")

    def _take(self, glass: Glass) -> None:
        self.term, self.seq, self.docs = glass.term, glass.seq, glass.docs
        while glass.answers:
            answer = glass.answers.pop(0)
            if answer["t"] == "nack":
                self.faults.append(f"a command came back: {answer}")
                continue
            for item in answer["items"]:
                sent = self._outbox.pop(item["n"], None)
                if sent is not None:
                    self.acknowledged[sent["id"]] = item
                    self.answers[f"{item['result']} {item.get('why', '')}".strip()] += 1

    def _open_wishes(self) -> list[Wish]:
        tickets = [doc for key, (_, doc) in self.docs.items() if key.startswith("ticket/")]
        return [wish for ticket in tickets for wish in self._wishes(ticket) if wish[0] not in self._tapped]

    async def _tap(self, glass: Glass) -> None:
        taps = []
        for key, kind, args in self._open_wishes()[: TAPS - len(self._outbox)]:
            self._tapped.add(key)
            self._n += 1
            tap: Frame = {"n": self._n, "id": f"{self._name}-{self._n:06}", "kind": kind, "args": args}
            self._outbox[self._n] = self.sent[tap["id"]] = tap
            taps.append(tap)
        await self._send(glass, taps)

    async def _send(self, glass: Glass, taps: list[Frame]) -> None:
        assert len(taps) <= CMD_ITEMS
        if taps:
            await glass.say(t="cmd", stream="store", cid=f"page-{self._name}", items=taps)


def is_due(task: Frame) -> bool:
    return task.get("state", "queued") in ("queued", "started")


def cooked(ticket: Frame) -> Iterator[Wish]:
    """A cook finishes every task that is due."""
    for item in ticket["items"]:
        for task in item["tasks"]:
            if is_due(task):
                seen = {"task": task["id"], "gen": task.get("gen", 1)}
                yield task["id"], "bump", {"ticket": ticket["id"], "tasks": [seen]}


def served(ticket: Frame) -> Iterator[Wish]:
    """The pass hands every item over that is ready."""
    for item in ticket["items"]:
        if item.get("state", "open") == "ready":
            yield item["id"], "serve", {"ticket": ticket["id"], "items": [item["id"]]}


def two(url: Callable[[], str]) -> tuple[Screen, ...]:
    return Screen(url(), "cook", cooked), Screen(url(), "expo", served)


class Shift:
    """Tills and screens around one data folder, through as many lives of the server as it takes."""

    def __init__(
        self,
        server: ServerProcess,
        road: Callable[[int], int] = lambda port: port,
        crew: Callable[[Callable[[], str]], tuple[Screen, ...]] = two,
        pause_s: float = 0,
    ) -> None:
        """`road`: the port by which one more till or screen comes to that of the server; `pause_s`: of each till."""
        self.folder = server.data
        self.server = server
        self._closing = contextlib.AsyncExitStack()
        self.tills = [
            Till(self._http(road(server.port)), "pos", pause_s=pause_s),
            Till(self._http(road(server.port)), "qr", keyed=True, pause_s=pause_s),
            Till(self._http(road(server.port)), "phone", pause_s=pause_s),
        ]
        self.screens = crew(lambda: f"ws://127.0.0.1:{road(server.port)}/ws")
        self._everybody: tuple[Till | Screen, ...] = (*self.tills, *self.screens)
        self._work: list[asyncio.Task[None]] = []

    def _http(self, port: int) -> httpx.AsyncClient:
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=ANSWER_S)
        self._closing.push_async_callback(client.aclose)
        return client

    @property
    def answered(self) -> int:
        return self.answers.total()

    @property
    def joins(self) -> int:
        return sum(screen.modes.total() for screen in self.screens)

    @property
    def answers(self) -> Counter[str]:
        return sum((one.answers for one in self._everybody), Counter())

    def begin(self) -> None:
        self._work = [asyncio.create_task(one.run()) for one in self._everybody]

    async def until(self, condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Wait for it; whatever a till or a screen stumbles over meanwhile is raised."""
        await eventually(lambda: self._nobody_stumbled() and condition(), patience_s)

    async def has_time(self, patience_s: float) -> None:
        """Until somebody is answered, but not longer."""
        before = self.answered
        with contextlib.suppress(TimeoutError):
            await eventually(lambda: self._nobody_stumbled() and self.answered > before, patience_s)

    async def ended(self) -> int:
        """The exit code of the server, once it is dead."""
        code = await asyncio.to_thread(self.server.wait_ended)
        assert self._nobody_stumbled()
        return code

    async def orders_are_in(self) -> None:
        for till in self.tills:
            till.close()
        await asyncio.gather(*self._work[: len(self.tills)])

    async def comes_to_rest(self) -> None:
        """Every order is answered, every tap too, and every screen is where the log is."""
        await self.orders_are_in()
        # Together: a screen that has not reached the head may yet find something to tap there.
        await self.until(
            lambda: all(screen.idle and screen.seq == history.head(self.folder) for screen in self.screens)
        )

    async def goes_on(self, for_s: float) -> None:
        """For a while, or until somebody stumbles: that is raised."""
        await asyncio.wait(self._work, timeout=for_s, return_when=asyncio.FIRST_COMPLETED)
        assert self._nobody_stumbled()

    def _nobody_stumbled(self) -> bool:
        """Raises what a till or a screen found wrong."""
        for task in self._work:
            if task.done() and not task.cancelled():
                task.result()
        return True

    async def end(self) -> None:
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await self._closing.aclose()
        self.server.kill()


@contextlib.asynccontextmanager
async def working(
    folder: Path, road: Callable[[int], int] = lambda port: port, pause_s: float = 0
) -> AsyncIterator[Shift]:
    shift = Shift(HatchedServer(folder), road, pause_s=pause_s)
    shift.begin()
    try:
        yield shift
    finally:
        await shift.end()
