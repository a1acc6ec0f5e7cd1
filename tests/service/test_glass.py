"""The tracker and its ticks: what screens have painted, who is warned, covered and noted as silent."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import LinePatch, Seen
from kds.kitchen.commands import Amend, Bump, Fire, HandOver, Hold, Recall, Split
from kds.kitchen.model import Task
from kds.service.glass import SILENT_MS
from kds.service.memory_log import MemoryDisk
from kds.service.receipt import Submission
from kds.wire.frames import Pong, Shown, Sight, ViewFrame
from tests.service.glasses import COVER_MS, GRACE_MS, TWO_STATIONS, WARN_MS, Evening, an_evening, an_order
from tests.service.kitchen import NOON_MS, SCREEN, TILL, bump_all, id_of, kitchen, order


async def test_what_a_screen_paints_is_marked_within_a_second_and_once() -> None:
    async with an_order("Tofu", "Rice") as evening:
        evening.painted(evening.screen())
        assert await evening.passes(1_000) == ["mark_shown"]
        assert await evening.passes(1_000) == []
        assert [task.shown.by for task in evening.tasks if task.shown] == ["hot-1", "hot-1"]


async def test_received_is_not_painted() -> None:
    async with an_order() as evening:
        evening.screen().say(Pong(time=1, seq=evening.executor.head))
        assert await evening.passes(WARN_MS) == ["warn_unshown"]


async def test_painted_before_the_row_came_is_not_painted() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        screen.say(Shown(evening.executor.head - 1, (Sight(evening.task.id, 1),)))
        assert await evening.passes(1_000) == []
        screen.say(Shown(evening.executor.head))
        assert await evening.passes(1_000) == ["mark_shown"]


async def test_behind_more_counts_as_shown_and_is_told_from_the_glass() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen, behind=True)
        assert (await evening.passes(1_000), evening.where()) == (["mark_shown"], "behind")
        evening.painted(screen)
        assert evening.where() == "glass"


async def test_a_hidden_page_shows_nobody_anything() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        screen.say(ViewFrame(("hot",), visible=False))
        evening.painted(screen)
        assert (await evening.passes(1_000), evening.where()) == ([], "")
        screen.say(ViewFrame(("hot",), visible=True))
        assert (await evening.passes(1_000), evening.where()) == (["mark_shown"], "glass")


async def test_another_stations_screen_does_not_count() -> None:
    async with an_order() as evening:
        evening.painted(evening.screen("grill-1"), evening.screen("expo-1"))
        assert await evening.passes(1_000) == []


async def test_not_painted_for_6_s_is_a_warning_and_for_20_s_covered() -> None:
    async with an_order() as evening:
        assert await evening.passes(WARN_MS - 1) == []
        assert await evening.passes(1) == ["warn_unshown"]
        assert await evening.passes(COVER_MS - WARN_MS - 1) == []
        assert await evening.passes(1) == ["cover"]
        assert (evening.task.cover is not None, await evening.passes(60_000)) == (True, [])


async def test_a_new_generation_starts_anew() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen)
        await evening.passes(1_000)
        changed = Amend(evening.ticket.id, modify=(LinePatch("1", note="mild"),), revision=2)
        await evening.submits(Submission(changed, TILL, "change"))
        evening.painted(screen, gen=1)
        assert await evening.passes(WARN_MS) == ["warn_unshown"]
        evening.painted(screen)
        assert await evening.passes(1_000) == ["mark_shown"]


async def test_held_food_does_not_count_until_it_is_fired() -> None:
    async with an_order() as evening:
        await evening.submits(Submission(Hold(evening.ticket.id), TILL, "hold"))
        assert await evening.passes(COVER_MS) == []
        await evening.submits(Submission(Fire(evening.ticket.id), TILL, "fire"))
        assert await evening.passes(WARN_MS - 1) == []
        assert await evening.passes(1) == ["warn_unshown"]


async def test_a_cover_ends_when_its_own_station_paints_it_after_it_began() -> None:
    async with an_order() as evening:
        assert await evening.passes(COVER_MS) == ["cover"]
        home, backup = evening.screen(), evening.screen("grill-1")
        evening.painted(backup)
        assert await evening.passes(1_000) == ["mark_shown"]
        assert evening.where("grill") == "glass"
        evening.painted(home)
        assert await evening.passes(1_000) == ["mark_shown"]
        assert evening.task.cover is None


async def test_a_station_whose_last_screen_dies_with_work_in_hand_is_noted_and_nothing_is_covered() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen)
        await evening.passes(1_000)
        screen.session.leave()
        assert await evening.passes(WARN_MS) == []
        assert await evening.passes(WARN_MS) == ["note_station"]
        assert (await evening.passes(COVER_MS), evening.task.cover) == ([], None)


async def test_connected_and_silent_is_gone() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen)
        assert await evening.passes(SILENT_MS) == ["mark_shown"]
        assert await evening.passes(1) == []
        assert await evening.passes(WARN_MS) == ["note_station"]
        screen.say(Pong(time=1))
        assert await evening.passes(0) == ["note_station"]
        assert evening.executor.published.store().silent == ()


async def test_one_of_two_screens_of_a_station_may_die() -> None:
    async with an_order() as evening:
        dead, live = evening.screen("hot-1"), evening.screen("hot-2")
        evening.painted(dead, live)
        await evening.passes(1_000)
        dead.session.leave()
        for _ in range(10):
            live.say(Pong(time=1))
            assert await evening.passes(2_000) == []


async def test_a_station_without_work_in_hand_is_silent_without_a_word() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen)
        await evening.passes(1_000)
        await evening.submits(Submission(bump_all(evening.ticket), SCREEN, "bump"))
        screen.session.leave()
        assert await evening.passes(60_000) == []


async def test_what_was_handed_over_goes_home_when_the_station_paints_again() -> None:
    async with an_order() as evening:
        first = evening.screen()
        evening.painted(first)
        await evening.passes(1_000)
        first.session.leave()
        await evening.passes(0)
        assert await evening.passes(WARN_MS) == ["note_station"]
        await evening.submits(Submission(HandOver(evening.ticket.id, "hot"), SCREEN, "over"))
        back = evening.screen()
        evening.painted(back)
        assert sorted(await evening.passes(1_000)) == ["mark_shown", "note_station"]
        assert (evening.task.cover, await evening.passes(1_000)) == (None, [])


async def test_a_restart_forgets_no_mark_and_gives_screens_the_time_of_a_cover_to_come_back() -> None:
    disk = MemoryDisk()
    evening = Evening(replace(kitchen(), stations=TWO_STATIONS), disk)
    await evening.open()
    await evening.executor.adopt(evening.files)
    await evening.submits(order("38", "Tofu"))
    evening.painted(evening.screen())
    await evening.passes(1_000)
    await evening.submits(order("39", "Rice"))
    await evening.executor.close()
    async with an_evening(disk, grace=True) as after:
        assert await after.passes(GRACE_MS + WARN_MS - 1) == []
        assert sorted(await after.passes(1)) == ["note_station", "warn_unshown"]
        assert await after.passes(COVER_MS - WARN_MS) == ["cover"]
        assert (after.task.shown is not None, after.task.cover) == (True, None)


async def test_a_recall_that_the_screen_foresaw_counts_only_once_the_screen_has_its_row() -> None:
    async with an_order() as evening:
        screen = evening.screen()
        evening.painted(screen)
        await evening.passes(1_000)
        pair = Seen(evening.task.id, 1)
        await evening.submits(Submission(Bump((pair,), evening.ticket.id), SCREEN, "b"))
        screen.say(Shown(evening.executor.head, (Sight(evening.task.id, 2),)))
        await evening.submits(Submission(Recall((replace(pair, bump="b"),), evening.ticket.id), SCREEN, "r"))
        assert await evening.passes(1_000) == []
        screen.say(Shown(evening.executor.head))
        assert await evening.passes(1_000) == ["mark_shown"]
        assert evening.task.shown is not None
        assert evening.task.shown.gen == 2


async def rice_is_split_off(evening: Evening) -> None:
    await evening.submits(Submission(Split(evening.ticket.id, (evening.ticket.items[1].id,), "38b"), SCREEN, "split"))


def rice(evening: Evening) -> Task:
    found = evening.executor.ticket(id_of("38b"))
    assert found is not None
    return found.items[0].tasks[0]


async def test_a_dish_on_a_bill_of_its_own_is_warned_of_and_covered_as_before() -> None:
    async with an_order("Tofu", "Rice") as evening:
        await rice_is_split_off(evening)
        assert await evening.passes(WARN_MS) == ["warn_unshown", "warn_unshown"]
        assert await evening.passes(COVER_MS - WARN_MS) == ["cover", "cover"]
        assert [task.cover is not None for task in (evening.task, rice(evening))] == [True, True]


async def test_a_dish_painted_just_before_its_bill_was_split_is_marked_on_the_new_one() -> None:
    async with an_order("Tofu", "Rice") as evening:
        evening.painted(evening.screen())
        await rice_is_split_off(evening)
        assert await evening.passes(1_000) == ["mark_shown", "mark_shown"]
        assert rice(evening).shown is not None


async def test_work_that_was_seen_is_in_hand_on_whichever_bill_it_is() -> None:
    async with an_order("Tofu", "Rice") as evening:
        screen = evening.screen()
        evening.painted(screen)
        await evening.passes(1_000)
        tofu = evening.task
        await evening.submits(Submission(Bump((Seen(tofu.id, tofu.gen),), evening.ticket.id), SCREEN, "bump"))
        await rice_is_split_off(evening)
        screen.session.leave()
        assert await evening.passes(1_000) == []
        assert await evening.passes(WARN_MS) == ["note_station"]


async def test_marks_tell_when_it_was_painted_not_when_it_was_written_down() -> None:
    async with an_order() as evening:
        evening.painted(evening.screen())
        await evening.passes(1_000)
        assert evening.task.shown is not None
        assert evening.task.shown.at_ms == NOON_MS + GRACE_MS
