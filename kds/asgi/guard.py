"""The middleware before every page and endpoint: it lets in or refuses, and puts the security headers on answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kds.asgi.access import Access, Denial, at_loopback
from kds.asgi.problem import answer, problem
from kds.asgi.shell import SERVICE_WORKER

OPEN_PATHS = ("/login", "/plain.css", "/icon.svg", SERVICE_WORKER, "/api/v1/healthz", "/api/v1/readyz")
OPEN_BELOW = ("/static/", "/api/v1/webhooks/", "/order/")
"""Needed to sign in, or of no interest (health, published scripts), or signed: by the sender (webhooks), or by this
store, in the code on a table (the guest's page)."""

FIELDS = "kds.fields"
"""Where in the ASGI scope of a direct endpoint the headers of its request are found."""

HOSTS = 16
"""Names of this server whose headers are kept ready; a LAN knows one or two."""

_DATA = frozenset({b"application/json", b"application/msgpack", b"application/problem+json"})
_DATA_HEADERS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""All that protects what is no page; an order's answer is not held up by the rest."""

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")


class Fields(Headers):
    """The headers of a request, found without walking through all of them: each is asked for several times."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope=scope)
        # Of several with one name the first counts, as in Headers.
        self._first = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(self.raw)}

    def get(self, key: str, default: Any = None) -> Any:
        """`key` in lower case."""
        return self._first.get(key, default)


class Guard:
    """Screens' sockets pass: `Access.check_socket` is asked where they are accepted.

    `direct` are endpoints, by method and path, that need no router before them: for the busiest of them what comes
    before costs more than the endpoint.
    """

    def __init__(self, app: ASGIApp, access: Access, direct: Mapping[tuple[str, str], ASGIApp]) -> None:
        self._app = app
        self._access = access
        self._direct = direct

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Fields(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(message, headers.get("host", ""), scope["scheme"])
            await send(message)

        client = scope["client"][0] if scope.get("client") else ""
        denial = self._denial(scope["method"], scope["path"], headers, client)
        if denial is None:
            handler = self._direct.get((scope["method"], scope["path"]), self._app)
            scope[FIELDS] = headers
        else:
            handler = _refusal(denial, scope, headers)
        await handler(scope, receive, guarded)

    def _denial(self, method: str, path: str, headers: Headers, client: str) -> Denial | None:
        if path in OPEN_PATHS or path.startswith(OPEN_BELOW):
            return self._access.check_host(headers)
        return self._access.check(method, headers, client)


def _refusal(denial: Denial, scope: Scope, headers: Headers) -> Response:
    path = scope["path"]
    query = scope["query_string"].decode("latin-1")
    wanted = f"{path}?{query}" if query else path
    if denial.code == "unauthorized" and "text/html" in headers.get("accept", "") and not path.startswith("/api/"):
        return RedirectResponse(f"/login?next={quote(wanted)}", status_code=303)
    extra = {"WWW-Authenticate": "Bearer"} if denial.code == "unauthorized" else None
    return answer(problem(denial.code, denial.detail, headers=extra, retry_ms=denial.retry_ms))


def _protect(message: Message, host: str, scheme: str) -> None:
    """Add the headers that the answer does not set itself."""
    headers = message["headers"]
    given = dict(headers)
    ours = _DATA_HEADERS if given.get(b"content-type") in _DATA else _security_headers(host, scheme)
    headers.extend([pair for pair in ours if pair[0] not in given])


@lru_cache(maxsize=HOSTS)
def _security_headers(host: str, scheme: str) -> tuple[tuple[bytes, bytes], ...]:
    # A browser may not count ws: to the same host as 'self'; a name that is no host is not repeated.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self'{sockets}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        # Elsewhere a browser heeds it not, and complains of it on every page.
        *(((b"cross-origin-opener-policy", b"same-origin"),) if scheme == "https" or at_loopback(host) else ()),
        (b"cross-origin-resource-policy", b"same-origin"),
    )
