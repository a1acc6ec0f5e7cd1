"""The simulated sources over HTTP: asked again until answered, times as the server wants them, refusals told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import httpx
import msgspec

from kds.demo.orders import Call
from kds.demo.screen import Where
from kds.demo.till import Till

NOW_MS = 1_760_000_000_000
AWAY = httpx.Response(503, headers={"Retry-After": "0"})


class StoppedClock:
    def now_ms(self) -> int:
        return NOW_MS

    def monotonic_ms(self) -> int:
        return 0


class Server:
    """Answers with what it was given, in this order, and keeps the requests."""

    def __init__(self, *answers: httpx.Response) -> None:
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answers.pop(0)


def till(answer: Callable[[httpx.Request], httpx.Response], speed: float = 1) -> Till:
    where = Where("http://kitchen", {"Authorization": "Bearer secret"})
    return Till(where, StoppedClock(), speed, httpx.MockTransport(answer))


def call(source: str = "pos", due_in_s: float = 0) -> Call:
    return Call(source, "t", "tickets", {"external_id": "1"}, "orders", due_in_s)


async def test_a_request_is_repeated_with_the_same_key_until_the_server_answers() -> None:
    server = Server(AWAY, AWAY, httpx.Response(201, json={}))
    await till(server).send(call())
    assert len(server.requests) == 3
    assert len({request.headers["Idempotency-Key"] for request in server.requests}) == 1


async def test_the_token_goes_with_every_request() -> None:
    server = Server(httpx.Response(201, json={}))
    await till(server).send(call())
    assert server.requests[0].headers["Authorization"] == "Bearer secret"


async def test_the_platform_speaks_msgpack_and_the_till_json() -> None:
    server = Server(httpx.Response(201, json={}), httpx.Response(201, json={}))
    await till(server).send(call("meituan"))
    await till(server).send(call("pos"))
    platform, counter = server.requests
    assert platform.headers["Content-Type"] == "application/msgpack"
    assert msgspec.msgpack.decode(platform.content) == {"external_id": "1"}
    assert json.loads(counter.content) == {"external_id": "1"}


async def test_a_due_time_comes_sooner_the_faster_the_service_plays() -> None:
    server = Server(httpx.Response(201, json={}))
    await till(server, speed=10).send(call(due_in_s=300))
    due = datetime.fromisoformat(json.loads(server.requests[0].content)["due_at"])
    assert due.timestamp() * 1000 == NOW_MS + 30_000


async def test_a_refusal_is_told_in_the_servers_words() -> None:
    server = Server(httpx.Response(409, json={"detail": "sold out"}))
    assert (await till(server).send(call())).endswith("refused: sold out")


async def test_a_dish_that_was_left_out_is_told() -> None:
    server = Server(httpx.Response(201, json={"refused": [{"what": "2", "name": "麻婆豆腐", "why": "sold_out"}]}))
    assert (await till(server).send(call())).endswith("left out: 麻婆豆腐 (sold_out)")
