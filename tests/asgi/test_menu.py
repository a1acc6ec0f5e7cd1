"""The menu as sources read and set it: sold out, back, and how many portions are left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.asgi.store import Store, opened, problem

AT = "/api/v1/menu/S1/availability"


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


async def menu(store: Store) -> dict[str, Any]:
    return {one["sku"]: one for one in (await store.client.get("/api/v1/menu")).json()["dishes"]}


async def say(store: Store, key: str = "", **body: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return await store.client.post(AT, json={"source": "till-1", **body}, headers=headers)


def order(number: str, quantity: str) -> dict[str, Any]:
    items = [{"uid": "1", "sku": "S1", "quantity": quantity}, {"uid": "2", "sku": "S2"}]
    return {"source": "till-1", "external_id": number, "revision": 1, "items": items}


async def test_the_menu_tells_what_is_sold_out(store: Store) -> None:
    assert (await say(store, available=False)).status_code == 200
    answer = (await store.client.get("/api/v1/menu")).json()
    assert answer["currency"] == "CNY"
    assert [(one["sku"], one["available"]) for one in answer["dishes"]] == [("S1", False), ("S2", True)]
    assert answer["dishes"][0]["name"] == {"zh-Hans": "水煮鱼", "en": "Boiled fish"}
    assert answer["dishes"][0]["price_minor"] == 8800


async def test_a_dish_that_is_not_on_the_menu_cannot_be_sold_out(store: Store) -> None:
    answer = await store.post("/api/v1/menu/S9/availability", {"source": "till-1", "available": False})
    assert problem(answer, 404)["code"] == "unknown_dish"


async def test_portions_left_are_told_and_fall_with_orders(store: Store) -> None:
    assert (await say(store, remaining=3)).status_code == 200
    await store.post("/api/v1/tickets", order("40", "2"))
    assert (await menu(store))["S1"]["remaining"] == 1
    assert "remaining" not in (await menu(store))["S2"]


async def test_a_line_for_more_than_is_left_is_named_with_how_many_are(store: Store) -> None:
    await say(store, remaining=1)
    told = (await store.post("/api/v1/tickets", order("40", "2"))).json()
    assert told["refused"] == [{"what": "1", "name": "水煮鱼", "why": "sold_out", "left": 1}]
    assert [item["uid"] for item in told["ticket"]["items"]] == ["2"]


async def test_an_order_of_nothing_but_too_many_is_told_how_many_are_left(store: Store) -> None:
    await say(store, remaining=1)
    body = order("40", "2")
    told = problem(await store.post("/api/v1/tickets", {**body, "items": body["items"][:1]}), 409)
    assert (told["code"], told["refused"][0]["left"]) == ("sold_out", 1)
    assert "only 1 left" in told["detail"]


async def test_no_portions_left_is_sold_out(store: Store) -> None:
    await say(store, remaining=0)
    assert not (await menu(store))["S1"]["available"]


async def test_a_count_that_is_repeated_under_its_key_is_not_set_again(store: Store) -> None:
    await say(store, key="k", remaining=3)
    await store.post("/api/v1/tickets", order("40", "1"))
    again = (await say(store, key="k", remaining=3)).json()
    assert (again["result"], again["why"]) == ("noop", "same_contents")
    assert (await menu(store))["S1"]["remaining"] == 2


async def test_a_key_of_another_count_is_refused(store: Store) -> None:
    await say(store, key="k", remaining=3)
    assert problem(await say(store, key="k", remaining=9), 409)["code"] == "key_conflict"


async def test_the_keys_of_two_sources_are_their_own(store: Store) -> None:
    await say(store, key="1", remaining=3)
    assert (await say(store, key="1", remaining=9, source="till-2")).status_code == 200
    assert (await menu(store))["S1"]["remaining"] == 9


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "missing_field", "/available"),
        ({"remaining": 2, "available": False}, "invalid_field", "/remaining"),
        ({"remaining": 0, "available": True}, "invalid_field", "/remaining"),
        ({"remaining": -1}, "invalid_field", "/remaining"),
        ({"remaining": "2"}, "invalid_field", "/remaining"),
        ({"remaining": 10_000}, "invalid_field", "/remaining"),
    ],
)
async def test_what_says_nothing_or_two_things_is_refused(
    store: Store, body: dict[str, Any], code: str, pointer: str
) -> None:
    told = problem(await say(store, **body), 422)
    assert (told["code"], told["pointer"]) == (code, pointer)
