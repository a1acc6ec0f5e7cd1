"""The platforms that call a kitchen: they sign an event, send it, and serve the order that the kitchen then fetches."""

from __future__ import annotations

import base64
import hmac
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import httpx

from tests.house import ROOT
from tests.serverprocess import ServerProcess

BURGERS = ROOT / "examples" / "burger"

SECRETS = {
    "SQUARE_SIGNATURE_KEY": "square signature key",
    "SQUARE_TOKEN": "square-token",
    "OPEN_DELIVERY_SECRET": "open delivery secret",
    "OPEN_DELIVERY_TOKEN": "open-delivery-token",
}
"""What stands in the environment of the kitchen server."""

NOTIFICATION_URL = "https://burgers.example.com/api/v1/webhooks/square"
"""As the burger shop's file registers it; Square signs it with the body."""


class VendorApi:
    """One fake for both platforms: what it serves by path, and who asked with which token."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.orders: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []


@contextmanager
def vendor_api() -> Iterator[VendorApi]:
    class Handler(BaseHTTPRequestHandler):
        api: ClassVar[VendorApi]

        def do_GET(self) -> None:
            self.api.asked.append((self.path, self.headers.get("Authorization", "")))
            order = self.api.orders.get(self.path)
            self.send_response(404 if order is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(order or b"{}")

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Handler.api = VendorApi(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Handler.api
        server.shutdown()
        thread.join()


def burger_kitchen(folder: Path, api: VendorApi) -> Path:
    """The example shop as it is, but that its orders are fetched from the fake."""
    shutil.copytree(BURGERS, folder)
    kitchen = folder / "stations.yaml"
    text = kitchen.read_text(encoding="utf-8")
    for base in ("https://connect.squareup.com", "https://orders.example.com/opendelivery"):
        assert base in text
        text = text.replace(base, api.url)
    assert NOTIFICATION_URL in text
    kitchen.write_text(text, encoding="utf-8")
    return kitchen


class Platforms:
    """Both platforms, as the shop hears them."""

    def __init__(self, server: ServerProcess, api: VendorApi) -> None:
        self._url = f"{server.url}/api/v1"
        self._api = api

    def serves(self, path: str, order: bytes) -> None:
        self._api.orders[path] = order

    @property
    def asked(self) -> list[tuple[str, str]]:
        return self._api.asked

    def open_delivery(self, event: bytes, secret: str = SECRETS["OPEN_DELIVERY_SECRET"]) -> None:
        signature = hmac.new(secret.encode(), event, sha256).hexdigest()
        self._send("opendelivery", event, {"X-App-Signature": signature}, 204)

    def square(self, event: bytes) -> None:
        signed = NOTIFICATION_URL.encode() + event
        digest = hmac.new(SECRETS["SQUARE_SIGNATURE_KEY"].encode(), signed, sha256).digest()
        self._send("square", event, {"x-square-hmacsha256-signature": base64.b64encode(digest).decode()}, 200)

    def read_again(self) -> None:
        """Everything that could not be read before."""
        with httpx.Client(base_url=self._url, trust_env=False) as client:
            for body in client.get("/quarantine").json()["bodies"]:
                client.post(f"/quarantine/{body['id']}/retry").raise_for_status()

    def _send(self, source: str, event: bytes, headers: dict[str, str], expected: int) -> None:
        answer = httpx.post(f"{self._url}/webhooks/{source}", content=event, headers=headers, trust_env=False)
        assert answer.status_code == expected, answer.text
