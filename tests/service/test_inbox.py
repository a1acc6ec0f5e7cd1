"""The inbox: kept, then read, in order, again after a passing fault and after a restart, and never dropped."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.commands import Place
from kds.service import inbox as module
from kds.service.inbox import Broken, Outlook, Overflow, Passing, Ready, backoff_ms
from kds.service.memory_log import MemoryDisk
from kds.service.ports import InboxRow, StorageFull
from kds.service.quarantine import ERROR_CHARS
from tests.asgi.store import until
from tests.service.desk import Script, desk, order


async def test_a_body_is_durable_before_it_is_acknowledged() -> None:
    async with desk(runs=False) as one:
        await one.receive("a:38")
        assert one.states() == {"38": "pending"}


async def test_a_body_is_done_when_its_commands_stand() -> None:
    async with desk() as one:
        await one.receive("a:38")
        await until(lambda: one.inbox.pending == 0)
        assert one.states() == {"38": "done"}
        assert one.placed("38")


async def test_bodies_of_one_order_are_read_in_the_order_they_came() -> None:
    script = Script()
    script.outlooks["first"] = [Passing("down"), Ready((order("first"),))]
    async with desk(script=script) as one:
        await one.receive("a:first")
        await one.receive("a:second")
        await until(lambda: one.naps.asked_s)
        assert script.read_names == ["first"]
        one.naps.end_one()
        await until(lambda: one.inbox.pending == 0)
        assert script.read_names == ["first", "first", "second"]


async def test_another_order_does_not_wait() -> None:
    script = Script()
    script.outlooks["stuck"] = [Passing("down")]
    async with desk(script=script) as one:
        await one.receive("a:stuck")
        await one.receive("b:free")
        await until(lambda: one.placed("free"))
        assert one.states()["stuck"] == "pending"


async def test_what_was_pending_at_a_crash_is_taken_up_at_boot_in_order() -> None:
    disk = MemoryDisk()
    async with desk(disk, runs=False) as before:
        for body in ("a:1", "a:2", "b:3"):
            await before.receive(body)
    async with desk(disk) as after:
        await until(lambda: set(after.states().values()) == {"done"})
        assert [name for name in after.script.read_names if name != "3"] == ["1", "2"]


async def test_a_body_received_before_the_inbox_runs_is_read_once() -> None:
    async with desk(runs=False) as one:
        await one.receive("a:38")
        working = asyncio.create_task(one.inbox.run())
        await until(lambda: one.inbox.pending == 0)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        assert one.script.read_names == ["38"]


async def test_a_crash_between_the_command_and_the_note_has_no_second_effect() -> None:
    disk = MemoryDisk()
    async with desk(disk) as before:
        await before.receive("a:38")
        await until(lambda: before.inbox.pending == 0)
    disk.inbox = {key: replace(row, state="pending") for key, row in disk.inbox.items()}
    async with desk(disk) as after:
        await until(lambda: after.inbox.pending == 0 and after.states() == {"38": "done"})
        assert [row.command_id for row in disk.rows if row.kind == "place"] == ["body-0000.0"]


async def test_a_body_that_cannot_be_read_is_quarantined_with_the_reason() -> None:
    script = Script()
    script.outlooks["bad"] = [Broken("no such field")]
    async with desk(script=script) as one:
        await one.receive("a:bad")
        await until(lambda: one.inbox.pending == 0)
        (row,) = await one.executor.quarantined()
        assert row.error == "no such field"


async def test_a_body_that_trips_a_bug_is_quarantined_and_stops_nobody() -> None:
    script = Script()
    script.outlooks["bug"] = [ZeroDivisionError("oops")]
    async with desk(script=script) as one:
        await one.receive("a:bug")
        await one.receive("a:38")
        await until(lambda: one.inbox.pending == 0)
        assert one.states() == {"bug": "quarantine", "38": "done"}


async def test_a_body_whose_lane_trips_a_bug_stops_nobody() -> None:
    script = Lost()
    script.outlooks["bug"] = [Broken("no lane")]
    async with desk(script=script) as one:
        await one.receive("a:bug")
        await one.receive("b:38")
        await until(lambda: one.inbox.pending == 0)
        assert one.states() == {"bug": "quarantine", "38": "done"}


class Lost(Script):
    """Knows no lane for `a`."""

    def lane(self, row: InboxRow) -> str:
        return {"b": "b"}[super().lane(row)]


async def test_an_error_is_cut_to_its_limit() -> None:
    script = Script()
    script.outlooks["bad"] = [Broken("x" * 10_000)]
    async with desk(script=script) as one:
        await one.receive("a:bad")
        await until(lambda: one.inbox.pending == 0)
        (row,) = await one.executor.quarantined()
        assert len(row.error) == ERROR_CHARS


async def test_a_fault_that_may_pass_is_final_after_its_tries() -> None:
    script = Script()
    script.outlooks["slow"] = [Passing("not there", final_after=3)]
    async with desk(script=script) as one:
        await one.receive("a:slow")
        for tries in (1, 2):
            await until(lambda tries=tries: len(one.naps.asked_s) == tries)  # type: ignore[misc]  # a default binds it
            one.naps.end_one()
        await until(lambda: one.inbox.pending == 0)
        assert one.states() == {"slow": "quarantine"}
        assert script.read_names == ["slow"] * 3


async def test_a_rejected_command_is_quarantined() -> None:
    script = Script()
    script.outlooks["twice"] = [Ready((Place("till-1", "x", (Line("1", name="a"), Line("1", name="b")), revision=1),))]
    async with desk(script=script) as one:
        await one.receive("a:twice")
        await until(lambda: one.inbox.pending == 0)
        (row,) = await one.executor.quarantined()
        assert row.error.startswith("duplicate_uid: ")


async def test_old_news_is_done() -> None:
    script = Script()
    new = Place("till-1", "x", (Line("1", name="a"),), revision=2)
    script.outlooks = {"new": [Ready((new,))], "old": [Ready((replace(new, revision=1),))]}
    async with desk(script=script) as one:
        await one.receive("a:new")
        await one.receive("a:old")
        await until(lambda: one.inbox.pending == 0)
        assert one.states() == {"new": "done", "old": "done"}


async def test_while_the_disk_is_full_the_vendor_keeps_its_event() -> None:
    async with desk() as one:
        one.disk.full = True
        with pytest.raises(StorageFull):
            await one.receive("a:38")
        assert one.inbox.pending == 0
        one.disk.full = False


async def test_a_disk_that_fills_up_under_a_body_only_delays_it() -> None:
    disk = MemoryDisk()
    async with desk(disk, Filling(disk)) as one:
        await one.receive("a:38")
        await until(lambda: one.naps.asked_s)
        assert one.states() == {"38": "pending"}
        disk.full = False
        one.naps.end_one()
        await until(lambda: one.inbox.pending == 0)
        assert one.placed("38")


class Filling(Script):
    """The disk fills up while the first body is read."""

    def __init__(self, disk: MemoryDisk) -> None:
        super().__init__()
        self._disk = disk

    async def read(self, row: InboxRow) -> Outlook:
        self._disk.full = not self.read_names
        return await super().read(row)


async def test_the_inbox_takes_no_more_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PENDING", 1)
    async with desk(runs=False) as one:
        await one.receive("a:1")
        with pytest.raises(Overflow):
            await one.receive("a:2")
        assert one.states() == {"1": "pending"}


async def test_the_inbox_holds_no_more_bytes_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PENDING_BYTES", 10)
    async with desk(runs=False) as one:
        await one.receive("a:12345678")
        with pytest.raises(Overflow):
            await one.receive("b:1")


async def test_no_more_orders_are_read_at_once_than_the_limit() -> None:
    script = Crowd()
    async with desk(script=script) as one:
        for number in range(20):
            await one.receive(f"{number}:{number}")
        await until(lambda: script.inside == module.CONCURRENT)
        script.doors.set()
        await until(lambda: one.inbox.pending == 0)
        assert script.most == module.CONCURRENT


class Crowd(Script):
    """Counts who is being read at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.doors = asyncio.Event()
        self.inside = 0
        self.most = 0

    async def read(self, row: InboxRow) -> Outlook:
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.doors.wait()
        self.inside -= 1
        return await super().read(row)


async def test_what_stands_in_quarantine_is_counted_over_a_restart_and_until_it_is_read() -> None:
    disk, script = MemoryDisk(), Script()
    script.outlooks["1"] = [Broken("not an order")]
    async with desk(disk, script) as before:
        await before.receive("a:1")
        await before.receive("b:2")
        await until(lambda: before.inbox.pending == 0)
        assert before.inbox.quarantined == 1
    async with desk(disk) as after:
        await until(lambda: after.inbox.quarantined == 1)
        (row,) = await after.executor.quarantined()
        assert await after.inbox.retry(row.id)
        assert after.inbox.quarantined == 0
        await until(lambda: after.inbox.pending == 0)
        assert (after.states()["1"], after.inbox.quarantined) == ("done", 0)


async def test_a_retry_of_a_body_that_is_not_in_quarantine_says_so() -> None:
    async with desk() as one:
        assert not await one.inbox.retry("body-9999")


@pytest.mark.parametrize(("tries", "waits_ms"), [(1, 1_000), (2, 2_000), (3, 4_000), (7, 60_000), (1_000, 60_000)])
def test_waits_double_up_to_a_minute(tries: int, waits_ms: int) -> None:
    assert backoff_ms(tries) == waits_ms
