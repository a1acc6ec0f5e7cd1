"""Who may look: with a token each screen enters it once; without the right origin no socket speaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from e2e.screens import Pass, Station
from e2e.shop import Opening, Shop
from e2e.till import dish

TOKEN = "red-lantern-88"


def test_a_screen_enters_the_token_once_and_is_told_when_it_is_wrong(opening: Opening) -> None:
    shop = opening.shop(env={"KDS_TOKEN": TOKEN})
    shop.will_be_refused(401)
    page = shop.page()
    page.goto(f"{shop.server.url}/station/hot")
    expect(page).to_have_url(f"{shop.server.url}/login?next=/station/hot")

    field, enter = page.get_by_label("Enter the server's token"), page.get_by_role("button")
    field.fill("blue-lantern-88")
    enter.click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the token. Try again.")
    expect(field).to_have_value("")

    field.fill(TOKEN)
    enter.click()
    expect(page).to_have_url(f"{shop.server.url}/station/hot")
    wok = Station(page)
    till = shop.till_of("pos", TOKEN)
    till.place("1", dish("R01"), table="1")
    wok.card("1").shows("1 宫保鸡丁")
    wok.card("1").row("宫保鸡丁").tap()
    wok.card("1").row("宫保鸡丁").is_("done")

    page.goto(f"{shop.server.url}/expo?lang=en")
    Pass(page).card("1").is_("ready")
    page.reload()
    Pass(page).card("1").is_there()
    assert TOKEN not in json.dumps(page.context.storage_state())


class Stranger(BaseHTTPRequestHandler):
    """A web page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><link rel=icon href=data:,><title>A game</title>")

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


SPY = """async (url) => {
  const socket = new WebSocket(url, "kds.1");
  socket.binaryType = "arraybuffer";
  let frames = 0;
  socket.onmessage = () => { frames += 1; };
  const code = await new Promise((ended) => { socket.onclose = (event) => ended(event.code); });
  return { code, frames };
}"""


def test_the_socket_refuses_a_page_of_another_origin(shop: Shop, elsewhere: str) -> None:
    wok = shop.station("hot")
    shop.till.place("1", dish("R01"), table="1")
    wok.card("1").is_there()
    page = shop.page()
    page.goto(elsewhere)
    # One frame, the goodbye; the code says that trying again is useless.
    assert page.evaluate(SPY, shop.server.screens) == {"code": 4506, "frames": 1}


def test_the_index_leads_to_every_screen_and_a_wrong_address_back_to_it(shop: Shop) -> None:
    shop.will_be_refused(404)
    page = shop.page()
    page.goto(f"{shop.server.url}/?lang=en")
    stations = ("Wok", "Cold dishes", "Steam", "Noodles", "Fry and grill", "Bar")
    names = (*stations, "Pass", "Waiters", "Pick-up board", "Manager")
    expect(page.locator(".door")).to_have_text([re.compile(f"^{name}") for name in names])
    page.get_by_role("link", name="Steam").click()
    expect(page.locator(".strip-name")).to_have_text("Steam")

    page.goto(f"{shop.server.url}/station/hott?lang=en")
    expect(page.locator("body")).to_contain_text("There is no such screen")
    page.get_by_role("link", name="Wok").click()
    Station(page).is_empty()

    page.goto(f"{shop.server.url}/docs")
    expect(page.locator("body")).to_contain_text("/api/v1/tickets")
