"""Fifty screens that come back at once after a cut: how long until all hold everything, and how many bytes it takes.

The orders of the cut are placed as fast as they go in, and the screens then come with the position and the documents
from before. They are a process of their own, `python -m bench.comeback '<spec as JSON>'`, so that the till, which goes
on ordering, is not kept waiting by them but only by the server.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bench.screen import STATIONS, Place, Screen
from bench.servers import ROOT, Server, memory_mb, ours, running
from bench.service import Store

SCREENS = 50
OPEN = 200
"""Tickets that are open all the time."""
PER_S = 5
CUTS_S = (600, 60, 10)
"""How long the screens were away, at so many orders a second."""
USUAL_S = 5
"""How long the orders are watched while nobody comes back."""
AGREE_S = 30
"""In which all hold the same, or else they never will."""
PUT_BYTES = 32
"""What a frame adds around a document, as the server reckons it."""


class Spec(Struct, frozen=True):
    port: int
    token: str
    held: str
    """File with what they held."""


class Held(Struct, frozen=True):
    """What the screens held, in a file."""

    path: Path

    def keep(self, place: Place) -> None:
        self.path.write_bytes(msgspec.msgpack.encode(place))

    def read(self) -> Place:
        return msgspec.msgpack.decode(self.path.read_bytes(), type=Place)


class Joined(Struct, frozen=True):
    """What the screens found."""

    took_ms: float
    """From the first call until the last holds all that was there when it joined."""
    screen_bytes: float
    """Of each, on average."""
    mode: str


class Back(Struct, frozen=True):
    """One time that all came back from one cut."""

    cut_s: int
    joined: Joined
    least_bytes: int
    """The documents that differ, and the names of those that are gone."""
    waits_ms: list[float]
    """Of the orders that were placed meanwhile."""


class Comebacks(Struct, frozen=True):
    backs: list[Back]
    usual_ms: list[float]
    """What an order waits while nobody comes back."""
    rss_mb: float
    """Of the server with all screens there."""


def measure(rounds: int, cuts_s: Sequence[int] = CUTS_S) -> Comebacks:
    with running(ours) as server, tempfile.TemporaryDirectory(prefix="kds-bench-") as folder:
        held = Held(Path(folder) / "held")
        return asyncio.run(_measure(server, held, rounds, cuts_s))


async def _measure(server: Server, held: Held, rounds: int, cuts_s: Sequence[int]) -> Comebacks:
    """The longest cut is made once: the few orders of each round make it no other. The shorter ones are made anew."""
    longest, *shorter = cuts_s
    backs, rss_mb = [], 0.0
    async with Store(server.port, server.token, most=OPEN) as store:
        await store.place_many(OPEN)
        long_ago = await cut(store, longest)
        usual = await store.sell(PER_S, asyncio.create_task(asyncio.sleep(USUAL_S, b"")))
        for number in range(rounds):
            for cut_s, place in [(longest, long_ago), *[(cut_s, await cut(store, cut_s)) for cut_s in shorter]]:
                held.keep(place)
                back, mb = await come_back(store, server, cut_s, held, place)
                backs.append(back)
                rss_mb = max(rss_mb, mb)
            print(f"  f round {number + 1}/{rounds}", file=sys.stderr, flush=True)
    return Comebacks(backs, usual, rss_mb)


async def cut(store: Store, cut_s: int) -> Place:
    """What was held before everything that is ordered in so long."""
    place = store.hand.place.copy()
    await store.place_many(cut_s * PER_S)
    return place


async def come_back(store: Store, server: Server, cut_s: int, held: Held, place: Place) -> tuple[Back, float]:
    spec = msgspec.json.encode(Spec(server.port, server.token, str(held.path))).decode()
    screens = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.comeback", spec, cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert screens.stdin is not None
    assert screens.stdout is not None
    await screens.stdout.readline()
    screens.stdin.write(b"come\n")
    said = asyncio.create_task(screens.stdout.readline())
    waits_ms = await store.sell(PER_S, said)
    joined = msgspec.json.decode(said.result(), type=Joined)
    await store.rest()
    rss_mb = memory_mb(server.pid)
    now = store.hand.place
    screens.stdin.write(b"%d\n" % now.seq)
    if msgspec.json.decode(await screens.stdout.readline()) != [now.mark().hex()]:
        raise SystemExit("the screens do not hold what the pass holds")
    await screens.wait()
    return Back(cut_s, joined, least_bytes(place, now), waits_ms), rss_mb


def least_bytes(then: Place, now: Place) -> int:
    changed = [key for key, doc in now.docs.items() if then.docs.get(key) != doc]
    gone = then.docs.keys() - now.docs.keys()
    return sum(len(now.docs[key].data) + len(key) + PUT_BYTES for key in changed) + sum(map(len, gone))


async def play(spec: Spec, place: Place) -> None:
    """All the screens; a line of JSON when all have joined, another with what all hold at the end."""
    screens = [Screen(spec.port, spec.token, STATIONS[n % len(STATIONS)], place.copy()) for n in range(SCREENS)]
    await told("ready")
    began = time.perf_counter()
    tasks = [asyncio.create_task(screen.run()) for screen in screens]
    await asyncio.gather(*(screen.joined.wait() for screen in screens))
    took_ms = (time.perf_counter() - began) * 1e3
    mean = statistics.mean(screen.joined_bytes for screen in screens)
    seq = int(await told(Joined(took_ms, mean, screens[0].mode)))
    async with asyncio.timeout(AGREE_S):
        await asyncio.gather(*(screen.reaches(seq) for screen in screens))
    print(msgspec.json.encode(sorted({screen.place.mark().hex() for screen in screens})).decode(), flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def told(what: object) -> str:
    """Say it, and wait for the answer."""
    print(msgspec.json.encode(what).decode(), flush=True)
    return await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    given = msgspec.json.decode(sys.argv[1].encode(), type=Spec)
    asyncio.run(play(given, Held(Path(given.held)).read()))
