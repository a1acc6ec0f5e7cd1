"""The page where a screen enters the token once; it gets a session cookie that does not hold the token."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kds.asgi.access import COOKIE, SESSION_S
from kds.asgi.body import read_body
from kds.asgi.codes import CODES
from kds.asgi.services import Services
from kds.asgi.texts import tongues
from kds.asgi.tries import TRIES_WINDOW_MS

FORM_BYTES = 4_096
"""A token and a path."""

_templates = Environment(loader=PackageLoader("kds.asgi", "templates"), autoescape=True, undefined=StrictUndefined)


def signin_routes(services: Services) -> list[BaseRoute]:
    def page(target: str, code: str = "", headers: dict[str, str] | None = None) -> Response:
        return _page(services.kitchen().languages, target, code, headers)

    async def show(request: Request) -> Response:
        target = _local(request.query_params.get("next", "/"))
        if services.access.grant(request.headers) is not None:
            return RedirectResponse(target, status_code=303)
        return page(target)

    async def enter(request: Request) -> Response:
        form = parse_qs((await read_body(request, FORM_BYTES)).decode(errors="replace"), max_num_fields=8)
        target = _local(form.get("next", ["/"])[0])
        client = request.client.host if request.client else ""
        if not services.access.logins.may_try(client):
            return page(target, "too_many_tries", {"Retry-After": str(TRIES_WINDOW_MS // 1000)})
        if not services.access.is_token(form.get("token", [""])[0].strip()):
            return page(target, "wrong_token")
        response = RedirectResponse(target, status_code=303)
        response.set_cookie(
            COOKIE,
            services.access.session(),
            max_age=SESSION_S,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def style(request: Request) -> Response:
        return Response(_templates.get_template("plain.css").render(), media_type="text/css")

    return [
        Route("/login", show, methods=["GET"]),
        Route("/login", enter, methods=["POST"]),
        Route("/plain.css", style, methods=["GET"]),
    ]


def _page(languages: Sequence[str], target: str, code: str, headers: dict[str, str] | None) -> Response:
    status = CODES[code].status if code else 200
    html = _templates.get_template("login.html").render(target=target, code=code, spoken=tongues(languages))
    return HTMLResponse(html, status, {"Cache-Control": "no-store", **(headers or {})})


def _local(target: str) -> str:
    """A path on this server; anything that could lead elsewhere becomes the index."""
    sound = target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()
    return target if sound else "/"
