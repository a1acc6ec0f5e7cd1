"""A hundred rushes at once: the intake takes what it can and says 429 to the rest, and the screens stay live."""

from __future__ import annotations

import asyncio
import json
import resource
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from kds.kitchen.identity import ticket_id
from kds.service.executor import QUEUE_LIMIT
from tests import history
from tests.process.rigged import SLOW
from tests.serverprocess import ServerProcess
from tests.storefront import Storefront, fronting, seen
from tests.sync.harness import eventually

RUSH = 30
"""Orders within a few seconds, as when a hall fills at seven."""
FLOOD = 100 * RUSH
OPEN_FILES = 4096
"""Below the hard limit of every Linux; the soft one is often 1024."""
COMMIT_MS = "100"
"""A disk slow enough that this machine can bring more than the queue takes."""
GREEN_S = 5.0
"""A screen that hears nothing for so long is not green any more."""


class Answer(Struct, frozen=True):
    status: int
    retry_s: int


@pytest.fixture
def many_files() -> Iterator[None]:
    """Both sides of the flood hold a socket for each order; the server inherits the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, OPEN_FILES), max(hard, OPEN_FILES)))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
async def store(many_files: None, tmp_path: Path) -> AsyncIterator[Storefront]:
    server = ServerProcess(tmp_path / "data", module="tests.process.rigged", env={SLOW: COMMIT_MS})
    with server:
        async with fronting(server) as one:
            yield one


async def test_a_flood_is_taken_or_told_to_wait_and_the_screens_stay_live(
    store: Storefront, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = asyncio.get_running_loop()
    first = await store.placed("pos", "first", "Tea")
    async with store.screen("cook") as screen:
        card = seen(await screen.sees(first))
        longest_s = asyncio.create_task(longest_silence_s(screen.heard, flooded := asyncio.Event()))
        answers = asyncio.create_task(flood(store))
        bumped_s = loop.time()
        assert (await screen.tap("bump", ticket=first, tasks=card))["result"] == "ok"
        bumped_s = loop.time() - bumped_s
        told = await answers
        flooded.set()
        silence_s = await longest_s
        count = Counter(answer.status for answer in told.values())
        assert set(count) == {201, 429}
        assert {answer.retry_s for answer in told.values() if answer.status == 429} == {1}
        assert silence_s < GREEN_S
        taken = {name for name, answer in told.items() if answer.status == 201}
        for name in sorted(told.keys() - taken)[:RUSH]:
            await store.placed("pos", name, "Tea", number=name)
            taken.add(name)
        await eventually(lambda: screen.seq == history.head(store.server.data))
        shown = {key for key in screen.docs if key.startswith("ticket/")}
        assert {f"ticket/{ticket_id('pos', name)}" for name in taken} <= shown
        assert len(shown) == len(taken) + 1
    assert history.faults(history.read(store.server.data), [("pos", name) for name in taken]) == []
    with capsys.disabled():
        print(f"\n{FLOOD} orders at once were answered {dict(count)}; ", end="")
        print(f"a bump meanwhile took {bumped_s:.2f} s, the longest silence of a screen {silence_s:.2f} s")


async def longest_silence_s(heard: Counter[str], over: asyncio.Event) -> float:
    """Between two frames of a screen."""
    loop = asyncio.get_running_loop()
    longest_s, count, since_s = 0.0, heard.total(), loop.time()
    while not over.is_set():
        if heard.total() != count:
            count, since_s = heard.total(), loop.time()
        longest_s = max(longest_s, loop.time() - since_s)
        await asyncio.sleep(0.02)  # the pause between two polls
    return longest_s


async def flood(store: Storefront) -> dict[str, Answer]:
    """Every order on a connection of its own, all of them sent before the first is answered."""
    names = [f"flood-{n:04}" for n in range(FLOOD)]
    assert len(names) > QUEUE_LIMIT
    answers = await asyncio.gather(*(bare_order(store.server.port, name) for name in names))
    return dict(zip(names, answers, strict=True))


async def bare_order(port: int, name: str) -> Answer:
    """Without an HTTP client, which would cost more than the server."""
    items = [{"uid": "1", "name": "Tea"}]
    order = {"source": "pos", "external_id": name, "number": name, "revision": 1, "items": items}
    body = json.dumps(order).encode()
    head = (
        f"POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    said = (await reader.read()).partition(b"\r\n\r\n")[0].decode().lower().splitlines()
    writer.close()
    headers = dict(header.split(": ", 1) for header in said[1:])
    return Answer(int(said[0].split()[1]), int(headers.get("retry-after", "0")))
