"""Fetches orders of vendors over HTTP, from the configured base only."""

from __future__ import annotations

import httpx

from kds.adapters.vendors import NotThere, Unfetchable, VendorDown

TIMEOUT_S = 10.0
"""A vendor that needs longer is down for our purposes; the inbox tries again."""

ANSWER_BYTES = 2 * 1024 * 1024
"""Largest order: a vendor's full order passes 600 KB; a cap keeps a broken answer out of memory."""


class HttpOrders:
    """`vendors.Orders` over one httpx client. Redirects are not followed: they could lead anywhere."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(
            timeout=TIMEOUT_S, follow_redirects=False, trust_env=False, transport=transport
        )

    async def fetch(self, base_url: str, path: str, token: str) -> bytes:
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = base_url.rstrip("/") + path
        try:
            async with self._client.stream("GET", url, headers=headers) as answer:
                _check(answer)
                return await _body(answer)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise VendorDown(f"{base_url} cannot be reached: {type(error).__name__} {error}".rstrip()) from error
        except httpx.InvalidURL as error:
            raise Unfetchable(f"{base_url} is no URL: {error}") from error

    async def close(self) -> None:
        await self._client.aclose()


def _check(answer: httpx.Response) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    said = f"{answer.url.host} answered {status} {answer.reason_phrase}".rstrip()
    if status == httpx.codes.NOT_FOUND:
        raise NotThere(said)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise VendorDown(f"{said}: check the token that token_env names")
    if answer.is_server_error or status in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS):
        raise VendorDown(said)
    raise Unfetchable(said)


async def _body(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > ANSWER_BYTES:
            raise Unfetchable(f"{answer.url.host} answered with more than {ANSWER_BYTES} bytes")
    return bytes(body)
