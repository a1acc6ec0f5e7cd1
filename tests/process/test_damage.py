"""A disk that fails while the server runs, or has spoilt what it wrote last: nobody is told what is not so."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import httpx
import psutil
import pytest

from kds.__main__ import Exit
from kds.adapters.sqlite_log import DATABASE_NAME
from tests import history
from tests.serverprocess import ServerProcess
from tests.storefront import fronting

FRAME_BYTES = 24 + 4096
"""Of the write-ahead log: a header and a page."""


@pytest.mark.skipif(not hasattr(psutil.Process, "rlimit"), reason="only Linux sets a limit to another process")
async def test_a_disk_that_fails_ends_the_server_and_no_order_is_acknowledged_that_is_not_there(
    tmp_path: Path,
) -> None:
    """Writes past a limit fail there as on a dying disk, or one that the system has turned read-only."""
    server = ServerProcess(tmp_path / "data").start()
    async with fronting(server) as store:
        await store.placed("pos", "before", "Tea")
        written = (server.data / f"{DATABASE_NAME}-wal").stat().st_size
        psutil.Process(server.process.pid).rlimit(resource.RLIMIT_FSIZE, (written, written))
        with pytest.raises(httpx.TransportError):
            await store.placed("pos", "at the time", "Tea")
        assert await asyncio.to_thread(server.wait_ended) == Exit.STORAGE_BROKEN
        assert "disk I/O error" in server.output()
        with server:
            await store.placed("pos", "at the time", "Tea")
            async with store.screen("cook") as screen:
                assert {ticket["external_id"] for ticket in screen.tickets} == {"before", "at the time"}
    assert history.faults(history.read(tmp_path / "data"), [("pos", "before"), ("pos", "at the time")]) == []


async def test_when_the_disk_has_spoilt_the_last_commit_the_screens_that_hold_it_are_told_of_the_fork(
    tmp_path: Path,
) -> None:
    server = ServerProcess(tmp_path / "data").start()
    async with fronting(server) as store:
        kept = await store.placed("pos", "kept", "Tea")
        common = history.head(server.data)
        lost = await store.placed("pos", "spoilt", "Tea")
        async with store.screen("cook") as screen:
            ahead = screen.held
        server.kill()
        wal = server.data / f"{DATABASE_NAME}-wal"
        with wal.open("r+b") as file:
            file.seek(wal.stat().st_size - FRAME_BYTES // 2)
            file.write(bytes(100))
        with server:
            async with store.screen("cook", held=ahead) as screen:
                await screen.until(lambda: bool(screen.snapshots))
                assert (screen.subs[0]["mode"], screen.subs[0]["common"]) == ("fork", common)
                assert {ticket["id"] for ticket in screen.tickets} == {kept}
                assert await store.placed("pos", "spoilt", "Tea") == lost
                await screen.sees(lost)
    assert history.faults(history.read(tmp_path / "data"), [("pos", "kept"), ("pos", "spoilt")]) == []
