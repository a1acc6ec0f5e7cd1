"""Who may connect: without a token everybody on this machine, with one only who sends it or a session made from it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct

from kds.asgi.tries import TRIES_WINDOW_MS, Tries
from kds.service.ports import Clock

COOKIE = "kds_session"

SESSION_S = 90 * 24 * 3600
"""How long a screen stays signed in: a wall screen is asked four times a year."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Grant: TypeAlias = Literal["open", "bearer", "session"]


class Denial(Struct, frozen=True):
    code: Literal["unauthorized", "too_many_tries", "forbidden_host", "forbidden_origin"]
    detail: str
    retry_ms: int = 0


class Access:
    """`token` is "" where everything is open, which the server allows on loopback addresses only.

    `hosts` are further names under which this server is reached. Where all is open, a request must name a
    loopback address or one of these: a web page of somebody else that points its own name here is told apart so.
    """

    def __init__(self, token: str, clock: Clock, hosts: tuple[str, ...] = ()) -> None:
        self._token = token.encode()
        self._key = hmac.new(self._token, b"kds session 1", sha256).digest()
        self._clock = clock
        self._hosts = frozenset(map(str.lower, hosts))
        self.logins = Tries(clock)
        self._bearers = Tries(clock)

    @property
    def open(self) -> bool:
        return not self._token

    def check(self, method: str, headers: Mapping[str, str], client: str = "") -> Denial | None:
        """For a request that needs a right; header names in lower case. None: let in.

        Wrong bearers of a client are counted, right ones never are: a till behind the same address goes on.
        """
        host = self.check_host(headers)
        if host is not None:
            return host
        grant = self.grant(headers)
        if grant is None:
            if _bearer(headers) and not self._bearers.may_try(client):
                return Denial("too_many_tries", "Too many wrong tokens came from this address.", TRIES_WINDOW_MS)
            return Denial("unauthorized", "This needs the token of the kitchen server.")
        if grant != "bearer" and method not in SAFE_METHODS:
            return check_origin(headers)
        return None

    def check_host(self, headers: Mapping[str, str]) -> Denial | None:
        """Against DNS rebinding, where nothing else protects."""
        if not self.open:
            return None
        name = _name(headers.get("host", ""))
        if name in self._hosts or _is_loopback(name):
            return None
        return Denial("forbidden_host", f"This server does not go by the name {name[:100]!r}.")

    def check_socket(self, headers: Mapping[str, str], client: str) -> str | None:
        """None: let in. Else why not, one short sentence for the close reason."""
        denial = self.check("GET", headers, client)
        if denial is None and self.grant(headers) != "bearer":
            denial = check_origin(headers)
        return denial.detail if denial else None

    def grant(self, headers: Mapping[str, str]) -> Grant | None:
        """By which right this request comes; None: by none."""
        if self.open:
            return "open"
        given = _bearer(headers)
        if given and self.is_token(given):
            return "bearer"
        return "session" if self._is_session(_cookie(headers.get("cookie", ""))) else None

    def is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(errors="replace"), self._token)

    def session(self) -> str:
        """A value for the cookie. It holds no secret: its end, and the proof that we wrote it."""
        ends_s = self._clock.now_ms() // 1000 + SESSION_S
        return f"{ends_s}.{self._proof(ends_s)}"

    def _is_session(self, value: str) -> bool:
        ends, _, proof = value.partition(".")
        if not (ends.isascii() and ends.isdecimal() and len(ends) < len(str(2**53))):
            return False
        genuine = hmac.compare_digest(proof.encode(errors="replace"), self._proof(int(ends)).encode())
        return genuine and int(ends) > self._clock.now_ms() // 1000

    def _proof(self, ends_s: int) -> str:
        return hmac.new(self._key, str(ends_s).encode(), sha256).hexdigest()


def check_origin(headers: Mapping[str, str]) -> Denial | None:
    """A browser names the site that asks; programs name none. Only our own site may."""
    origin, host = headers.get("origin"), headers.get("host", "")
    if origin is None or (host and urlsplit(origin).netloc.lower() == host.lower()):
        return None
    return Denial("forbidden_origin", f"A page of {origin[:100]} asks, which is not this server.")


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _name(host: str) -> str:
    """The host without its port; "" where it is no host."""
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.netloc == host else ""


def at_loopback(host: str) -> bool:
    """Whether a `Host` header names this machine, which a browser trusts as it trusts TLS."""
    return _is_loopback(_name(host))


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
