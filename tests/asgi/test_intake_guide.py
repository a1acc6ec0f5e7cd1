"""The guide for makers of tills, held to the server: each curl in it is sent and answers as the guide says."""

from __future__ import annotations

import json
import re
import shlex

import httpx
import pytest
from msgspec import Struct

from tests.asgi.store import Store, opened
from tests.sources.payloads import ROOT

GUIDE = (ROOT / "docs" / "topics" / "intake.md").read_text(encoding="utf-8")


class Call(Struct):
    expected: str
    method: str
    url: str
    headers: dict[str, str]
    body: str


def calls() -> list[Call]:
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    return [
        call_of(expected, command)
        for block in blocks
        for expected, command in re.findall(r"^# (\w+)\n(curl .*?)(?=\n# |\Z)", block, re.MULTILINE | re.DOTALL)
    ]


def call_of(expected: str, command: str) -> Call:
    words = iter(shlex.split(command.replace("\\\n", " "))[1:])
    call = Call(expected, "GET", "", {}, "")
    for word in words:
        match word:
            case "-H":
                name, _, value = next(words).partition(": ")
                call.headers[name] = value
            case "-d":
                call.body, call.method = next(words), "POST"
            case "-X":
                call.method = next(words)
            case "-N":
                continue
            case _:
                call.url = word
    return call


async def send(store: Store, call: Call) -> httpx.Response:
    return await store.client.request(call.method, call.url, content=call.body, headers=call.headers)


async def test_every_call_of_the_guide_answers_as_it_says() -> None:
    async with opened() as store:
        for call in calls():
            if call.expected != "stream":
                answer = await send(store, call)
                assert str(answer.status_code) == call.expected, f"{call.url}: {answer.text}"


async def test_the_error_of_the_guide_is_the_one_that_comes() -> None:
    (shown,) = re.findall(r"^```json\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    (call,) = (one for one in calls() if one.expected == "422")
    async with opened() as store:
        assert (await send(store, call)).json() == json.loads(shown)


@pytest.mark.parametrize("word", ["amend", "hold", "fire", "rush", "move", "split", "merge", "cancel"])
def test_the_guide_shows_every_verb(word: str) -> None:
    assert any(f"/{word}" in call.url for call in calls())
