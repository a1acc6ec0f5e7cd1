"""The executor: durable before visible, one commit for many, the same after a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kds.adapters.sqlite_log import SqliteLog
from kds.kitchen.system_commands import StartDay
from kds.service.documents import value_of
from kds.service.executor import BATCH_LIMIT, OVERLOAD_RETRY_MS, QUEUE_LIMIT, Executor
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import InboxRow, Overloaded
from kds.service.receipt import Receipt, Submission
from kds.service.timekeeper import CLOCK
from tests import history
from tests.service.kitchen import bump_all, id_of, kitchen, move, order, serve, tap
from tests.service.running import TERM, body, running
from tests.service.stores import GatedLog


async def reached(log: GatedLog) -> None:
    await asyncio.to_thread(log.at_gate.wait)


async def test_a_command_is_durable_when_its_receipt_comes() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        receipt = await whole.executor.submit(order("38"))
        assert (receipt.result, receipt.seq) == ("ok", len(disk.rows))


async def test_nothing_is_published_or_answered_before_the_commit() -> None:
    log = GatedLog()
    async with running(log) as whole:
        log.gate.clear()
        log.at_gate.clear()
        waiting = asyncio.create_task(whole.executor.submit(order("38")))
        await reached(log)
        assert (whole.screens.told, whole.executor.ticket(id_of("38")), waiting.done()) == ([], None, False)
        before = whole.executor.head
        log.gate.set()
        assert (await waiting).seq == before + 1 == whole.executor.head


async def test_when_screens_are_told_the_commit_is_durable_and_the_state_is_the_new_one() -> None:
    disk = MemoryDisk()
    seen: list[tuple[int, int, bool]] = []
    async with running(MemoryLog(disk)) as whole:
        whole.screens._look = lambda publication: seen.append(
            (len(disk.rows), whole.executor.head, whole.executor.ticket(id_of("38")) is not None)
        )
        receipt = await whole.executor.submit(order("38"))
    assert seen == [(receipt.seq, receipt.seq, True)]


async def test_commands_that_come_during_a_commit_share_the_next_one() -> None:
    log = GatedLog()
    async with running(log) as whole:
        log.gate.clear()
        log.at_gate.clear()
        first = asyncio.create_task(whole.executor.submit(order("0")))
        await reached(log)
        others = [asyncio.create_task(whole.executor.submit(order(f"{n}"))) for n in range(1, 50)]
        kept = asyncio.create_task(whole.executor.keep((body("a"),)))
        await asyncio.wait(others, timeout=0)
        before = len(log.commits)
        log.gate.set()
        await asyncio.gather(first, kept, *others)
        assert [(len(batch.rows), len(batch.inbox)) for batch in log.commits[before:]] == [(1, 0), (49, 1)]
        assert len(whole.screens.told) == 2


async def test_a_commit_holds_at_most_a_batch() -> None:
    log = GatedLog()
    async with running(log) as whole:
        receipts = await asyncio.gather(*(whole.executor.submit(order(f"{n}")) for n in range(BATCH_LIMIT + 10)))
    assert {receipt.result for receipt in receipts} == {"ok"}
    assert max(len(batch.rows) for batch in log.commits) <= BATCH_LIMIT


async def test_more_than_the_queue_takes_is_refused_at_once_as_passing() -> None:
    log = GatedLog()
    async with running(log) as whole:
        log.gate.clear()
        tasks = [asyncio.create_task(whole.executor.submit(order(f"{n}"))) for n in range(QUEUE_LIMIT)]
        await reached(log)
        receipt = await whole.executor.submit(order("one too many"))
        assert (receipt.result, receipt.why, receipt.retry_ms) == ("failed", "overloaded", OVERLOAD_RETRY_MS)
        with pytest.raises(Overloaded):
            await whole.executor.keep((body("a"),))
        log.gate.set()
        await asyncio.gather(*tasks)
        assert (await whole.executor.submit(order("one too many"))).result == "ok"


async def test_a_sender_that_goes_away_does_not_hold_up_the_others() -> None:
    log = GatedLog()
    async with running(log) as whole:
        log.gate.clear()
        log.at_gate.clear()
        gone, stays = (asyncio.create_task(whole.executor.submit(order(key))) for key in ("38", "39"))
        await reached(log)
        gone.cancel()
        log.gate.set()
        assert (await stays).result == "ok"
        assert whole.executor.ticket(id_of("38")) is not None


async def test_a_restart_has_the_same_tickets_under_a_new_term() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        placed = (await whole.executor.submit(order("38"))).ticket
        head = whole.executor.head
    async with running(MemoryLog(disk), term="00000000000000bb") as whole:
        assert (whole.executor.head, whole.executor.term) == (head, "00000000000000bb")
        assert [term.start_seq for term in whole.executor.terms] == [0, head]
        assert whole.executor.ticket(id_of("38")) == placed
        assert {change.row.key for change in whole.documents} == {"store/main", f"ticket/{id_of('38')}"}


async def test_a_first_start_adopts_the_kitchen_files_before_any_screen_joins() -> None:
    async with running(MemoryLog(MemoryDisk()), kitchen("one", "tofu")) as whole:
        assert {change.row.key for change in whole.documents} == {"store/main", "dish/tofu"}
        assert whole.executor.published.store().kitchen_digest == "one"
        assert (whole.executor.head, whole.screens.told) == (1, [])


async def test_a_start_with_the_same_kitchen_files_writes_no_row() -> None:
    disk = MemoryDisk()
    for term in (TERM, "00000000000000bb"):
        async with running(MemoryLog(disk), term=term) as whole:
            assert whole.executor.head == 1


async def test_changed_kitchen_files_are_adopted_while_running() -> None:
    async with running(MemoryLog(MemoryDisk())) as whole:
        receipt = await whole.executor.adopt(kitchen("two", "tofu"))
        assert receipt.result == "ok"
        assert whole.executor.published.store().kitchen_digest == "two"
        assert {change.row.key for change in whole.screens.told[0].changes} == {"store/main", "dish/tofu"}
        assert (await whole.executor.adopt(kitchen("two", "tofu"))).why == "same_contents"


async def test_a_kept_body_waits_until_it_is_done() -> None:
    async with running(MemoryLog(MemoryDisk())) as whole:
        await whole.executor.keep((body("a"), body("b")))
        await whole.executor.keep((InboxRow("a", "square", 1, b"", b"{}", "quarantine", "no such dish"),))
        assert [row.id for row in await whole.executor.pending()] == ["b"]
        assert [row.id for row in await whole.executor.quarantined()] == ["a"]


async def test_a_ticket_that_is_not_in_memory_is_found_in_the_log() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        await close_a_ticket(whole.executor, "38")
        closed = whole.executor.ticket(id_of("38"))
        tomorrow = Submission(StartDay("2999-01-01"), CLOCK, "tomorrow")
        assert (await whole.executor.submit(tomorrow)).result == "ok"
    async with running(MemoryLog(disk), term="00000000000000bb") as whole:
        assert whole.executor.ticket(id_of("38")) is None
        assert await whole.executor.find_ticket(id_of("38")) == closed
        assert await whole.executor.find_ticket(id_of("39")) is None


async def test_an_order_of_long_ago_that_grows_is_the_same_ticket(tmp_path: Path) -> None:
    async with running(SqliteLog(tmp_path)) as whole:
        await close_a_ticket(whole.executor, "38")
        assert (await whole.executor.submit(Submission(StartDay("2999-01-01"), CLOCK, "tomorrow"))).result == "ok"
    async with running(SqliteLog(tmp_path), term="00000000000000bb") as whole:
        assert whole.executor.ticket(id_of("38")) is None
        grown = order("38", "Mapo tofu", "Rice", id="grown", revision=2)
        receipts = await asyncio.gather(*map(whole.executor.submit, (grown, order("39"))))
        assert [receipt.result for receipt in receipts] == ["ok", "ok"]
        assert receipts[0].ticket is not None
        assert [(item.name, item.state) for item in receipts[0].ticket.items] == [
            ("Mapo tofu", "served"),
            ("Rice", "open"),
        ]


async def close_a_ticket(executor: Executor, key: str) -> Receipt:
    ticket = (await executor.submit(order(key))).ticket
    assert ticket is not None
    await executor.submit(tap(bump_all(ticket), 1, cid=f"bump {key}"))
    return await executor.submit(tap(serve(ticket), 1, cid=f"serve {key}"))


async def test_closing_finishes_what_was_submitted() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        tasks = [asyncio.create_task(whole.executor.submit(order(f"{n}"))) for n in range(20)]
        await asyncio.wait(tasks, timeout=0)
    assert {task.result().result for task in tasks} == {"ok"}
    assert not disk.in_use
    assert (await whole.executor.submit(order("late"))).result == "failed"


async def test_the_fold_of_the_log_is_the_table_is_the_memory(tmp_path: Path) -> None:
    async with running(SqliteLog(tmp_path)) as whole:
        for key in ("38", "39", "40"):
            await whole.executor.submit(order(key))
        await whole.executor.submit(tap(move("39", "T1"), 1))
        await close_a_ticket(whole.executor, "41")
        seen = history.read(tmp_path)
        assert history.faults(seen, [("till-1", key) for key in ("38", "39", "40", "41")]) == []
        assert history.faults(seen, [("till-1", "42")]) != []
        held = {f"ticket/{ticket.id}" for ticket in whole.executor.published.open_tickets()}
        assert held == {row.key for row in seen.documents.values() if row.open and row.kind == "ticket"}
        for row in seen.documents.values():
            if row.kind == "ticket":
                assert value_of(row) == whole.executor.ticket(row.id)
