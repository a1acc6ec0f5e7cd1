"""Fifty screens, one of them on a line that takes nothing: that one is resynced, and the others do not notice."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kds.wire.limits import QUEUE_BYTES
from tests.cable import Cable
from tests.effort import trying
from tests.serverprocess import ServerProcess
from tests.storefront import fronting
from tests.sync.glass import Frame, Glass, glass
from tests.sync.harness import eventually

SCREENS = 50
WINDOW_BYTES = 4_096
NOTE = "without peanuts, " * 20
ITEMS = 50
KERNEL_BYTES = 200_000
"""What the kernel may take for the stalled screen before the server finds its window shut."""
ORDERS = (KERNEL_BYTES + QUEUE_BYTES) // (ITEMS * len(NOTE)) + 1
SHOWN_S = 5.0
"""As long as a screen may hear nothing and still be green; this machine may do much else meanwhile."""


async def test_one_stalled_screen_among_fifty_is_resynced_and_the_others_do_not_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = asyncio.get_running_loop()
    with (
        trying("network", "one stalled screen among fifty") as tried,
        ServerProcess(tmp_path / "data") as server,
        Cable(server.port, window_bytes=WINDOW_BYTES) as cable,
    ):
        tried.faults, tried.acknowledged = 1, ORDERS
        async with fronting(server) as store, AsyncExitStack() as screens:
            others: list[Glass] = [
                await screens.enter_async_context(glass(server.screens, cid=f"page-{n}")) for n in range(SCREENS - 1)
            ]
            slow = await screens.enter_async_context(glass(f"ws://127.0.0.1:{cable.port}/ws", cid="slow"))
            await slow.until(lambda: bool(slow.snapshots))
            cable.pull("down")
            began = loop.time()
            tickets = [await store.placed("pos", f"order-{n}", *items()) for n in range(ORDERS)]
            await eventually(lambda: all(f"ticket/{one}" in other.docs for other in others for one in tickets))
            shown_s = loop.time() - began
            seqs = {one.seq for one in others}
            assert slow.seq < min(seqs), "it was not stalled at all"
            cable.plug()
            await eventually(lambda: slow.seq == max(seqs))
            assert {sub["mode"] for sub in slow.subs} == {"snap"}
            assert len(slow.subs) > 1
            assert slow.docs == others[0].docs
            assert all((one.heard["sub"], one.gaps) == (1, []) for one in others)
        assert shown_s < SHOWN_S
    with capsys.disabled():
        print(f"\n{ORDERS} large orders past a stalled screen; on the other {len(others)} after {shown_s:.2f} s")


def items() -> list[str | Frame]:
    return [{"uid": f"{n}", "name": "Tea", "note": NOTE} for n in range(ITEMS)]
