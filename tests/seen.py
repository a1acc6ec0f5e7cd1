"""Seen on the glass and covered, as the log tells it: held against what was painted, and against its own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kds.kitchen.model import Cover, Sighting, Task, Ticket
from kds.service.documents import value_of
from kds.service.ports import LogRow
from tests.history import History
from tests.record import Line

Painting: TypeAlias = tuple[str, str, int]
"""A screen as it calls itself to the server, and what was on its glass: a task in a generation."""


def wrongly_covered(log: History) -> Iterator[str]:
    """The clock covers what nobody has seen, and a person gives away what is in somebody's hands; nobody else does."""
    for row, before, task in _steps(log):
        cover = task.cover
        if cover is None or _began(cover) == _began(None if before is None else before.cover):
            continue
        what = f"row {row.seq}: {row.kind} covered {task.id}, which"
        if before is None or (cover.why, row.kind) not in (("unshown", "cover"), ("silent", "hand_over")):
            yield f"{what} only the clock and the pass may do"
        elif before.cover is not None:
            yield f"{what} was covered already"
        elif cover.why == "unshown" and is_marked(before):
            yield f"{what} had been shown at {before.station}"
        elif before.state not in (("queued",) if cover.why == "unshown" else ("queued", "started")):
            yield f"{what} was {before.state}"


def never_painted(record: Sequence[Line], log: History) -> Iterator[str]:
    """Invariant 7: what is marked as shown was on the glass of a screen of that station, in that generation."""
    paintings: set[Painting] = set()
    for line in record:
        if line.what == "painted":
            name = f"{line.who.rpartition('-')[0]}-{line.who}"
            paintings |= {(name, task, gen) for task, gen in line.about["sights"]}
    if not paintings:
        return  # Nobody watched the glass.
    for row, before, task in _steps(log):
        # A part that is split off brings its mark along.
        for station, mark in _new_marks(before, task) if row.kind == "mark_shown" else ():
            if station not in mark.by.partition("-")[0].split("+"):
                yield f"row {row.seq}: {task.id} is marked as shown at {station} by {mark.by}"
            elif (mark.by, task.id, mark.gen) not in paintings:
                yield f"row {row.seq}: {mark.by} never had generation {mark.gen} of {task.id} on its glass"


def is_marked(task: Task) -> bool:
    """Its own station has painted it as it is."""
    return task.shown is not None and task.shown.gen == task.gen


def counted(log: History) -> Counter[str]:
    """How often what happened, as far as no restore took it away."""
    counts: Counter[str] = Counter()
    for row, before, task in _steps(log):
        was = None if before is None else before.cover
        for station, _ in _new_marks(before, task) if row.kind == "mark_shown" else ():
            counts["marked as shown at " + ("its own station" if station == task.station else "its backup")] += 1
        counts["covered, since nobody had seen it"] += row.kind == "cover" and was is None and task.cover is not None
        counts["handed over by the pass"] += row.kind == "hand_over" and was is None and task.cover is not None
        counts["started or finished under a cover"] += row.kind in ("start", "bump") and was is not None
        counts["at its own station alone again"] += was is not None and task.cover is None
    counts["at a station that fell silent"] = sum(row.kind == "note_station" for row in log.rows)
    return counts


def _began(cover: Cover | None) -> tuple[int, str] | None:
    return None if cover is None else (cover.since_ms, cover.station)


def _new_marks(before: Task | None, task: Task) -> Iterator[tuple[str, Sighting]]:
    """What a screen of another time had painted comes back with a salvage, and is not new."""
    cover, was = task.cover, None if before is None else before.cover
    if task.shown is not None and task.shown != (None if before is None else before.shown):
        yield task.station, task.shown
    if cover is not None and cover.shown is not None and cover.shown != (None if was is None else was.shown):
        yield cover.station, cover.shown


def _steps(log: History) -> Iterator[tuple[LogRow, Task | None, Task]]:
    """Each task that a row changed, and how it was before."""
    tasks: dict[str, Task] = {}
    for row in log.rows:
        for doc in row.docs:
            ticket = value_of(doc) if doc.kind == "ticket" else None
            for task in _tasks(ticket) if isinstance(ticket, Ticket) else ():
                before = tasks.get(task.id)
                tasks[task.id] = task
                if before != task and row.kind != "salvage":
                    yield row, before, task


def _tasks(ticket: Ticket) -> Iterator[Task]:
    return (task for item in ticket.items for task in item.tasks)
