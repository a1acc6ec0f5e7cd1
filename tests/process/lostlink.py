"""Packets that are really lost: `python -m tests.process.lostlink <folder>` in a network namespace of its own.

The screens call from another address of this machine, and the kernel is told to drop whatever goes between the
two. Neither end hears of it: no reset, no acknowledgement, as when a switch loses its power.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psutil

from kds.wire.limits import PONG_MS, RELEASE_MS
from tests.cable import Cable
from tests.process.agreement import all_agree
from tests.process.shift import WATCHDOG_S, working
from tests.sync.harness import eventually

AWAY = "127.0.0.2"
TILLS = 3
CUT_S = 3
"""Longer than any hiccup."""
PAUSE_S = 0.1
"""Of each till: orders go on while nobody cooks, and all of them are to be cooked afterwards."""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def prepare() -> None:
    """The kernel looks its own addresses up first; what drops them must come before."""
    ip("link", "set", "lo", "up")
    ip("rule", "add", "priority", "100", "lookup", "local")
    ip("rule", "del", "priority", "0")


def lose(what: str) -> None:
    for direction in ("from", "to"):
        ip("rule", what, "priority", "10", direction, AWAY, "blackhole")


def far(server: psutil.Process) -> int:
    """Connections that the server holds with the other address."""
    return sum(
        one.status == psutil.CONN_ESTABLISHED and bool(one.raddr) and one.raddr.ip == AWAY
        for one in server.net_connections("tcp")
    )


async def everything_is_lost_for_a_while(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    roads = count()
    with ExitStack() as closing:

        def road(port: int) -> int:
            # The tills come first, and by another way: an HTTP answer in flight is not bound to a screen's 20 s.
            if next(roads) < TILLS:
                return port
            return closing.enter_context(Cable(port, source=AWAY)).port

        async with working(folder, road, PAUSE_S) as shift:
            shift.server.start()
            await shift.until(lambda: shift.answered > 50)
            server = psutil.Process(shift.server.process.pid)
            assert far(server) >= len(shift.screens)
            began, joined = loop.time(), shift.joins
            lose("add")
            await eventually(lambda: far(server) == 0, RELEASE_MS / 1000)
            freed_s = loop.time() - began
            assert freed_s > PONG_MS / 1000 - CUT_S, "they were let go for another reason"
            lose("del")
            # A screen gives up what is silent and dials anew.
            await shift.until(lambda: shift.joins >= joined + len(shift.screens))
            back_s = loop.time() - began - freed_s
            assert back_s < WATCHDOG_S + CUT_S
            await shift.comes_to_rest()
            all_agree(shift)
            print(f"let go after {freed_s:.1f} s, back {back_s:.1f} s after that; acknowledged {shift.answered}")


if __name__ == "__main__":
    prepare()
    asyncio.run(everything_is_lost_for_a_while(Path(sys.argv[1]) / "data"))
