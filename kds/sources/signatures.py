"""Signature arithmetic of webhooks; every comparison takes the same time whatever is wrong."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256


def hex_hmac_matches(secret: str, message: bytes, given: str) -> bool:
    """`given` is the lower-case hexadecimal HMAC-SHA256 of the message."""
    expected = hmac.new(secret.encode(), message, sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())


def base64_hmac_matches(secret: str, message: bytes, given: str) -> bool:
    """`given` is the base64 HMAC-SHA256 of the message."""
    expected = base64.b64encode(hmac.new(secret.encode(), message, sha256).digest())
    return hmac.compare_digest(expected, given.encode())
