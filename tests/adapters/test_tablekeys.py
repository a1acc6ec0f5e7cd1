"""The file with the tables' secret: made once, private, whole, and followed while the server runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kds.adapters.tablekeys import NAME, TableKeyFile
from kds.service.ports import StorageRefused
from kds.sources.tabletoken import table_of, token_of


def test_the_secret_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    first = TableKeyFile(tmp_path / "data").current()
    assert TableKeyFile(tmp_path / "data").current() == first


def test_two_stores_never_have_the_same_secret(tmp_path: Path) -> None:
    assert TableKeyFile(tmp_path / "a").current().secret != TableKeyFile(tmp_path / "b").current().secret


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    TableKeyFile(tmp_path).renew(("12",))
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_running_server_follows_a_renewal_by_another_process(tmp_path: Path) -> None:
    server = TableKeyFile(tmp_path)
    old = token_of(server.current(), "12")
    new = token_of(TableKeyFile(tmp_path).renew(("12",)), "12")
    assert table_of(server.current(), old) is None
    assert table_of(server.current(), new) == "12"


def test_renewing_all_ends_every_code(tmp_path: Path) -> None:
    server = TableKeyFile(tmp_path)
    old = token_of(server.current(), "12")
    TableKeyFile(tmp_path).renew()
    assert table_of(server.current(), old) is None


def test_a_file_that_is_lost_while_the_server_runs_changes_nothing(tmp_path: Path) -> None:
    server = TableKeyFile(tmp_path)
    before = server.current()
    (tmp_path / NAME).unlink()
    assert server.current() == before


def test_a_file_that_is_damaged_while_the_server_runs_changes_nothing(tmp_path: Path) -> None:
    server = TableKeyFile(tmp_path)
    before = server.current()
    (tmp_path / NAME).write_text("{")
    assert server.current() == before


@pytest.mark.parametrize("content", ["", "{", '{"secret": "c2hvcnQ="}', '{"secret": "no base64!"}'])
def test_a_damaged_file_keeps_the_server_from_starting_and_says_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(StorageRefused, match="kds tables"):
        TableKeyFile(tmp_path)
