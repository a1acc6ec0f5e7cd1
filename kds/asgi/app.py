"""The ASGI application: every route of the store, behind the one guard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles

from kds.asgi.guard import Guard
from kds.asgi.guest import GuestPages
from kds.asgi.health import health_routes
from kds.asgi.intake import direct_intake, intake_routes
from kds.asgi.manage import ManageDesk
from kds.asgi.menu import menu_routes
from kds.asgi.openapi import openapi_routes
from kds.asgi.pages import Pages
from kds.asgi.problem import fault_handler, problem_handlers
from kds.asgi.services import Services
from kds.asgi.shell import shell_routes
from kds.asgi.signin import signin_routes
from kds.asgi.socket import ScreenSockets
from kds.asgi.tillstream import Streams
from kds.asgi.webhooks import webhook_routes
from kds.wire.version import SCHEMA

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(services: Services, lifespan: Lifespan | None = None) -> Starlette:
    """`lifespan` wraps the time in which the store is open; the bootstrap runs its tasks there."""
    pages = Pages(services.kitchen, app_build=services.app_build, schema=SCHEMA)
    handlers = problem_handlers(pages.not_found)
    sockets = ScreenSockets(services)
    return Starlette(
        routes=[
            *intake_routes(services),
            *webhook_routes(services),
            *menu_routes(services),
            *Streams(services).routes(),
            *health_routes(services),
            *openapi_routes(),
            *signin_routes(services),
            *pages.routes(),
            *shell_routes(services.static_dir),
            *ManageDesk(services, sockets.roster).routes(),
            *GuestPages(services).routes(),
            WebSocketRoute("/ws", sockets.endpoint),
            # A page's script shrinks to a third, which is what a tablet on a weak Wi-Fi waits for.
            Mount("/static", GZipMiddleware(StaticFiles(directory=services.static_dir))),
        ],
        middleware=[Middleware(Guard, access=services.access, direct=direct_intake(services, handlers))],
        exception_handlers={**handlers, Exception: fault_handler(pages.fault)},
        lifespan=lifespan,
    )
