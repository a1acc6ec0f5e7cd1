"""Reads the keys of all tickets ahead, so that an order after a start does not wait for the disk."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from threading import Thread

KEYS = "SELECT count(*) FROM document WHERE kind = 'ticket'"
"""Answered from the index of keys alone. A new ticket's key is random in it, so its page has mostly never been read."""

STEPS = 10_000
"""Of SQLite's machine between two looks at whether to stop: some ms."""

_logger = logging.getLogger(__name__)


class ReadAhead:
    """A thread of its own that reads once; only speed depends on it."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._stopping = False
        self._thread = Thread(target=self._read, name="read ahead", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when the database is let go."""
        self._stopping = True
        self._thread.join()

    def _read(self) -> None:
        try:
            connection = sqlite3.connect(self._database, isolation_level=None)
            try:
                connection.set_progress_handler(lambda: self._stopping, STEPS)
                connection.execute(KEYS).fetchone()
            finally:
                connection.close()
        except sqlite3.Error as error:
            if not self._stopping:
                _logger.info("The keys of old tickets could not be read ahead: %s.", error)
