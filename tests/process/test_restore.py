"""An old copy of the data folder is put back: every screen that is ahead of it learns so, and from which position."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests import history
from tests.serverprocess import ServerProcess
from tests.storefront import Held, fronting


async def test_a_screen_that_is_ahead_of_a_restored_copy_is_told_of_the_fork_and_never_given_a_delta(
    tmp_path: Path,
) -> None:
    server = ServerProcess(tmp_path / "data").start()
    async with fronting(server) as store:
        kept = await store.placed("pos", "in the copy", "Tea")
        assert server.stop() == 0
        shutil.copytree(server.data, tmp_path / "copy")
        common = history.head(server.data)
        server.start()
        lost = await store.placed("pos", "after the copy", "Tea")
        async with store.screen("cook") as screen:
            ahead = screen.held
        server.kill()
        shutil.rmtree(server.data)
        shutil.copytree(tmp_path / "copy", server.data)
        with server:
            other = await store.placed("pos", "other history", "Tea")
            async with store.screen("cook", held=ahead) as screen:
                await screen.until(lambda: bool(screen.snapshots))
                assert (screen.subs[0]["mode"], screen.subs[0]["common"]) == ("fork", 0)
                assert {ticket["id"] for ticket in screen.tickets} == {kept, other}
                assert lost not in {ticket["id"] for ticket in screen.tickets}
            in_the_copy: Held = (history.read(server.data).terms[0].id, common + 1, {})
            async with store.screen("cook", held=in_the_copy) as screen:
                await screen.until(lambda: bool(screen.snapshots))
                assert (screen.subs[0]["mode"], screen.subs[0]["common"]) == ("fork", common)
