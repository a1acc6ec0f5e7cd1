"""A server that cannot start says what to do, with an exit code, and leaves what is there alone."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from kds.__main__ import Exit
from kds.adapters.sqlite_log import DATABASE_NAME
from tests import history
from tests.house import ROOT
from tests.process.test_full_disk import NAMESPACE, namespaces
from tests.serverprocess import ServerProcess

NEWER = 999


@pytest.fixture
def running(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "data") as one:
        yield one


def refused(server: ServerProcess) -> tuple[int, str]:
    """Exit code and what it said."""
    server.launch()
    code = server.wait_ended()
    assert "Traceback" not in server.output()
    return code, server.output()


def test_a_port_in_use_is_named_and_costs_no_term(running: ServerProcess, tmp_path: Path) -> None:
    code, said = refused(ServerProcess(tmp_path / "other", port=running.port))
    assert code == Exit.ADDRESS
    assert f"127.0.0.1:{running.port} is in use" in said
    assert "--port" in said
    assert not (tmp_path / "other").exists()


def test_a_second_server_on_the_data_folder_is_refused_and_the_first_goes_on(running: ServerProcess) -> None:
    second = ServerProcess(running.data)
    second.log = running.data.parent / "second.log"
    code, said = refused(second)
    assert code == Exit.DATA_FOLDER
    assert f"process {running.process.pid}" in said
    assert "--data" in said
    assert len(history.read(running.data).terms) == 1
    assert httpx.get(f"{running.url}/api/v1/readyz", trust_env=False).status_code == httpx.codes.OK


def test_a_file_where_the_data_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    code, said = refused(ServerProcess(tmp_path / "data"))
    assert code == Exit.DATA_FOLDER
    assert f"{tmp_path / 'data'} is not writable" in said
    assert (tmp_path / "data").read_text() == "not a folder"


@pytest.mark.skipif(not namespaces(), reason="needs Linux user namespaces: only a read-only mount stops root")
def test_a_folder_on_a_read_only_disk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shell = f"mount -t tmpfs -o ro tmpfs {tmp_path / 'data'} && exec {command(tmp_path / 'data')}"
    done = subprocess.run([*NAMESPACE, "sh", "-c", shell], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == Exit.DATA_FOLDER, done.stderr
    assert "is not writable (Read-only file system)" in done.stderr


def command(data: Path) -> str:
    kitchen = ROOT / "stations.yaml"
    return shlex.join([sys.executable, "-m", "kds", "serve", "--port=0", f"--data={data}", f"--kitchen={kitchen}"])


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "data") as server:
        assert server.stop() == Exit.OK
    server.log.unlink()
    with closing(sqlite3.connect(server.data / DATABASE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWER}")
    before = (server.data / DATABASE_NAME).read_bytes()
    code, said = refused(server)
    assert code == Exit.DATA_FOLDER
    assert "newer" in said
    assert (server.data / DATABASE_NAME).read_bytes() == before


def test_a_broken_kitchen_file_at_the_start_is_named_with_its_line_and_nothing_is_opened(tmp_path: Path) -> None:
    (tmp_path / "stations.yaml").write_text("store:\n  id: x\n  name: [\n")
    code, said = refused(ServerProcess(tmp_path / "data", kitchen=tmp_path / "stations.yaml"))
    assert code == Exit.KITCHEN_FILE
    assert f"{tmp_path / 'stations.yaml'}:" in said
    assert not (tmp_path / "data").exists()
