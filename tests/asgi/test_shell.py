"""The service worker's script: at the root, asked for every time, and open to a screen that has yet to sign in."""

from __future__ import annotations

from pathlib import Path

import httpx
from starlette.applications import Starlette

from kds.asgi.guard import OPEN_PATHS
from kds.asgi.shell import SERVICE_WORKER, shell_routes


async def test_the_service_worker_is_a_script_at_the_root_that_no_cache_keeps(tmp_path: Path) -> None:
    (tmp_path / "service-worker.js").write_text("let one;")
    transport = httpx.ASGITransport(Starlette(routes=shell_routes(tmp_path)))
    async with httpx.AsyncClient(transport=transport, base_url="http://kds") as client:
        answer = await client.get(SERVICE_WORKER)
    assert (answer.status_code, answer.text) == (200, "let one;")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert SERVICE_WORKER.count("/") == 1, "a worker looks after what lies below its address"


def test_the_service_worker_is_open_like_every_published_script() -> None:
    assert SERVICE_WORKER in OPEN_PATHS
