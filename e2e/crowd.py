"""An evening's orders for pictures: always the same, by the public doors, with a clock that somebody sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from e2e.shop import SAMPLE, Shop
from e2e.till import dish, modifier
from kds.adapters.systemclock import SystemClock
from tests.house import ROOT
from tests.process.rigged import CLOCK
from tests.serverprocess import ServerProcess

NOW = datetime.fromisoformat("2026-03-06T18:42:00+08:00")
"""When the pictures are taken."""
OLDEST_S = 17 * 60
YOUNGEST_S = 14
LONG_LINES = 25
FINISHED_S = 20 * 60
"""So long ago came what is finished by now."""
SEED = 42
COUNTER = ("K07", "K12")
"""Orders at the counter that the wok has finished by now."""

LONG_NAMES = ROOT / "e2e" / "long_names" / "stations.yaml"


class Cuisine(NamedTuple):
    kitchen: Path
    dishes: tuple[str, ...]
    differences: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    guests: tuple[str, ...]
    brand: str
    courier: str
    """Source that brings what couriers fetch."""


CUISINES = {
    "Chinese": Cuisine(
        SAMPLE,
        ("R01", "R04", "S06", "L02", "M01", "Z02", "R07", "S01", "K05", "M11", "R08", "Z05"),
        (("香菜", "no"), ("辣", "extra"), ("酱汁", "side"), ("葱", "no"), ("微辣", "add"), ("加煎蛋", "add")),
        ("少油", "老人吃，少放花椒", "分两盘装"),
        ("陈女士", "王先生", "李小姐"),
        "美团外卖",
        "meituan",
    ),
    "German": Cuisine(
        LONG_NAMES,
        ("A1", "A2", "A3", "B1", "A6", "A4", "A5", "B2", "C1", "C2"),
        (
            ("Röstzwiebeln", "no"),
            ("Petersilienkartoffeln", "extra"),
            ("Preiselbeermarmelade", "side"),
            ("Bautzner Senf", "no"),
            ("Süßkartoffelpommes mit Trüffelmayonnaise", "add"),
        ),
        ("bitte gut durchgebraten", "Geburtstagsgesellschaft, erst nach der Vorspeise", "laktosefrei zubereiten"),
        ("Frau Müller-Lüdenscheidt", "Familie Schwarzenberger", "Herr Ott"),
        "Lieferheld Süddeutschland",
        "lieferheld",
    ),
}


class Hands:
    """Of the server's clock."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.stand_at(OLDEST_S + FINISHED_S)

    def stand_at(self, seconds_ago: float) -> None:
        moment = NOW.timestamp() - seconds_ago
        # In one piece: the server may read at any time.
        self.ahead_ms = round(moment * 1000) - SystemClock().now_ms()
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(self.ahead_ms))
        fresh.replace(self._file)

    @property
    def script(self) -> str:
        """Sets the clock of a page by that of the server."""
        return f"const now = Date.now; Date.now = () => now() + {self.ahead_ms};"


def server(folder: Path, names: str, token: str) -> tuple[ServerProcess, Hands]:
    """A server that is not started yet."""
    file = folder / "clock"
    hands = Hands(file)
    kitchen = CUISINES[names].kitchen
    return ServerProcess(
        folder / "data",
        kitchen=kitchen,
        module="tests.process.rigged",
        env={CLOCK: str(file)} | ({"KDS_TOKEN": token} if token else {}),
    ), hands


def come(shop: Shop, hands: Hands, names: str, tickets: int, *, long: bool) -> None:
    """So many orders, the oldest first, each when it came; then what happened to some of them."""
    cuisine, lot = CUISINES[names], Random(SEED)
    couriers = shop.till_of(cuisine.courier)
    for place in range(tickets):
        share = place / max(1, tickets - 1)
        hands.stand_at(OLDEST_S * (1 - share) ** 1.6 + YOUNGEST_S)
        lines = LONG_LINES if long and place % 4 == 1 else lot.choice((1, 2, 2, 3, 4))
        items = [line(cuisine, lot, f"{place}-{index}") for index in range(lines)]
        number = f"A{118 + place}"
        if place % 4 == 2:
            couriers.place(str(38 + place), *items, service="delivery", brand=cuisine.brand, guest=cuisine.guests[0])
        elif place % 6 == 5:
            shop.till.place(number, *items, service="takeaway", guest=lot.choice(cuisine.guests))
        else:
            note = lot.choice(cuisine.notes) if place % 5 == 3 else ""
            shop.till.place(number, *items, table=str(1 + place % 12), covers=lot.randint(1, 6), note=note)
    if tickets:
        events(shop, hands, cuisine)
    hands.stand_at(0)


def line(cuisine: Cuisine, lot: Random, uid: str) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if lot.random() < 0.45:
        more["modifiers"] = [modifier(*one) for one in lot.sample(cuisine.differences, lot.randint(1, 2))]
    if lot.random() < 0.2:
        more["note"] = lot.choice(cuisine.notes)
    if lot.random() < 0.07:
        more["allergens"] = ["peanut"]
    what = dish(lot.choice(cuisine.dishes), lot.choice(("1", "1", "1", "2", "3")), **more)
    return what | {"uid": uid}


def events(shop: Shop, hands: Hands, cuisine: Cuisine) -> None:
    """The till hurries an order, adds to one, voids a dish, and takes one for later."""
    till = shop.till
    hands.stand_at(130)
    till.rush("A118")
    till.add("A119", dish(cuisine.dishes[2]) | {"uid": "more"})
    till.void("A121", "3-0", cuisine.notes[0])
    till.place(
        "A099",
        dish(cuisine.dishes[0], "2"),
        dish(cuisine.dishes[3]),
        table="12",
        covers=4,
        due_at=(NOW + timedelta(hours=1)).isoformat(),
    )
    hands.stand_at(95)
    for number in COUNTER:
        till.place(number, dish(cuisine.dishes[0]), service="takeaway", guest=cuisine.guests[1], priority=1)
    hands.stand_at(8)
    till.place("A100", dish(cuisine.dishes[0]), dish(cuisine.dishes[1], course=2), table="9", hold=[2], priority=1)
