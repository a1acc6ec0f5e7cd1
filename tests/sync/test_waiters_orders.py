"""Orders from a waiter's screen over real sockets: once in effect, answered, and told what was sold out."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kds.kitchen.identity import ticket_id
from kds.kitchen.venue import TableSpot
from tests.service.kitchen import kitchen
from tests.sync.glass import Frame, Glass, glass
from tests.sync.shop import opened

pytestmark = pytest.mark.process

KEY = f"ticket/{ticket_id('pos-web', 'w1')}"


def order(*names: str, **fields: Any) -> dict[str, Any]:
    lines = [{"uid": name, "name": name} for name in names]
    return {"source": "pos-web", "external_id": "w1", "revision": 1, "table": "5", "lines": lines} | fields


async def answer(screen: Glass, count: int) -> Frame:
    await screen.until(lambda: sum(len(one["items"]) for one in screen.answers) == count)
    last: Frame = [item for one in screen.answers for item in one["items"]][-1]
    return last


async def test_an_order_of_a_waiter_is_a_ticket_on_every_screen() -> None:
    async with opened() as shop, glass(shop.url) as cook, glass(shop.url, cid="phone", role="waiter") as phone:
        await phone.command(1, "place", cid="phone", **order("Mapo tofu", "Rice"))
        assert (await answer(phone, 1))["result"] == "ok"
        await cook.until(lambda: KEY in cook.docs)
        _, ticket = cook.docs[KEY]
        assert (ticket["source"], ticket["table"], ticket["number"]) == ("pos-web", "5", "A001")
        assert [item["name"] for item in ticket["items"]] == ["Mapo tofu", "Rice"]


async def test_the_same_order_from_another_page_load_is_no_second_ticket() -> None:
    async with opened() as shop, glass(shop.url, cid="one", role="waiter") as before:
        await before.command(1, "place", cid="one", **order("Rice"))
        await answer(before, 1)
        async with glass(shop.url, cid="two", role="waiter") as after:
            await after.command(1, "place", cid="two", **order("Rice"))
            told = await answer(after, 1)
            assert (told["result"], told["why"]) == ("noop", "same_contents")
            assert sum(key.startswith("ticket/") for key in after.docs) == 1


async def test_more_for_the_ticket_from_another_page_load_is_added_once() -> None:
    async with opened() as shop, glass(shop.url, cid="one", role="waiter") as phone:
        await phone.command(1, "place", cid="one", **order("Rice"))
        more = {"ticket": ticket_id("pos-web", "w1"), "key": "w2", "add": [{"uid": "u9", "name": "Tea"}]}
        await phone.command(2, "amend", cid="one", **more)
        assert (await answer(phone, 2))["result"] == "ok"
        async with glass(shop.url, cid="two", role="waiter") as after:
            await after.command(1, "amend", cid="two", **more)
            told = await answer(after, 1)
            assert (told["result"], told["why"]) == ("noop", "same_contents")
            assert [item["name"] for item in after.docs[KEY][1]["items"]] == ["Rice", "Tea"]


async def test_a_cook_does_not_order() -> None:
    async with opened() as shop, glass(shop.url) as cook:
        await cook.command(1, "place", **order("Rice"))
        told = await answer(cook, 1)
        assert (told["result"], told["why"]) == ("rejected", "not_permitted")


async def test_of_a_dish_that_is_sold_out_the_waiter_is_told_and_the_rest_is_taken() -> None:
    async with opened() as shop, glass(shop.url, cid="phone", role="manager") as phone:
        await shop.executor.adopt(kitchen("two", "bass", "rice"))
        await phone.command(1, "set_availability", cid="phone", sku="bass", available=False)
        lines = [{"uid": "u1", "sku": "bass"}, {"uid": "u2", "sku": "rice"}]
        await phone.command(2, "place", cid="phone", **order(lines=lines))
        told = await answer(phone, 2)
        assert (told["result"], told["lost"]) == ("ok", [{"what": "u1", "why": "sold_out", "name": "Bass"}])
        await phone.until(lambda: KEY in phone.docs)
        assert [item["name"] for item in phone.docs[KEY][1]["items"]] == ["Rice"]


async def test_a_screen_knows_the_tables_of_the_kitchen_file() -> None:
    tables = (TableSpot("5", "hall"), TableSpot("T1"))
    async with opened() as shop, glass(shop.url) as phone:
        await shop.executor.adopt(replace(kitchen("two"), tables=tables))
        await phone.until(lambda: "store/main" in phone.docs and "tables" in phone.docs["store/main"][1])
        assert phone.docs["store/main"][1]["tables"] == [{"id": "5", "area": "hall"}, {"id": "T1"}]
