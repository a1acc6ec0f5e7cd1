"""One restaurant in real processes: its server, its till, and browsers that are its screens."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from e2e.cable import Cable
from e2e.screens import EYES, Pass, Station
from e2e.till import Till
from tests.house import ROOT
from tests.serverprocess import ServerProcess

SAMPLE = ROOT / "stations.yaml"

LOST_LINE = "WebSocket connection to"
"""How Chromium begins what it says of a server that cannot be reached."""


class Shop:
    """`language` is what its screens are opened in; the sample kitchen's own is Chinese."""

    def __init__(self, server: ServerProcess, browser: Browser, closing: ExitStack, language: str) -> None:
        self.server = server
        self.till = closing.enter_context(Till(server.url))
        self.pages: list[Page] = []
        self._line_may_be_lost = False
        self._refusals: list[str] = []
        self._said: list[str] = []
        self._browser = browser
        self._closing = closing
        self._language = language

    def station(self, name: str, *, language: str | None = None, cable: Cable | None = None) -> Station:
        """A screen of its own: another browser profile, so another device."""
        page = self.page()
        return Station(self._opened(page, f"/station/{name}", language, cable), cable)

    def the_pass(self, *, language: str | None = None, cable: Cable | None = None) -> Pass:
        page = self.page()
        return Pass(self._opened(page, "/expo", language, cable), cable)

    def _opened(self, page: Page, path: str, language: str | None, cable: Cable | None) -> Page:
        chosen = self._language if language is None else language
        origin = self.server.url if cable is None else cable.url
        page.goto(f"{origin}{path}{f'?lang={chosen}' if chosen else ''}")
        return page

    def page(self) -> Page:
        """A browser of its own with an empty page; whatever it complains of is kept."""
        context = self._browser.new_context(viewport={"width": 1920, "height": 1080})
        context.add_init_script(EYES)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", self._hear_error)
        self.pages.append(page)
        self._closing.callback(context.close)
        return page

    def till_of(self, source: str, token: str = "") -> Till:
        """The till of another source."""
        return self._closing.enter_context(Till(self.server.url, source, token))

    def cable(self) -> Cable:
        """A network cable for one screen, which can be pulled."""
        self._line_may_be_lost = True
        return self._closing.enter_context(Cable(self.server.port))

    def lose_power(self) -> None:
        """The server dies as it stands."""
        self._line_may_be_lost = True
        self.server.kill()

    def power_returns(self) -> None:
        self.server.start()

    def will_be_refused(self, status: int) -> None:
        """Once; the browser notes an answer that is no success, and here it is what the test wants."""
        self._refusals.append(f"Failed to load resource: the server responded with a status of {status}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if self._line_may_be_lost and message.text.startswith(LOST_LINE):
            return
        known = next((one for one in self._refusals if message.text.startswith(one)), None)
        if known is None:
            self._said.append(f"{message.type}: {message.text}")
        else:
            self._refusals.remove(known)

    def _hear_error(self, error: Error) -> None:
        self._said.append(f"uncaught: {error}")

    def complaints(self) -> list[str]:
        """Everything that a page wrote as an error or a warning, broken security policy included."""
        return self._said


class Opening:
    """Opens shops and remembers them for the end of the test."""

    def __init__(self, browser: Browser, folder: Path, closing: ExitStack) -> None:
        self.folder = folder
        self._browser = browser
        self._closing = closing
        self._shops: list[Shop] = []

    def shop(self, kitchen: Path = SAMPLE, *, env: Mapping[str, str] | None = None, language: str = "en") -> Shop:
        folder = self.folder / f"shop{len(self._shops)}"
        folder.mkdir()
        return self.at(ServerProcess(folder / "data", kitchen=kitchen, env=env), language)

    def at(self, server: ServerProcess, language: str = "en") -> Shop:
        """A shop on a server that somebody else has prepared."""
        shop = Shop(self._closing.enter_context(server), self._browser, self._closing, language)
        self._shops.append(shop)
        return shop

    def complaints(self) -> list[str]:
        return [said for shop in self._shops for said in shop.complaints()]

    def picture(self, folder: Path, name: str) -> None:
        """What every screen shows now."""
        folder.mkdir(parents=True, exist_ok=True)
        pages = [page for shop in self._shops for page in shop.pages if not page.is_closed()]
        for number, page in enumerate(pages, 1):
            page.screenshot(path=folder / f"{name}-{number}.png")
