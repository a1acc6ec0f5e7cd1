"""The business day: which one a moment belongs to, and when one starts, over midnight and daylight saving."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MS_PER_SECOND = 1000
MS_PER_MINUTE = 60_000


def business_day(now_ms: int, timezone: str, day_starts: str) -> str:
    """The day, as YYYY-MM-DD, whose start is the last one not after `now_ms`."""
    return _day_of_minute(now_ms // MS_PER_MINUTE, timezone, day_starts)


@lru_cache(maxsize=64)
def _day_of_minute(minute: int, timezone: str, day_starts: str) -> str:
    """Days start on a whole minute: all orders of one minute share the answer."""
    local = datetime.fromtimestamp(minute * 60, UTC).astimezone(_zone(timezone))
    today = local.date().isoformat()
    if minute * MS_PER_MINUTE >= day_start_ms(today, timezone, day_starts):
        return today
    return (local.date() - timedelta(days=1)).isoformat()


@lru_cache(maxsize=64)
def day_start_ms(day: str, timezone: str, day_starts: str) -> int:
    """When `day` (YYYY-MM-DD) starts, in Unix ms; `day_starts` is HH:MM of the local clock.

    Where the clock skips that time it counts as if it had gone on, where it comes twice the first counts.
    """
    start = datetime.combine(date.fromisoformat(day), time.fromisoformat(day_starts), _zone(timezone))
    return int(start.timestamp() * MS_PER_SECOND)


@lru_cache(maxsize=8)
def _zone(timezone: str) -> ZoneInfo:
    return ZoneInfo(timezone)
