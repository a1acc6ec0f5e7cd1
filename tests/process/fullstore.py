"""Fills the disk of a whole server: `python -m tests.process.fullstore <scenario> <folder>` in a mount namespace."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from itertools import count
from pathlib import Path

import httpx

from kds.__main__ import Exit
from kds.adapters.diskroom import RESERVE_NAME
from tests import history
from tests.process.fulldisk import fill, small_disk
from tests.serverprocess import ServerProcess
from tests.storefront import Screen, Storefront, fronting
from tests.sync.glass import Frame

RETRY_S = 5
DISH = "R01"


async def sources_keep_their_order_and_screens_say_so_until_there_is_room(disk: Path) -> None:
    with ServerProcess(disk) as server:
        async with fronting(server) as store, store.screen("expo") as screen:
            await store.placed("pos", "before", "Tea")
            fill(disk)
            await until_no_order_fits(store)
            n, command = await until_no_tap_fits(screen)
            name, refused = await until_no_order_fits(store)
            assert (refused.status_code, refused.json()["code"]) == (503, "disk_full")
            assert refused.headers["Retry-After"] == str(RETRY_S)
            assert (await readiness(store)) == 503
            assert (await store.http.get(f"/api/v1/tickets/pos:{name}")).status_code == 404
            await screen.until(lambda: screen.ping.get("health") == "full")
            (banner,) = screen.ping["banners"]
            assert (banner["code"], banner["level"]) == ("storage_full", "error")
            os.truncate(disk / "ballast", 0)
            await screen.until(lambda: screen.ping["health"] == "ok" and not screen.ping.get("banners"))
            assert (await readiness(store)) == 200
            await screen.sees(await store.placed("pos", name, "Tea"))
            screen.answers.clear()
            await screen.command(n, "set_availability", screen.cid, **command)
            assert (await screen.answer(n))["result"] == "ok"
    assert history.faults(history.read(disk), [("pos", "before"), ("pos", name)]) == []


async def a_store_that_starts_without_any_room_shows_its_tickets_and_mends_itself(disk: Path) -> None:
    with ServerProcess(disk) as server:
        async with fronting(server) as store:
            ticket = await store.placed("pos", "before", "Tea")
            server.kill()
            (disk / RESERVE_NAME).unlink()
            fill(disk)
            server.launch()
            server.wait_alive()
            async with store.screen("cook") as screen:
                await screen.sees(ticket)
                refused = await store.order("pos", "while full", "Tea")
                assert (refused.status_code, refused.json()["code"]) == (503, "read_only")
                assert refused.headers["Retry-After"] == str(RETRY_S)
                assert (await readiness(store)) == 503
                await screen.until(lambda: screen.ping.get("health") == "read_only")
                assert [banner["code"] for banner in screen.ping["banners"]] == ["storage_read_only"]
                kept = screen.held
            os.truncate(disk / "ballast", 0)
            assert await asyncio.to_thread(server.wait_ended) == Exit.STORAGE_BROKEN
            server.start()
            assert (await store.order("pos", "while full", "Tea")).status_code == 201
            async with store.screen("cook", held=kept) as screen:
                assert (screen.subs[0]["mode"], len(screen.tickets)) == ("delta", 2)
    assert history.faults(history.read(disk), [("pos", "before"), ("pos", "while full")]) == []


async def until_no_order_fits(store: Storefront) -> tuple[str, httpx.Response]:
    """The name of the order that was refused, and how. What is left of the log's last pages takes a few more."""
    for number in count():
        name = f"order-{history.head(store.server.data)}-{number}"
        answer = await store.order("pos", name, "Tea")
        if not answer.is_success:
            return name, answer
    raise AssertionError


async def until_no_tap_fits(screen: Screen) -> tuple[int, Frame]:
    """The number of the command that came back, and its arguments."""
    for number in count():
        command = {"sku": DISH, "available": number % 2 == 1}
        n = await screen.send("set_availability", **command)
        answer = await screen.answer(n)
        if "retry_ms" in answer:
            assert (answer["why"], answer["retry_ms"]) == ("full", RETRY_S * 1000)
            return n, command
    raise AssertionError


async def readiness(store: Storefront) -> int:
    return (await store.http.get("/api/v1/readyz")).status_code


SCENARIOS: tuple[Callable[[Path], Coroutine[None, None, None]], ...] = (
    sources_keep_their_order_and_screens_say_so_until_there_is_room,
    a_store_that_starts_without_any_room_shows_its_tickets_and_mends_itself,
)


def main() -> None:
    scenarios = {scenario.__name__: scenario for scenario in SCENARIOS}
    scenario, folder = sys.argv[1:]
    disk = Path(folder) / "data"
    disk.mkdir()
    asyncio.run(scenarios[scenario](small_disk(disk)))


if __name__ == "__main__":
    main()
