"""The example client against the real rules: follows a station, bumps an item, stays small."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from tests.serverprocess import ServerProcess
from tests.sync.harness import PATIENCE_S
from tests.sync.shop import opened

CLIENT = Path(__file__).parent.parent / "examples" / "client.py"
MAX_LINES = 80


@contextlib.asynccontextmanager
async def running(*arguments: str, **variables: str) -> AsyncIterator[Process]:
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"} | variables
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(CLIENT), *arguments, stdout=PIPE, stderr=PIPE, env=environment
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def line(process: Process, wanted: Callable[[str], bool]) -> str:
    """The next line of its output that is wanted."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        while raw := await process.stdout.readline():
            if wanted(text := raw.decode()):
                return text
    assert process.stderr is not None
    raise AssertionError((await process.stderr.read()).decode())


async def place(server: ServerProcess, number: str, *names: str) -> str:
    """Orders these dishes at the till; the address of the ticket."""
    items = [{"uid": str(uid), "name": name} for uid, name in enumerate(names, 1)]
    order = {"source": "pos", "external_id": number, "number": number, "revision": 1, "items": items}
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as till:
        answer = await till.post("/api/v1/tickets", json=order)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    return f"{server.url}/api/v1/tickets/pos:{number}"


@pytest.mark.process
async def test_the_example_client_follows_a_station_and_bumps_an_item(tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "data") as server:
        address = await place(server, "38", "Off-menu stew", "Off-menu soup")
        async with running(server.screens, "hot", "--bump") as client:
            assert await line(client, lambda text: "Off-menu" in text) == "    38  1 × Off-menu stew\n"
            await line(client, lambda text: "'result': 'ok'" in text)
            await place(server, "39", "Off-menu noodles")
            await line(client, lambda text: "Off-menu noodles" in text)
        async with httpx.AsyncClient(trust_env=False) as till:
            ticket = (await till.get(address)).json()
        assert [item["state"] for item in ticket["items"]] == ["ready", "open"]


@pytest.mark.process
async def test_the_example_client_stops_where_the_server_says_stop() -> None:
    async with opened() as shop, running(shop.url, "x" * 1000) as client:
        assert client.stderr is not None
        async with asyncio.timeout(PATIENCE_S):
            said = (await client.stderr.read()).decode()
            assert await client.wait() == 1
        assert "not a kds.1 frame" in said


@pytest.mark.process
async def test_the_example_client_shows_the_token_that_the_server_asks_for(tmp_path: Path) -> None:
    token = "lantern-" * 3
    with ServerProcess(tmp_path / "data", env={"KDS_TOKEN": token}) as server:
        async with running(server.screens, "hot", KDS_TOKEN=token) as client:
            await line(client, lambda text: text.startswith("--- hot, position"))
        async with running(server.screens, "hot", KDS_TOKEN="wrong") as stranger:
            assert stranger.stderr is not None
            async with asyncio.timeout(PATIENCE_S):
                assert "token" in (await stranger.stderr.read()).decode()


@pytest.mark.process
@pytest.mark.parametrize("arguments", [(), ("ws://127.0.0.1:1/ws",)], ids=["nothing", "no station"])
async def test_the_example_client_says_how_it_is_used(arguments: tuple[str, ...]) -> None:
    async with running(*arguments) as client:
        assert client.stderr is not None
        async with asyncio.timeout(PATIENCE_S):
            said = (await client.stderr.read()).decode()
            assert await client.wait() == 1
        assert "python examples/client.py ws://127.0.0.1:8600/ws hot" in said
        assert "Traceback" not in said


def test_the_example_client_is_small_and_needs_two_packages_only() -> None:
    source = CLIENT.read_text(encoding="utf-8")
    imports = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    foreign = {name.partition(".")[0] for name in imports} - sys.stdlib_module_names
    assert foreign == {"msgpack", "websockets"}
    assert len(source.splitlines()) <= MAX_LINES
