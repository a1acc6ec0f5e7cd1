"""One restaurant in real processes: its server, its till, and browsers that are its screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from e2e.board import Board
from e2e.ears import EARS
from e2e.guest import Guest
from e2e.manage import Office
from e2e.screens import EYES, Pass, Station
from e2e.till import Till
from e2e.waiter import Waiter
from kds.adapters.tablekeys import TableKeyFile
from kds.sources.tabletoken import token_of
from tests.cable import Cable
from tests.house import ROOT
from tests.serverprocess import ServerProcess

SAMPLE = ROOT / "stations.yaml"

LOST_LINE = (
    "WebSocket connection to",
    "Failed to load resource: net::",
    "An unknown error occurred when fetching the script",
)
"""How Chromium begins what it says of a server that cannot be reached: by socket, by request, by service worker."""

PICTURE_MS = 5_000
"""A page that hangs gives no picture; the others shall not wait long for it."""


class Glass(NamedTuple):
    """A screen as it hangs or stands there, px."""

    width: int
    height: int
    touch: bool = False


WALL = Glass(1920, 1080)
LAPTOP = Glass(1366, 768)
TABLET = Glass(1024, 768, touch=True)
PHONE = Glass(390, 844, touch=True)


class Shop:
    """Its screens are opened in English where a test says nothing else; the sample kitchen's own is Chinese."""

    def __init__(self, server: ServerProcess, browser: Browser, closing: ExitStack) -> None:
        self.server = server
        self.till = closing.enter_context(Till(server.url))
        self.pages: list[Page] = []
        self._line_may_be_lost = False
        self._refusals: list[str] = []
        self._said: list[str] = []
        self._browser = browser
        self._closing = closing

    def station(self, name: str, *, language: str = "en", cable: Cable | None = None, glass: Glass = WALL) -> Station:
        """A screen of its own: another browser profile, so another device. No language: the store's own."""
        return Station(self._opened(f"/station/{name}", language, cable, glass), cable)

    def the_pass(self, *, language: str = "en", cable: Cable | None = None, glass: Glass = WALL) -> Pass:
        return Pass(self._opened("/expo", language, cable, glass), cable)

    def board(self, *, language: str = "en", cable: Cable | None = None) -> Board:
        return Board(self._opened("/board", language, cable, WALL), cable)

    def waiter(self, *, language: str = "en", cable: Cable | None = None, glass: Glass = PHONE) -> Waiter:
        return Waiter(self._opened("/pos", language, cable, glass), cable)

    def manage(self, *, language: str = "en", cable: Cable | None = None, glass: Glass = LAPTOP) -> Office:
        return Office(self._opened("/manage", language, cable, glass), cable)

    def guest(self, table: str, *, cable: Cable | None = None, glass: Glass = PHONE) -> Guest:
        """A phone that has scanned the table's code."""
        token = token_of(TableKeyFile(self.server.data).current(), table)
        return Guest(self._opened(f"/order/{token}", "en", cable, glass))

    def _opened(self, path: str, language: str, cable: Cable | None, glass: Glass) -> Page:
        page = self.page(glass)
        origin = self.server.url if cable is None else cable.url
        # Not awaited any further: the screens of a shop load side by side.
        page.goto(f"{origin}{path}{f'?lang={language}' if language else ''}", wait_until="commit")
        return page

    def page(self, glass: Glass = WALL, *, agent: str | None = None) -> Page:
        """A browser of its own with an empty page; whatever it complains of is kept. `agent`: what it calls itself."""
        context = self._browser.new_context(
            viewport={"width": glass.width, "height": glass.height}, has_touch=glass.touch, user_agent=agent
        )
        context.add_init_script(EYES)
        context.add_init_script(EARS)
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

    def network_is_bad(self) -> None:
        """From here on pages may complain that the server cannot be reached."""
        self._line_may_be_lost = True

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

    def knows_of(self, said: str) -> None:
        """A page complained of this, as the test wants."""
        self._said.remove(said)

    def complaints(self) -> list[str]:
        """Everything that a page wrote as an error or a warning, broken security policy included."""
        return self._said


class Spare:
    """The server of the next shop, which starts while the present test runs: most of a test is waiting for a person."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._next = self._launched()

    def take(self) -> ServerProcess:
        """It may not be ready yet."""
        server, self._next = self._next, self._launched()
        return server

    def _launched(self) -> ServerProcess:
        server = ServerProcess(self._folder() / "data", kitchen=SAMPLE)
        server.launch()
        return server

    def close(self) -> None:
        self._next.kill()


class Opening:
    """Opens shops and remembers them for the end of the test."""

    def __init__(self, browser: Browser, spare: Spare, folder: Path, closing: ExitStack) -> None:
        self.folder = folder
        self._browser = browser
        self._spare = spare
        self._closing = closing
        self._shops: list[Shop] = []

    def sample(self) -> Shop:
        """The sample kitchen as it is."""
        return self._of(self._spare.take())

    def shop(self, kitchen: Path = SAMPLE, *, env: Mapping[str, str] | None = None) -> Shop:
        return self.at(ServerProcess(self.folder / "data", kitchen=kitchen, env=env))

    def at(self, server: ServerProcess) -> Shop:
        """A shop on a server that somebody else has prepared."""
        server.launch()
        return self._of(server)

    def _of(self, server: ServerProcess) -> Shop:
        self._closing.callback(server.kill)
        server.wait_ready()
        shop = Shop(server, self._browser, self._closing)
        self._shops.append(shop)
        return shop

    def complaints(self) -> list[str]:
        return [said for shop in self._shops for said in shop.complaints()]

    def picture(self, folder: Path, name: str) -> None:
        """What every screen shows now, and what the servers wrote."""
        folder.mkdir(parents=True, exist_ok=True)
        for place, shop in enumerate(self._shops, 1):
            (folder / f"{name}-{place}.log").write_text(shop.server.output(), encoding="utf-8")
            for number, page in enumerate(shop.pages, 1):
                page.screenshot(path=folder / f"{name}-{place}-{number}.png", timeout=PICTURE_MS)
