"""When a task asks for attention and when it is late, by service, prep estimate or due time."""

from __future__ import annotations

from kds.kitchen.model import Level, Service, Task
from kds.kitchen.setup import Kitchen, Threshold

DEFAULT_THRESHOLDS: dict[Service, Threshold] = {
    "takeaway": Threshold(attention_s=5 * 60, late_s=8 * 60),
    "delivery": Threshold(attention_s=8 * 60, late_s=12 * 60),
    "dine_in": Threshold(attention_s=10 * 60, late_s=15 * 60),
}
"""What guests of each service put up with; `timeouts` in the kitchen file takes their place."""

ESTIMATE_ATTENTION_S = 5 * 60
"""Over its prep estimate by this much, a task asks for attention: one interruption's worth."""
ESTIMATE_LATE_S = 7 * 60
"""Over its prep estimate by this much, it is late."""
DUE_ATTENTION_S = -2 * 60
"""Before the due time: enough to plate and hand over."""
DUE_LATE_S = 0


def thresholds(kitchen: Kitchen, service: Service, estimate_s: int, due: bool) -> tuple[int, int]:
    """Seconds at which a task asks for attention and is late.

    Counted from the due time where the order has one (so attention is negative), else from the moment
    the task is queued. The due time comes before the estimate, the estimate before the service.
    """
    if due:
        return DUE_ATTENTION_S, DUE_LATE_S
    if estimate_s > 0:
        return estimate_s + ESTIMATE_ATTENTION_S, estimate_s + ESTIMATE_LATE_S
    row = kitchen.thresholds.get(service) or DEFAULT_THRESHOLDS[service]
    return row.attention_s, row.late_s


def queue_moments(task: Task, queued_ms: int, due_ms: int) -> tuple[int, int]:
    """The moments (attention_ms, late_ms) of a task queued now; `due_ms` is 0 without a due time."""
    start_ms = due_ms or queued_ms
    return start_ms + task.attention_s * 1000, start_ms + task.late_s * 1000


def level(task: Task, now_ms: int) -> Level:
    """The threshold the task has reached by `now_ms`; only work that waits at a station can be late."""
    if task.state not in ("queued", "started"):
        return ""
    if 0 < task.late_ms <= now_ms:
        return "late"
    if 0 < task.attention_ms <= now_ms:
        return "attention"
    return ""
