"""`make bench`: ours against the floor in turns, one table on the terminal and one JSON file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.load import Figures, Spec
from bench.sizes import Sizes, measure

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 11
"""Medians of at least eleven, as a single round says little on a shared machine."""
WORKLOADS = {
    "a": ("1 till, 1 screen", 1, 1, 300),
    "b": ("1 till, 20 screens", 1, 20, 200),
    "c": ("20 tills, 20 screens, flat out", 20, 20, 40),
}
BOOT_TIMEOUT_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Callable[[int, Path], list[str]], token: str) -> Iterator[tuple[int, Path]]:
    """A server in a process and an empty data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="kds-bench-") as folder:
        port = free_port()
        process = subprocess.Popen(
            command(port, Path(folder)), cwd=ROOT, env={**os.environ, "KDS_TOKEN": token}, stdout=subprocess.DEVNULL
        )
        try:
            wait_ready(port, process)
            yield port, Path(folder)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + BOOT_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the server ended at start with code {process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/readyz", timeout=1).read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not get ready")


def ours(port: int, folder: Path) -> list[str]:
    return [
        sys.executable, "-m", "kds", "serve", "--port", str(port), "--data", str(folder), "--kitchen", "stations.yaml",
    ]  # fmt: skip


def floor(sizes: Sizes) -> Callable[[int, Path], list[str]]:
    text = msgspec.json.encode(sizes).decode()
    return lambda port, folder: [sys.executable, "-m", "bench.floor", str(folder / "floor.db"), str(port), text]


def one_round(command: Callable[[int, Path], list[str]], workload: str) -> tuple[Figures, Sizes | None]:
    _, tills, screens, orders = WORKLOADS[workload]
    token = secrets.token_hex(16)
    with running(command, token) as (port, folder):
        spec = Spec(port, token, tills, screens, orders, warmup=20, run=secrets.token_hex(2))
        text = subprocess.run(
            [sys.executable, "-m", "bench.load", msgspec.json.encode(spec).decode()],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        figures = msgspec.json.decode(text, type=Figures)
        database = folder / "kds.db"
        sizes = measure(database, figures.answer_bytes) if database.exists() else None
    if figures.missing:
        raise SystemExit(f"{figures.missing} frames never came")
    return figures, sizes


def quantile(values: list[float], q: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def summary(figures: Figures) -> dict[str, float]:
    return {
        "ack_p50_ms": quantile(figures.ack_ms, 0.5),
        "ack_p99_ms": quantile(figures.ack_ms, 0.99),
        "frame_p50_ms": quantile(figures.frame_ms, 0.5),
        "frame_p99_ms": quantile(figures.frame_ms, 0.99),
        "orders_per_s": figures.orders_per_s,
    }


def compare(workload: str, rounds: int) -> dict[str, dict[str, float]]:
    """Floor, ours, floor again in each round: the ratio of ours, and floor against floor as the spread."""
    _, sizes = one_round(ours, workload)
    assert sizes is not None, "ours keeps its log in kds.db"
    base = floor(sizes)
    rows: list[tuple[dict[str, float], dict[str, float], dict[str, float]]] = []
    for number in range(rounds):
        rows.append((summary(one_round(base, workload)[0]), summary(one_round(ours, workload)[0]),
                     summary(one_round(base, workload)[0])))  # fmt: skip
        print(f"  {workload} round {number + 1}/{rounds}", file=sys.stderr, flush=True)
    result = {}
    for figure in rows[0][0]:
        first, mine, second = ([row[i][figure] for row in rows] for i in range(3))
        result[figure] = {
            "floor": statistics.median(first + second),
            "ours": statistics.median(mine),
            "ratio": statistics.median(m / ((f + s) / 2) for f, m, s in zip(first, mine, second, strict=True)),
            "spread_low": min(s / f for f, s in zip(first, second, strict=True)),
            "spread_high": max(s / f for f, s in zip(first, second, strict=True)),
        }
    return result


TARGETS = {
    ("a", "frame_p50_ms"): ("<=", 1.3), ("a", "frame_p99_ms"): ("<=", 2.0),
    ("a", "ack_p50_ms"): ("<=", 1.3), ("a", "ack_p99_ms"): ("<=", 2.0),
    ("b", "frame_p50_ms"): ("<=", 1.3), ("b", "frame_p99_ms"): ("<=", 2.0),
    ("b", "ack_p50_ms"): ("<=", 1.3), ("b", "ack_p99_ms"): ("<=", 2.0),
    ("c", "orders_per_s"): (">=", 0.5),
}  # fmt: skip


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def table(results: dict[str, dict[str, dict[str, float]]]) -> tuple[str, bool]:
    lines = [
        "| workload | figure | floor | ours | ratio | floor against floor | target | met |",
        "|---|---|---|---|---|---|---|---|",
    ]
    all_met = True
    for workload, figures in results.items():
        for figure, row in figures.items():
            sign, bound = TARGETS.get((workload, figure), ("", 0.0))
            met = {"<=": row["ratio"] <= bound, ">=": row["ratio"] >= bound}.get(sign, True)
            all_met = all_met and met
            target = f"{sign} {bound} ×" if sign else "–"
            lines.append(
                f"| ({workload}) {WORKLOADS[workload][0]} | {figure} | {row['floor']:.2f} | {row['ours']:.2f} "
                f"| {row['ratio']:.2f} × | {row['spread_low']:.2f}–{row['spread_high']:.2f} | {target} "
                f"| {('yes' if met else 'NO') if sign else ''} |"
            )
    return "\n".join(lines), all_met


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=sorted(WORKLOADS), action="append")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "latest.json")
    options = parser.parse_args()
    results = {name: compare(name, options.rounds) for name in options.only or sorted(WORKLOADS)}
    text, all_met = table(results)
    print(f"\n{time.strftime('%Y-%m-%d')}, {machine()}, {options.rounds} rounds\n\n{text}")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"machine": machine(), "rounds": options.rounds, "results": results}, indent=1))
    return 0 if all_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
