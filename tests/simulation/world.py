"""One seeded kitchen: tablets, tills and a server; a time in which everything goes wrong, and then it is healed."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from kds.service.memory_log import MemoryDisk
from kds.wire.version import SCHEMA
from tests.builders import NOON_MS
from tests.record import Line, Phase
from tests.simulation.browser import SEED, Browser
from tests.simulation.connection import Connection
from tests.simulation.kernel import Kernel, WorldClock, on_grid
from tests.simulation.kitchen import NIGHTS, kitchen_of, places_of
from tests.simulation.mishaps import MISHAPS
from tests.simulation.network import Link, Wire
from tests.simulation.server import Server
from tests.simulation.tablets import Device, Screen
from tests.simulation.till import Till

TROUBLE_MS = (1_500, 6_000)
"""How long things go wrong."""

DECIDING_MS = 3_000
"""The server is mostly back by then, and with it what screens held; more would only pile up work for the end."""

DOWN_MS = (50, 3_000)
"""How long the server is away when it died."""

DRIP_MS = 100

PATIENCE_MS = 60_000
"""A healed world that is not level by then never will be."""

ORDERED = ("source", "external_id", "revision")
"""What an order is known by."""

LOOK_MS = 100
"""How often it is looked whether the healed world is level."""


class World:
    def __init__(self, seed: int, browser: Browser) -> None:
        self.kernel = Kernel(seed)
        self.record: list[Line] = []
        self.tally: Counter[str] = Counter()
        chance = self.kernel.random
        self.night = chance.choice(NIGHTS) if self.kernel.often(0.2) else None
        self.tally["a night in which the clocks change"] += self.night is not None
        start_ms = NOON_MS if self.night is None else self.night.start_ms
        self.clock = WorldClock(self.kernel, start_ms)
        self.server = Server(self.kernel, self.clock, kitchen_of(chance, self.night), self.note)
        self.backups: list[MemoryDisk] = []
        self.clock_jumped = False
        self.restored = False
        self.server_well_at = 0
        self.delta_joins: list[tuple[str, Wire, str, int]] = []
        self.painted: dict[str, set[int]] = {}
        """Page → every position that was on its glass."""
        self._browser = browser
        self._inputs: list[list[Any]] = [[SEED, start_ms]]
        self._browser_next = -1
        self._wires: dict[int, Wire] = {}
        self.devices = [Device(name, Link()) for name in "ABCD"]
        places = list(places_of(chance))
        if self.kernel.often(0.5):
            places.append(("A", "station", "hot", "cook"))
            self.tally["two tabs on a tablet"] += 1
        self.screens = [self._screen(number, *place) for number, place in enumerate(places, 1)]
        self.tills = [Till(name, self.kernel, self.server, self.note, self.tally) for name in ("till", "app")]
        for device in self.devices:
            self.tell("device", device.name, self.kernel.seed(), self.kernel.often(0.6))
        self.enabled = [name for name in MISHAPS if self.kernel.often(0.5)] or list(MISHAPS)
        self.pace_ms = chance.choice((250, 500, 1_000, 2_500))
        self.trouble_ms = int(self.kernel.between(*TROUBLE_MS))
        self.server.fallen = self.boot_soon
        self.server.shown = self._check_shown

    def _screen(self, number: int, device: str, page: str, station: str, role: str) -> Screen:
        home = next(one for one in self.devices if one.name == device)
        screen = Screen(f"{station or page}-{device}{number}", home, page, station, role)
        home.screens.append(screen)
        return screen

    def note(self, who: str, phase: Phase, what: str, id: str = "", seq: int = 0, **about: Any) -> None:
        self.record.append(Line(self.kernel.now, who, phase, what, id, seq, about))

    def tell(self, what: str, *about: Any) -> None:
        """To the browser, at this moment."""
        self._inputs.append([what, *about])

    def play(self) -> None:
        """The whole of it: a start, trouble, healing; raises AssertionError where it never gets level."""
        self.server.boot()
        self.backups.append(self.server.disk.backup())
        for screen in self.screens:
            self.load(screen)
        for till in self.tills:
            till.act()
        self._cook()
        self._order()
        self._go_wrong()
        self._back_up()
        while self.kernel.now < self.trouble_ms:
            self.run(self.trouble_ms)

    def run(self, until: int) -> None:
        """Let time pass. Both sides of the network move in turns, never past each other's next moment."""
        while True:
            self.kernel.run()
            moments = [one for one in (self.kernel.next, self._browser_due) if one is not None]
            if self._inputs:
                self._step()
                continue
            moment = min(moments, default=until)
            if moment >= until:
                self.kernel.now = until
                return
            self.kernel.now = max(self.kernel.now, moment)
            if self._browser_due is not None and self._browser_due <= self.kernel.now:
                self._step()

    @property
    def _browser_due(self) -> int | None:
        """Rounded up to the grid, so that small delays of many pages cost one step."""
        return None if self._browser_next < 0 else on_grid(self._browser_next)

    def _step(self) -> None:
        inputs, self._inputs = self._inputs, []
        told, self._browser_next = self._browser.step(self.kernel.now, inputs)
        for what, *about in told:
            self._hear(what, about)

    def _hear(self, what: str, about: list[Any]) -> None:
        match what:
            case "open":
                self._open(*about)
            case "send":
                socket, data = about
                self._wires[socket].say(data)
            case "close":
                self._wires[about[0]].leave()
            case "invoke":
                page, id_, command = about
                seen = [[one["task"], one["gen"], one.get("bump", "")] for one in command.get("tasks", ())]
                order = {name: command[name] for name in ORDERED if command["kind"] == "place"}
                self.note(page, "invoke", command["kind"], id_, ticket=command.get("ticket", ""), seen=seen, **order)
            case "answered":
                page, id_, result, seq, why, term = about
                self.note(page, result, "answer", id_, seq, term=term, **({"why": why} if why else {}))
            case "left":
                page, id_, seq, term = about
                self.note(page, "info", "left", id_, seq, term=term)
            case "painted":
                page, seq, sights = about
                self.painted.setdefault(page, set()).add(seq)
                if sights:
                    self.note(page, "info", "painted", seq=seq, sights=sights)
            case "kept":
                page, ids = about
                for id_ in ids:
                    self.note(self._screen_of(page).device.name, "info", "kept", id_)
            case "held":
                where, holder, tickets, commands = about
                self.note(holder, "info", "held", where=where, tickets=tickets, commands=commands)
            case "wrong":
                page, invariant, text = about
                self.note(page, "info", "wrong", seq=0, invariant=invariant, text=text)
            case "sub":
                page, mode, term, seq = about
                self.note(page, "info", "joined", seq=seq, mode=mode, term=term)
                wire = self._screen_of(page).wire
                if mode == "delta" and wire is not None:
                    self.delta_joins.append((page, wire, term, seq))
            case "position":
                page, term, seq = about
                self._screen_of(page).state |= {"term": term, "seq": seq}
            case "state":
                page, state = about
                self._screen_of(page).state = state
            case "wiped":
                pass
            case other:
                raise AssertionError(f"what is {other}?")

    def _screen_of(self, page: str) -> Screen:
        place = page.rpartition(".")[0]
        return next(one for one in self.screens if one.place == place)

    def _open(self, page: str, socket: int) -> None:
        screen = self._screen_of(page)
        wire = Wire(self.kernel, screen.device.link, page, socket, self.server, self.tell)
        self._wires[socket] = screen.wire = wire

    def _check_shown(self, connection: Connection) -> None:
        """What a screen says it shows was on its glass."""
        screen = connection.session.screen
        page = connection.wire.page
        if screen is not None and screen.shown_seq and screen.shown_seq not in self.painted.get(page, ()):
            text = f"says that {screen.shown_seq} is on its glass, which it never was"
            self.note(page, "info", "wrong", invariant=7, text=text)

    def load(self, screen: Screen) -> None:
        """The page of this tab, new; whatever there was before has ended."""
        if screen.wire is not None:
            screen.wire.leave()
            screen.wire = None
        if screen.loads:
            self.note(screen.name, "info", "ended")
        screen.loads += 1
        screen.state = {}
        spec = {"name": screen.name, "page": screen.page, "station": screen.station, "role": screen.role}
        self.tell("load", screen.device.name, spec | {"schema": SCHEMA, "seed": self.kernel.seed()})

    def boot_soon(self) -> None:
        def boot() -> None:
            if self.server.life is None:
                self.server.boot()

        self.kernel.after(self.kernel.between(*DOWN_MS), boot)

    def reconnect(self, device: Device) -> None:
        device.link.upward = device.link.downward = True
        for screen in device.screens:
            self.tell("online", screen.name, True)
        for wire in self._wires_of(device):
            wire.release()

    def quicken(self, device: Device) -> None:
        device.quicken()
        for wire in self._wires_of(device):
            wire.release()

    def drip(self, device: Device, size: int) -> None:
        if not device.link.drips:
            return
        for wire in self._wires_of(device) if device.link.downward else ():
            wire.drip(size)
        self.kernel.after(DRIP_MS, partial(self.drip, device, size))

    def _wires_of(self, device: Device) -> list[Wire]:
        return [wire for wire in self._wires.values() if wire.page.partition("-")[2][:1] == device.name]

    def mend_disk(self) -> None:
        self.server.disk.full = self.server.disk.read_only = False

    def _cook(self) -> None:
        """Somebody taps."""
        if self.kernel.now >= self.trouble_ms:
            return
        self.tell("tap", self.kernel.random.choice(self.screens).name, self.kernel.seed())
        self.kernel.after(self.kernel.random.expovariate(1 / 160), self._cook)

    def see_to_what_came_back(self) -> None:
        """After a restore people have time to decide about it; once is enough."""
        if not self.restored:
            self.restored = True
            self.trouble_ms = max(self.trouble_ms, self.kernel.now + DECIDING_MS)
            self.watch_the_pass()

    def watch_the_pass(self) -> None:
        """Somebody stands there and sees to what it shows."""
        if self.kernel.now < self.trouble_ms:
            at_pass = next(one for one in self.screens if one.page == "expo")
            self.tell("tap", at_pass.name, self.kernel.seed())
            self.kernel.after(350, self.watch_the_pass)

    def _order(self) -> None:
        if self.kernel.now >= self.trouble_ms:
            return
        self.kernel.random.choice(self.tills).act()
        self.kernel.after(self.kernel.random.expovariate(1 / 500), self._order)

    def _back_up(self) -> None:
        if self.kernel.now < self.trouble_ms:
            self.backups.append(self.server.disk.backup())
            self.kernel.after(1_500, self._back_up)

    def _go_wrong(self) -> None:
        if self.kernel.now >= self.trouble_ms:
            return
        name = self.kernel.random.choice(self.enabled)
        self.tally[name] += 1
        self.note("world", "info", "mishap", name)
        MISHAPS[name](self)
        self.kernel.after(self.kernel.random.expovariate(1 / self.pace_ms), self._go_wrong)
