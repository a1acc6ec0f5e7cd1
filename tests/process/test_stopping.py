"""A stop that was asked for, from the keyboard or by a service manager, closes the log and complains of nothing."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from kds.__main__ import Exit
from kds.adapters.sqlite_log import DATABASE_NAME
from tests.serverprocess import ServerProcess


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM], ids=lambda by: by.name)
def test_a_server_that_is_told_to_stop_closes_its_log(by: signal.Signals, tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data").start()
    assert server.stop(by) == Exit.OK
    assert "Traceback" not in server.output()
    # The last connection that closes folds the write-ahead log into the database.
    assert not (server.data / f"{DATABASE_NAME}-wal").exists()
