"""One server's evening: tills that order, and a hand that keeps the number of open tickets as it is."""

from __future__ import annotations

import asyncio
import secrets
from types import TracebackType
from typing import Self

import msgspec

from bench.load import Till
from bench.screen import Hand

TILLS = 8
"""That order at once where it is to go fast."""


class Store:
    """While it is entered, the hand works."""

    def __init__(self, port: int, token: str, most: int) -> None:
        self.port, self.token = port, token
        self.hand = Hand(port, token, most)
        self._run = secrets.token_hex(2)
        self._placed = 0
        self._head = 0
        self._working: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._working = asyncio.create_task(self.hand.run())
        await self.hand.joined.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._working is not None
        self._working.cancel()
        await asyncio.wait([self._working])
        if not self._working.cancelled() and (found := self._working.exception()) is not None:
            raise found

    async def place(self, till: Till) -> float:
        """How long the till waited, in ms."""
        self._placed += 1
        sent, answered = await till.place(f"bench-{self._run}-{self._placed:07d}")
        self._head = max(self._head, msgspec.json.decode(till.answer)["seq"])
        return (answered - sent) * 1e3

    async def place_many(self, count: int) -> None:
        """As fast as they go in, and until the hand has done what there is to do."""
        tills = [await Till.at(self.port, self.token) for _ in range(TILLS)]
        await asyncio.gather(*(self._some(till, count // TILLS) for till in tills))
        await self.rest()

    async def rest(self) -> None:
        """Until the hand has seen every order, and done what there is to do."""
        await self.hand.reaches(self._head)
        await self.hand.at_rest()

    async def _some(self, till: Till, count: int) -> None:
        for _ in range(count):
            await self.place(till)
        till.close()

    async def sell(self, per_s: float, until: asyncio.Future[bytes]) -> list[float]:
        """Order after order; how long each waited, in ms."""
        till = await Till.at(self.port, self.token)
        waits_ms = []
        while not until.done():
            waits_ms.append(await self.place(till))
            await asyncio.wait([until], timeout=1 / per_s)
        till.close()
        return waits_ms
