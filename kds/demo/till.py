"""Sends what simulated sources ask, and asks again while the server is away."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from http import HTTPStatus

import httpx
import msgspec

from kds.demo.orders import PLATFORM, Call, Json
from kds.demo.screen import Where, new_id
from kds.service.ports import Clock

TIMEOUT_S = 10.0
RETRY_S = 1.0
"""Between two attempts, unless the server names a time."""


class Till:
    """All sources of the demo. `speed` shortens the times that guests name."""

    def __init__(
        self, where: Where, clock: Clock, speed: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._client = httpx.AsyncClient(
            base_url=where.address, headers=where.headers, timeout=TIMEOUT_S, transport=transport
        )
        self._clock = clock
        self._speed = speed

    async def close(self) -> None:
        await self._client.aclose()

    async def ready(self) -> None:
        """Returns once the server answers."""
        while True:
            try:
                if (await self._client.get("/api/v1/readyz")).status_code == HTTPStatus.OK:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(RETRY_S)

    async def send(self, call: Call) -> str:
        """One line: what was asked, and what the server refused of it. The same key makes repeats harmless."""
        content, media_type = self._encoded(call)
        headers = {"Content-Type": media_type, "Idempotency-Key": new_id()}
        while True:
            try:
                answer = await self._client.post(f"/api/v1/{call.path}", content=content, headers=headers)
            except httpx.TransportError:
                await asyncio.sleep(RETRY_S)
                continue
            if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or answer.is_server_error:
                await asyncio.sleep(float(answer.headers.get("Retry-After", RETRY_S)))
                continue
            return f"{call.source:8} {call.said}{_refusal(answer)}"

    def _encoded(self, call: Call) -> tuple[bytes, str]:
        body: Json = dict(call.body)
        for field, in_s in (("due_at", call.due_in_s), ("start_at", call.start_in_s)):
            if in_s:
                body[field] = self._moment(in_s / self._speed)
        if call.source == PLATFORM:
            return msgspec.msgpack.encode(body), "application/msgpack"
        return json.dumps(body, ensure_ascii=False).encode(), "application/json"

    def _moment(self, in_s: float) -> str:
        return datetime.fromtimestamp(self._clock.now_ms() / 1000 + in_s, UTC).isoformat()


def _refusal(answer: httpx.Response) -> str:
    """What was refused, whole or in part; nothing to say where all was taken."""
    said = answer.json()
    if answer.is_success:
        left_out = [f"{part['name']} ({part['why']})" for part in said.get("refused", ())]
        return f" ... left out: {', '.join(left_out)}" if left_out else ""
    return f" ... refused: {said.get('detail', answer.reason_phrase)}"
