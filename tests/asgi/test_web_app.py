"""A page as an app of its own: its manifest, its icons, its colours."""

from __future__ import annotations

import struct

import pytest

from tests.asgi.test_pages import get
from tests.house import ROOT


async def test_a_screen_of_two_stations_is_an_app_of_its_own() -> None:
    app = (await get("/app.webmanifest?page=/station/cold%2Bhot&lang=en")).json()
    assert (app["start_url"], app["short_name"]) == ("/station/cold+hot", "Cold + Wok")


async def test_each_page_is_an_app_of_its_own_that_opens_without_a_frame() -> None:
    app = (await get("/app.webmanifest?page=/station/hot&lang=en")).json()
    assert (app["id"], app["start_url"], app["scope"]) == ("/station/hot", "/station/hot", "/")
    assert (app["name"], app["short_name"], app["lang"]) == ("Wok · Shu", "Wok", "en")
    assert app["display"] == "fullscreen"


async def test_a_phone_keeps_its_clock_and_buttons_around_the_waiters_page() -> None:
    assert (await get("/app.webmanifest?page=/pos")).json()["display"] == "standalone"


@pytest.mark.parametrize("page", ["/", "/station/grill", "https://elsewhere.example/"])
async def test_any_other_address_is_the_app_of_the_index(page: str) -> None:
    app = (await get(f"/app.webmanifest?page={page}")).json()
    assert (app["start_url"], app["name"]) == ("/", "蜀香")


async def test_an_app_has_the_icons_that_chromium_asks_for_and_they_are_as_large_as_they_say() -> None:
    answer = await get("/app.webmanifest?page=/expo")
    assert answer.headers["content-type"] == "application/manifest+json"
    drawn = {(icon["sizes"], icon["purpose"]): icon["src"] for icon in answer.json()["icons"] if icon["sizes"] != "any"}
    assert drawn.keys() == {(f"{size}x{size}", kind) for size in (192, 512) for kind in ("any", "maskable")}
    for (size, _), source in drawn.items():
        png = (ROOT / "web/icons" / source.removeprefix("/static/").partition("?")[0]).read_bytes()
        assert png.startswith(b"\x89PNG")
        assert size == "{}x{}".format(*struct.unpack(">II", png[16:24]))


async def test_a_page_names_its_app_and_lets_the_session_fetch_it() -> None:
    page = (await get("/station/hot?lang=en")).text
    assert (
        '<link rel="manifest" href="/app.webmanifest?page=/station/hot&amp;lang=en" crossorigin="use-credentials">'
        in page
    )


async def test_what_is_painted_before_the_page_has_the_colours_of_the_style_sheet() -> None:
    sheet = (ROOT / "web/styles/tokens.css").read_text(encoding="utf-8")
    app = (await get("/app.webmanifest?page=/expo")).json()
    assert f"--ground: {app['background_color']};" in sheet
    assert f"--surface: {app['theme_color']};" in sheet
    assert f'<meta name="theme-color" content="{app["theme_color"]}">' in (await get("/expo")).text
