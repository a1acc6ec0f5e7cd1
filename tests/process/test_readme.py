"""The order that the README sends: taken by a server with the sample kitchen, once, with the stations of each item."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.house import text
from tests.serverprocess import ServerProcess


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path / "data").start()
    yield process
    process.stop()


def sent_with_curl(server: ServerProcess) -> httpx.Response:
    block = re.search(r"^curl .*?(?=^```)", text("README.md"), re.MULTILINE | re.DOTALL)
    assert block
    words = shlex.split(block[0])
    (url,) = (word for word in words if word.startswith("http"))
    body = words[words.index("-d") + 1]
    name, _, value = words[words.index("-H") + 1].partition(": ")
    return httpx.post(server.url + urlsplit(url).path, content=body, headers={name: value})


def test_the_order_in_the_readme_is_taken_once(server: ServerProcess) -> None:
    first = sent_with_curl(server)
    assert first.status_code == httpx.codes.CREATED
    known, unknown = first.json()["ticket"]["items"]
    assert known["stations"] == ["hot"]
    assert unknown["unrouted"]
    again = sent_with_curl(server)
    assert again.status_code == httpx.codes.OK
    assert again.json()["ticket"]["id"] == first.json()["ticket"]["id"]
