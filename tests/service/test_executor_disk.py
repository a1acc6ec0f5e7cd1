"""The executor when the disk will not have it: full, full at the start, broken, refused."""

from __future__ import annotations

import asyncio

import pytest

from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.ports import StorageBroken, StorageFull, StorageRefused
from kds.service.writer import PROBE_MS
from tests.service.kitchen import id_of, kitchen, move, order, tap
from tests.service.running import TERM, Kitchenful, body, running
from tests.service.stores import BreakingLog


async def test_a_full_disk_refuses_the_batch_as_passing_and_tells_nobody_else() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        head = whole.executor.head
        disk.full = True
        receipt = await whole.executor.submit(order("38"))
        assert (receipt.result, receipt.why, receipt.seq, receipt.retry_ms) == ("failed", "full", head, PROBE_MS)
        assert (whole.executor.health, whole.executor.head, whole.screens.told) == ("full", head, [])
        assert whole.executor.ticket(id_of("38")) is None
        with pytest.raises(StorageFull):
            await whole.executor.keep((body("a"),))


async def test_a_screen_command_on_a_full_disk_keeps_its_number_for_the_retry() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        await whole.executor.submit(order("38"))
        disk.full = True
        failed = await whole.executor.submit(tap(move("38", "T1"), 1))
        disk.full = False
        retried = await whole.executor.submit(tap(move("38", "T1"), 1))
        assert (failed.result, retried.result) == ("failed", "ok")
        assert whole.executor.health == "ok"


async def test_what_needs_no_write_is_answered_on_a_full_disk() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        first = await whole.executor.submit(order("38"))
        disk.full = True
        again = await whole.executor.submit(order("38"))
        assert (again.result, again.why, again.seq) == ("noop", "same_command", first.seq)


async def test_health_is_back_when_the_disk_has_room_even_if_nobody_orders() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        disk.full = True
        await whole.executor.submit(order("38"))
        disk.full = False
        healths = []
        for elapsed_ms in (0, PROBE_MS):
            whole.clock.elapsed_ms += elapsed_ms
            await whole.executor.pending()
            healths.append(whole.executor.health)
        assert healths == ["full", "ok"]


async def test_a_boot_on_a_full_disk_shows_the_tickets_and_refuses_commands_as_passing() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        await whole.executor.submit(order("38"))
    disk.full = True
    async with running(MemoryLog(disk), term="00000000000000bb") as whole:
        receipt = await whole.executor.submit(order("39"))
        assert (receipt.result, receipt.why, whole.executor.health) == ("failed", "read_only", "read_only")
        assert (whole.executor.term, whole.executor.ticket(id_of("38")) is not None) == (TERM, True)
        with pytest.raises(StorageFull):
            await whole.executor.keep((body("a"),))


async def test_a_read_only_server_asks_for_a_restart_when_the_disk_has_room() -> None:
    disk = MemoryDisk()
    disk.full = True
    log = MemoryLog(disk)
    disk.terms.append((await _booted(MemoryDisk())).executor.terms[0])
    async with running(log) as whole:
        disk.full = False
        whole.clock.elapsed_ms += PROBE_MS
        asking = asyncio.create_task(whole.executor.pending())
        assert "room again" in str(await whole.broken)
        asking.cancel()


async def _booted(disk: MemoryDisk) -> Kitchenful:
    async with running(MemoryLog(disk)) as whole:
        return whole


async def test_a_broken_log_ends_the_process_and_answers_nobody() -> None:
    log = BreakingLog()
    async with running(log) as whole:
        log.breaks = True
        waiting = asyncio.create_task(whole.executor.submit(order("38")))
        assert isinstance(await whole.broken, StorageBroken)
        assert (waiting.done(), whole.screens.told) == (False, [])
        waiting.cancel()


async def test_a_boot_that_is_refused_raises_where_the_server_starts() -> None:
    disk = MemoryDisk()
    disk.in_use = True
    with pytest.raises(StorageRefused, match="Another kds"):
        async with running(MemoryLog(disk)):
            pass


async def test_kitchen_files_that_found_the_disk_full_are_adopted_with_the_next_commit() -> None:
    disk = MemoryDisk()
    async with running(MemoryLog(disk)) as whole:
        disk.full = True
        assert (await whole.executor.adopt(kitchen("two"))).result == "failed"
        disk.full = False
        await whole.executor.submit(order("38"))
        assert whole.executor.published.store().kitchen_digest == "two"
