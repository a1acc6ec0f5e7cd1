"""The roster: who is connected, who was here and is gone, and how far each screen is behind."""

from __future__ import annotations

from kds.service import roster as module
from kds.service.outputs import Moment
from kds.service.roster import Roster, Seen
from kds.wire.frames import Hello, Pong, Shown, StreamAt, View
from kds.wire.version import SCHEMA, VERSION
from tests.service.commits import Log
from tests.service.screens import WALL_MS, Wire, hello

DAY_AGO_MS = WALL_MS - 86_400_000


def entered(roster: Roster, log: Log, device: str = "hot-1f") -> Wire:
    """A screen of the wok that has said hello."""
    wire = Wire(log.hub)
    roster.enter(wire.session, "10.0.0.9")
    wire.say(Hello(VERSION, VERSION, "b1", SCHEMA, f"cid-{device}", "cook", device, view=View(("hot",))))
    return wire


def only(seen: tuple[Seen, ...]) -> Seen:
    (one,) = seen
    return one


def at(ms: int) -> Moment:
    return Moment(WALL_MS + ms, ms)


def test_a_connection_that_has_not_said_hello_counts_and_is_not_listed() -> None:
    roster = Roster()
    roster.enter(Wire(Log().hub).session, "10.0.0.9")
    assert (len(roster), roster.here(at(0))) == (1, ())


def test_a_screen_is_listed_with_where_it_comes_from_and_when_it_was_heard() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    wire.mono_ms = 3_000
    wire.say(Pong(time=1, seq=7, skew=-4_000, waiting=2))
    seen = only(roster.here(at(5_000)))
    assert (seen.address, seen.silent_ms, seen.gone_ms) == ("10.0.0.9", 2_000, 0)
    assert (seen.screen.since, seen.screen.stations) == (at(0), ("hot",))
    assert (seen.screen.position, seen.screen.skew_ms, seen.screen.waiting) == (7, -4_000, 2)


def test_a_screen_that_lacks_a_commit_is_behind_since_that_commit() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    for head, ms in ((1, 1_000), (2, 2_000), (5, 4_000)):
        roster.committed(head, ms)
    wire.say(Pong(time=1, seq=2))
    assert only(roster.here(at(10_000))).behind_ms == 6_000
    wire.say(Pong(time=1, seq=5))
    assert only(roster.here(at(10_000))).behind_ms == 0


def test_what_is_in_the_documents_and_not_painted_is_unshown() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    roster.committed(1, 1_000)
    roster.committed(2, 2_000)
    wire.say(Shown(seq=1, glass=()), Pong(time=1, seq=2))
    seen = only(roster.here(at(9_000)))
    assert (seen.behind_ms, seen.unshown_ms) == (0, 7_000)


def test_a_screen_that_has_just_come_lacks_nothing_for_longer_than_it_is_here() -> None:
    roster, log = Roster(), Log()
    roster.committed(1, 0)
    wire = Wire(log.hub)
    wire.mono_ms = 60_000
    roster.enter(wire.session, "")
    wire.say(hello(), Pong(time=1, seq=1))
    seen = only(roster.here(at(61_000)))
    assert (seen.behind_ms, seen.unshown_ms) == (0, 1_000)


def test_what_was_painted_is_in_the_documents_though_the_pong_is_older() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    wire.say(Pong(time=1, seq=1), Shown(seq=2, glass=()))
    assert only(roster.here(at(0))).screen.position == 2


def test_of_a_screen_that_has_not_said_how_far_it_is_nothing_is_claimed() -> None:
    roster = Roster()
    entered(roster, Log())
    roster.committed(1, 0)
    seen = only(roster.here(at(9_000)))
    assert (seen.behind_ms, seen.unshown_ms) == (None, None)


def test_commits_are_remembered_up_to_a_limit_and_a_screen_further_behind_counts_from_the_first() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    wire.say(Pong(time=1, seq=1))
    for head in range(2, module.COMMITS_KEPT + 12):
        roster.committed(head, head)
    assert only(roster.here(at(100_000))).behind_ms == 100_000 - 12


def test_a_screen_that_left_is_listed_as_gone_since_then_with_what_was_known_of_it() -> None:
    roster = Roster()
    wire = entered(roster, Log())
    wire.say(Pong(time=1, seq=7, waiting=2))
    roster.leave(wire.session, at(60_000))
    assert (len(roster), roster.here(at(60_000))) == (0, ())
    seen = only(roster.gone(DAY_AGO_MS))
    assert (seen.gone_ms, seen.screen.device, seen.screen.waiting) == (WALL_MS + 60_000, "hot-1f", 2)


def test_a_screen_that_is_back_under_its_name_is_not_gone() -> None:
    roster, log = Roster(), Log()
    roster.leave(entered(roster, log).session, at(60_000))
    entered(roster, log)
    assert roster.gone(DAY_AGO_MS) == ()


def test_of_two_tabs_of_one_screen_the_one_that_is_left_counts() -> None:
    roster, log = Roster(), Log()
    first, _second = entered(roster, log), entered(roster, log)
    roster.leave(first.session, at(1_000))
    assert (len(roster.here(at(1_000))), roster.gone(DAY_AGO_MS)) == (1, ())


def test_who_left_before_the_day_began_is_forgotten() -> None:
    roster = Roster()
    roster.leave(entered(roster, Log()).session, at(0))
    assert roster.gone(WALL_MS + 1) == ()
    assert roster.gone(DAY_AGO_MS) == ()


def test_a_screen_that_will_not_come_back_is_forgotten_when_somebody_says_so() -> None:
    roster = Roster()
    roster.leave(entered(roster, Log()).session, at(0))
    assert (roster.forget("hot-1f"), roster.forget("hot-1f")) == (True, False)
    assert roster.gone(DAY_AGO_MS) == ()


def test_a_program_without_a_name_is_not_remembered() -> None:
    roster = Roster()
    roster.leave(entered(roster, Log(), device="").session, at(0))
    assert roster.gone(DAY_AGO_MS) == ()


def test_no_more_screens_are_remembered_than_may_be_connected() -> None:
    roster, log = Roster(), Log()
    for number in range(module.GONE_KEPT + 3):
        roster.leave(entered(roster, log, f"pos-{number}").session, at(number))
    gone = [seen.screen.device for seen in roster.gone(DAY_AGO_MS)]
    assert (len(gone), gone[0], gone[-1]) == (module.GONE_KEPT, "pos-3", f"pos-{module.GONE_KEPT + 2}")


def test_a_screen_that_has_everything_joins_without_being_behind() -> None:
    roster, log = Roster(), Log()
    log.tickets(3)
    roster.committed(3, 0)
    wire = Wire(log.hub)
    roster.enter(wire.session, "")
    wire.say(Hello(VERSION, VERSION, "b1", SCHEMA, "cid", "cook", "hot-2", subs=(StreamAt("store"),)), Pong(1, seq=3))
    assert only(roster.here(at(50_000))).behind_ms == 0
