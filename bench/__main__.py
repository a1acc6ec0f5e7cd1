"""`make bench`: ours against the floor in turns, what must not grow, and the pages in a slow browser; one table."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import time
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from bench import against_floor, browser, growth
from bench.servers import ROOT
from bench.table import Row, table

RESULTS = ROOT / "bench" / "results" / "latest.json"


class Part(Struct, frozen=True):
    """What one part measured, and when."""

    run: str
    rows: tuple[Row, ...]


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def measure_floor(options: argparse.Namespace) -> Part:
    rows = [
        row for name in chosen(options, against_floor.WORKLOADS) for row in against_floor.compare(name, options.rounds)
    ]
    return Part(f"{time.strftime('%Y-%m-%d')}, {machine()}, {options.rounds} rounds", tuple(rows))


def measure_growth(options: argparse.Namespace) -> Part:
    plan = growth.Plan(options.seconds, options.turns, options.rounds, options.rounds, options.old)
    rows = [row for name in chosen(options, growth.WORKLOADS) for row in growth.measure(name, plan)]
    told = f"{plan.turns} × {plan.seconds} s of (d) and (e), {plan.rounds} rounds of the rest"
    return Part(f"{time.strftime('%Y-%m-%d')}, {machine()}, {told}", tuple(rows))


def chosen(options: argparse.Namespace, workloads: Collection[str]) -> list[str]:
    return [name for name in sorted(workloads) if not options.only or name in options.only]


def measure_browser(options: argparse.Namespace) -> Part:
    version, rows = asyncio.run(
        browser.measure(options.pages, browser.Plan(options.taps, options.orders, options.tickets))
    )
    return Part(f"{time.strftime('%Y-%m-%d')}, {machine()}, {version}", tuple(rows))


PARTS: dict[str, Callable[[argparse.Namespace], Part]] = {
    "floor": measure_floor,
    "growth": measure_growth,
    "browser": measure_browser,
}
DEFAULT = ("floor", "growth")
"""In a quarter of an hour; the browser takes another, and wants to be asked for."""


def earlier(out: Path) -> dict[str, Part]:
    """What was measured before; the parts that are not measured now stay."""
    try:
        return msgspec.json.decode(out.read_bytes(), type=dict[str, Part]) if out.exists() else {}
    except msgspec.DecodeError as error:
        raise SystemExit(f"{out} was written by another version ({error}): remove it, or name another --out") from error


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--part", choices=sorted(PARTS), action="append", help="only this part; the others stay as they were"
    )
    parser.add_argument("--rounds", type=int, default=against_floor.ROUNDS)
    parser.add_argument(
        "--only", choices=sorted([*against_floor.WORKLOADS, *growth.WORKLOADS]), action="append", help="this workload"
    )
    parser.add_argument("--seconds", type=int, default=growth.Plan().seconds, help="of a turn of (d) and (e)")
    parser.add_argument("--turns", type=int, default=growth.Plan().turns, help="of (d) and (e)")
    parser.add_argument("--old", type=int, default=growth.Plan().old, help="tickets of the past in (e)")
    parser.add_argument("--pages", nargs="+", choices=sorted(browser.PATHS), default=list(browser.PATHS))
    parser.add_argument("--taps", type=int, default=browser.Plan().taps)
    parser.add_argument("--orders", type=int, default=browser.Plan().orders)
    parser.add_argument("--tickets", type=int, default=browser.Plan().tickets, help="of the simulated day; 0: no day")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    known = earlier(options.out)
    measured = {name: part for name in options.part or DEFAULT if (part := PARTS[name](options)).rows}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(known | measured), indent=1))
    for part in measured.values():
        print(f"\n{part.run}")
    rows = [row for part in measured.values() for row in part.rows]
    print(f"\n{table(rows)}")
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
