"""What the manager's page is told and may do: by the right people only, bounded, and hostile bodies disarmed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from kds.asgi.manage import ASKS_BURST, REASON_CHARS
from kds.asgi.manageview import BODIES, manage_state
from kds.asgi.rawbody import HEX_COLUMNS, SHOWN_BYTES, raw_body
from kds.service.kitchenfiles import FileAt, FileProblem, KitchenFiles
from kds.service.roster import Roster
from kds.wire.frames import Pong
from tests.asgi.store import Store, opened, problem
from tests.asgi.vendors import from_qr, rows, settled
from tests.service.screens import Wire, hello

TOKEN = "chopsticks-and-cleaver"


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


async def state(store: Store) -> dict[str, Any]:
    answer = await store.client.get("/manage/state")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = answer.json()
    return told


async def quarantined(store: Store, body: bytes) -> str:
    """The id of a body that could not be read."""
    await from_qr(store, body)
    await settled(store)
    newest: str = (await state(store))["quarantine"]["bodies"][0]["id"]
    return newest


async def test_the_state_tells_head_build_kitchen_and_what_waits(store: Store) -> None:
    problem_ = FileProblem("stations.yaml", 7, "no such station", "did you mean 'wok'?")
    store.read[0] = KitchenFiles((FileAt("stations.yaml", "d1"),), 20, 10, (problem_,), ())
    told = await state(store)
    assert (told["head"], told["app"], told["at_ms"]) == (store.head, "dev", store.clock.now_ms())
    assert told["kitchen"] == {
        "digest": "0 more",
        "adopted_ms": 10,
        "read_ms": 20,
        "files": [{"path": "stations.yaml", "digest": "d1"}],
        "problems": [
            {"file": "stations.yaml", "line": 7, "message": "no such station", "suggestion": "did you mean 'wok'?"}
        ],
        "warnings": [],
    }
    assert (told["screens"], told["quarantine"]) == ([], {"pending": 0, "count": 0, "bodies": []})


async def test_a_screen_is_told_with_its_health(store: Store) -> None:
    roster, wire = Roster(), Wire(store.services.hub)
    roster.enter(wire.session, "10.0.0.9")
    wire.say(hello(), Pong(time=1, seq=1, skew=120_000, waiting=3))
    (screen,) = manage_state(store.services, roster, 0).screens
    assert (screen.device, screen.role, screen.address) == ("hot 1", "cook", "10.0.0.9")
    assert (screen.skew_ms, screen.waiting, screen.gone_ms) == (120_000, 3, 0)


async def test_reading_the_kitchen_files_again_answers_with_what_came_of_it(store: Store) -> None:
    told = (await store.client.post("/manage/kitchen/read")).json()
    assert told["kitchen"]["read_ms"] == store.clock.now_ms()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/manage"),
        ("GET", "/manage/state"),
        ("GET", "/manage/bodies/x"),
        ("POST", "/manage/bodies/x/retry"),
        ("POST", "/manage/bodies/x/discard"),
        ("POST", "/manage/screens/forget"),
        ("POST", "/manage/kitchen/read"),
    ],
)
async def test_a_stranger_learns_and_does_nothing(method: str, path: str) -> None:
    async with opened(token=TOKEN) as store:
        assert problem(await store.client.request(method, path), 401)["code"] == "unauthorized"


async def test_another_site_cannot_act_for_a_manager_who_is_signed_in() -> None:
    async with opened(token=TOKEN) as store:
        await store.client.post("/login", data={"token": TOKEN, "next": "/"})
        assert (await store.client.get("/manage/state")).status_code == 200
        answer = await store.client.post("/manage/kitchen/read", headers={"origin": "http://elsewhere.example"})
        assert problem(answer, 403)["code"] == "forbidden_origin"


async def test_asking_is_bounded(store: Store) -> None:
    answers = [await store.client.get("/manage/state") for _ in range(ASKS_BURST + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    told = problem(answers[-1], 429)
    assert (told["code"], answers[-1].headers["retry-after"]) == ("overloaded", "1")
    store.clock.elapsed_ms += 1_000
    assert (await store.client.get("/manage/state")).status_code == 200


async def test_a_body_that_waits_is_listed_without_itself_and_read_when_it_is_opened(store: Store) -> None:
    row_id = await quarantined(store, b'{"eventType": 5}')
    (listed,) = (await state(store))["quarantine"]["bodies"]
    assert (listed["source"], listed["size"], "body" in listed) == ("qr", 16, False)
    assert listed["error"].startswith("invalid_field: ")
    told = (await store.client.get(f"/manage/bodies/{row_id}")).json()
    assert (told["form"], told["shown"], told["left_out"]) == ("text", '{"eventType": 5}', 0)
    assert told["waiting"] == listed
    assert "authorization" not in told["headers"]


async def test_the_newest_bodies_are_listed_first_and_all_are_counted(store: Store) -> None:
    for number in range(BODIES + 2):
        await from_qr(store, f"[{number}]".encode())
    await settled(store)
    told = (await state(store))["quarantine"]
    assert (told["count"], len(told["bodies"])) == (BODIES + 2, BODIES)
    ids = list(store.disk.inbox)
    assert [told["bodies"][0]["id"], told["bodies"][-1]["id"]] == [ids[-1], ids[2]]


async def test_a_body_of_html_comes_as_json_that_no_browser_runs(store: Store) -> None:
    row_id = await quarantined(store, b"<script>alert(1)</script>")
    answer = await store.client.get(f"/manage/bodies/{row_id}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["shown"] == "<script>alert(1)</script>"


def test_text_that_hides_or_turns_around_shows_what_it_is() -> None:
    told = raw_body("a\u202eb\x00\x1b[2Jc\ufeff\u200b\n\td".encode())
    assert (told.form, told.shown) == ("text", "a\\u202eb\\u0000\\u001b[2Jc\\ufeff\\u200b\n\td")


def test_bytes_that_are_no_text_are_shown_as_bytes() -> None:
    told = raw_body(b"\xff\x00<b>" + bytes(HEX_COLUMNS))
    first, second = told.shown.splitlines()
    assert told.form == "hex"
    assert first == "00000000  ff 00 3c 62 3e 00 00 00 00 00 00 00 00 00 00 00  ..<b>..........."
    assert second.startswith("00000010  00 00 00 00 00")


@pytest.mark.parametrize("body", [b"x" * (SHOWN_BYTES + 5), "蓝".encode() * SHOWN_BYTES, b"\xff" * (SHOWN_BYTES + 5)])
def test_of_a_long_body_the_beginning_is_shown_and_the_rest_is_counted(body: bytes) -> None:
    told = raw_body(body)
    shown = len(told.shown.encode()) if told.form == "text" else told.shown.count("\n") * HEX_COLUMNS + HEX_COLUMNS
    assert shown <= SHOWN_BYTES
    assert shown + told.left_out == len(body)


async def test_what_nobody_can_name_waits_nowhere(store: Store) -> None:
    said = {"by": "Ann", "reason": "odd"}
    for answer in (
        await store.client.get("/manage/bodies/none"),
        await store.client.post("/manage/bodies/none/retry"),
        await store.client.post("/manage/bodies/none/discard", json=said),
    ):
        assert problem(answer, 404)["code"] == "unknown_body"


async def test_a_body_that_is_done_is_nobodys_to_read(store: Store) -> None:
    row_id = await quarantined(store, b"[]")
    await store.client.post(f"/manage/bodies/{row_id}/discard", json={"by": "Ann", "reason": "odd"})
    assert problem(await store.client.get(f"/manage/bodies/{row_id}"), 404)["code"] == "unknown_body"


async def test_a_discarded_body_is_kept_with_who_and_why(store: Store) -> None:
    row_id = await quarantined(store, b"[]")
    answer = await store.client.post(f"/manage/bodies/{row_id}/discard", json={"by": " Ann ", "reason": "a test"})
    assert (answer.status_code, answer.json()["quarantine"]["count"]) == (200, 0)
    (row,) = rows(store, "discarded")
    assert (row.id, row.body) == (row_id, b"[]")
    assert row.error.startswith("discarded by Ann: a test. Before: ")


@pytest.mark.parametrize(
    "said",
    [{}, {"by": "", "reason": "x"}, {"by": "Ann", "reason": "  "}, {"by": "Ann", "reason": "x" * (REASON_CHARS + 1)}],
)
async def test_a_discard_needs_who_and_why(store: Store, said: dict[str, str]) -> None:
    row_id = await quarantined(store, b"[]")
    answer = await store.client.post(f"/manage/bodies/{row_id}/discard", content=json.dumps(said))
    assert answer.status_code == 422
    assert (await state(store))["quarantine"]["count"] == 1


async def test_a_full_disk_discards_nothing(store: Store) -> None:
    row_id = await quarantined(store, b"[]")
    store.disk.full = True
    answer = await store.client.post(f"/manage/bodies/{row_id}/discard", json={"by": "Ann", "reason": "odd"})
    assert problem(answer, 503)["code"] == "disk_full"
    store.disk.full = False
    assert (await state(store))["quarantine"]["count"] == 1


async def test_a_retry_after_a_fix_empties_the_list(store: Store) -> None:
    row_id = await quarantined(store, b"[]")
    told = (await store.client.post(f"/manage/bodies/{row_id}/retry")).json()
    assert told["quarantine"]["count"] == 0
    await settled(store)
    assert (await state(store))["quarantine"]["count"] == 1


async def test_a_screen_nobody_knows_is_forgotten_without_a_word(store: Store) -> None:
    answer = await store.client.post("/manage/screens/forget", json={"device": "hot-1f"})
    assert (answer.status_code, answer.json()["screens"]) == (200, [])
