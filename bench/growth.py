"""What must not grow: one stalled screen among fifty, a million old tickets on disk, fifty screens that come back."""

from __future__ import annotations

import secrets
import statistics
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from bench import comeback, old_tickets
from bench.against_floor import quantile
from bench.pace import Measured, Pace, Side
from bench.servers import ROOT, ours, running
from bench.table import Row, at_most

SCREENS = 50
OPEN = 200
PER_S = 5
RSS_MB = 90.0
BACK_MS = 2_000.0
PROPORTION = 3.0
"""Times the least bytes: a snapshot is taken where a delta would be large, and holds what did not change, too."""
SLICE = 75
"""The sides are compared over so many orders at a time, which come in 15 s."""
KINDS = {"snap": "snapshot", "delta": "delta", "fork": "snapshot"}

WORKLOADS = {
    "d": "5 orders/s, 50 screens, one of them stalled; beside it none stalled",
    "e": "5 orders/s, 50 screens, {old} old tickets on disk; beside it an empty disk",
    "f": "50 screens come back at once after a cut",
}


class Plan(Struct, frozen=True):
    seconds: int = 60
    turns: int = 3
    boots: int = 11
    rounds: int = 11
    """Of (f)."""
    old: int = 1_000_000


def measure(workload: str, plan: Plan) -> Iterator[Row]:
    match workload:
        case "d":
            yield from stalled(plan)
        case "e":
            yield from old(plan)
        case _:
            yield from cut_off(plan)


def stalled(plan: Plan) -> Iterator[Row]:
    runs = []
    for turn in range(plan.turns):
        runs.append(paced(plan, (None, None, None), stalled=1))
        said("d", turn, plan.turns)
    yield from compared(f"(d) {WORKLOADS['d']}", runs, bound=("p50", "p99"))


def old(plan: Plan) -> Iterator[Row]:
    folder = old_tickets.folder_of(plan.old)
    name = f"(e) {WORKLOADS['e'].format(old=f'{plan.old:,}')}"
    with TemporaryDirectory(prefix="kds-bench-") as empty:
        boot_ms(Path(empty))
        boots = [[boot_ms(kept) for kept in (Path(empty), folder, Path(empty))] for _ in range(plan.boots)]
    runs = []
    for turn in range(plan.turns):
        runs.append(paced(plan, (None, folder, None)))
        said("e", turn, plan.turns)
    yield beside(name, "boot, ms", boots, bound=True)
    yield from compared(name, runs, bound=("p50",))
    yield Row(name, "data folder, GB", old_tickets.size_gb(folder))


def cut_off(plan: Plan) -> Iterator[Row]:
    found = comeback.measure(plan.rounds)
    for cut_s in comeback.CUTS_S:
        backs = [back for back in found.backs if back.cut_s == cut_s]
        orders = f"{cut_s * comeback.PER_S:,} orders"
        name = f"(f) {WORKLOADS['f']} of {cut_s} s, {orders}"
        took = [back.joined.took_ms for back in backs]
        yield at_most(name, "until all hold everything, median ms", statistics.median(took))
        yield at_most(name, "until all hold everything, worst ms", max(took), BACK_MS)
        yield at_most(name, f"bytes to each screen, as a {KINDS[backs[0].joined.mode]}", mean_bytes(backs))
        over = statistics.median(back.joined.screen_bytes / back.least_bytes for back in backs)
        yield at_most(name, "bytes, times what differs", over, PROPORTION, "×")
        waits = [wait for back in backs for wait in back.waits_ms]
        yield at_most(name, "order → acknowledged meanwhile, median ms", statistics.median(waits))
        yield at_most(name, "order → acknowledged meanwhile, worst ms", max(waits))
    name = f"(f) {SCREENS} screens, {OPEN} open tickets"
    yield at_most(name, "order → acknowledged while none comes back, median ms", statistics.median(found.usual_ms))
    yield at_most(name, "memory of the server, most, MB", found.rss_mb, RSS_MB, "MB")


def mean_bytes(backs: Sequence[comeback.Back]) -> float:
    return statistics.median(back.joined.screen_bytes for back in backs)


def boot_ms(kept: Path) -> float:
    with running(ours, kept) as server:
        return server.boot_ms


def paced(plan: Plan, folders: Sequence[Path | None], stalled: int | None = None) -> list[Measured]:
    """One server for each folder, all at the same time, their orders in turns."""
    with ExitStack() as servers:
        started = [servers.enter_context(running(ours, folder)) for folder in folders]
        sides = tuple(Side(one.port, one.token, one.pid, n == stalled) for n, one in enumerate(started))
        pace = Pace(sides, plan.seconds, PER_S, SCREENS, OPEN, secrets.token_hex(2))
        spec = msgspec.json.encode(pace).decode()
        told = subprocess.run(
            [sys.executable, "-m", "bench.pace", spec], cwd=ROOT, check=True, stdout=subprocess.PIPE
        ).stdout
    return msgspec.json.decode(told, type=list[Measured])


def compared(name: str, runs: Sequence[Sequence[Measured]], bound: Collection[str]) -> Iterator[Row]:
    """`bound`: the quantiles that have to stay within the spread."""
    for figure, of in (("order → acknowledged", acked), ("order → frame at the screen", framed)):
        for q, called in ((0.5, "p50"), (0.99, "p99")):
            slices = [[quantile(of(side, start), q) for side in run] for run in runs for start in slice_starts(run[0])]
            yield beside(name, f"{figure}, {called} ms", slices, bound=called in bound)
    yield beside(name, "server CPU of an order that is cooked and served, ms", [[s.cpu_ms for s in r] for r in runs])
    yield beside(name, "memory of the server, MB", [[side.rss_mb for side in run] for run in runs])


def slice_starts(side: Measured) -> range:
    return range(0, len(side.ack_ms) - SLICE + 1, SLICE)


def acked(side: Measured, start: int) -> list[float]:
    return side.ack_ms[start : start + SLICE]


def framed(side: Measured, start: int) -> list[float]:
    return [ms for order in side.frame_ms[start : start + SLICE] for ms in order]


def beside(name: str, figure: str, triples: Sequence[Sequence[float]], *, bound: bool = False) -> Row:
    """The second of each three against the first and third, and the third against the first as the spread."""
    ratio = statistics.median(mine / ((first + last) / 2) for first, mine, last in triples)
    spread = [last / first for first, _, last in triples]
    return Row(
        name, figure,
        ours=statistics.median(mine for _, mine, _ in triples),
        target="within the spread" if bound else "–",
        met=ratio <= max(spread) if bound else None,
        beside=f"{statistics.median([value for first, _, last in triples for value in (first, last)]):.2f}",
        ratio=f"{ratio:.2f} ×",
        spread=f"{min(spread):.2f}–{max(spread):.2f}",
    )  # fmt: skip


def said(workload: str, turn: int, turns: int) -> None:
    print(f"  {workload} turn {turn + 1}/{turns}", file=sys.stderr, flush=True)
