"""Whether the process lives, and whether it can take orders."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kds.asgi.answers import HealthAnswer, respond
from kds.asgi.problem import DISK_RETRY_MS
from kds.asgi.services import Services


def health_routes(services: Services) -> list[BaseRoute]:
    async def alive(request: Request) -> Response:
        return respond(request, HealthAnswer(status="ok"))

    async def ready(request: Request) -> Response:
        health = services.health()
        answer = HealthAnswer(status=health.state, detail=health.detail)
        if health.state == "ok":
            return respond(request, answer)
        return respond(request, answer, 503, {"Retry-After": str(DISK_RETRY_MS // 1000)})

    return [
        Route("/api/v1/healthz", alive, methods=["GET"]),
        Route("/api/v1/readyz", ready, methods=["GET"]),
    ]
