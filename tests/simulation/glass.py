"""What the log should say of the glass once a world is level: what is seen is marked, and covers have ended."""

from __future__ import annotations

from collections.abc import Iterator

from kds.kitchen.model import Task
from tests.seen import is_marked
from tests.simulation.world import World

SHOWN_MS = 2_000
"""What the screens of a level world show is in the log by then, covers included that it ends: 50 ms until it is
painted, 250 ms until that is told, a second until the next tick, and a commit."""


def unshown(world: World) -> list[str]:
    """What the log should say of work at stations that have a screen, and does not."""
    life = world.server.life
    if life is None:
        return ["the server is down"]
    seen_at = {station for one in world.screens if one.page == "station" for station in one.station.split("+")}
    left = [f"{one.station} is still silent" for one in life.published.store().silent if one.station in seen_at]
    for task in in_hand(world):
        if task.station in seen_at and not is_marked(task):
            left.append(f"{task.id} is not marked as shown at {task.station}")
        if task.station in seen_at and belongs_home(task):
            left.append(f"{task.id} is still covered")
        if is_missed(task, seen_at, life.clock.now_ms()):
            assert task.cover is not None
            left.append(f"{task.id} is not marked as shown at {task.cover.station}, which covers it")
    return left


def belongs_home(task: Task) -> bool:
    """Nobody has begun it since it is covered."""
    cover = task.cover
    return cover is not None and (task.state == "queued" or task.started_ms < cover.since_ms)


def is_missed(task: Task, seen_at: set[str], now_ms: int) -> bool:
    """Its backup has had it for a while, and shows it to nobody."""
    cover = task.cover
    if cover is None or cover.station not in seen_at or now_ms - cover.since_ms <= SHOWN_MS:
        return False
    return cover.shown is None or cover.shown.gen != task.gen


def uncovered(world: World) -> list[str]:
    """Called up at a station without any screen, and nobody was told."""
    seen_at = {station for one in world.screens for station in one.station.split("+")}
    return [
        f"{task.id} is at {task.station}, where no screen is, and is not covered"
        for task in in_hand(world)
        if task.state == "queued" and task.station not in seen_at and task.cover is None and not is_marked(task)
    ]


def in_hand(world: World) -> Iterator[Task]:
    assert world.server.life is not None
    for ticket in world.server.life.published.open_tickets():
        # One that was left over and has changed since is closed, and on no card.
        if ticket.state == "closed":
            continue
        yield from (task for item in ticket.items for task in item.tasks if task.state in ("queued", "started"))
