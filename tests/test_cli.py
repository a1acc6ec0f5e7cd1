"""The command line: a person's mistake ends in one sentence that says what to do, and an exit code."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kds import __version__
from kds.__main__ import Exit, main
from tests.house import ROOT

SAMPLE = str(ROOT / "stations.yaml")
PATIENCE_S = 30
"""A server that starts although it should not is ended after this."""


def kds(*arguments: str) -> tuple[int, str]:
    """Exit code and complaint of a `kds` in a process of its own, without a token."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("KDS_")}
    command = [sys.executable, "-m", "kds", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE_S)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_version_prints_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == Exit.OK
    assert capsys.readouterr().out == f"kds {__version__}\n"


@pytest.mark.parametrize("command", ["serve", "demo", "check", "tables", "backup", "restore", "version"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == Exit.OK
    assert f"usage: kds {command}" in capsys.readouterr().out


def test_check_prints_who_cooks_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", SAMPLE]) == Exit.OK
    assert "L01" in capsys.readouterr().out


def test_check_names_the_line_of_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "stations.yaml"
    broken.write_text("store: {id: x}\nstations: [\n")
    assert main(["check", str(broken)]) == Exit.KITCHEN_FILE
    assert f"{broken}:" in capsys.readouterr().err


def test_check_of_a_file_that_is_not_there_says_how_to_name_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nope.yaml")]) == Exit.KITCHEN_FILE
    said = capsys.readouterr().err
    assert "(name the stations file: kds check stations.yaml)" in said
    assert "--kitchen" not in said


def test_serve_refuses_a_kitchen_file_that_is_not_there(tmp_path: Path) -> None:
    wanted = str(tmp_path / "none.yaml")
    code, said = kds("serve", "--kitchen", wanted, "--data", str(tmp_path), "--port", "0")
    assert code == Exit.KITCHEN_FILE
    assert wanted in said


def test_serve_beyond_loopback_wants_a_token(tmp_path: Path) -> None:
    code, said = kds("serve", "--host", "0.0.0.0", "--kitchen", SAMPLE, "--data", str(tmp_path))
    assert code == Exit.USAGE
    assert "KDS_TOKEN" in said


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_named(command: str, taken_port: int, tmp_path: Path) -> None:
    code, said = kds(command, "--port", str(taken_port), "--data", str(tmp_path), "--kitchen", SAMPLE)
    assert code == Exit.ADDRESS
    assert f"127.0.0.1:{taken_port} is in use" in said


def test_a_data_folder_below_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    code, said = kds("serve", "--data", str(file / "data"), "--kitchen", SAMPLE, "--port", "0")
    assert code == Exit.DATA_FOLDER
    assert "--data" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, said = kds("serve", "--data", str(tmp_path), "--kitchen", SAMPLE, "--port", "0")
    assert code == Exit.DATA_FOLDER
    assert "not writable" in said


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    newer = sqlite3.connect(tmp_path / "kds.db")
    newer.execute("PRAGMA user_version = 9999")
    newer.close()
    code, said = kds("serve", "--data", str(tmp_path), "--kitchen", SAMPLE, "--port", "0")
    assert code == Exit.DATA_FOLDER
    assert "9999" in said


@pytest.mark.parametrize("speed", ["0", "1000", "fast"])
def test_a_speed_that_makes_no_sense_is_refused(speed: str) -> None:
    code, said = kds("demo", "--speed", speed)
    assert code == Exit.USAGE
    assert "--speed" in said
