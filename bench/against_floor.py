"""Ours against the floor in turns: three workloads of tills and screens, as ratios beside the spread of the floor."""

from __future__ import annotations

import secrets
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bench.load import Figures, Spec
from bench.servers import ROOT, cpu_s, memory_mb, ours, running
from bench.sizes import Sizes, measure
from bench.table import Row

ROUNDS = 11
"""Medians of at least eleven, as a single round says little on a shared machine."""
WORKLOADS = {
    "a": ("1 till, 1 screen", 1, 1, 300),
    "b": ("1 till, 20 screens", 1, 20, 200),
    "c": ("20 tills, 20 screens, flat out", 20, 20, 40),
}
FIGURES = {
    "ack_p50_ms": "order → acknowledged, p50 ms",
    "ack_p99_ms": "order → acknowledged, p99 ms",
    "frame_p50_ms": "order → frame at the screen, p50 ms",
    "frame_p99_ms": "order → frame at the screen, p99 ms",
    "orders_per_s": "orders a second",
    "cpu_ms": "server CPU of an order, ms",
    "rss_mb": "memory of the server, MB",
}
TARGETS = {
    ("a", "frame_p50_ms"): ("<=", 1.3), ("a", "frame_p99_ms"): ("<=", 2.0),
    ("a", "ack_p50_ms"): ("<=", 1.3), ("a", "ack_p99_ms"): ("<=", 2.0),
    ("b", "frame_p50_ms"): ("<=", 1.3), ("b", "frame_p99_ms"): ("<=", 2.0),
    ("b", "ack_p50_ms"): ("<=", 1.3), ("b", "ack_p99_ms"): ("<=", 2.0),
    ("c", "orders_per_s"): (">=", 0.5),
}  # fmt: skip


def floor(sizes: Sizes) -> Callable[[int, Path], list[str]]:
    text = msgspec.json.encode(sizes).decode()
    return lambda port, folder: [sys.executable, "-m", "bench.floor", str(folder / "floor.db"), str(port), text]


class Round(Struct, frozen=True):
    figures: Figures
    cpu_ms: float
    """Of the server for each order, those to warm up and the joins of the screens included."""
    rss_mb: float
    sizes: Sizes | None
    """Of ours only."""


def one_round(command: Callable[[int, Path], list[str]], workload: str) -> Round:
    _, tills, screens, orders = WORKLOADS[workload]
    with running(command) as server:
        spec = Spec(server.port, server.token, tills, screens, orders, warmup=20, run=secrets.token_hex(2))
        before = cpu_s(server.pid)
        text = subprocess.run(
            [sys.executable, "-m", "bench.load", msgspec.json.encode(spec).decode()],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        figures = msgspec.json.decode(text, type=Figures)
        cpu_ms = (cpu_s(server.pid) - before) * 1e3 / (tills * (orders + spec.warmup))
        rss_mb = memory_mb(server.pid)
        database = server.folder / "kds.db"
        sizes = measure(database, figures.answer_bytes) if database.exists() else None
    if figures.missing:
        raise SystemExit(f"{figures.missing} frames never came")
    return Round(figures, cpu_ms, rss_mb, sizes)


def quantile(values: Sequence[float], q: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def summary(taken: Round) -> dict[str, float]:
    figures = taken.figures
    return {
        "ack_p50_ms": quantile(figures.ack_ms, 0.5),
        "ack_p99_ms": quantile(figures.ack_ms, 0.99),
        "frame_p50_ms": quantile(figures.frame_ms, 0.5),
        "frame_p99_ms": quantile(figures.frame_ms, 0.99),
        "orders_per_s": figures.orders_per_s,
        "cpu_ms": taken.cpu_ms,
        "rss_mb": taken.rss_mb,
    }


def compare(workload: str, rounds: int = ROUNDS) -> Iterator[Row]:
    """Floor, ours, floor again in each round: the ratio of ours, and floor against floor as the spread."""
    sizes = one_round(ours, workload).sizes
    assert sizes is not None, "ours keeps its log in kds.db"
    base = floor(sizes)
    rows: list[tuple[dict[str, float], dict[str, float], dict[str, float]]] = []
    for number in range(rounds):
        first, mine, last = (summary(one_round(command, workload)) for command in (base, ours, base))
        rows.append((first, mine, last))
        print(f"  {workload} round {number + 1}/{rounds}", file=sys.stderr, flush=True)
    for figure, name in FIGURES.items():
        firsts, mines, lasts = ([row[i][figure] for row in rows] for i in range(3))
        ratio = statistics.median(m / ((f + s) / 2) for f, m, s in zip(firsts, mines, lasts, strict=True))
        spread = [s / f for f, s in zip(firsts, lasts, strict=True)]
        sign, bound = TARGETS.get((workload, figure), ("", 0.0))
        yield Row(
            workload=f"({workload}) {WORKLOADS[workload][0]}",
            figure=name,
            beside=f"{statistics.median(firsts + lasts):.2f}",
            ours=statistics.median(mines),
            ratio=f"{ratio:.2f} ×",
            spread=f"{min(spread):.2f}–{max(spread):.2f}",
            target=f"{sign} {bound} ×" if sign else "–",
            met={"<=": ratio <= bound, ">=": ratio >= bound}.get(sign),
        )
