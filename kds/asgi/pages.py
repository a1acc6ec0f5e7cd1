"""The pages people open, from the index to the manager's: each hands its script what it needs and steps aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kds.asgi.address import JOINED
from kds.asgi.menucard import MenuCard, menu_card
from kds.asgi.texts import Catalog, catalogs, named, spoken, tongues
from kds.asgi.webapp import Manifest, manifest
from kds.kitchen.setup import Kitchen, Station

UNDO_MS = 5000
"""How long a bumped card offers to take it back in place: time to see the slip, soon enough to free the place."""

MAX_JOINED = 4
"""Stations of one screen: more than one person can cook at."""

FRESH = {"Cache-Control": "no-store"}
"""A page names the build of its script and carries the kitchen's names: an old copy would lie."""

_templates = Environment(
    loader=PackageLoader("kds.asgi", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


ROLES = {"expo": "expo", "pos": "waiter", "board": "board", "manage": "manager"}
"""What the person at a page is; at every other page a cook."""


STATION = "/station/"

HELD_IN_HANDS = ("/", "/pos", "/manage")
"""Every other page hangs on a wall or stands at its station."""


THEMES = ("dark", "light")
"""What `?theme=` may ask for before a script runs; the screen's own choice comes with the script."""


class Link(Struct, frozen=True):
    """An address on the index."""

    href: str
    name: str


class Why(Struct, frozen=True):
    """A text of the catalogs that says why there is no such page, and the station it names."""

    text: str
    station: str


class Pages:
    """The pages of one store; `kitchen` is asked at every request, since a reload swaps it."""

    def __init__(self, kitchen: Callable[[], Kitchen], *, app_build: str, schema: str) -> None:
        self._kitchen = kitchen
        self._app_build = app_build
        self._schema = schema

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/", self.index),
            Route("/station/{station}", self.station),
            Route("/expo", self.expo),
            Route("/pos", self.waiters),
            Route("/board", self.board),
            Route("/manage", self.manage),
            Route("/pos/menu", self.waiters_menu),
            Route("/icon.svg", self.icon),
            Route("/app.webmanifest", self.webapp),
        )

    async def index(self, request: Request) -> Response:
        kitchen = self._kitchen()
        language = _language(request, kitchen)
        return self._page(
            request, "index.html", language, links=_links(kitchen, language), store=_store_name(kitchen, language)
        )

    async def station(self, request: Request) -> Response:
        """One station, or several that one person works: `hot+cold`."""
        names: list[str] = request.path_params["station"].split(JOINED)
        known = {one.id: one for one in self._kitchen().stations}
        found = tuple(known[name] for name in names if name in known)
        match found:
            case (Station(kind="expo"),) if len(names) == 1:
                return RedirectResponse("/expo")
            case (Station(kind="board"),) if len(names) == 1:
                return RedirectResponse("/board")
            case _:
                why = _unfit(names, known)
                return self._screen(request, "station", *found) if why is None else self.not_found(request, why)

    async def expo(self, request: Request) -> Response:
        return self._screen(request, "expo", *self._of_kind("expo"))

    async def waiters(self, request: Request) -> Response:
        return self._screen(request, "pos")

    async def board(self, request: Request) -> Response:
        return self._screen(request, "board", *self._of_kind("board"))

    async def manage(self, request: Request) -> Response:
        return self._screen(request, "manage")

    async def waiters_menu(self, request: Request) -> Response:
        """Prices, options and allergens; what is sold out comes with the stream."""
        card: MenuCard = menu_card(self._kitchen())
        return Response(msgspec.json.encode(card), media_type="application/json", headers=FRESH)

    async def icon(self, request: Request) -> Response:
        return Response(_templates.get_template("icon.svg").render(), media_type="image/svg+xml")

    def _of_kind(self, kind: str) -> tuple[Station, ...]:
        """The first one, if there is any."""
        return tuple(one for one in self._kitchen().stations if one.kind == kind)[:1]

    async def webapp(self, request: Request) -> Response:
        """The page that `?page=` names, as an app; the list of all pages where it names none."""
        kitchen = self._kitchen()
        language = _language(request, kitchen)
        store = _store_name(kitchen, language)
        link = _link(kitchen, language, request.query_params.get("page", "")) or Link("/", store)
        wall = link.href not in HELD_IN_HANDS
        app: Manifest = manifest(link.href, link.name, store, language, wall=wall, app_build=self._app_build)
        return Response(
            msgspec.json.encode(app),
            media_type="application/manifest+json",
            headers=FRESH,
        )

    def not_found(self, request: Request, why: Why | None = None) -> Response:
        """The page for an address that is nothing here: it says so and lists what there is."""
        kitchen = self._kitchen()
        language = _language(request, kitchen)
        return self._page(
            request,
            "notfound.html",
            language,
            status=404,
            links=_links(kitchen, language),
            store=_store_name(kitchen, language),
            why=why,
        )

    def fault(self, request: Request) -> Response:
        """The page for a request that the server broke over."""
        language = _language(request, self._kitchen())
        return self._page(request, "fault.html", language, status=500)

    def _screen(self, request: Request, page: str, *stations: Station) -> Response:
        kitchen = self._kitchen()
        language = _language(request, kitchen, kitchen.screens.language)
        texts = catalogs()[language]
        title = _title(stations, language) or texts[f"page.{page}"]
        boot = {
            "page": page,
            "stations": [one.id for one in stations],
            "role": ROLES.get(page, "cook"),
            "language": language,
            "languages": spoken(kitchen.languages),
            "texts": {one: catalogs()[one] for one in spoken(kitchen.languages)},
            "app": self._app_build,
            "schema": self._schema,
            "store": kitchen.store_id,
            "undo_ms": UNDO_MS,
            "screens": msgspec.to_builtins(kitchen.screens),
        }
        theme = kitchen.screens.theme or ""
        return self._page(request, "screen.html", language, theme=theme, title=title, boot=boot)

    def _page(
        self,
        request: Request,
        template: str,
        language: str,
        *,
        status: int = 200,
        theme: str = "",
        **values: object,
    ) -> Response:
        texts: Catalog = catalogs()[language]
        kitchen = self._kitchen()
        theme = request.query_params.get("theme", theme)
        html = _templates.get_template(template).render(
            language=language,
            languages=spoken(kitchen.languages),
            names=kitchen.language,
            theme=theme if theme in THEMES else "",
            text=texts.__getitem__,
            tongues=tongues(kitchen.languages, language),
            app_build=self._app_build,
            path=request.url.path,
            **values,
        )
        return HTMLResponse(html, status_code=status, headers=FRESH)


def _language(request: Request, kitchen: Kitchen, usual: str | None = None) -> str:
    """`?lang=` if the store speaks it, else what is usual there, else the store's own."""
    choices = spoken(kitchen.languages)
    for wanted in (request.query_params.get("lang", ""), usual, kitchen.language):
        if wanted in choices:
            return wanted
    return choices[0]


def _unfit(names: list[str], known: Mapping[str, Station]) -> Why | None:
    """None: these stations make a screen."""
    for place, name in enumerate(names):
        if name not in known:
            return Why("notfound.station", name)
        if known[name].kind != "prep":
            return Why("notfound.no_cooking", name)
        if name in names[:place]:
            return Why("notfound.twice", name)
    return Why("notfound.too_many", str(MAX_JOINED)) if len(names) > MAX_JOINED else None


def _title(stations: Sequence[Station], language: str) -> str:
    return " + ".join(named(one.name, language, one.id) for one in stations)


def _store_name(kitchen: Kitchen, language: str) -> str:
    return named(kitchen.store_name, language, kitchen.store_id)


def _link(kitchen: Kitchen, language: str, href: str) -> Link | None:
    """The page at this address; stations that share a screen stand on no list."""
    known = {one.id: one for one in kitchen.stations}
    names = href.removeprefix(STATION).split(JOINED)
    if href.startswith(STATION) and _unfit(names, known) is None:
        return Link(href, _title([known[name] for name in names], language))
    return next((one for one in _links(kitchen, language) if one.href == href), None)


def _links(kitchen: Kitchen, language: str) -> tuple[Link, ...]:
    stations = tuple(
        Link(href=f"{STATION}{station.id}", name=named(station.name, language, station.id))
        for station in kitchen.stations
        if station.kind == "prep"
    )
    board_name = next((one.name for one in kitchen.stations if one.kind == "board"), {})
    pass_name = next((one.name for one in kitchen.stations if one.kind == "expo"), {})
    texts = catalogs()[language]
    return (
        *stations,
        Link(href="/expo", name=named(pass_name, language, texts["page.expo"])),
        Link(href="/pos", name=texts["page.pos"]),
        Link(href="/board", name=named(board_name, language, texts["page.board"])),
        Link(href="/manage", name=texts["page.manage"]),
    )
