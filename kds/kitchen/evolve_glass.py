"""What each event about the glass makes of the tasks: seen, not seen, covered, and at home again."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.evolve_items import each_task
from kds.kitchen.glass_events import CoverEnded, TasksCovered, TasksShown, TasksUnshown
from kds.kitchen.model import Cover, Sighting, Task, Ticket


def show(ticket: Ticket, event: TasksShown) -> Ticket:
    def shown(task: Task) -> Task:
        seen = Sighting(task.gen, event.shown_ms, event.screen)
        if event.station == task.station:
            return task if is_shown(task) else replace(task, shown=seen, unshown=0)
        return task if task.cover is None else replace(task, cover=replace(task.cover, shown=seen))

    return each_task(ticket, event.tasks, shown)


def warn(ticket: Ticket, event: TasksUnshown) -> Ticket:
    return each_task(ticket, event.tasks, lambda task: replace(task, unshown=task.gen))


def cover(ticket: Ticket, event: TasksCovered) -> Ticket:
    by = event.by if event.why == "silent" else ""
    fresh = Cover(event.station, event.at_ms, event.why, by)
    return each_task(ticket, event.tasks, lambda task: replace(task, cover=fresh))


def end_cover(ticket: Ticket, event: CoverEnded) -> Ticket:
    return each_task(ticket, event.tasks, lambda task: replace(task, cover=None))


def is_shown(task: Task) -> bool:
    """Has its own station painted the task as it is now?"""
    return task.shown is not None and task.shown.gen == task.gen
