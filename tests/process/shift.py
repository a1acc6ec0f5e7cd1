"""A shift that goes on whatever happens to the server: tills that order and ask again, screens that tap and resend."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import httpx
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from kds.kitchen.identity import ticket_id
from kds.wire.limits import CMD_ITEMS
from tests import history
from tests.process.hatched import HatchedServer
from tests.sync.glass import Frame, Glass, dialled
from tests.sync.harness import eventually

RETRY_S = 0.02
ANSWER_S = 10
"""A till that hears nothing for so long asks again, on a new connection."""
WATCHDOG_S = 12
"""As a real screen: silence after which it gives its connection up."""
PATIENCE_S = 60
"""For what a life of the server must bring; only a failure takes that long."""
TAPS = 16
"""Commands that a screen has on its way at most, so that some are always unanswered when the server dies."""

Wish: TypeAlias = tuple[str, str, Frame]
"""What a person would tap: once per key, a kind of command, its arguments."""


class Till:
    """Orders one ticket after the other; nothing counts before it is answered, and what is not is asked again."""

    def __init__(self, http: httpx.AsyncClient, source: str, keyed: bool = False) -> None:
        self._http = http
        self._source = source
        self._keyed = keyed
        self._count = 0
        self._over = False
        self.acknowledged: dict[str, int] = {}
        """External id -> the last revision that was acknowledged (0 for a till that has keys instead)."""
        self.answers: Counter[str] = Counter()

    def close(self) -> None:
        """After the order at hand."""
        self._over = True

    async def run(self) -> None:
        while not self._over:
            self._count += 1
            key = f"{self._source}-{self._count:05}"
            await self._order(key, 1, "Mapo tofu", "Rice")
            if self._count % 4 == 0:
                await self._order(key, 1, "Mapo tofu", "Rice", repeat=True)
            if self._count % 5 == 0 and not self._keyed:
                await self._order(key, 2, "Mapo tofu", "Rice", "Tea")

    async def _order(self, key: str, revision: int, *names: str, repeat: bool = False) -> None:
        items = [{"uid": f"{n}", "name": name} for n, name in enumerate(names, 1)]
        body: dict[str, Any] = {"source": self._source, "external_id": key, "number": key, "items": items}
        headers = {"Idempotency-Key": f"key-{key}"} if self._keyed else {}
        if not self._keyed:
            body["revision"] = revision
        answer = await self._answer(body, headers)
        said = answer.json()
        assert answer.is_success, said
        assert said["ticket"]["id"] == ticket_id(self._source, key)
        assert not (repeat and said["result"] == "ok"), "the same order again was taken for a new one"
        self.acknowledged[key] = 0 if self._keyed else revision
        found = "found by a retry" if said["result"] == "noop" and not repeat else ""
        self.answers[found or f"{said['result']} {said.get('why', '')}".strip()] += 1

    async def _answer(self, body: Frame, headers: dict[str, str]) -> httpx.Response:
        while True:
            with contextlib.suppress(httpx.TransportError):
                return await self._http.post("/api/v1/tickets", json=body, headers=headers)
            await asyncio.sleep(RETRY_S)  # between two polls of a server that is away


class Screen:
    """One page load through many connections: what it holds, and what it has sent and not heard back of."""

    def __init__(self, url: str, role: str, wishes: Callable[[Frame], Iterator[Wish]]) -> None:
        self._url = url
        self._role = role
        self._wishes = wishes
        self._tapped: set[str] = set()
        self._n = 0
        self._outbox: dict[int, Frame] = {}
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
        cid = f"page-{self._role}"
        await glass.hello(cid=cid, role=self._role, device=f"screen {self._role}", outbox=[cid])
        reading = asyncio.create_task(glass.read())
        try:
            await glass.until(lambda: bool(glass.subs) or reading.done(), WATCHDOG_S)
            if glass.subs:
                self._joined(glass.subs[0])
            await self._send(glass, list(self._outbox.values()))
            while not reading.done():
                heard = glass.heard.total()
                self._take(glass)
                await self._tap(glass)
                await glass.until(lambda heard=heard: glass.heard.total() > heard or reading.done(), WATCHDOG_S)  # type: ignore[misc] # mypy cannot infer defaults of a lambda
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            self._take(glass)
            self.faults += [f"ranges {gap} do not meet" for gap in glass.gaps]

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
            tap: Frame = {"n": self._n, "id": f"{self._role}-{self._n:06}", "kind": kind, "args": args}
            self._outbox[self._n] = self.sent[tap["id"]] = tap
            taps.append(tap)
        await self._send(glass, taps)

    async def _send(self, glass: Glass, taps: list[Frame]) -> None:
        assert len(taps) <= CMD_ITEMS
        if taps:
            await glass.say(t="cmd", stream="store", cid=f"page-{self._role}", items=taps)


def cooked(ticket: Frame) -> Iterator[Wish]:
    """A cook finishes every task that is due."""
    for item in ticket["items"]:
        for task in item["tasks"]:
            if task.get("state", "queued") in ("queued", "started"):
                seen = {"task": task["id"], "gen": task.get("gen", 1)}
                yield task["id"], "bump", {"ticket": ticket["id"], "tasks": [seen]}


def served(ticket: Frame) -> Iterator[Wish]:
    """The pass hands every item over that is ready."""
    for item in ticket["items"]:
        if item.get("state", "open") == "ready":
            yield item["id"], "serve", {"ticket": ticket["id"], "items": [item["id"]]}


class Shift:
    """Tills and screens around one data folder, through as many lives of the server as it takes."""

    def __init__(self, folder: Path, road: Callable[[int], int] = lambda port: port) -> None:
        """`road`: the port by which one more till or screen comes to that of the server."""
        self.folder = folder
        self.server = HatchedServer(folder)
        port = self.server.port
        self._closing = contextlib.AsyncExitStack()
        self.tills = [
            Till(self._http(road(port)), "pos"),
            Till(self._http(road(port)), "qr", keyed=True),
            Till(self._http(road(port)), "phone"),
        ]
        self.cook = Screen(f"ws://127.0.0.1:{road(port)}/ws", "cook", cooked)
        self.expo = Screen(f"ws://127.0.0.1:{road(port)}/ws", "expo", served)
        self._everybody: tuple[Till | Screen, ...] = (*self.tills, self.cook, self.expo)
        self._work: list[asyncio.Task[None]] = []

    def _http(self, port: int) -> httpx.AsyncClient:
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=ANSWER_S)
        self._closing.push_async_callback(client.aclose)
        return client

    @property
    def screens(self) -> tuple[Screen, Screen]:
        return self.cook, self.expo

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
async def working(folder: Path, road: Callable[[int], int] = lambda port: port) -> AsyncIterator[Shift]:
    shift = Shift(folder, road)
    shift.begin()
    try:
        yield shift
    finally:
        await shift.end()
