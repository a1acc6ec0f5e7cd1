"""Backups for a person at a command line: makes one, puts one back, and says what is in it and what comes next."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kds.adapters import backup
from kds.adapters.folding import Contents

NEXT = (
    "Start the server. Screens that hold newer tickets bring them back by themselves, also days later;\n"
    'the pass lists them as "recovered" and fires or drops what is unfinished. What no screen held is not back:\n'
    "send again from each till what it sent since that moment, it is known by its id and never cooked twice."
)


def back_up(data: Path, to: Path, now_ms: int) -> str:
    """Makes the backup. Raises BackupRefused."""
    now = datetime.fromtimestamp(now_ms / 1000).astimezone()
    path, contents = backup.take(data, to, f"kds-{_stamp(now)}.db")
    return f"{path}: {_told(contents, now)}\nVerified: every row was read and folded. Keep it on another machine."


def put_back(data: Path, file: Path, now_ms: int) -> str:
    """Puts the backup in the place of the log. Raises BackupRefused or StorageRefused."""
    now = datetime.fromtimestamp(now_ms / 1000).astimezone()
    restored = backup.restore(data, file, _stamp(now))
    replaced = "" if restored.replaced is None else f"The log that was there is kept in {restored.replaced}.\n"
    return f"{data} now holds {_told(restored.contents, now)}\n{replaced}{NEXT}"


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%d-%H%M%S")


def _told(contents: Contents, now: datetime) -> str:
    if not contents.rows:
        return "an empty log."
    last = datetime.fromtimestamp(contents.last_ms / 1000, now.tzinfo)
    ago = max(0, round((now - last).total_seconds() / 60))
    return (
        f"{contents.tickets} tickets, {contents.open} of them open. "
        f"Its last moment: {last:%Y-%m-%d %H:%M:%S}, {ago // 60} h {ago % 60} min ago."
    )
