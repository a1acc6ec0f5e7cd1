"""The pages people open: what they carry, whom they refuse, and that nothing in them can be turned against a screen."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kds.asgi.pages import Pages
from kds.asgi.problem import fault_handler
from kds.asgi.texts import catalogs
from kds.kitchen.screens import Layout
from kds.kitchen.setup import Kitchen, Station

KITCHEN = Kitchen(
    store_id="shu",
    store_name={"zh-Hans": "蜀香", "en": "Shu"},
    stations=(
        Station("hot", {"zh-Hans": "热菜", "en": "Wok"}),
        Station("cold", {"zh-Hans": "凉菜", "en": "Cold"}),
        Station("pass", {"zh-Hans": "传菜", "en": "Pass"}, "expo"),
        Station("board", {"en": "Board"}, "board"),
    ),
    default_station="hot",
)


async def get(path: str, kitchen: Kitchen = KITCHEN) -> httpx.Response:
    pages = Pages(lambda: kitchen, app_build="b1", schema="s1")
    app = Starlette(
        routes=pages.routes(), exception_handlers={HTTPException: lambda request, _error: pages.not_found(request)}
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kds") as client:
        return await client.get(path)


def boot(page: httpx.Response) -> Any:
    found = re.search(r'<script type="application/json" id="kds-page">(.*?)</script>', page.text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


async def test_a_station_page_tells_its_script_whose_page_it_is() -> None:
    page = await get("/station/hot")
    told = boot(page)
    told.pop("texts")
    assert page.status_code == 200
    assert told == {
        "page": "station",
        "stations": ["hot"],
        "role": "cook",
        "language": "zh-Hans",
        "languages": ["zh-Hans", "en"],
        "app": "b1",
        "schema": "s1",
        "store": KITCHEN.store_id,
        "undo_ms": 5000,
        "screens": {},
    }


async def test_the_pass_page_acts_for_the_pass() -> None:
    told = boot(await get("/expo"))
    assert (told["page"], told["role"], told["stations"]) == ("expo", "expo", ["pass"])


async def test_the_waiters_page_acts_for_a_waiter() -> None:
    page = await get("/pos?lang=en")
    told = boot(page)
    assert (told["page"], told["role"], told["stations"]) == ("pos", "waiter", [])
    assert "<title>Waiters</title>" in page.text


async def test_the_index_leads_to_the_waiters_page() -> None:
    assert 'href="/pos"' in (await get("/")).text


async def test_the_managers_page_acts_for_a_manager() -> None:
    page = await get("/manage?lang=en")
    told = boot(page)
    assert (told["page"], told["role"], told["stations"]) == ("manage", "manager", [])
    assert "<title>Manager</title>" in page.text


async def test_the_index_leads_to_the_managers_page() -> None:
    assert 'href="/manage"' in (await get("/")).text


async def test_a_shop_without_a_pass_still_has_the_pass_page() -> None:
    told = boot(await get("/expo", replace(KITCHEN, stations=KITCHEN.stations[:2])))
    assert (told["page"], told["stations"]) == ("expo", [])


async def test_a_page_carries_the_texts_of_every_language_of_the_store() -> None:
    told = boot(await get("/station/hot"))
    assert told["texts"] == {"zh-Hans": catalogs()["zh-Hans"], "en": catalogs()["en"]}


@pytest.mark.parametrize(("query", "language", "title"), [("", "zh-Hans", "热菜"), ("?lang=en", "en", "Wok")])
async def test_the_address_chooses_the_language(query: str, language: str, title: str) -> None:
    page = await get(f"/station/hot{query}")
    assert boot(page)["language"] == language
    assert f'<html lang="{language}"' in page.text
    assert f"<title>{title}</title>" in page.text


async def test_the_index_offers_the_languages_of_the_store_and_marks_its_own() -> None:
    page = await get("/?lang=en")
    assert re.findall(r'href="\?lang=([^"]+)".*?(aria-current="true")?>', page.text) == [
        ("zh-Hans", ""),
        ("en", 'aria-current="true"'),
    ]


@pytest.mark.parametrize(("query", "mark"), [("", None), ("?theme=light", "light"), ("?theme=pink", None)])
async def test_the_address_chooses_the_colours_of_the_first_paint(query: str, mark: str | None) -> None:
    found = re.search(r'data-theme="(\w+)"', (await get(f"/station/hot{query}")).text)
    assert (found and found[1]) == mark


async def test_the_first_paint_is_in_the_colours_and_the_language_of_the_stores_screens() -> None:
    kitchen = replace(KITCHEN, screens=Layout(theme="light", language="en", columns=3))
    page = await get("/station/hot", kitchen)
    assert '<html lang="en"' in page.text
    assert 'data-theme="light"' in page.text
    assert boot(page)["screens"] == {"theme": "light", "language": "en", "columns": 3}
    assert 'data-theme="dark"' in (await get("/station/hot?theme=dark", kitchen)).text
    assert 'lang="zh-Hans"' in (await get("/station/hot?lang=zh-Hans", kitchen)).text


async def test_several_stations_share_a_screen_in_the_order_of_the_address() -> None:
    page = await get("/station/cold+hot?lang=en")
    assert boot(page)["stations"] == ["cold", "hot"]
    assert "<title>Cold + Wok</title>" in page.text


@pytest.mark.parametrize(
    ("stations", "told"),
    [
        ("grill", "no station &#34;grill&#34;"),
        ("hot+grill", "no station &#34;grill&#34;"),
        ("hot+", "no station &#34;&#34;"),
        ("hot+hot", "&#34;hot&#34; is named twice"),
        ("hot+pass", "Nobody cooks at &#34;pass&#34;"),
        ("hot+board", "Nobody cooks at &#34;board&#34;"),
        ("hot+<b>", "no station &#34;&lt;b&gt;&#34;"),
    ],
)
async def test_stations_that_make_no_screen_get_a_page_that_says_why(stations: str, told: str) -> None:
    page = await get(f"/station/{stations}?lang=en")
    assert page.status_code == 404
    assert told in page.text
    assert 'href="/station/hot"' in page.text


async def test_one_person_cooks_at_four_stations_at_most() -> None:
    many = tuple(Station(name, {"en": name}) for name in "abcde")
    kitchen = replace(KITCHEN, stations=many)
    assert boot(await get("/station/a+b+c+d", kitchen))["stations"] == ["a", "b", "c", "d"]
    assert "At most 4 stations" in (await get("/station/a+b+c+d+e?lang=en", kitchen)).text


async def test_names_are_drawn_as_the_store_writes_them() -> None:
    assert 'data-names="zh-Hans"' in (await get("/station/hot?lang=en")).text


async def test_a_language_that_the_store_does_not_speak_is_not_spoken() -> None:
    assert boot(await get("/station/hot?lang=fr"))["language"] == "zh-Hans"


async def test_a_store_without_a_catalogued_language_speaks_english() -> None:
    kitchen = replace(KITCHEN, language="pt", languages=("pt",))
    assert boot(await get("/station/hot", kitchen))["language"] == "en"


async def test_the_index_lists_every_station_and_the_pass() -> None:
    page = await get("/")
    assert re.findall(r'href="(/station/[^"]+|/expo)"', page.text) == ["/station/hot", "/station/cold", "/expo"]


async def test_an_unknown_station_gets_a_page_that_lists_the_known_ones() -> None:
    page = await get("/station/grill?lang=en")
    assert page.status_code == 404
    assert "There is no such screen" in page.text
    assert 'href="/station/hot"' in page.text


async def test_an_unknown_address_gets_the_same_page() -> None:
    assert (await get("/nowhere")).status_code == 404


async def test_the_id_of_a_board_leads_to_the_board_page() -> None:
    assert (await get("/station/board")).headers["location"] == "/board"


async def test_the_board_page_may_do_nothing_but_show() -> None:
    page = await get("/board?lang=en")
    told = boot(page)
    assert (told["page"], told["role"], told["stations"]) == ("board", "board", ["board"])
    assert "<title>Board</title>" in page.text


async def test_a_shop_without_a_board_still_has_the_board_page() -> None:
    kitchen = replace(KITCHEN, stations=KITCHEN.stations[:2])
    page = await get("/board?lang=en", kitchen)
    assert (boot(page)["stations"], "<title>Pick-up board</title>" in page.text) == ([], True)


async def test_the_index_leads_to_the_board() -> None:
    assert 'href="/board"' in (await get("/")).text


async def test_the_id_of_the_pass_leads_to_the_pass_page() -> None:
    assert (await get("/station/pass")).headers["location"] == "/expo"


async def test_an_address_cannot_write_html_into_the_page() -> None:
    page = await get("/station/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "<script>alert" not in page.text


async def test_a_name_cannot_end_the_script_that_carries_it() -> None:
    evil = Station("hot", {"zh-Hans": "</script><script>alert(1)</script>"})
    kitchen = replace(KITCHEN, stations=(evil,))
    page = await get("/station/hot", kitchen)
    assert "<script>alert" not in page.text


async def test_pages_hold_nothing_inline_that_a_strict_policy_would_refuse() -> None:
    for path in ("/", "/station/hot", "/expo", "/station/none"):
        page = (await get(path)).text
        assert " style=" not in page
        assert " onclick=" not in page
        assert re.findall(r"<script(?![^>]* src=)(?![^>]*application/json)", page) == []


async def test_a_page_is_never_cached() -> None:
    assert (await get("/station/hot")).headers["cache-control"] == "no-store"


async def test_a_browser_that_cannot_run_the_script_is_told_what_to_do_in_every_language_of_the_store() -> None:
    page = (await get("/station/hot?lang=en")).text
    for told in ("Chromium, Chrome or Edge 89 or newer", "89 以上版本的 Chromium"):
        assert told in page
    assert page.index("This browser is too old") < page.index("浏览器版本太旧"), (
        "the language that was asked for comes first"
    )
    assert "<noscript>" in page


async def test_what_can_go_wrong_before_the_page_is_there_shows_only_when_the_gate_says_so() -> None:
    page = (await get("/expo?lang=en")).text
    shown = {name: hidden == " hidden" for name, hidden in re.findall(r'data-case="(\w+)" role="\w+"( hidden)?', page)}
    assert shown == {"loading": False, "old": True, "lost": True, "fault": True}


async def test_the_gate_stands_before_the_script_of_the_page_and_lets_it_in() -> None:
    page = (await get("/expo")).text
    assert re.findall(r"<script([^>]*) src=\"([^\"]+)\" data-page=\"([^\"]+)\"", page) == [
        ("", "/static/gate.js?v=b1", "/static/expo.js?v=b1")
    ]
    assert 'rel="modulepreload" href="/static/expo.js?v=b1"' in page


async def answer_to_a_fault(path: str, accept: str) -> httpx.Response:
    async def broken(request: Request) -> Response:
        raise RuntimeError("a bug")

    pages = Pages(lambda: KITCHEN, app_build="b1", schema="s1")
    app = Starlette(routes=[Route(path, broken)], exception_handlers={Exception: fault_handler(pages.fault)})
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kds") as client:
        return await client.get(path, headers={"accept": accept})


async def test_a_person_before_whom_the_server_breaks_gets_a_page_that_says_what_to_do() -> None:
    page = await answer_to_a_fault("/expo", "text/html,*/*")
    assert page.status_code == 500
    assert "服务器在这里出错了" in page.text
    assert "The server has a fault here" in page.text
    assert "a bug" not in page.text


@pytest.mark.parametrize(("path", "accept"), [("/api/v1/tickets", "text/html"), ("/expo", "application/json")])
async def test_a_program_gets_a_problem_document_instead(path: str, accept: str) -> None:
    told = await answer_to_a_fault(path, accept)
    assert (told.status_code, told.json()["code"]) == (500, "internal")
