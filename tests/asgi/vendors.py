"""Vendors that call: events signed as theirs, sent to the store, and what the store made of them."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

import httpx

from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.service.ports import InboxRow
from tests.asgi.store import NOTIFICATION_URL, SECRETS, Store, until

OD_PATH = "/orders/od-7001"
SQ_PATH = "/v2/orders/SqOrder1"


def od_signature(body: bytes) -> str:
    return hmac.new(SECRETS["QR_SECRET"].encode(), body, sha256).hexdigest()


def sq_signature(body: bytes, url: str = NOTIFICATION_URL) -> str:
    return base64.b64encode(hmac.new(SECRETS["SQUARE_SECRET"].encode(), url.encode() + body, sha256).digest()).decode()


async def from_qr(store: Store, body: bytes, signature: str | None = None) -> httpx.Response:
    headers = {"X-App-Signature": od_signature(body) if signature is None else signature, "Authorization": "Bearer x"}
    return await store.client.post("/api/v1/webhooks/qr", content=body, headers=headers)


async def from_square(store: Store, body: bytes, signature: str | None = None) -> httpx.Response:
    headers = {"x-square-hmacsha256-signature": sq_signature(body) if signature is None else signature}
    return await store.client.post("/api/v1/webhooks/square", content=body, headers=headers)


def rows(store: Store, state: str) -> list[InboxRow]:
    return [row for row in store.disk.inbox.values() if row.state == state]


async def settled(store: Store) -> None:
    await until(lambda: store.services.inbox.pending == 0)


async def ticket(store: Store, source: str, external_id: str) -> Ticket:
    found = await store.executor.find_ticket(ticket_id(source, external_id))
    assert found is not None
    return found
