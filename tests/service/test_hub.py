"""The hub: what the streams hold, how positions are judged, what a reader gets to catch up."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.screens import Layout, ScreenLayout
from kds.kitchen.venue import Dish, Store
from kds.service.hub import KNOWN_CIDS, Hub
from kds.service.ports import CLOSED_KEPT, Term
from kds.service.positions import Position
from kds.service.receipt import Publication
from kds.service.ring import Ring
from kds.service.shelf import DELETIONS
from kds.service.stream import Joined
from kds.wire.codec import decode_server
from kds.wire.frames import Ev, Put, Snap
from kds.wire.limits import QUEUE_BYTES, QUEUE_FRAMES, SNAPSHOT_PART_BYTES
from tests.service.commits import DAY, TERM, Log, change, closed, ticket


def ev(frame: bytes | None) -> Ev:
    assert frame is not None
    decoded = decode_server(frame)
    assert isinstance(decoded, Ev)
    return decoded


def snaps(joined: Joined) -> list[Snap]:
    assert joined.snapshot is not None
    frames = [decode_server(part) for part in joined.snapshot.parts]
    return [frame for frame in frames if isinstance(frame, Snap)]


def ids(puts: tuple[Put, ...]) -> list[str]:
    return [put.id for put in puts]


def held(hub: Hub) -> set[str]:
    return {put.id for snap in snaps(hub.join(None)) for put in snap.docs}


def test_a_screen_that_holds_nothing_gets_everything_at_one_position() -> None:
    log = Log()
    log.tickets(3)
    joined = log.hub.join(None)
    assert (joined.mode, joined.head) == ("snap", 3)
    assert {snap.seq for snap in snaps(joined)} == {3}
    assert held(log.hub) == {"store/main", "ticket/t0", "ticket/t1", "ticket/t2"}


def test_a_position_of_this_boot_gets_only_what_changed_since() -> None:
    log = Log()
    log.tickets(3)
    log.commit(change(ticket("t0", note="no peanuts"), ver=2))
    joined = log.hub.join(Position(TERM.id, 2))
    frame = ev(joined.delta)
    assert joined.mode == "delta"
    assert (frame.from_, frame.to_) == (3, 4)
    assert ids(frame.puts) == ["ticket/t2", "ticket/t0"]


def test_a_delta_names_what_left_and_does_not_bring_it_again() -> None:
    log = Log()
    log.tickets(1)
    log.commit(change(closed("t0", at_ms=1, day="2026-03-05"), ver=2))
    frame = ev(log.hub.join(Position(TERM.id, 1)).delta)
    assert (ids(frame.puts), frame.dels) == ([], ("ticket/t0",))


def test_a_screen_that_is_up_to_date_gets_nothing() -> None:
    log = Log()
    log.tickets(1)
    joined = log.hub.join(Position(TERM.id, 1))
    assert (joined.mode, joined.delta, joined.snapshot) == ("delta", None, None)


def test_a_position_from_before_this_boot_gets_a_snapshot_since_deletions_are_not_known() -> None:
    log = Log(Term("old", 0), Term("new", 8), head=8)
    joined = log.hub.join(Position("old", 7))
    assert (joined.mode, joined.floor) == ("snap", 8)


def test_a_kill_keeps_the_last_position_valid() -> None:
    log = Log(Term("old", 0), Term("new", 8), head=8)
    assert log.hub.join(Position("old", 8)).mode == "delta"


@pytest.mark.parametrize(
    ("position", "common"),
    [
        (Position("old", 9), 8),
        (Position("older", 6), 5),
        (Position("new", 11), 10),
        (Position("never seen", 3), 0),
    ],
    ids=["past the end of a term", "past the end of an older term", "past the head", "unknown term"],
)
def test_a_position_that_is_not_on_this_log_is_a_fork(position: Position, common: int) -> None:
    log = Log(Term("older", 0), Term("old", 5), Term("new", 8), head=8)
    log.tickets(2)
    joined = log.hub.join(position)
    assert (joined.mode, joined.common) == ("fork", common)
    assert snaps(joined)[-1].seq == 10


def test_a_screen_that_is_forgotten_leaves_the_others_before_the_first_day_too() -> None:
    light = ScreenLayout("hot-1", Layout(theme="light"))
    rows = [change(Store(id="main")), change(light)]
    hub = Hub((TERM,), 1, rows)
    assert held(hub) == {"store/main", "screen/hot-1"}
    forgotten = change(ScreenLayout("hot-1"), ver=2)
    hub.publish(Publication(first_seq=2, last_seq=2, changes=(forgotten,), lmid={}))
    assert ev(hub.join(Position(TERM.id, 1)).delta).dels == ("screen/hot-1",)
    assert held(hub) == {"store/main"}


def test_snapshot_parts_stay_below_their_limit_and_only_the_last_says_last() -> None:
    log = Log()
    log.tickets(300, note="x" * 1500)
    joined = log.hub.join(None)
    assert joined.snapshot is not None
    frames = snaps(joined)
    assert max(map(len, joined.snapshot.parts)) <= SNAPSHOT_PART_BYTES + 100
    assert [frame.part for frame in frames] == list(range(len(frames)))
    assert [frame.last for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert sum(len(frame.docs) for frame in frames) == 301


def test_a_document_larger_than_a_part_travels_alone() -> None:
    log = Log()
    log.commit(change(ticket("huge", note="x" * (2 * SNAPSHOT_PART_BYTES))))
    log.commit(change(ticket("small")))
    assert [ids(snap.docs) for snap in snaps(log.hub.join(None))] == [["store/main"], ["ticket/huge"], ["ticket/small"]]


def test_screens_that_join_at_one_position_share_one_encoding() -> None:
    log = Log()
    log.tickets(2)
    assert log.hub.join(None).snapshot is log.hub.join(None).snapshot


def test_each_commit_is_one_frame_and_the_frames_have_no_gap() -> None:
    log = Log()
    log.commit(change(ticket("t0")), change(ticket("t1")), rows=2, lmid={"cid-1": 4})
    log.commit()
    first, second = ev(log.hub.ring()[0]), ev(log.hub.ring()[1])
    assert (first.from_, first.to_, ids(first.puts), first.lmid) == (1, 2, ["ticket/t0", "ticket/t1"], {"cid-1": 4})
    assert (second.from_, second.to_, second.puts) == (3, 3, ())


def test_a_frame_says_which_command_changed_which_document() -> None:
    log = Log()
    log.commit(change(ticket("t0"), ver=7, cause="bump"))
    (cause,) = ev(log.hub.ring()[0]).cause
    assert (cause.kind, cause.id, cause.command) == ("bump", "ticket/t0", "command-7")


def test_commands_that_came_to_nothing_make_no_frame_but_are_remembered() -> None:
    log = Log()
    log.commit(rows=0, lmid={"cid-1": 9})
    assert log.hub.ring().next == 0
    assert log.hub.lmid(["cid-1", "cid-2"]) == {"cid-1": 9}


def test_a_commit_that_was_published_out_of_order_is_our_own_mistake() -> None:
    log = Log()
    with pytest.raises(AssertionError, match="log order"):
        log.hub.publish(Publication(first_seq=2, last_seq=2, changes=(), lmid={}))


def test_only_so_many_page_loads_are_remembered_and_the_oldest_is_forgotten_first() -> None:
    log = Log()
    for number in range(KNOWN_CIDS + 1):
        log.commit(rows=0, lmid={f"cid-{number}": 1})
    assert log.hub.lmid(["cid-0", "cid-1"]) == {"cid-1": 1}


def test_only_the_last_closed_tickets_stay_and_the_one_that_falls_out_is_deleted() -> None:
    log = Log()
    for number in range(CLOSED_KEPT):
        log.commit(change(closed(f"t{number}", at_ms=1000 + number)))
    assert len(held(log.hub)) == CLOSED_KEPT + 1
    log.commit(change(closed("one more", at_ms=9000)))
    assert ev(log.hub.ring()[CLOSED_KEPT]).dels == ("ticket/t0",)
    assert len(held(log.hub)) == CLOSED_KEPT + 1


def test_a_recalled_ticket_counts_as_live_again() -> None:
    log = Log()
    log.commit(change(closed("t0", at_ms=1)))
    log.commit(change(ticket("t0"), ver=2))
    for number in range(CLOSED_KEPT):
        log.commit(change(closed(f"c{number}", at_ms=1000)))
    assert "ticket/t0" in held(log.hub)


def test_a_new_business_day_takes_the_closed_tickets_of_the_old_one_away() -> None:
    log = Log()
    log.commit(change(closed("t0", at_ms=1)))
    log.commit(change(ticket("t1")))
    log.commit(change(Store(id="main", day="2026-03-07"), ver=2, cause="start_day"))
    assert held(log.hub) == {"store/main", "ticket/t1"}
    assert ev(log.hub.ring()[2]).dels == ("ticket/t0",)


def test_a_ticket_of_the_coming_day_that_closes_before_the_day_is_started_stays_to_be_recalled() -> None:
    log = Log()
    log.commit(change(closed("early", at_ms=1, day="2026-03-07")))
    log.commit(change(Store(id="main", day="2026-03-07"), ver=2, cause="start_day"))
    assert held(log.hub) == {"store/main", "ticket/early"}


def test_deletions_are_remembered_up_to_a_bound_and_then_the_floor_rises() -> None:
    log = Log()
    for number in range(DELETIONS + 1):
        log.commit(change(ticket(f"t{number}")))
        log.commit(change(closed(f"t{number}", at_ms=1, day="2026-03-05"), ver=2))
    assert log.hub.join(Position(TERM.id, 1)).mode == "snap"
    assert log.hub.join(Position(TERM.id, 2)).floor == 2
    assert log.hub.join(Position(TERM.id, 2 * DELETIONS)).mode == "delta"


def test_the_ring_keeps_no_more_frames_and_bytes_than_its_bounds() -> None:
    many, heavy = Ring(), Ring()
    for _ in range(QUEUE_FRAMES + 10):
        many.append(b"x")
    for _ in range(10):
        heavy.append(b"x" * (QUEUE_BYTES // 4))
    assert (many.first, many.next) == (10, QUEUE_FRAMES + 10)
    assert (heavy.first, heavy.next) == (6, 10)


def test_a_till_sees_its_own_tickets_and_the_dishes_only() -> None:
    log = Log()
    log.commit(change(ticket("mine", source="till-1")), change(ticket("other", source="till-2")))
    log.commit(change(Dish(sku="mapo", name="Mapo tofu", available=False), cause="set_availability"))
    update = log.hub.follow("till:till-1").take()
    assert update is not None
    assert [held.row.key for held in update.puts] == ["ticket/mine", "dish/mapo"]


def test_a_till_goes_on_from_its_position_and_finds_only_the_newest_version() -> None:
    log = Log()
    log.commit(change(ticket("t0")))
    feed = log.hub.follow("till:till", Position(TERM.id, 1))
    assert feed.take() is None
    log.commit(change(ticket("t0", note="first"), ver=2))
    log.commit(change(ticket("t0", note="second"), ver=3))
    update = feed.take()
    assert update is not None
    assert (update.mode, update.position.seq, [held.row.ver for held in update.puts]) == ("delta", 3, [3])


def test_a_till_hears_that_a_ticket_left_and_nothing_of_the_tickets_of_others() -> None:
    log = Log()
    log.commit(change(ticket("mine", source="till-1")), change(ticket("other", source="till-2")))
    feed = log.hub.follow("till:till-1", Position(TERM.id, 1))
    for name, source in (("mine", "till-1"), ("other", "till-2")):
        gone = replace(closed(name, at_ms=1, day="2026-03-05"), source=source)
        log.commit(change(gone, ver=2))
    update = feed.take()
    assert update is not None
    assert (update.puts, update.dels) == ((), ("ticket/mine",))


def test_a_till_whose_position_is_not_on_this_log_starts_over() -> None:
    log = Log()
    log.commit(change(ticket("t0")))
    update = log.hub.follow("till:till", Position("never seen", 40)).take()
    assert update is not None
    assert (update.mode, update.position) == ("snap", Position(TERM.id, 1))


def test_a_reader_is_called_back_after_each_commit_until_it_unsubscribes() -> None:
    log = Log()
    heads: list[int] = []
    unsubscribe = log.hub.follow("store").on_change(lambda: heads.append(log.hub.head))
    log.commit()
    unsubscribe()
    log.commit()
    assert heads == [1]


def test_the_business_day_of_the_boot_documents_counts() -> None:
    log = Log(docs=(change(closed("today", at_ms=1)), change(closed("yesterday", at_ms=1, day="2026-03-05"))))
    assert held(log.hub) == {"store/main", "ticket/today"}
    assert DAY == "2026-03-06"
