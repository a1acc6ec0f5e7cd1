"""Webhook signatures: what the vendor signed is let in, and nothing else."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

import pytest

from kds.sources.dialect import Dialect
from kds.sources.open_delivery import OPEN_DELIVERY
from kds.sources.square import SQUARE
from tests.sources.payloads import own

URL = "https://kitchen.example/api/v1/webhooks/square"
SECRET = "s3cret"


def open_delivery_signature(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, sha256).hexdigest()


def square_signature(body: bytes, url: str = URL, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), url.encode() + body, sha256).digest()).decode()


def verified(dialect: Dialect, body: bytes, signature: str, url: str = URL) -> bool:
    return dialect.verify(body, {dialect.signature_header: signature}, url, SECRET)


def test_open_delivery_signs_the_body_as_lower_case_hex() -> None:
    body = own("open_delivery/created.json")
    assert verified(OPEN_DELIVERY, body, open_delivery_signature(body))


def test_open_delivery_known_answer() -> None:
    # RFC 4231, test case 2: an answer that this code did not compute.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert OPEN_DELIVERY.verify(b"what do ya want for nothing?", {"x-app-signature": expected}, "", "Jefe")


def test_square_signs_the_notification_url_and_the_body_as_base64() -> None:
    body = own("square/order_created.json")
    assert verified(SQUARE, body, square_signature(body))


def test_square_known_answer() -> None:
    # The same vector of RFC 4231, cut into URL and body.
    expected = base64.b64encode(
        bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    ).decode()
    headers = {"x-square-hmacsha256-signature": expected}
    assert SQUARE.verify(b"for nothing?", headers, "what do ya want ", "Jefe")


def test_a_square_body_sent_to_another_url_is_not_let_in() -> None:
    body = own("square/order_created.json")
    assert not verified(SQUARE, body, square_signature(body), url="https://kitchen.example/other")


@pytest.mark.parametrize("dialect", [OPEN_DELIVERY, SQUARE], ids=lambda one: one.name)
@pytest.mark.parametrize("signature", ["", "0" * 64, "é", "=" * 44, "a" * 10_000])
def test_anything_else_is_not_let_in(dialect: Dialect, signature: str) -> None:
    assert not verified(dialect, b"{}", signature)


def test_one_changed_byte_breaks_the_signature() -> None:
    body = own("open_delivery/created.json")
    assert not verified(OPEN_DELIVERY, body + b" ", open_delivery_signature(body))


def test_a_missing_header_is_not_let_in() -> None:
    assert not OPEN_DELIVERY.verify(b"{}", {}, URL, SECRET)
    assert not SQUARE.verify(b"{}", {}, URL, SECRET)
