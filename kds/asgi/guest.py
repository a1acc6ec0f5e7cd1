"""The guest's page and what it asks: all of it below /order, open to a table's code and for that table only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kds.asgi.answers import respond
from kds.asgi.body import format_of, read_body
from kds.asgi.guestorders import GuestOrders
from kds.asgi.gueststream import BEAT_S, GATHER_S, CartEvent, GuestStreams, cart_event
from kds.asgi.guesttables import GuestTables, Seat, too_many
from kds.asgi.menucard import MenuCard, menu_card
from kds.asgi.problem import ProblemError, not_taken, problem
from kds.asgi.services import Services
from kds.asgi.texts import catalogs, named, spoken, tongues
from kds.asgi.tries import TRIES_WINDOW_MS
from kds.kitchen.commands import CallWaiter
from kds.service.receipt import Submission
from kds.sources.decode import decode
from kds.sources.guest import CallBody, CartBody, OrderBody

BODY_BYTES = 64 * 1024
"""Sixty lines with notes have about 20 KB."""

PICTURE_S = 24 * 3600
"""How long a phone keeps a picture: an evening."""

TEXTS = ("guest.", "guest_", "allergen.", "modifier.", "language.", "boot.")
"""What of the catalogs a guest's page is given; the kitchen's words are not theirs."""

_templates = Environment(
    loader=PackageLoader("kds.asgi", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


REFUSED = ("guest.old_code", "guest.old_code_next")
SLOWED = ("guest.too_many", "guest.too_many_next")
"""What the page says that is shown instead: what is so, and what to do."""

Body = TypeVar("Body", bound=Struct)


class CallAnswer(Struct, frozen=True):
    at_ms: int


class GuestPages:
    """`beat_s` and `gather_s` are shorter in tests."""

    def __init__(self, services: Services, beat_s: float = BEAT_S, gather_s: float = GATHER_S) -> None:
        self._services = services
        self._tables = GuestTables(services)
        self._orders = GuestOrders(self._tables)
        self._streams = GuestStreams(self._tables, beat_s, gather_s)

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/order/pictures/{name:path}", self.picture),
            Route("/order/{token}", self.page),
            Route("/order/{token}/menu", self.menu),
            Route("/order/{token}/stream", self._streams.endpoint),
            Route("/order/{token}/cart", self.cart, methods=["POST"]),
            Route("/order/{token}/send", self.send, methods=["POST"]),
            Route("/order/{token}/call", self.call, methods=["POST"]),
        )

    async def page(self, request: Request) -> Response:
        try:
            seat = self._tables.seat(request)
        except ProblemError as error:
            return self._no_table(error)
        kitchen = self._services.kitchen()
        languages = tuple(dict.fromkeys((*spoken(kitchen.languages), *catalogs())))
        boot = {
            "page": "order",
            "token": request.path_params["token"],
            "table": seat.spot.id,
            "store": kitchen.store_name,
            "language": languages[0],
            "languages": languages,
            "texts": {one: _guest_texts(one) for one in languages},
            "app": self._services.app_build,
        }
        language = languages[0]
        html = _templates.get_template("order.html").render(
            language=language,
            title=named(kitchen.store_name, language, kitchen.store_id),
            text=catalogs()[language].__getitem__,
            tongues=tongues(languages),
            boot=boot,
            app_build=self._services.app_build,
        )
        # The code in the address must not leave with a referrer (the guard sets that) nor stay in a shared cache.
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    async def menu(self, request: Request) -> Response:
        self._tables.seat(request)
        card: MenuCard = menu_card(self._services.kitchen())
        return respond(request, card)

    async def cart(self, request: Request) -> Response:
        seat, body = await self._read(request, CartBody)
        answer: CartEvent = cart_event(self._orders.change(seat, body))
        return respond(request, answer)

    async def send(self, request: Request) -> Response:
        seat, body = await self._read(request, OrderBody)
        return respond(request, await self._orders.order(seat, body))

    async def call(self, request: Request) -> Response:
        seat, body = await self._read(request, CallBody)
        away = self._tables.away(seat.spot, body.sitting, self._tables.cart(seat.spot))
        if away:
            raise problem("moved", f"These guests are at table {away} now; nobody was sent to table {seat.spot.id}.")
        if not self._tables.limits.calls_of_table.may_try(seat.spot.id):
            raise too_many(TRIES_WINDOW_MS)
        command = CallWaiter(seat.spot.id, body.about)
        receipt = await self._services.commands.submit(
            Submission(command, seat.actor, self._services.new_id(), fresh=True)
        )
        if receipt.result not in ("ok", "noop"):
            raise not_taken(receipt)
        return respond(request, CallAnswer(self._services.clock.now_ms()))

    async def picture(self, request: Request) -> Response:
        """Only files that the menu names; the folder is nobody's business."""
        name: str = request.path_params["name"]
        path = self._services.pictures / name
        if not any(dish.picture == name for dish in self._services.kitchen().menu) or not path.is_file():
            raise problem("not_found", "The menu has no such picture.")
        return FileResponse(path, headers={"Cache-Control": f"max-age={PICTURE_S}"})

    async def _read(self, request: Request, wanted: type[Body]) -> tuple[Seat, Body]:
        seat = self._tables.seat_to_write(request)
        if format_of(request) != "json":
            # A form of another site can send anything but this without being asked first.
            raise problem("unsupported_media_type", "The page sends JSON.")
        return seat, decode(await read_body(request, BODY_BYTES), "json", wanted)

    def _no_table(self, error: ProblemError) -> Response:
        kitchen = self._services.kitchen()
        languages = tuple(dict.fromkeys((*spoken(kitchen.languages), *catalogs())))
        what, next_ = REFUSED if error.problem.code == "unknown_code" else SLOWED
        html = _templates.get_template("ordercode.html").render(
            language=languages[0],
            title=named(kitchen.store_name, languages[0], kitchen.store_id),
            said=[(one, catalogs()[one][what], catalogs()[one][next_]) for one in languages],
        )
        return HTMLResponse(html, error.problem.status, {**error.headers, "Cache-Control": "no-store"})


def _guest_texts(language: str) -> dict[str, str]:
    return {key: text for key, text in catalogs()[language].items() if key.startswith(TEXTS)}
