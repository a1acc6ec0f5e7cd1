"""An evening with fifty screens on bad lines: orders and taps all the while, and at the end everybody must agree."""

from __future__ import annotations

import asyncio
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

import psutil
from msgspec import Struct

from tests.process.agreement import all_agree
from tests.process.shift import Screen, Shift, Wish, cooked, served
from tests.process.weather import Network, Weather
from tests.serverprocess import ServerProcess
from tests.sync.glass import Frame

COOKS, PASSES, WATCHERS = 8, 4, 38
"""Each ticket has one cook and one pass who tap, so that every tap must stand; the others only look."""
SCREENS = COOKS + PASSES + WATCHERS
PER_CABLE = 5
"""Screens that share what befalls one cable, as they share an access point."""
TILLS = 3
PAUSE_S = 0.6
"""Of each of the three tills: five orders a second, with what is added to them."""
TURN_S = 1.0
"""Between two turns of the weather."""
FAIR = 0.1
"""Share of the turns that make everything whole: some screens are away for 10 s and more, and dropped."""
LAST_CUT_S = 3.0
"""At the end nobody hears anything for so long, while orders go on: everybody has to come back right from that."""
FLAT = 1.05
"""Memory is flat while the median of the last third is at most so many times that of the middle third."""


class Soaked(Struct, frozen=True):
    """What an evening came to; anything lost, doubled or diverged raised."""

    faults: Counter[str]
    joins: Counter[str]
    acknowledged: int
    tickets: int
    agreed_s: float
    """How long after the last fault all screens held what the log says."""
    rss_mb: tuple[float, ...]
    """Of the server, once a turn."""

    @property
    def growth(self) -> float:
        """The median of the last third of the evening against the middle third."""
        third = len(self.rss_mb) // 3
        return statistics.median(self.rss_mb[-third:]) / statistics.median(self.rss_mb[third:-third])


async def soak(folder: Path, seconds: float, seed: int, say: Callable[[str], None] = lambda _: None) -> Soaked:
    """Raises AssertionError with what is wrong."""
    rss_mb = []
    with ExitStack() as closing:
        network = Network(closing)
        chance = random.Random(seed)
        weather = Weather(network, chance)
        server = ServerProcess(folder)
        shift = Shift(server, partial(shared, network, count()), fifty, PAUSE_S)
        try:
            server.start()
            shift.begin()
            process = psutil.Process(server.process.pid)
            until_s = asyncio.get_running_loop().time() + seconds
            for turn in count(1):
                weather.clears() if chance.random() < FAIR else weather.turns()
                await shift.goes_on(TURN_S)
                rss_mb.append(process.memory_info().rss / 1e6)
                if asyncio.get_running_loop().time() > until_s:
                    break
                if turn % 30 == 0:
                    say(f"{turn} turns, {shift.answered} answers, {rss_mb[-1]:.1f} MB")
            agreed_s = await whole_again(shift, network, weather)
        finally:
            await shift.end()
    joins = sum((screen.modes for screen in shift.screens), Counter[str]())
    tickets = sum(len(till.acknowledged) for till in shift.tills)
    return Soaked(weather.count, joins, shift.answered, tickets, agreed_s, tuple(rss_mb))


async def whole_again(shift: Shift, network: Network, weather: Weather) -> float:
    """After a last cut, of all at once, how long it takes until everything is answered and all agree."""
    loop = asyncio.get_running_loop()
    weather.clears()
    for cable in network.cables:
        cable.pull()
    await shift.goes_on(LAST_CUT_S)
    for cable in network.cables:
        cable.reset()
        cable.plug()
    began = loop.time()
    await shift.comes_to_rest()
    agreed_s = loop.time() - began
    all_agree(shift)
    return agreed_s


def shared(network: Network, numbers: Iterator[int], port: int) -> int:
    """The tills, which come first, stand beside the server; the screens share cables."""
    number = next(numbers) - TILLS
    if number < 0:
        return port
    return network.cables[-1].port if number % PER_CABLE else network.road(port)


def fifty(url: Callable[[], str]) -> tuple[Screen, ...]:
    cooks = (Screen(url(), "cook", partial(of_each, COOKS, n, cooked), f"cook-{n}") for n in range(COOKS))
    passes = (Screen(url(), "expo", partial(of_each, PASSES, n, served), f"expo-{n}") for n in range(PASSES))
    watchers = (Screen(url(), "cook", nothing, f"watcher-{n}") for n in range(WATCHERS))
    return (*cooks, *passes, *watchers)


def of_each(hands: int, hand: int, wishes: Callable[[Frame], Iterator[Wish]], ticket: Frame) -> Iterator[Wish]:
    if int(ticket["id"][:8], 16) % hands == hand:
        yield from wishes(ticket)


def nothing(_: Frame) -> Iterator[Wish]:
    return iter(())
