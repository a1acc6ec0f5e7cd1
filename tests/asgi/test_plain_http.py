"""A screen at a plain address of the kitchen's network: what it is asked and sent there."""

from __future__ import annotations

import pytest

from tests.asgi.store import opened
from tests.asgi.test_access import TOKEN, sign_in


async def test_the_way_back_from_the_sign_in_page_keeps_what_the_address_asked_for() -> None:
    async with opened(token=TOKEN) as store:
        answer = await store.client.get("/expo?lang=en&theme=light", headers={"accept": "text/html"})
        assert answer.headers["location"] == "/login?next=/expo%3Flang%3Den%26theme%3Dlight"
        entered = await sign_in(store, target="/expo?lang=en&theme=light")
        assert entered.headers["location"] == "/expo?lang=en&theme=light"


@pytest.mark.parametrize(
    ("address", "heeded"),
    [("https://kitchen.lan", True), ("http://127.0.0.1:8600", True), ("http://kitchen.lan:8600", False)],
)
async def test_a_browser_on_plain_http_is_sent_nothing_that_it_would_complain_of(address: str, heeded: bool) -> None:
    async with opened(token=TOKEN) as store:
        answer = await store.client.get(f"{address}/login")
        assert ("cross-origin-opener-policy" in answer.headers) is heeded
