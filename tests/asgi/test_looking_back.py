"""Looking back over the business day: which tickets are found, page by page, and what the timeline of one tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from kds.asgi.past import MAX_PAGE, MAX_QUERY
from kds.kitchen.command import Actor, Seen
from kds.kitchen.commands import Bump, Recall, Serve
from kds.kitchen.identity import ticket_id
from kds.kitchen.model import Ticket
from kds.kitchen.system_commands import StartDay
from kds.service.past import STEP_DOCUMENTS, STEP_ROWS
from kds.service.ports import CLOSED_KEPT
from tests.asgi.store import Store, item, on_screen, opened, problem
from tests.service.kitchen import NOON_MS

COOK = Actor("cook", "hot-3f2a")
PASS = Actor("expo", "expo-77aa")
CLOCK = Actor("system", "clock")
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


async def ticket(store: Store, key: str) -> Ticket:
    found = await store.executor.find_ticket(ticket_id("till-1", key))
    assert found is not None
    return found


async def ordered(store: Store, key: str, *names: str, **fields: Any) -> None:
    items = [item(str(number), name) for number, name in enumerate(names or ("水煮鱼",), 1)]
    answer = await store.place(external_id=key, number=key, items=items, **fields)
    assert answer.status_code == 201, answer.text


async def handed_over(store: Store, key: str) -> None:
    """Cooked and served, a second after whatever came before."""
    store.clock.wall_ms += 1_000
    cooked = await ticket(store, key)
    pairs = tuple(Seen(task.id, task.gen) for each in cooked.items for task in each.tasks)
    await on_screen(store, Bump(pairs, cooked.id), COOK)
    await on_screen(store, Serve(cooked.id), PASS)


async def look(store: Store, **query: object) -> dict[str, Any]:
    answer = await store.client.get("/api/v1/tickets", params={name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def numbers(store: Store, **query: object) -> list[str]:
    return [each["number"] for each in (await look(store, **query))["tickets"]]


async def told(store: Store, key: str) -> list[tuple[str, list[str]]]:
    answer = await store.client.get(f"/api/v1/tickets/till-1:{key}/timeline")
    assert answer.status_code == 200, answer.text
    return [(step["kind"], [event["event"] for event in step["events"]]) for step in answer.json()["steps"]]


async def test_what_no_screen_holds_any_more_is_found_by_its_number(store: Store) -> None:
    for number in range(1, CLOSED_KEPT + 3):
        await ordered(store, f"{number:03}")
        await handed_over(store, f"{number:03}")
    held = {doc.value.number for doc in store.services.hub.all(lambda one: True).puts if isinstance(doc.value, Ticket)}
    assert "001" not in held
    assert await numbers(store, q="001") == ["001"]


async def test_live_tickets_come_first_then_what_is_over_the_last_changed_first(store: Store) -> None:
    for key in ("1", "2", "3", "4"):
        store.clock.wall_ms += MINUTE_MS
        await ordered(store, key)
    await handed_over(store, "2")
    await handed_over(store, "1")
    assert await numbers(store) == ["4", "3", "1", "2"]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
async def test_pages_tell_every_ticket_once(store: Store, limit: int) -> None:
    keys = [f"{number:02}" for number in range(1, 8)]
    for key in keys:
        store.clock.wall_ms += MINUTE_MS
        await ordered(store, key)
    for key in keys[:4]:
        await handed_over(store, key)
    found: list[str] = []
    after, pages = "", 0
    while pages == 0 or after:
        page = await look(store, limit=limit, after=after)
        assert len(page["tickets"]) <= limit
        found += [each["number"] for each in page["tickets"]]
        after, pages = page["after"], pages + 1
    assert found == ["07", "06", "05", "04", "03", "02", "01"]


async def test_a_long_day_is_read_in_steps(store: Store) -> None:
    for number in range(STEP_DOCUMENTS + 1):
        await ordered(store, f"{number:04}", "米饭" if number else "凉拌黄瓜")
        await handed_over(store, f"{number:04}")
    assert await numbers(store, q="黄瓜") == ["0000"]


async def test_a_dish_and_a_table_together_are_the_ticket_that_has_both(store: Store) -> None:
    await ordered(store, "1", "水煮鱼", table="12")
    await ordered(store, "2", "水煮鱼", table="13")
    await ordered(store, "3", "米饭", table="12")
    assert await numbers(store, q="水煮鱼 12") == ["1"]


async def test_a_station_finds_only_what_it_works_on(store: Store) -> None:
    await ordered(store, "1", "水煮鱼")
    await ordered(store, "2", "凉拌黄瓜")
    await handed_over(store, "1")
    await handed_over(store, "2")
    assert await numbers(store, station="cold") == ["2"]


async def test_a_screen_of_two_stations_finds_what_either_works_on(store: Store) -> None:
    await ordered(store, "1", "水煮鱼")
    await ordered(store, "2", "凉拌黄瓜")
    assert set(await numbers(store, station="cold+hot")) == {"1", "2"}
    assert await numbers(store, station="cold+bar") == ["2"]


async def test_yesterdays_tickets_are_not_todays_and_are_found_under_their_day(store: Store) -> None:
    await ordered(store, "1")
    await handed_over(store, "1")
    store.clock.wall_ms = NOON_MS + 17 * HOUR_MS - MINUTE_MS
    assert await numbers(store) == ["1"]
    store.clock.wall_ms += 2 * MINUTE_MS
    await on_screen(store, StartDay("2026-03-07"), CLOCK)
    await ordered(store, "2")
    assert await numbers(store) == ["2"]
    assert (await look(store))["day"] == "2026-03-07"
    assert await numbers(store, day="2026-03-06") == ["1"]


async def test_what_is_found_can_be_taken_back_though_no_screen_holds_it(store: Store) -> None:
    await ordered(store, "1")
    await handed_over(store, "1")
    for number in range(2, CLOSED_KEPT + 3):
        await ordered(store, f"{number:03}")
        await handed_over(store, f"{number:03}")
    (found,) = (await look(store, q="1", station="hot"))["tickets"][-1:]
    task = found["items"][0]["tasks"][0]
    # What holds its default is left out.
    seen = Seen(task["id"], task.get("gen", 1), task["bump"])
    await on_screen(store, Recall((seen,), found["id"]), COOK)
    again = await ticket(store, "1")
    assert (again.state, again.items[0].tasks[0].state) == ("open", "queued")
    assert "1" in {
        doc.value.number
        for doc in store.services.hub.all(lambda one: one.row.open).puts
        if isinstance(doc.value, Ticket)
    }


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * (MAX_QUERY + 1)},
        {"q": "a b c d e f g h i"},
        {"day": "yesterday"},
        {"day": "2026-02-30"},
        {"limit": "0"},
        {"limit": str(MAX_PAGE + 1)},
        {"limit": "-1"},
        {"limit": "9999999999"},
        {"after": "over.1"},
        {"after": "over.1.' OR 1=1 --"},
        {"after": "live.99999999999999999999." + "a" * 36},
        {"station": "x" * 500},
        {"page": "2"},
    ],
)  # fmt: skip
async def test_what_cannot_be_looked_for_is_said(store: Store, query: dict[str, str]) -> None:
    answer = await store.client.get("/api/v1/tickets", params=query)
    assert problem(answer, 422)["pointer"] == f"/{next(iter(query))}"


@pytest.mark.parametrize("query", ["%", "_", "' OR 1=1 --", "\x00", "😀", ".*", "(", "\\"])
async def test_signs_mean_nothing_but_themselves(store: Store, query: str) -> None:
    await ordered(store, "1")
    await handed_over(store, "1")
    assert await numbers(store, q=query) == []


@pytest.mark.parametrize("path", ["/api/v1/tickets", "/api/v1/tickets/till-1:1/timeline"])
async def test_only_the_staff_may_look_back(path: str) -> None:
    async with opened(token="correct-horse-battery", host="192.168.1.5:8600") as store:
        assert problem(await store.client.get(path), 401)["code"] == "unauthorized"
        answer = await store.client.get(path, headers={"Authorization": "Bearer correct-horse-battery"})
        assert answer.status_code == (200 if path.endswith("tickets") else 404)


async def test_a_timeline_tells_every_step_with_who_did_it_and_when(store: Store) -> None:
    await ordered(store, "1")
    store.clock.wall_ms += 5 * MINUTE_MS
    await handed_over(store, "1")
    answer = await store.client.get("/api/v1/tickets/till-1:1/timeline")
    steps = answer.json()["steps"]
    assert [step["kind"] for step in steps] == ["place", "bump", "serve"]
    assert [(step["events"][0]["by"], step["at_ms"] - NOON_MS) for step in steps] == [
        ("till-1", 0),
        ("hot-3f2a", 5 * MINUTE_MS + 1_000),
        ("expo-77aa", 5 * MINUTE_MS + 1_000),
    ]
    assert answer.json()["whole"] is True
    assert answer.json()["ticket"]["number"] == "1"


async def test_a_timeline_names_the_tickets_it_was_joined_with_and_split_into(store: Store) -> None:
    await ordered(store, "1", "水煮鱼", "米饭")
    await ordered(store, "2")
    await store.post("/api/v1/tickets/till-1:2/merge", {"into": "till-1:1"})
    await store.post("/api/v1/tickets/till-1:1/split", {"items": ["2"], "external_id": "3", "number": "3"})
    assert [events for _, events in await told(store, "1")] == [
        ["ticket_placed", "items_added"],
        ["ticket_merged"],
        ["items_split_off"],
    ]
    assert ("split", ["ticket_placed", "items_taken_over", "changes_raised"]) in await told(store, "3")
    answer = await store.client.get("/api/v1/tickets/till-1:1/timeline")
    assert sorted(other["number"] for other in answer.json()["others"].values()) == ["2", "3"]


async def test_a_timeline_finds_its_beginning_behind_much_else(store: Store) -> None:
    await ordered(store, "1")
    for number in range(2, STEP_ROWS // 2 + 4):
        await ordered(store, f"{number:03}")
        await handed_over(store, f"{number:03}")
    await handed_over(store, "1")
    assert [kind for kind, _ in await told(store, "1")] == ["place", "bump", "serve"]


async def test_the_timeline_of_nothing_is_a_clear_refusal(store: Store) -> None:
    answer = await store.client.get("/api/v1/tickets/till-1:404/timeline")
    assert problem(answer, 404)["code"] == "unknown_ticket"
