"""Runs the simulated service against a server: sources that order, screens that cook and serve."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from msgspec import Struct

from kds.demo.cooks import Pass, Station
from kds.demo.narrator import Narrator
from kds.demo.orders import Call
from kds.demo.screen import Person, Screen, Where
from kds.demo.script import Leave, SoldOut, TakeBack, service
from kds.demo.till import Till
from kds.kitchen.commands import ScreenCommand, SetAvailability
from kds.kitchen.model import PASS
from kds.kitchen.setup import Kitchen
from kds.service.ports import Clock


class Plan(Struct, frozen=True):
    """What the visitor chose. `speed` 10 plays ten minutes in one."""

    kitchen: Kitchen
    speed: float
    seed: int
    run: str
    """Tells this run's orders from those of an earlier one on the same data folder."""


class Show:
    """One run of the simulated service, until it is cancelled."""

    def __init__(self, plan: Plan, where: Where, clock: Clock, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._where = where
        self._say = say
        self._till = Till(where, clock, plan.speed)
        self._cooks = {
            station.id: Station(station.id, two_taps=station.start, seed=plan.seed)
            for station in plan.kitchen.stations
            if station.kind == "prep"
        }
        self._screens = {id: Screen(where, f"demo {id}", "cook", id) for id in self._cooks}
        self._narrator = Narrator()
        self._left: dict[str, float] = {}
        self._started_s = 0.0

    async def run(self) -> None:
        try:
            await self._till.ready()
            self._started_s = asyncio.get_running_loop().time()
            async with asyncio.TaskGroup() as group:
                for id, screen in self._screens.items():
                    group.create_task(screen.run(partial(self._decide, self._cooks[id])))
                group.create_task(self._pass_screen())
                group.create_task(self._script())
        finally:
            await self._till.close()

    def _now_s(self) -> float:
        """Seconds of the simulated service."""
        return (asyncio.get_running_loop().time() - self._started_s) * self._plan.speed

    def _decide(self, person: Person, screen: Screen) -> list[ScreenCommand]:
        now_s = self._now_s()
        left = {ticket for ticket, until_s in self._left.items() if now_s < until_s}
        for refusal in screen.refusals:
            self._say(f"{screen.name} ... refused: {refusal}")
        screen.refusals.clear()
        return person.next(screen.tickets.values(), left, now_s)

    async def _pass_screen(self) -> None:
        person = Pass()

        def decide(screen: Screen) -> list[ScreenCommand]:
            for line in self._narrator.news(screen.tickets.values()):
                self._say(f"kitchen  {line}")
            return self._decide(person, screen)

        station = next((station.id for station in self._plan.kitchen.stations if station.kind == "expo"), PASS)
        await Screen(self._where, "demo pass", "expo", station).run(decide)

    async def _script(self) -> None:
        plan = self._plan
        for moment in service(plan.kitchen, seed=plan.seed, run=plan.run):
            await asyncio.sleep(max(0.0, (moment.at_s - self._now_s()) / plan.speed))
            match moment.act:
                case Call() as call:
                    self._say(await self._till.send(call))
                case Leave() as leave:
                    self._left[leave.ticket] = self._now_s() + leave.for_s
                    self._say(f"kitchen  {leave.said}")
                case TakeBack():
                    self._take_back()
                case SoldOut() as sold_out:
                    next(iter(self._screens.values())).give(SetAvailability(sold_out.sku, sold_out.available))
                    self._say(f"kitchen  {sold_out.said}")

    def _take_back(self) -> None:
        for id, cooks in self._cooks.items():
            recall = cooks.second_thoughts(self._screens[id].tickets.values())
            if recall is not None:
                self._screens[id].give(recall)
                self._say(f"kitchen  {id} recalls its last bump")
                return
