"""Orders fetched over HTTP: where they are asked for, and which answers are passing."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from kds.adapters import vendor_http
from kds.adapters.vendor_http import HttpOrders
from kds.adapters.vendors import NotThere, Unfetchable, VendorDown

Answer = Callable[[httpx.Request], httpx.Response]


async def fetch(answer: Answer, base: str = "https://vendor.example/od/v2/", token: str = "") -> bytes:
    orders = HttpOrders(httpx.MockTransport(answer))
    try:
        return await orders.fetch(base, "/orders/a%2Fb", token)
    finally:
        await orders.close()


async def test_the_order_is_asked_for_below_the_base_with_the_token() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=b'{"id": "a/b"}')

    assert await fetch(answer, token="t0ken") == b'{"id": "a/b"}'
    assert asked[0].url.raw_path == b"/od/v2/orders/a%2Fb"
    assert asked[0].headers["authorization"] == "Bearer t0ken"


async def test_without_a_token_none_is_sent() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    await fetch(answer)
    assert "authorization" not in asked[0].headers


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408, 401, 403])
async def test_a_vendor_that_cannot_answer_now_is_down(status: int) -> None:
    with pytest.raises(VendorDown, match=str(status)):
        await fetch(lambda _: httpx.Response(status))


async def test_a_refused_token_says_where_to_look() -> None:
    with pytest.raises(VendorDown, match="token_env"):
        await fetch(lambda _: httpx.Response(401))


async def test_an_order_that_is_not_there_may_come() -> None:
    with pytest.raises(NotThere):
        await fetch(lambda _: httpx.Response(404))


@pytest.mark.parametrize("status", [400, 410, 204 + 100, 302])
async def test_another_refusal_is_final_and_a_redirect_is_not_followed(status: int) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(status, headers={"Location": "http://elsewhere.invalid/"})

    with pytest.raises(Unfetchable, match=str(status)):
        await fetch(answer)
    assert len(asked) == 1


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ReadError("cut")])
async def test_a_broken_connection_is_passing(error: httpx.TransportError) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(VendorDown):
        await fetch(answer)


async def test_an_answer_past_the_limit_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor_http, "ANSWER_BYTES", 10)
    with pytest.raises(Unfetchable, match="more than 10 bytes"):
        await fetch(lambda _: httpx.Response(200, content=b"x" * 11))


@pytest.mark.parametrize("base", ["ftp://vendor.example", "nonsense", "http://[::bad"])
async def test_a_base_that_is_no_web_address_does_not_take_the_inbox_down(base: str) -> None:
    orders = HttpOrders()
    with pytest.raises((VendorDown, Unfetchable)):
        await orders.fetch(base, "/orders/1", "")
    await orders.close()
