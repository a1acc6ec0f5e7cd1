"""Who may use a table's page: who has its newest code, from a page of this server, as often as people do."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from kds.asgi.guesttables import CALLS_OF_TABLE, WRONG_CODES
from kds.kitchen.setup import MenuDish
from kds.sources.tabletoken import TableKeys, token_of
from tests.asgi.store import KEYS, Store, opened, problem
from tests.asgi.tables import Phone, dining_room, line


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened(files=dining_room(), token="secret") as running:
        yield running


async def test_the_page_of_a_table_needs_its_code_and_not_the_stores_token(store: Store) -> None:
    answer = await store.client.get(Phone(store).path)
    assert answer.status_code == 200
    assert '"table": "12"' in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


async def test_the_code_opens_nothing_else(store: Store) -> None:
    token = token_of(KEYS, "12")
    for path in ("/api/v1/menu", "/expo", "/", "/api/v1/stream?source=guest"):
        answer = await store.client.get(path, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code in (303, 401), path


@pytest.mark.parametrize("token", ["nonsense", token_of(TableKeys(b"x" * 32), "12"), token_of(KEYS, "99"), "%00"])
async def test_a_code_that_is_none_gets_a_page_that_says_what_to_do(store: Store, token: str) -> None:
    answer = await store.client.get(f"/order/{token}")
    assert answer.status_code == 404
    assert "Scan the code on your table again" in answer.text


async def test_another_sites_page_cannot_order(store: Store) -> None:
    answer = await Phone(store).post("call", {}, origin="http://evil.example")
    assert problem(answer, 403)["code"] == "forbidden_origin"


async def test_a_form_of_another_site_cannot_order(store: Store) -> None:
    answer = await store.client.post(f"{Phone(store).path}/call", content=b"{}", headers={"content-type": "text/plain"})
    assert problem(answer, 415)["code"] == "unsupported_media_type"


async def test_guessing_codes_is_slowed_down(store: Store) -> None:
    for _ in range(WRONG_CODES):
        assert (await store.client.get("/order/guess/menu")).status_code == 404
    answer = await store.client.get("/order/guess/menu")
    assert problem(answer, 429)["code"] == "too_many_tries"
    assert (await store.client.get(f"{Phone(store).path}/menu")).status_code == 200


async def test_a_table_that_calls_all_the_time_has_to_wait(store: Store) -> None:
    phone = Phone(store)
    for _ in range(CALLS_OF_TABLE):
        assert (await phone.post("call", {})).status_code == 200
    assert problem(await phone.post("call", {}), 429)["code"] == "too_many_tries"
    assert (await Phone(store, table="13").post("call", {})).status_code == 200


async def test_a_table_that_sends_without_end_has_to_wait_and_others_do_not(store: Store) -> None:
    phone = Phone(store)
    answers = [await store.client.get(f"{phone.path}/menu") for _ in range(301)]
    assert [one.status_code for one in answers[-2:]] == [200, 429]
    assert (await store.client.get(f"{Phone(store, table='13').path}/menu")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"sitting": "s", "lines": []},
        {"sitting": "sitting1", "lines": [line(quantity=51)]},
        {"sitting": "sitting1", "lines": [line(note="x" * 141)]},
        {"sitting": "sitting1", "lines": [line(rev=0)]},
        {"sitting": "sitting1", "lines": [line(id="../../etc")]},
        {"sitting": "sitting1", "lines": [line(price_minor=1)]},
        {"sitting": "sitting1", "lines": [line(f"line{n:04}") for n in range(61)]},
    ],
)
async def test_what_no_phone_of_ours_sends_is_refused_by_name(store: Store, body: object) -> None:
    assert problem(await Phone(store).post("cart", body), 422)["pointer"].startswith(("/sitting", "/lines"))


async def test_the_menu_is_told_with_prices_options_and_names_in_every_language(store: Store) -> None:
    card = (await store.client.get(f"{Phone(store).path}/menu")).json()
    (tofu,) = [dish for dish in card["dishes"] if dish["sku"] == "T1"]
    assert (card["currency"], card["decimals"], tofu["price_minor"]) == ("CNY", 2, 2800)
    assert tofu["name"] == {"zh-Hans": "麻婆豆腐", "en": "Mapo tofu"}
    assert [(group["id"], group.get("min", 0), group.get("max", 1)) for group in tofu["options"]] == [
        ("spice", 1, 1),
        ("extras", 0, 2),
    ]


async def test_only_pictures_that_the_menu_names_are_served() -> None:
    files = dining_room()
    pictured = replace(files, menu=(*files.menu, MenuDish("P1", {"en": "Soup"}, picture="test_guest_access.py")))
    async with opened(files=pictured, token="secret") as store:
        named = await store.client.get("/order/pictures/test_guest_access.py")
        assert (named.status_code, named.headers["cache-control"]) == (200, "max-age=86400")
        for other in ("store.py", "../asgi/store.py", "%2e%2e/house.py", ""):
            assert (await store.client.get(f"/order/pictures/{other}")).status_code == 404


async def test_a_table_that_is_taken_out_of_the_file_has_no_code_any_more(store: Store) -> None:
    store.files[0] = replace(store.files[0], tables=())
    assert problem(await store.client.get(f"{Phone(store).path}/menu"), 404)["code"] == "unknown_code"
