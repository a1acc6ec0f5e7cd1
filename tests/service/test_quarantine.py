"""The quarantine: what a person decides about a body counts once, is kept, and waits for a disk that is full."""

from __future__ import annotations

import asyncio

import pytest

from kds.service.inbox import Broken
from kds.service.memory_log import MemoryDisk
from kds.service.ports import StorageFull
from tests.asgi.store import until
from tests.service.desk import Script, desk


async def test_a_discarded_body_is_kept_with_who_and_why_and_counts_no_more() -> None:
    disk, script = MemoryDisk(), Script()
    script.outlooks["odd"] = [Broken("not an order")]
    async with desk(disk, script) as one:
        await one.receive("a:odd")
        await until(lambda: one.inbox.quarantined == 1)
        (waiting,) = one.inbox.quarantine.waiting
        assert (waiting.source, waiting.size, waiting.error) == ("till-1", len("a:odd"), "not an order")
        assert await one.inbox.quarantine.discard(waiting.id, "Ann", "a test of the vendor's")
        assert (one.inbox.quarantined, one.states()) == (0, {"odd": "discarded"})
        assert disk.inbox[waiting.id].error == "discarded by Ann: a test of the vendor's. Before: not an order"
    async with desk(disk) as after:
        assert (await after.executor.quarantined(), await after.executor.pending()) == ((), ())


async def test_of_two_people_who_decide_about_one_body_the_second_is_told_that_nothing_waits() -> None:
    script = Script()
    script.outlooks["odd"] = [Broken("not an order")]
    async with desk(script=script) as one:
        await one.receive("a:odd")
        await until(lambda: one.inbox.quarantined == 1)
        (waiting,) = one.inbox.quarantine.waiting
        discard = one.inbox.quarantine.discard
        decided = await asyncio.gather(discard(waiting.id, "Ann", "odd"), discard(waiting.id, "Bob", "odd"))
        assert list(decided) == [True, False]
        assert not await one.inbox.retry(waiting.id)


async def test_while_the_disk_is_full_a_discarded_body_waits_on() -> None:
    script = Script()
    script.outlooks["odd"] = [Broken("not an order")]
    async with desk(script=script) as one:
        await one.receive("a:odd")
        await until(lambda: one.inbox.quarantined == 1)
        (waiting,) = one.inbox.quarantine.waiting
        one.disk.full = True
        with pytest.raises(StorageFull):
            await one.inbox.quarantine.discard(waiting.id, "Ann", "odd")
        assert (one.inbox.quarantined, one.states()) == (1, {"odd": "quarantine"})
        one.disk.full = False
