"""The service worker: a script at the root, since it may only look after what lies below its own address."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

SERVICE_WORKER = "/service-worker.js"

ASK_ALWAYS = {"Cache-Control": "no-cache"}
"""A browser asks for it to learn of a new version."""


def shell_routes(static_dir: Path) -> list[BaseRoute]:
    async def script(request: Request) -> Response:
        return FileResponse(static_dir / "service-worker.js", media_type="text/javascript", headers=ASK_ALWAYS)

    return [Route(SERVICE_WORKER, script, methods=["GET"])]
