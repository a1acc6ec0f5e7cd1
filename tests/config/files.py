"""A small pair of kitchen files on disk, to be spoilt one line at a time."""

from __future__ import annotations

from pathlib import Path

from kds.config import KitchenFileError, Loaded, Problem, read_kitchen

STATIONS = """\
store:
  id: test
  name: {zh-Hans: 试, en: Test}
  languages: [zh-Hans, en]
  timezone: Asia/Shanghai
  currency: CNY
menu: menu.yaml
stations:
  - {id: wok, name: {zh-Hans: 热菜, en: Wok}}
  - {id: noodle, name: {zh-Hans: 面点, en: Noodles}}
  - {id: expo, name: {zh-Hans: 传菜, en: Pass}, kind: expo}
default_station: wok
routes:
  - {category: noodles, to: [noodle, wok]}
  - {category: wok, to: wok}
modifiers:
  - {modifier: 加面, to: noodle, prep: 3m}
timeouts:
  dine_in: {attention: 10m, late: 15m}
close_on: {takeaway: ready}
sources:
  - {id: pos}
"""

MENU = """\
dishes:
  - {sku: N1, name: {zh-Hans: 担担面, en: Dan Dan Noodles}, category: noodles, prep: [3m, 2m], price: 18}
  - {sku: W1, name: {zh-Hans: 麻婆豆腐, en: Mapo Tofu}, category: wok, tags: [spicy], prep: 6m, price: 28.50}
"""


class KitchenFiles:
    """The pair in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.stations = folder / "stations.yaml"
        self.menu = folder / "menu.yaml"
        self.stations.write_text(STATIONS, encoding="utf-8")
        self.menu.write_text(MENU, encoding="utf-8")

    def edit(self, was: str, now: str) -> None:
        """Replaces a text that stands in exactly one of the two."""
        (path,) = [path for path in (self.stations, self.menu) if was in path.read_text(encoding="utf-8")]
        path.write_text(path.read_text(encoding="utf-8").replace(was, now, 1), encoding="utf-8")

    def loaded(self) -> Loaded:
        reading = read_kitchen(self.stations)
        assert isinstance(reading, Loaded), str(reading)
        return reading

    def errors(self) -> list[str]:
        reading = read_kitchen(self.stations)
        assert isinstance(reading, KitchenFileError)
        return [self._short(problem) for problem in reading.problems]

    def warnings(self) -> list[str]:
        return [self._short(problem) for problem in self.loaded().warnings]

    def _short(self, problem: Problem) -> str:
        """Without the folder, which differs from run to run."""
        return str(problem).replace(f"{self.stations.parent}/", "")
