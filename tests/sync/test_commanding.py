"""Commands over real sockets, decided by the real executor: exactly once in effect, answered, seen by all."""

from __future__ import annotations

import pytest

from kds.service.memory_log import MemoryDisk
from tests.service.kitchen import id_of
from tests.sync.glass import Frame, Glass, glass
from tests.sync.shop import Shop, opened, pairs, ticket_of

pytestmark = pytest.mark.process


async def cooking(shop: Shop, screen: Glass, key: str = "38") -> Frame:
    """A ticket that was just placed, as the screen holds it."""
    await shop.place(key, "Mapo tofu", "Rice")
    await screen.until(lambda: f"ticket/{id_of(key)}" in screen.docs)
    return ticket_of(screen, key)


def states(ticket: Frame) -> list[str]:
    return [task.get("state", "queued") for item in ticket["items"] for task in item["tasks"]]


async def test_a_bump_is_acknowledged_and_reaches_every_screen_at_the_position_of_its_ack() -> None:
    async with opened() as shop, glass(shop.url) as cook, glass(shop.url, cid="pass", role="expo") as other:
        ticket = await cooking(shop, cook)
        await cook.command(1, "bump", ticket=ticket["id"], tasks=pairs(ticket))
        await cook.until(lambda: len(cook.answers) == 1)
        (item,) = cook.answers[0]["items"]
        assert (item["n"], item["result"]) == (1, "ok")
        await other.until(lambda: other.seq >= item["seq"])
        assert states(ticket_of(other, "38")) == ["done", "done"]
        assert other.docs == cook.docs


async def test_the_same_command_again_is_answered_and_changes_nothing() -> None:
    async with opened() as shop, glass(shop.url) as cook:
        ticket = await cooking(shop, cook)
        for _ in range(3):
            await cook.command(1, "bump", ticket=ticket["id"], tasks=pairs(ticket))
        await cook.until(lambda: len(cook.answers) == 3)
        assert [answer["items"] for answer in cook.answers] == [cook.answers[0]["items"]] * 3
        assert shop.executor.head == cook.answers[0]["items"][0]["seq"]


async def test_a_gap_is_sent_back_with_the_number_that_is_expected() -> None:
    async with opened() as shop, glass(shop.url) as cook:
        ticket = await cooking(shop, cook)
        await cook.command(3, "bump", ticket=ticket["id"], tasks=pairs(ticket))
        await cook.until(lambda: len(cook.answers) == 1)
        assert cook.answers == [{"t": "nack", "cid": "glass-1", "expected": 1, "retry_ms": 0, "why": "gap"}]


async def test_of_two_bumps_of_one_task_the_second_is_told_who_was_first() -> None:
    async with (
        opened() as shop,
        glass(shop.url, cid="one", device="wok 1") as one,
        glass(shop.url, cid="two", device="wok 2") as two,
    ):
        ticket = await cooking(shop, one)
        await one.command(1, "bump", cid="one", ticket=ticket["id"], tasks=pairs(ticket)[:1])
        await one.until(lambda: len(one.answers) == 1)
        await two.command(1, "bump", cid="two", ticket=ticket["id"], tasks=pairs(ticket)[:1])
        await two.until(lambda: len(two.answers) == 1)
        (item,) = two.answers[0]["items"]
        assert (item["result"], item["why"], item["lost"][0]["winner"]) == ("noop", "already_done", "wok 1")


async def test_a_command_that_cannot_be_read_is_rejected_and_uses_its_number_up() -> None:
    async with opened() as shop, glass(shop.url) as cook:
        ticket = await cooking(shop, cook)
        await cook.command(1, "bump", ticket=ticket["id"])
        await cook.command(2, "bump", ticket=ticket["id"], tasks=pairs(ticket))
        await cook.until(lambda: len(cook.answers) == 2)
        results = [item["result"] for answer in cook.answers for item in answer["items"]]
        assert results == ["rejected", "ok"]


async def test_commands_in_one_frame_are_decided_in_order() -> None:
    async with opened() as shop, glass(shop.url, role="expo") as expo:
        ticket = await cooking(shop, expo)
        bump = {"ticket": ticket["id"], "tasks": pairs(ticket)}
        steps = [("bump", bump), ("serve", {"ticket": ticket["id"]}), ("serve", {"ticket": ticket["id"]})]
        items = [{"n": n, "id": f"id-{n}", "kind": kind, "args": args} for n, (kind, args) in enumerate(steps, 1)]
        await expo.say(t="cmd", stream="store", cid="glass-1", items=items)
        await expo.until(lambda: len(expo.answers) == 1)
        assert [item["result"] for item in expo.answers[0]["items"]] == ["ok", "ok", "noop"]


async def test_a_screen_that_comes_back_learns_which_of_its_commands_were_decided() -> None:
    async with opened() as shop:
        async with glass(shop.url) as before:
            ticket = await cooking(shop, before)
            await before.command(1, "bump", ticket=ticket["id"], tasks=pairs(ticket))
            await before.until(lambda: len(before.answers) == 1)
        async with glass(shop.url, before.term, before.seq, cid="glass-2", outbox=["glass-1"]) as after:
            await after.until(lambda: len(after.subs) == 1)
            assert after.subs[0]["lmid"] == {"glass-1": 1}


async def test_a_full_disk_sends_the_command_back_to_be_tried_again() -> None:
    disk = MemoryDisk()
    async with opened(disk) as shop, glass(shop.url) as cook:
        ticket = await cooking(shop, cook)
        disk.full = True
        await cook.command(1, "bump", ticket=ticket["id"], tasks=pairs(ticket))
        await cook.until(lambda: len(cook.answers) == 1)
        answer = cook.answers[0]
        assert (answer["t"], answer["expected"], answer["why"]) == ("nack", 1, "full")
        assert answer["retry_ms"] > 0


async def test_a_restored_backup_is_a_fork_and_a_plain_restart_is_not() -> None:
    disk = MemoryDisk()
    async with opened(disk, "00000000000000aa") as shop:
        await shop.place("1")
        backup = disk.backup()
        await shop.place("2")
        async with glass(shop.url) as screen:
            await screen.until(lambda: len(screen.snapshots) == 1)
    async with (
        opened(disk, "00000000000000bb") as shop,
        glass(shop.url, screen.term, screen.seq) as restarted,
    ):
        await restarted.until(lambda: len(restarted.subs) == 1)
        assert restarted.subs[0]["mode"] == "delta"
    async with (
        opened(backup, "00000000000000cc") as shop,
        glass(shop.url, screen.term, screen.seq) as restored,
    ):
        await restored.until(lambda: len(restored.snapshots) == 1)
        assert (restored.subs[0]["mode"], restored.subs[0]["common"]) == ("fork", screen.seq - 1)
