"""A till that goes on ordering whatever happens to the server: what is not answered is asked again."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from typing import Any

import httpx

from kds.kitchen.identity import ticket_id
from tests.sync.glass import Frame

RETRY_S = 0.02
ANSWER_S = 10
"""A till that hears nothing for so long asks again, on a new connection."""


class Till:
    """Orders one ticket after the other; nothing counts before it is answered, and what is not is asked again."""

    def __init__(self, http: httpx.AsyncClient, source: str, keyed: bool = False, pause_s: float = 0) -> None:
        """`pause_s`: until its next guests."""
        self._http = http
        self._pause_s = pause_s
        self._source = source
        self._keyed = keyed
        self._count = 0
        self._over = asyncio.Event()
        self.acknowledged: dict[str, int] = {}
        """External id -> the last revision that was acknowledged (0 for a till that has keys instead)."""
        self.answers: Counter[str] = Counter()

    def close(self) -> None:
        """After the order at hand."""
        self._over.set()

    async def run(self) -> None:
        while not self._over.is_set():
            self._count += 1
            key = f"{self._source}-{self._count:05}"
            await self._order(key, 1, "Mapo tofu", "Rice")
            if self._count % 4 == 0:
                await self._order(key, 1, "Mapo tofu", "Rice", repeat=True)
            if self._count % 5 == 0 and not self._keyed:
                await self._order(key, 2, "Mapo tofu", "Rice", "Tea")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause_s):
                    await self._over.wait()

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
