"""Address and token: what the server runs with, and when it refuses to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from kds.config import Settings, SettingsError, load_settings


def load(host: str = "127.0.0.1", port: int = 8600, **environ: str) -> Settings:
    return load_settings(host, port, Path("kds-data"), Path("stations.yaml"), environ)


def refusal(host: str = "127.0.0.1", port: int = 8600, **environ: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(host, port, **environ)
    return str(refused.value)


def test_on_loopback_no_token_is_needed() -> None:
    assert load() == Settings("127.0.0.1", 8600, Path("kds-data"), Path("stations.yaml"), None)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_addresses_that_only_this_machine_reaches_are_loopback(host: str) -> None:
    assert load(host).token is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "kitchen.local", ""])
def test_without_a_token_an_address_that_others_reach_is_refused(host: str) -> None:
    assert "KDS_TOKEN" in refusal(host)


def test_with_a_token_any_address_will_do() -> None:
    assert load("0.0.0.0", KDS_TOKEN="long-and-random-1").token == "long-and-random-1"


def test_a_token_that_other_machines_could_guess_is_refused_with_a_way_to_make_one() -> None:
    said = refusal("0.0.0.0", KDS_TOKEN="x" * 15)
    assert "at least 16" in said
    assert "secrets.token_urlsafe(24)" in said
    assert load("0.0.0.0", KDS_TOKEN="x" * 16).token == "x" * 16


def test_on_loopback_a_short_token_will_do() -> None:
    assert load(KDS_TOKEN="x").token == "x"


def test_a_token_counts_on_loopback_too() -> None:
    assert load(KDS_TOKEN="long-and-random-1").token == "long-and-random-1"


def test_a_token_file_is_read_without_its_line_end(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("long-and-random-1\n", encoding="utf-8")
    assert load("0.0.0.0", KDS_TOKEN_FILE=str(file)).token == "long-and-random-1"


def test_a_token_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(KDS_TOKEN_FILE=str(tmp_path / "none"))


def test_a_token_file_that_is_a_folder_is_a_clear_error(tmp_path: Path) -> None:
    assert "cannot be read: Is a directory" in refusal(KDS_TOKEN_FILE=str(tmp_path))


def test_an_empty_token_file_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("\n", encoding="utf-8")
    assert "is empty" in refusal(KDS_TOKEN_FILE=str(file))


def test_a_token_file_that_is_no_text_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not text" in refusal(KDS_TOKEN_FILE=str(file))


def test_an_empty_token_is_a_mistake_not_an_open_door() -> None:
    assert "KDS_TOKEN is empty" in refusal(KDS_TOKEN="  ")


@pytest.mark.parametrize("token", ["two words", "令牌", "a\nb", "x" * 513])
def test_a_token_that_no_header_carries_is_refused(token: str) -> None:
    assert "is no token" in refusal(KDS_TOKEN=token)


def test_a_token_is_not_repeated_in_the_error() -> None:
    assert "two words" not in refusal(KDS_TOKEN="two words")


def test_token_and_token_file_together_are_refused() -> None:
    assert "unset one" in refusal(KDS_TOKEN="a", KDS_TOKEN_FILE="b")


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_out_of_range_is_refused(port: int) -> None:
    assert "--port" in refusal(port=port)
