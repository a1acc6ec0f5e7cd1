"""Plays one seed to its end: trouble, healing, and everything that must hold then."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from kds.service.documents import value_of
from kds.service.subscription import Subscription
from kds.wire.codec import decode_server
from kds.wire.frames import Snap
from kds.wire.limits import RELEASE_MS
from tests import restored, seen
from tests.checker import Fault, check
from tests.history import History
from tests.record import Line
from tests.service.wholeshop import check_memory
from tests.simulation.browser import Browser, BrowserGone
from tests.simulation.glass import SHOWN_MS, uncovered, unshown
from tests.simulation.tablets import Screen
from tests.simulation.tightness import limits_of_this_world
from tests.simulation.world import LOOK_MS, PATIENCE_MS, World

CONVERGED_MS = 3_000
"""A world that is healed, and knows it, is level within this time."""

WRITTEN_MS = 60_000
"""What a level screen holds is on its device by then: a tab that watches another's heart takes its place after 15 s,
looks for what it left 5 s later, and storage that failed is tried again after 15 s."""

BELIEVED_MS = 5_000
"""A server's clock that was set is known to every screen by then: after two pings."""


class Outcome(Struct):
    seed: int
    tally: Counter[str]
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    food: Counter[str] = field(default_factory=Counter)
    """What was seen, covered, and brought back."""
    done: Counter[str] = field(default_factory=Counter)
    """Commands by their kind, as far as they are in the log."""
    acknowledged: int = 0
    asked: int = 0
    converged_ms: int = 0
    """From the moment when everything was whole and every screen had a connection."""
    shown_ms: int = 0
    """From then on, until the log said what is on the glass."""
    healed_ms: int = 0
    """From the moment when the last fault was over, dead sockets yet unnoticed included."""


logging.disable()
"""A world in which everything breaks has much to warn of."""


def play(seed: int, browser: Browser, record: list[Line] | None = None) -> Outcome:
    """The world of this seed from its start to its end."""
    world = World(seed, browser)
    if record is not None:
        world.record = record
    told = Outcome(seed, tally=world.tally)
    with limits_of_this_world(world.kernel):
        try:
            faults = list(live(world, told))
        except BrowserGone:
            raise
        except Exception as error:  # noqa: BLE001 # whatever an invariant's breach leads to is told with its seed
            faults = [Fault(0, "diverged", f"{type(error).__name__}: {error}")]
    told.faults = [str(fault) for fault in faults]
    told.kinds = Counter(fault.kind for fault in faults)
    told.asked = sum(line.phase == "invoke" for line in world.record)
    told.acknowledged = sum(line.phase in ("ok", "noop", "rejected") for line in world.record)
    return told


def live(world: World, told: Outcome) -> Iterator[Fault]:
    """Trouble, healing, and what does not hold then."""
    world.play()
    healed_at = world.kernel.now
    heal(world)
    if not until_level(world):
        yield Fault(13, "diverged", f"not level {PATIENCE_MS / 1000} s after healing: {unlevel(world)}")
        return
    told.healed_ms = world.kernel.now - healed_at
    told.converged_ms = world.kernel.now - max([healed_at, world.server_well_at, *_opened_at(world)])
    if told.converged_ms > CONVERGED_MS:
        yield Fault(13, "diverged", f"level only {told.converged_ms} ms after every screen was connected")
    yield from until_shown(world, told)
    until_written(world)
    log = log_of(world)
    told.food = seen.counted(log) + restored.counted(log)
    told.done = Counter(row.kind for row in log.rows)
    yield from settled(world, log)


def heal(world: World) -> None:
    """Nothing goes wrong any more. Clocks stay as wrong as they are, and nobody is told of sockets that are dead."""
    world.note("world", "info", "healed")
    world.server.dies_at = None
    world.mend_disk()
    world.clock.ahead_ms = 0
    for till in world.tills:
        till.lossy = 0
    for device in world.devices:
        device.quicken()
        world.reconnect(device)
        world.tell("trouble", device.name, "")
        for screen in device.screens:
            world.tell("visible", screen.name, True)
    if world.server.life is None:
        world.server.boot()


def until_level(world: World) -> bool:
    end = world.kernel.now + PATIENCE_MS
    while world.kernel.now < end:
        world.run(world.kernel.now + LOOK_MS)
        if world.server.life is not None and world.server.life.writer.health == "ok":
            world.server_well_at = world.server_well_at or world.kernel.now
        else:
            world.server_well_at = 0
        if is_near(world):
            look(world)
            if not unlevel(world):
                world.note("world", "info", "level", seq=head(world))
                return True
    return False


def until_shown(world: World, told: Outcome) -> Iterator[Fault]:
    level_at = world.kernel.now
    while (left := unshown(world)) and world.kernel.now < level_at + PATIENCE_MS:
        world.run(world.kernel.now + LOOK_MS)
    # A socket may be dead without anybody knowing, at a screen that is level all the same.
    told.shown_ms = world.kernel.now - max([level_at, *_opened_at(world)])
    if left or told.shown_ms > SHOWN_MS:
        text = "; ".join(left) or "what the screens show was in the log"
        yield Fault(10, "diverged", f"{text}, {told.shown_ms} ms after every screen was level and connected")


def until_written(world: World) -> None:
    """Level still, and every device keeps what its screens hold and nothing that is settled."""
    end = world.kernel.now + WRITTEN_MS
    # The next order: with it every screen comes to the term of this boot.
    world.tills[0].order()
    if world.clock_jumped:
        world.run(world.kernel.now + BELIEVED_MS)
    while world.kernel.now < end:
        world.run(world.kernel.now + 5 * LOOK_MS)
        if is_near(world):
            look(world)
            if not (unlevel(world) or unwritten(world) or unshown(world) or uncovered(world)):
                return


def unwritten(world: World) -> list[Screen]:
    return [one for one in world.screens if one.state.get("leaving") or one.state.get("kept") != head(world)]


def look(world: World) -> None:
    for screen in world.screens:
        world.tell("look", screen.name)
    world.run(world.kernel.now)


def head(world: World) -> int:
    return len(world.server.disk.rows)


def is_near(world: World) -> bool:
    """Worth a closer look."""
    if any(till.unanswered for till in world.tills) or world.server.life is None or world.server.life.queue:
        return False
    return all(screen.state.get("seq") == head(world) for screen in world.screens)


def unlevel(world: World) -> list[str]:
    behind = [f"{till.name}: {till.unanswered} unanswered" for till in world.tills if till.unanswered]
    for screen in world.screens:
        state = screen.state
        if not state.get("level") or state.get("seq") != head(world) or state.get("waiting"):
            behind.append(f"{screen.name} of {head(world)}: {state}")
    return behind


def _opened_at(world: World) -> Iterator[int]:
    for screen in world.screens:
        if screen.wire is not None and screen.wire.opened_at is not None:
            yield screen.wire.opened_at


def log_of(world: World) -> History:
    disk = world.server.disk
    return History(
        terms=tuple(disk.terms),
        rows=tuple(disk.rows),
        documents={key: row for key, (_, row) in disk.documents.items()},
        results=tuple(sorted(disk.results.values(), key=lambda each: (each.cid, each.n))),
    )


def settled(world: World, log: History) -> list[Fault]:
    """What must hold in a world that is level and had time to write it down."""
    look(world)
    world.tell("compare", snapshot(world))
    world.run(world.kernel.now)
    server = world.server
    assert server.life is not None
    faults = check(world.record, log)
    faults += [Fault(10, "diverged", text) for text in (*unshown(world), *uncovered(world))]
    for screen in world.screens:
        if screen in unwritten(world):
            faults.append(Fault(8, "lost", f"{screen.name} keeps something else than it holds: {screen.state}"))
        off = abs(screen.state["now"] - server.life.clock.now_ms())
        if off > 2_000:
            faults.append(Fault(11, "diverged", f"{screen.name} is {off} ms off the server's time"))
    if server.slowest_release_ms > RELEASE_MS:
        faults.append(Fault(12, "diverged", f"a dead screen was held for {server.slowest_release_ms} ms"))
    faults += forks_crossed(world)
    day = server.life.published.store().day
    if world.night is not None and not world.clock_jumped and day != world.night.day:
        faults.append(Fault(11, "diverged", f"it is the business day {day}, {world.night.day} is due"))
    living = {row.id for row in log.documents.values() if row.open and row.kind == "ticket"}
    table = {row.key: value_of(row) for row in log.documents.values()}
    for memory in (server.life.writer._documents, server.life.published):
        try:
            check_memory(memory, table, living)
        except AssertionError as error:
            faults.append(Fault(5, "diverged", str(error)))
    return faults


def snapshot(world: World) -> list[bytes]:
    """What a screen that comes now is given."""
    assert world.server.life is not None
    subscription = Subscription(world.server.life.hub, None, ())
    frames: list[bytes] = []
    while (frame := subscription.next(0)) is not None:
        decoded = decode_server(frame)
        if isinstance(decoded, Snap):
            frames.append(frame)
            if not decoded.last:
                assert subscription.more(decoded.part + 1)
    return frames


def forks_crossed(world: World) -> Iterator[Fault]:
    """Invariant 9: who was given a delta held nothing that this log does not hold."""
    for page, wire, term, seq in world.delta_joins:
        life = world.server.lives[wire]
        there = life.rows[seq - 1].command_id if 0 < seq <= len(life.rows) else ""
        held = world.server.timeline.get((term, seq), "")
        if there != held:
            yield Fault(
                9, "diverged", f"{page} at {term}/{seq} was given a delta: its row is {held}, the log's {there}"
            )
