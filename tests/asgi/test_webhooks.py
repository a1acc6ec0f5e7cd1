"""The door for webhooks: what is let in, kept and acknowledged, and what waits for a person."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
from msgspec.structs import replace

from kds.adapters.vendors import VendorDown
from tests.asgi.store import SECRETS, Store, kitchen, opened, problem, until
from tests.asgi.vendors import OD_PATH, SQ_PATH, from_qr, from_square, od_signature, rows, settled, sq_signature, ticket
from tests.sources.payloads import own


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        running.orders.answers = {
            OD_PATH: own("open_delivery/indoor_table.json"),
            SQ_PATH: own("square/pickup_order.json"),
        }
        yield running


async def test_the_raw_body_is_kept_without_credentials(store: Store) -> None:
    body = own("open_delivery/created.json")
    await from_qr(store, body)
    await settled(store)
    (row,) = rows(store, "done")
    assert row.body == body
    kept = json.loads(row.headers)
    assert kept["x-app-signature"] == od_signature(body)
    assert "authorization" not in kept


@pytest.mark.parametrize("signature", ["", "0" * 64, "wrong"])
async def test_a_wrong_signature_is_refused_and_nothing_is_kept(store: Store, signature: str) -> None:
    for answer in (
        await from_qr(store, own("open_delivery/created.json"), signature),
        await from_square(store, own("square/order_created.json"), signature),
    ):
        assert problem(answer, 401)["code"] == "bad_signature"
    assert store.disk.inbox == {}
    assert store.orders.asked == []


async def test_the_signature_is_checked_before_the_body_is_looked_at(store: Store) -> None:
    assert problem(await from_qr(store, b"\xff not json", "0"), 401)["code"] == "bad_signature"


async def test_a_square_body_signed_for_another_address_is_refused(store: Store) -> None:
    body = own("square/order_created.json")
    signature = sq_signature(body, "http://127.0.0.1:8600/api/v1/webhooks/square")
    assert problem(await from_square(store, body, signature), 401)["code"] == "bad_signature"


@pytest.mark.parametrize("source", ["nobody", "till-1", "daily"])
async def test_a_source_without_webhooks_has_no_such_address(store: Store, source: str) -> None:
    answer = await store.client.post(f"/api/v1/webhooks/{source}", content=b"{}")
    assert problem(answer, 404)["code"] == "unknown_source"


async def test_without_a_secret_nothing_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SECRETS, "QR_SECRET")
    async with opened() as store:
        body = own("open_delivery/created.json")
        answer = await from_qr(store, body, hmac.new(b"", body, sha256).hexdigest())
        assert problem(answer, 503)["code"] == "no_secret"
        assert store.disk.inbox == {}


async def test_what_cannot_be_read_waits_in_quarantine_with_the_reason(store: Store) -> None:
    store.orders.answers[OD_PATH] = b'{"id": "od-7001", "items": [{"name": "x", "quantity": "plenty"}]}'
    await from_qr(store, own("open_delivery/created.json"))
    await settled(store)
    told = (await store.client.get("/api/v1/quarantine")).json()
    (kept,) = told["bodies"]
    assert (kept["source"], kept["body"]) == ("qr", own("open_delivery/created.json").decode())
    assert kept["error"].startswith("invalid_quantity at /items/0/quantity")


async def test_a_quarantined_body_is_taken_after_a_fix(store: Store) -> None:
    store.orders.answers[OD_PATH] = b"not an order"
    await from_qr(store, own("open_delivery/created.json"))
    await settled(store)
    (kept,) = (await store.client.get("/api/v1/quarantine")).json()["bodies"]
    store.orders.answers[OD_PATH] = own("open_delivery/indoor_table.json")
    answer = await store.client.post(f"/api/v1/quarantine/{kept['id']}/retry")
    assert (answer.status_code, answer.json()) == (202, {"id": kept["id"], "state": "pending"})
    await settled(store)
    assert (await store.client.get("/api/v1/quarantine")).json() == {"pending": 0, "quarantined": 0, "bodies": []}
    assert (await ticket(store, "qr", "od-7001")).state == "open"


async def test_a_retry_of_nothing_is_not_found(store: Store) -> None:
    assert problem(await store.client.post("/api/v1/quarantine/none/retry"), 404)["code"] == "unknown_body"


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"eventType": "CREATED"}', b'{"eventType": 5}'])
async def test_a_signed_body_that_is_no_event_is_acknowledged_and_quarantined(store: Store, body: bytes) -> None:
    assert (await from_qr(store, body)).status_code == 204
    await settled(store)
    (row,) = rows(store, "quarantine")
    assert row.body == body


async def test_a_full_disk_keeps_the_event_with_the_vendor(store: Store) -> None:
    store.disk.full = True
    answer = await from_qr(store, own("open_delivery/created.json"))
    assert problem(answer, 503)["code"] == "disk_full"
    assert "retry-after" in answer.headers
    assert store.services.inbox.pending == 0
    store.disk.full = False
    assert (await from_qr(store, own("open_delivery/created.json"))).status_code == 204
    await settled(store)
    assert (await ticket(store, "qr", "od-7001")).state == "open"


async def test_a_source_taken_out_of_the_kitchen_file_quarantines_what_is_pending(store: Store) -> None:
    store.orders.answers[OD_PATH] = VendorDown("down")
    await from_qr(store, own("open_delivery/created.json"))
    await until(lambda: store.naps.asked_s)
    store.files[0] = replace(kitchen(), sources=())
    store.naps.end_one()
    await settled(store)
    (row,) = rows(store, "quarantine")
    assert "names no source 'qr'" in row.error
