"""Everything that goes wrong, by its name: what happens, how long it lasts, and how often it was tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kds.service.memory_log import MemoryDisk
from tests.simulation.stranger import Stranger

if TYPE_CHECKING:
    from tests.simulation.tablets import Screen
    from tests.simulation.world import World

HOUR_MS = 3_600_000

DRIPPING_WINDOW_BYTES = 2_000
"""So little fits between a server and a screen that hardly reads."""


def any_screen(world: World) -> Screen:
    return world.kernel.random.choice(world.screens)


def tear(world: World, *, noticed: bool, released: bool) -> None:
    wire = any_screen(world).wire
    if wire is not None and wire in world.server.connections:
        chance = world.kernel.often
        wire.tear(noticed=noticed, released=released, up=chance(0.5), down=chance(0.5))


def cut(world: World, *, up: bool, down: bool) -> None:
    """The network is away for a while; what is sent waits, as TCP does."""
    device = any_screen(world).device
    link = device.link
    link.upward, link.downward = link.upward and not up, link.downward and not down
    for screen in device.screens:
        world.tell("online", screen.name, False)
    world.kernel.after(world.kernel.between(200, 9_000), partial(world.reconnect, device))


def slow(world: World) -> None:
    device = any_screen(world).device
    device.link.slow_ms, device.link.window = 600, 1
    world.kernel.after(world.kernel.between(1_000, 5_000), partial(world.quicken, device))


def drip(world: World) -> None:
    """A tablet takes some hundred bytes or some thousand a second."""
    device = any_screen(world).device
    device.link.drips, device.link.window = True, DRIPPING_WINDOW_BYTES
    world.drip(device, world.kernel.random.choice((20, 100, 400)))
    world.kernel.after(world.kernel.between(1_000, 8_000), partial(world.quicken, device))


def cut_within(world: World) -> None:
    """The connection ends at some byte soon: what of a frame is through by then is nothing."""
    wire = any_screen(world).wire
    if wire is not None:
        way = wire.up if world.kernel.often(0.5) else wire.down
        way.left = int(world.kernel.between(0, 3_000))


def make_read_only(world: World) -> None:
    """The server ends with its next commit, and none starts until the disk is writable again."""
    world.server.disk.read_only = True
    world.kernel.after(world.kernel.between(500, 4_000), world.mend_disk)


def die(world: World, lingering: bool) -> None:
    world.server.crash(lingering=lingering)


def die_at(world: World, point: str) -> None:
    world.server.dies_at = point  # type: ignore[assignment] # one of its points


def restore(world: World) -> None:
    """Somebody puts an old copy of the data folder back."""
    world.server.crash(lingering=world.kernel.often(0.3))
    backup: MemoryDisk = world.kernel.random.choice(world.backups)
    world.server.disk = backup.backup()
    world.backups = [one for one in world.backups if len(one.rows) <= len(backup.rows)]
    world.note("server", "info", "restore", seq=len(backup.rows))
    world.tell("hold")
    world.see_to_what_came_back()


def fill_disk(world: World) -> None:
    world.server.disk.full = True
    world.kernel.after(world.kernel.between(500, 4_000), world.mend_disk)


def boot_full(world: World) -> None:
    world.server.crash(lingering=False)
    fill_disk(world)


def reload(world: World, *, politely: bool) -> None:
    screen = any_screen(world)
    world.tell("end", screen.name, politely)
    world.load(screen)


def lose_power(world: World) -> None:
    device = any_screen(world).device
    world.note(device.name, "info", "lost power")
    world.tell("power", device.name)
    for screen in device.screens:
        world.load(screen)


def wipe(world: World) -> None:
    device = any_screen(world).device
    world.note(device.name, "info", "wiped")
    world.tell("wipe", device.name)


def refuse_storage(world: World, trouble: str) -> None:
    device = any_screen(world).device
    world.note(device.name, "info", "refused")
    world.tell("trouble", device.name, trouble)
    world.kernel.after(world.kernel.between(500, 5_000), lambda: world.tell("trouble", device.name, ""))


def skew(world: World, ahead_ms: float) -> None:
    world.tell("skew", any_screen(world).device.name, int(ahead_ms))


def any_ms(world: World) -> float:
    return world.kernel.between(-HOUR_MS, HOUR_MS)


def jump(world: World) -> None:
    """The server's clock goes hours ahead or back, and is set right again soon."""
    world.clock.ahead_ms = world.kernel.random.choice((-8, 8, -1, 1)) * HOUR_MS
    world.clock_jumped = True

    def right() -> None:
        world.clock.ahead_ms = 0

    world.kernel.after(world.kernel.between(500, 3_000), right)


def hide(world: World) -> None:
    hide_for(world, any_screen(world), world.kernel.between(300, 4_000))


def hide_for(world: World, screen: Screen, ms: float) -> None:
    world.tell("visible", screen.name, False)
    world.kernel.after(ms, lambda: world.tell("visible", screen.name, True))


def darken(world: World) -> None:
    """Nobody at this station sees anything; what comes now is covered, what was shown before is handed over."""
    at_stations = [screen for screen in world.screens if screen.page == "station"]
    station = world.kernel.random.choice(at_stations).station
    ms = world.kernel.between(2_000, 9_000)
    for screen in at_stations:
        if screen.station == station:
            hide_for(world, screen, ms)
    world.watch_the_pass()


def lose_requests(world: World) -> None:
    for till in world.tills:
        till.lossy = 0.4


def flood(world: World) -> None:
    for _ in range(12):
        world.kernel.random.choice(world.tills).act()


MISHAPS: dict[str, Callable[[World], None]] = {
    "a connection is reset, both sides are told": lambda world: tear(world, noticed=True, released=True),
    "a connection is reset, the server is not told": lambda world: tear(world, noticed=True, released=False),
    "a connection is half open, the screen is not told": lambda world: tear(world, noticed=False, released=True),
    "a connection is half open, nobody is told": lambda world: tear(world, noticed=False, released=False),
    "the network of a tablet is away": lambda world: cut(world, up=True, down=True),
    "nothing reaches a tablet": lambda world: cut(world, up=False, down=True),
    "nothing comes from a tablet": lambda world: cut(world, up=True, down=False),
    "a connection ends within a frame": cut_within,
    "a screen reads slowly": slow,
    "a screen's bytes drip": drip,
    "the server is killed": lambda world: die(world, False),
    "the server's machine loses its power": lambda world: die(world, True),
    "the server dies before a commit": lambda world: die_at(world, "before the commit"),
    "the server dies after a commit": lambda world: die_at(world, "after the commit"),
    "the server dies after it told the screens": lambda world: die_at(world, "after the screens were told"),
    "an old backup is restored": restore,
    "the server's disk is full": fill_disk,
    "the server boots on a full disk": boot_full,
    "the server's disk is read-only": make_read_only,
    "a page is loaded anew": lambda world: reload(world, politely=True),
    "a renderer is killed": lambda world: reload(world, politely=False),
    "a tablet loses its power": lose_power,
    "a tablet's storage is wiped": wipe,
    "a tablet's storage is full": lambda world: refuse_storage(world, "full"),
    "a tablet refuses storage": lambda world: refuse_storage(world, "refused"),
    "a tablet's clock is wrong": lambda world: skew(world, any_ms(world)),
    "a tablet's clock goes an hour ahead, as in a DST night": lambda world: skew(world, HOUR_MS),
    "the server's clock jumps": jump,
    "a screen is hidden": hide,
    "every screen of a station is hidden": darken,
    "requests and answers of sources are lost": lose_requests,
    "a flood of orders": flood,
    "a stranger sends what is no frame, too many, or what it may not": lambda world: Stranger(world).come(),
}
"""By its name in the table that a run prints."""
