"""Fifty screens, one of them on a line that takes nothing: that one is resynced, and the others do not notice."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kds.wire.limits import QUEUE_BYTES
from tests.cable import Cable
from tests.effort import Tried, report
from tests.serverprocess import ServerProcess
from tests.storefront import fronting
from tests.sync.glass import Glass, glass
from tests.sync.harness import eventually

SCREENS = 50
WINDOW_BYTES = 4_096
NOTE = "without peanuts, " * 20
ITEMS = 20
ORDER_BYTES = ITEMS * len(NOTE)
KERNEL_BYTES = 1_500_000
"""What the kernel may take for the stalled screen before the server finds its window shut."""
SHOWN_S = 2.0
"""An order is on the other screens by then, on a machine that does this and much else."""


async def test_one_stalled_screen_among_fifty_is_resynced_and_the_others_do_not_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = asyncio.get_running_loop()
    waits_s: list[float] = []
    with ServerProcess(tmp_path / "data") as server, Cable(server.port, window_bytes=WINDOW_BYTES) as cable:
        async with fronting(server) as store, AsyncExitStack() as screens:
            others: list[Glass] = [
                await screens.enter_async_context(glass(server.screens, cid=f"page-{n}")) for n in range(SCREENS - 1)
            ]
            slow = await screens.enter_async_context(glass(f"ws://127.0.0.1:{cable.port}/ws", cid="slow"))
            await slow.until(lambda: bool(slow.snapshots))
            cable.pull("down")
            sent = 0
            while sent < KERNEL_BYTES + 2 * QUEUE_BYTES:
                began = loop.time()
                items = [{"uid": f"{n}", "name": "Tea", "note": NOTE} for n in range(ITEMS)]
                ticket = await store.placed("pos", f"order-{sent}", *items)
                sent += ORDER_BYTES
                print(len(waits_s), loop.time() - began, [one.heard.total() for one in others][:5])
                try:
                    await eventually(lambda ticket=ticket: all(f"ticket/{ticket}" in one.docs for one in others))  # type: ignore[misc] # mypy cannot infer defaults of a lambda
                except TimeoutError:
                    from collections import Counter

                    print(
                        "XX",
                        Counter(
                            (
                                one.seq,
                                str(one.bye),
                                one.connection.state.name,
                                one.connection.close_code,
                                one.connection.close_reason,
                            )
                            for one in others
                        ),
                        "slow",
                        slow.seq,
                        slow.connection.state,
                    )
                    print("XX", server.output()[-1500:])
                    raise
                waits_s.append(loop.time() - began)
            seqs = {one.seq for one in others}
            assert slow.seq < min(seqs), "it was not stalled at all"
            cable.plug()
            await eventually(lambda: slow.seq == max(seqs))
            assert [sub["mode"] for sub in slow.subs] == ["snap", "snap"]
            assert slow.docs == others[0].docs
            assert all((one.heard["sub"], one.gaps) == (1, []) for one in others)
    assert max(waits_s) < SHOWN_S
    report(Tried("network", "one stalled screen among fifty", 1, len(waits_s)))
    with capsys.disabled():
        print(f"\n{len(waits_s)} orders past a stalled screen; on the others after {max(waits_s):.2f} s at most")
