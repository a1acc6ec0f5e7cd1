"""`make soak`: fifty screens on bad lines for SOAK_MINUTES; exits with 1 unless all end agreed and memory is flat."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import traceback
from pathlib import Path

from tests.effort import SEED, Wrong
from tests.process.soak import FLAT, SCREENS, Soaked, soak

MINUTES = "SOAK_MINUTES"


def told(soaked: Soaked) -> str:
    faults = ", ".join(f"{what} {count}" for what, count in sorted(soaked.faults.items()))
    joins = ", ".join(f"{count} with a {mode}" for mode, count in sorted(soaked.joins.items()))
    third = len(soaked.rss_mb) // 3
    return "\n".join(
        (
            f"{SCREENS} screens, {soaked.tickets} tickets, {soaked.acknowledged} acknowledgements",
            f"faults: {faults}",
            f"joins: {joins}",
            f"all agreed {soaked.agreed_s:.1f} s after the last fault",
            f"memory of the server: {soaked.rss_mb[0]:.1f} MB at first, {soaked.rss_mb[third]:.1f} after a third, "
            f"{soaked.rss_mb[-1]:.1f} at the end; last third against the middle third {soaked.growth:.3f} ×, "
            f"at most {FLAT} ×",
        )
    )


def main() -> int:
    seconds = float(os.environ.get(MINUTES) or 10) * 60
    seed = int(os.environ.get(SEED) or 1)
    with tempfile.TemporaryDirectory() as folder:
        try:
            soaked = asyncio.run(soak(Path(folder) / "data", seconds, seed, lambda line: print(line, flush=True)))
        except AssertionError as error:
            traceback.print_exc()
            found = error.found if isinstance(error, Wrong) else {}
            counted = ", ".join(f"{kind} {len(texts)}" for kind, texts in found.items())
            print(f"FAILED: {counted or 'it did not come in time'}")
            print(f"Play it again with: {SEED}={seed} {MINUTES}={seconds / 60:g} python -m tests.soak")
            return 1
    print(told(soaked))
    if soaked.growth > FLAT:
        print("FAILED: the memory of the server is not flat")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
