"""The guests' stream: numbers only, the same positions as the store's, and nothing sent twice."""

from __future__ import annotations

import pytest
from msgspec import Raw, msgpack
from msgspec.structs import replace

from kds.kitchen.model import Ticket, TicketState
from kds.kitchen.venue import BoardCard, Store
from kds.service.hub import BOARD, STORE, Hub
from kds.service.pickups import READY_KEPT
from kds.service.positions import Position
from kds.service.receipt import DocChange
from kds.wire.closecodes import CloseCode
from kds.wire.codec import decode_server
from kds.wire.frames import Bye, Cmd, CmdItem, Ev, Ping, Put, Snap, StreamAt, Sub, Subscribe
from tests.service.commits import DAY, TERM, Log, change, ticket
from tests.service.screens import Wire, hello


def order(name: str, state: TicketState = "open", ready_ms: int = 0, note: str = "", day: str = DAY) -> Ticket:
    reason = "ready" if state == "closed" else ""
    header = replace(ticket(name, state=state, note=note, day=day), service="takeaway", clock_ms=1, ready_ms=ready_ms)
    return replace(header, close_reason=reason, closed_ms=ready_ms if state == "closed" else 0)


def store(day: str = DAY, **card: object) -> Store:
    return Store(id="main", day=day, board=BoardCard(**card))  # type: ignore[arg-type] # fields of a card


def last(hub: Hub) -> Ev:
    ring = hub.ring(BOARD)
    frame = decode_server(ring[ring.next - 1])
    assert isinstance(frame, Ev)
    return frame


def told(puts: tuple[Put, ...]) -> list[tuple[str, str]]:
    """Number and state, and the key of what has neither."""
    docs = [(put.id, msgpack.decode(bytes(put.doc))) for put in puts]
    return [(doc.get("number", key), doc.get("state", "")) for key, doc in docs]


def held(hub: Hub) -> list[tuple[str, str]]:
    snapshot = hub.join(None, BOARD).snapshot
    assert snapshot is not None
    (frame,) = map(decode_server, snapshot.parts)
    assert isinstance(frame, Snap)
    return told(frame.docs)


def commit(log: Log, *documents: Ticket | Store, ver: int = 1) -> Ev:
    changes: list[DocChange] = [change(document, ver=ver) for document in documents]
    log.commit(*changes)
    return last(log.hub)


def test_what_was_committed_while_no_board_asked_comes_in_one_frame() -> None:
    log = Log()
    commit(log, store())
    log.commit(change(order("7")))
    log.commit(change(order("8")))
    log.commit(change(order("7", "ready", ready_ms=9), ver=2))
    frame = last(log.hub)
    assert (frame.from_, frame.to_) == (2, 4)
    assert told(frame.puts) == [("8", "preparing"), ("7", "ready")]


def test_a_number_comes_changes_and_goes() -> None:
    log = Log()
    came = commit(log, order("38"))
    changed = commit(log, order("38", "ready", 5), ver=2)
    gone = commit(log, replace(order("38", "closed"), close_reason="served"), ver=3)
    assert told(came.puts) == [("38", "preparing")]
    assert told(changed.puts) == [("38", "ready")]
    assert (gone.puts, gone.dels) == ((), ("pickup/38",))


def test_a_board_that_joins_gets_the_numbers_and_its_settings_and_no_ticket() -> None:
    log = Log()
    commit(log, order("38"), order("39", "ready", 5), ticket("inside"))
    assert held(log.hub) == [("board/main", ""), ("38", "preparing"), ("39", "ready")]


def test_what_changes_nothing_on_the_board_is_a_frame_without_documents() -> None:
    log = Log()
    commit(log, order("38"))
    noted = commit(log, order("38", note="no peanuts"), ver=2)
    inside = commit(log, ticket("inside"))
    counted = commit(log, replace(store(), next_number=7), ver=2)
    assert [(frame.from_, frame.to_, frame.puts, frame.dels) for frame in (noted, inside, counted)] == [
        (2, 2, (), ()),
        (3, 3, (), ()),
        (4, 4, (), ()),
    ]


def test_neither_commands_nor_page_loads_are_told() -> None:
    log = Log()
    log.commit(change(order("38"), cause="place"), lmid={"load": 3})
    assert (last(log.hub).cause, last(log.hub).lmid) == ((), {})


def test_a_board_comes_back_with_a_delta_from_its_position() -> None:
    log = Log()
    commit(log, order("38"))
    commit(log, order("39"))
    joined = log.hub.join(Position(TERM.id, 1), BOARD)
    assert joined.delta is not None
    frame = decode_server(joined.delta)
    assert isinstance(frame, Ev)
    assert (joined.mode, frame.stream, told(frame.puts)) == ("delta", "board", [("39", "preparing")])


def test_a_kitchen_file_with_other_services_changes_the_board_at_once() -> None:
    log = Log()
    commit(log, order("38"), replace(order("5"), service="dine_in"))
    more = commit(log, store(services=("dine_in",)), ver=2)
    assert told(more.puts) == [("5", "preparing")]
    assert more.dels == ("pickup/38",)


def test_other_times_are_told_to_every_board() -> None:
    log = Log()
    (put,) = commit(log, store(clear_s=60), ver=2).puts
    assert msgpack.decode(bytes(Raw(put.doc)))["clear_s"] == 60


def test_finished_numbers_of_a_shop_without_a_pass_are_kept_up_to_a_bound_and_for_their_day() -> None:
    log = Log()
    for number in range(READY_KEPT + 1):
        commit(log, order(str(number), "closed", ready_ms=number + 1))
    assert last(log.hub).dels == ("pickup/0",)
    commit(log, order("live"))
    commit(log, store("2026-03-07"), ver=2)
    assert held(log.hub) == [("board/main", ""), ("live", "preparing")]


def test_a_boot_puts_the_numbers_on_the_board_that_were_there() -> None:
    boot = Log(docs=(change(order("38", "ready", 5)), change(ticket("inside"))))
    assert held(boot.hub) == [("board/main", ""), ("38", "ready")]


def test_a_board_follows_its_stream_and_hears_of_its_head() -> None:
    log = Log()
    wire = Wire(log.hub)
    wire.say(replace(hello(at=StreamAt(BOARD)), role="board"))
    _, sub, snap = wire.hear()
    assert isinstance(sub, Sub)
    assert isinstance(snap, Snap)
    assert (sub.stream, snap.stream) == ("board", "board")
    commit(log, order("38"))
    assert told(wire.hear_one(Ev).puts) == [("38", "preparing")]
    wire.pass_ms(2_000)
    assert wire.hear_one(Ping).heads == {"board": 1}


@pytest.mark.parametrize("again", [False, True], ids=["in its hello", "later"])
def test_a_board_gets_nothing_but_its_stream_whatever_it_asks_for(again: bool) -> None:
    wire = Wire(Log().hub)
    at = StreamAt(BOARD) if again else StreamAt(STORE)
    wire.say(replace(hello(at=at), role="board"))
    if again:
        wire.hear()
        wire.say(Subscribe(subs=(StreamAt(STORE),)))
    heard = wire.hear()
    assert [frame.code for frame in heard if isinstance(frame, Bye)] == [CloseCode.UNKNOWN_STREAM]
    assert not any(isinstance(frame, Snap) for frame in heard)


def test_a_screen_of_the_staff_may_follow_both_streams_at_once() -> None:
    log = Log()
    wire = Wire(log.hub)
    wire.say(replace(hello(), subs=(StreamAt(STORE), StreamAt(BOARD))))
    wire.hear()
    commit(log, order("38"))
    assert [frame.stream for frame in wire.hear() if isinstance(frame, Ev)] == ["store", "board"]


def test_a_command_of_a_board_is_sent_in_the_name_of_a_board_which_may_nothing() -> None:
    wire = Wire(Log().hub)
    wire.say(replace(hello(at=StreamAt(BOARD)), role="board"))
    (asked,) = wire.say(Cmd(stream=STORE, cid="cid-1", items=(CmdItem(1, "01", "serve", {"ticket": "t"}),)))
    assert [submission.actor.role for submission in asked.submissions] == ["board"]
