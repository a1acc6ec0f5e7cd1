"""Joining over real sockets: without a gap, at once, with any position, and whatever the size."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from kds.service.hub import Hub
from kds.service.ports import Term
from kds.wire.codec import decode_server
from kds.wire.frames import Snap
from kds.wire.limits import QUEUE_BYTES, SNAPSHOT_PART_BYTES
from tests.service.commits import TERM, Log, change, ticket
from tests.sync.glass import Glass, glass
from tests.sync.harness import repeatedly, serving

pytestmark = pytest.mark.process


def truth(hub: Hub) -> dict[str, int]:
    """Document -> version, as a screen that joins now would get it."""
    snapshot = hub.join(None).snapshot
    assert snapshot is not None
    frames = [decode_server(part) for part in snapshot.parts]
    return {put.id: put.ver for frame in frames if isinstance(frame, Snap) for put in frame.docs}


def base(screen: Glass) -> dict[str, int]:
    return {key: ver for key, (ver, _) in screen.docs.items()}


class Rush:
    """Commits that never pause: new tickets, and the old ones change."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.count = 0

    def commit(self) -> None:
        self.count += 1
        name, ver = f"t{self.count % 40}", 1 + self.count // 40
        self.log.commit(change(ticket(name, note="x" * 500), ver=ver))


async def test_screens_that_join_in_the_middle_of_a_rush_miss_nothing() -> None:
    log = Log()
    rush = Rush(log)
    async with serving(log.hub) as site, contextlib.AsyncExitStack() as stack:
        screens: list[Glass] = []
        with repeatedly(0.001, rush.commit):
            for _ in range(12):
                screen = await stack.enter_async_context(glass(site.url))
                screens.append(screen)
                goal = log.head + 10
                await screen.until(lambda seen=screen, goal=goal: seen.seq >= goal)  # type: ignore[misc] # mypy cannot infer defaults of a lambda
        for screen in screens:
            await screen.until(lambda seen=screen: seen.seq == log.head)  # type: ignore[misc] # as above
            assert base(screen) == truth(log.hub)
            assert screen.ranges[0][0] == screen.snapshots[0] + 1
            assert screen.gaps == []


async def test_screens_that_come_back_in_the_middle_of_a_rush_go_on_from_their_position() -> None:
    log = Log()
    rush = Rush(log)
    async with serving(log.hub) as site:
        with repeatedly(0.001, rush.commit):
            async with glass(site.url) as before:
                await before.until(lambda: before.seq >= 20)
            async with glass(site.url, before.term, before.seq) as after:
                after.docs = before.docs
                await after.until(lambda: after.seq >= before.seq + 20)
        assert after.subs[0]["mode"] == "delta"
        assert after.ranges[0][0] == before.seq + 1
        assert after.gaps == []
        async with glass(site.url, after.term, after.seq) as last:
            last.docs = after.docs
            await last.until(lambda: last.heard["sub"] == 1 and last.seq == log.head)
            assert base(last) == truth(log.hub)


async def test_twenty_screens_that_join_at_once_all_get_everything() -> None:
    log = Log()
    log.tickets(100, note="x" * 1500)
    async with serving(log.hub) as site, contextlib.AsyncExitStack() as stack:
        screens = await asyncio.gather(*(stack.enter_async_context(glass(site.url)) for _ in range(20)))
        for screen in screens:
            await screen.until(lambda seen=screen: seen.snapshots == [100])  # type: ignore[misc] # mypy cannot infer defaults of a lambda
            assert base(screen) == truth(log.hub)


async def test_three_hundred_open_tickets_pass_through_the_queue_limits_in_small_parts() -> None:
    log = Log()
    log.tickets(300, note="x" * 1500)
    sizes: list[int] = []
    async with serving(log.hub) as site, glass(site.url) as screen:
        await screen.until(lambda: screen.snapshots == [300])
        snapshot = log.hub.join(None).snapshot
        assert snapshot is not None
        sizes = [len(part) for part in snapshot.parts]
        assert base(screen) == truth(log.hub)
        assert screen.heard["sub"] == 1
        assert screen.heard["snap"] == len(sizes)
    assert sum(sizes) > QUEUE_BYTES
    assert max(sizes) <= SNAPSHOT_PART_BYTES + 100


async def test_a_screen_from_another_history_is_told_of_the_fork_and_given_this_one() -> None:
    log = Log(Term("before the backup", 0), Term("this boot", 6), head=6)
    log.tickets(2)
    async with serving(log.hub) as site:
        async with glass(site.url, term="before the backup", seq=9) as ahead:
            await ahead.until(lambda: ahead.snapshots == [8])
            assert (ahead.subs[0]["mode"], ahead.subs[0]["common"]) == ("fork", 6)
        async with glass(site.url, term="lost with the disk", seq=3) as stranger:
            await stranger.until(lambda: stranger.snapshots == [8])
            assert (stranger.subs[0]["mode"], stranger.subs[0]["common"]) == ("fork", 0)


async def test_a_screen_that_was_there_at_the_kill_goes_on_without_a_snapshot() -> None:
    log = Log(Term("killed", 0), Term("this boot", 6), head=6)
    async with serving(log.hub) as site, glass(site.url, term="killed", seq=6) as screen:
        log.tickets(1)
        await screen.until(lambda: screen.seq == 7)
        assert (screen.subs[0]["mode"], screen.term, screen.ranges) == ("delta", "this boot", [(7, 7)])


async def test_a_screen_may_ask_again_where_it_missed_something() -> None:
    log = Log()
    log.tickets(5)
    async with serving(log.hub) as site, glass(site.url) as screen:
        await screen.until(lambda: screen.snapshots == [5])
        await screen.say(t="subscribe", subs=[{"stream": "store", "term": TERM.id, "seq": 3}])
        await screen.until(lambda: screen.ranges == [(4, 5)])
        assert [sub["mode"] for sub in screen.subs] == ["snap", "delta"]
