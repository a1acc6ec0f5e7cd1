"""The menu as sources need it: which dishes there are, and which are sold out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kds.asgi.answers import DishAnswer, MenuAnswer, command_answer, moment, respond
from kds.asgi.body import BODY_BYTES, format_of, idempotency_key, read_body
from kds.asgi.problem import not_taken
from kds.asgi.services import Services
from kds.kitchen.command import Actor
from kds.kitchen.setup import MenuDish
from kds.kitchen.venue import Dish
from kds.service.receipt import Submission
from kds.service.shelf import Held
from kds.sources.decode import decode
from kds.sources.verbs import AvailabilityBody, availability


def menu_routes(services: Services) -> list[BaseRoute]:
    async def show(request: Request) -> Response:
        kitchen = services.kitchen()
        known = {held.value.sku: held.value for held in services.hub.all(_is_dish).puts if isinstance(held.value, Dish)}
        dishes = tuple(_answer(dish, known.get(dish.sku)) for dish in kitchen.menu)
        return respond(request, MenuAnswer(currency=kitchen.currency, dishes=dishes))

    async def set_availability(request: Request) -> Response:
        kitchen = services.kitchen()
        sku = request.path_params["sku"]
        kind = format_of(request)
        body = decode(await read_body(request, BODY_BYTES), kind, AvailabilityBody)
        command = availability(body, sku, idempotency_key(request))
        actor = Actor(role="source", name=body.source, scope=body.source)
        receipt = await services.commands.submit(Submission(command, actor, services.new_id(), fresh=True))
        if receipt.result not in ("ok", "noop"):
            raise not_taken(receipt)
        return respond(request, command_answer(receipt, kitchen))

    return [
        Route("/api/v1/menu", show, methods=["GET"]),
        Route("/api/v1/menu/{sku:path}/availability", set_availability, methods=["POST"]),
    ]


def _is_dish(held: Held) -> bool:
    return held.row.kind == "dish"


def _answer(dish: MenuDish, known: Dish | None) -> DishAnswer:
    return DishAnswer(
        sku=dish.sku,
        name=dish.name,
        available=known is None or known.available,
        category=dish.category,
        price_minor=dish.price_minor,
        allergens=dish.allergens,
        remaining=known.portions if known else None,
        since=moment(known.since_ms) if known else None,
    )
