"""Bodies that no till should send: each gets a clear error, and nothing of it is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from kds.kitchen.setup import SourceRule
from tests.asgi.store import Store, item, kitchen, opened, order, problem

KB = 1024
LIMIT = 512 * KB


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        head = running.head
        yield running
        assert running.head == head, "nothing was taken"
        assert not any(key.startswith("ticket/") for key in running.disk.documents)


def deep(levels: int) -> bytes:
    start = b'{"source":"a","external_id":"1","revision":1,"items":[{"uid":"1","name":"x","modifiers":['
    return start + b'{"name":"x","modifiers":[' * levels + b"]}" * levels + b"]}]}"


BODIES: dict[str, tuple[bytes, int, str]] = {
    "empty": (b"", 400, "empty_body"),
    "blank": (b" \n ", 400, "empty_body"),
    "cut off": (b'{"source": "till-1", "items": [', 400, "malformed_json"),
    "two documents": (json.dumps(order()).encode() + b"{}", 400, "malformed_json"),
    "NaN": (b'{"covers": NaN}', 400, "malformed_json"),
    "Infinity": (b'{"covers": -Infinity}', 400, "malformed_json"),
    "half a surrogate": (b'{"note": "\\ud83c"}', 400, "malformed_json"),
    "a control character": (b'{"note": "a\x00b"}', 400, "malformed_json"),
    "bytes that are no text": (b'{"source": "\xc3\x28"}', 400, "invalid_utf8"),
    "UTF-16": ('{"source": "till-1"}'.encode("utf-16-le"), 400, "malformed_json"),
    "a list": (b"[]", 422, "invalid_field"),
    "null": (b"null", 422, "invalid_field"),
    "true": (b"true", 422, "invalid_field"),
    "a number": (b"1e999", 422, "invalid_field"),
    "a number of 100,000 digits": (b'{"revision": ' + b"9" * 100_000 + b"}", 422, "invalid_field"),
    "bottomless": (deep(15_000), 422, "too_deep"),
    "an unknown bottomless field": (b'{"x":' * 60_000 + b"1" + b"}" * 60_000, 422, "unknown_field"),
    "a bool as a number": (json.dumps(order(covers=True)).encode(), 422, "invalid_field"),
    "a number as text": (json.dumps(order(covers="2")).encode(), 422, "invalid_field"),
    "text as a number": (json.dumps(order(external_id=38)).encode(), 422, "invalid_field"),
    "an object as a list": (json.dumps({**order(), "items": {"0": item()}}).encode(), 422, "invalid_field"),
    "a field nobody knows": (json.dumps(order(discount=5)).encode(), 422, "unknown_field"),
    "a prototype": (json.dumps(order(__proto__={})).encode(), 422, "unknown_field"),
    "zero of a dish": (json.dumps(order(item(quantity="0"))).encode(), 422, "invalid_quantity"),
    "less than none of a dish": (json.dumps(order(item(quantity=-1))).encode(), 422, "invalid_quantity"),
    "201 items": (json.dumps(order(*(item(str(n)) for n in range(201)))).encode(), 422, "too_many_items"),
    "nesting 9 deep": (deep(9), 422, "too_deep"),
    "a novel": (json.dumps(order(note="x" * 1001)).encode(), 422, "text_too_long"),
    "51 modifiers": (json.dumps(order(item(modifiers=[{"name": "x"}] * 51))).encode(), 422, "invalid_field"),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_is_no_order_gets_a_clear_error_and_changes_nothing(store: Store, name: str) -> None:
    body, status, code = BODIES[name]
    answer = await store.client.post("/api/v1/tickets", content=body, headers={"Content-Type": "application/json"})
    assert problem(answer, status)["code"] == code


@pytest.mark.parametrize(
    "body", [b"\xc1", b"\x81\xa6source", b"\xdf\xff\xff\xff\xff", b"\x93\x01\x02\x03", b"\xa1\xff"]
)
async def test_msgpack_that_is_no_order_gets_a_clear_error(store: Store, body: bytes) -> None:
    answer = await store.client.post("/api/v1/tickets", content=body, headers={"Content-Type": "application/msgpack"})
    assert answer.status_code in (400, 422)
    assert problem(answer, answer.status_code)["code"] in ("malformed_msgpack", "invalid_utf8", "invalid_field")


async def test_an_error_names_the_field_by_its_json_pointer(store: Store) -> None:
    told = problem(await store.place(items=[item(), item("2", modifiers=[{"name": "a"}, {"name": 5}])]), 422)
    assert (told["code"], told["pointer"]) == ("invalid_field", "/items/1/modifiers/1/name")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
async def test_another_format_is_refused(store: Store, headers: dict[str, str]) -> None:
    answer = await store.client.post("/api/v1/tickets", content=json.dumps(order()), headers=headers)
    assert problem(answer, 415)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_another_method_is_refused_and_the_right_ones_named(store: Store, method: str) -> None:
    answer = await store.client.request(method, "/api/v1/tickets")
    assert problem(answer, 405)["code"] == "method_not_allowed"
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


async def test_an_address_that_is_nothing_is_not_found(store: Store) -> None:
    assert problem(await store.client.get("/api/v1/orders"), 404)["code"] == "not_found"


class Endless:
    """A request whose body never ends, in pieces of 64 KB; it counts the pieces that were asked for."""

    def __init__(self, declared: int | None = None) -> None:
        self.pieces = 0
        self.answers: list[dict[str, Any]] = []
        headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
        if declared is not None:
            headers.append((b"content-length", str(declared).encode()))
        self.scope: dict[str, Any] = {
            "type": "http", "method": "POST", "path": "/api/v1/tickets", "raw_path": b"/api/v1/tickets",
            "query_string": b"", "headers": headers, "scheme": "http", "server": ("127.0.0.1", 8600),
            "client": ("127.0.0.1", 1), "http_version": "1.1", "asgi": {"version": "3.0"}, "root_path": "",
        }  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        self.pieces += 1
        return {"type": "http.request", "body": b"x" * (64 * KB), "more_body": True}

    async def send(self, message: Any) -> None:
        self.answers.append(dict(message))


async def test_a_huge_body_is_refused_at_the_limit_and_never_held(store: Store) -> None:
    request = Endless()
    await store.app(request.scope, request.receive, request.send)
    assert request.answers[0]["status"] == 413
    assert request.pieces == LIMIT // (64 * KB) + 1


async def test_a_huge_body_that_says_so_is_refused_unread(store: Store) -> None:
    request = Endless(declared=10 * 1024 * KB)
    await store.app(request.scope, request.receive, request.send)
    assert request.answers[0]["status"] == 413
    assert request.pieces == 0


async def test_a_body_that_never_comes_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kds.asgi.body.BODY_S", 0.01)
    request = Endless()

    async def stalled() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError("nothing ever comes")

    await store.app(request.scope, stalled, request.send)
    assert request.answers[0]["status"] == 408


async def test_ten_megabytes_are_refused_with_the_limit(store: Store) -> None:
    body = json.dumps(order(note="x" * 10 * 1024 * KB)).encode()
    answer = await store.client.post("/api/v1/tickets", content=body, headers={"Content-Type": "application/json"})
    told = problem(answer, 413)
    assert told["code"] == "body_too_large"
    assert str(LIMIT) in told["detail"]


async def test_a_source_may_have_a_limit_of_its_own() -> None:
    rules = (SourceRule(id="big", body_limit_bytes=2 * LIMIT), SourceRule(id="small", body_limit_bytes=32 * KB))
    async with opened(files=kitchen(*rules)) as store:
        many = [item(str(n), note="x" * 900) for n in range(100)]
        assert (await store.place(source="big", items=many)).status_code == 201
        assert problem(await store.place(source="small", items=many), 413)["code"] == "body_too_large"
        padded = json.dumps(order(source="till-1")).encode() + b" " * LIMIT
        answer = await store.client.post(
            "/api/v1/tickets", content=padded, headers={"Content-Type": "application/json"}
        )
        assert problem(answer, 413)["code"] == "body_too_large"


async def test_a_full_disk_takes_nothing_and_says_when_to_come_again() -> None:
    async with opened() as store:
        store.disk.full = True
        answer = await store.place()
        told = problem(answer, 503)
        assert told["code"] == "disk_full"
        assert int(answer.headers["retry-after"]) > 0
        assert store.disk.rows[-1].kind != "place"
        store.disk.full = False
        assert (await store.place()).status_code == 201


async def test_readiness_is_red_while_the_disk_is_full_and_the_process_is_alive() -> None:
    async with opened() as store:
        assert (await store.client.get("/api/v1/readyz")).json() == {"status": "ok"}
        store.disk.full = True
        await store.place()
        red = await store.client.get("/api/v1/readyz")
        assert (red.status_code, red.json()["status"]) == (503, "full")
        assert (await store.client.get("/api/v1/healthz")).json() == {"status": "ok"}
        store.disk.full = False


async def test_a_server_with_too_much_to_do_says_when_to_come_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kds.service.executor.QUEUE_LIMIT", 0)
    answer = await store.place()
    assert problem(answer, 429)["code"] == "overloaded"
    assert int(answer.headers["retry-after"]) > 0


async def test_a_fault_of_ours_is_a_problem_too(store: Store) -> None:
    store.files.clear()
    transport = httpx.ASGITransport(app=store.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert problem(await client.post("/api/v1/tickets", json=order()), 500)["code"] == "internal"


async def test_a_hostile_reference_is_just_unknown(store: Store) -> None:
    for ref in ("../../etc/passwd", "till-1:" + "x" * 5000, "%00", "till-1:%0d%0aX", "'; drop table ticket"):
        answer = await store.client.post(f"/api/v1/tickets/{ref}/hold")
        assert problem(answer, 404)["code"] in ("unknown_ticket", "not_found")
