"""`python -m bench.readme`: puts the tables of the latest run into the README, each between its two marks."""

from __future__ import annotations

import re

import msgspec

from bench.__main__ import RESULTS, Part
from bench.servers import ROOT
from bench.table import table

README = ROOT / "README.md"


def filled(text: str, name: str, part: Part) -> str:
    """The text with this part's figures; raises SystemExit where it has no place for them."""
    begin, end = f"<!-- bench {name} -->", f"<!-- end of bench {name} -->"
    told = f"{begin}\n{part.run}:\n\n{table(part.rows)}\n{end}"
    changed, found = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: told, text, flags=re.DOTALL)
    if found != 1:
        raise SystemExit(f"README.md has {found} places between {begin} and {end}, and needs one")
    return changed


def main() -> None:
    text = README.read_text(encoding="utf-8")
    for name, part in msgspec.json.decode(RESULTS.read_bytes(), type=dict[str, Part]).items():
        text = filled(text, name, part)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
