"""The simulated cooks: a few dishes at a time, changes confirmed before the bump, nothing touched that is left."""

from __future__ import annotations

from kds.demo.cooks import HANDS, LOOK_S, Pass, Station
from kds.kitchen.command import Seen
from kds.kitchen.commands import Acknowledge, AnswerVoid, Bump, Recall, ReplyRush, ScreenCommand, Serve, Start
from kds.kitchen.model import Change, Item, Rush, Task, Ticket

LONG_S = 10_000.0
"""Longer than any simulated cook takes."""


def ticket(name: str, *items: Item, changes: tuple[Change, ...] = ()) -> Ticket:
    return Ticket(id=name, source="pos", external_id=name, items=items, changes=changes)


def item(name: str, *tasks: Task, rush: Rush | None = None, void_asked: str = "") -> Item:
    return Item(id=name, uid=name, name=name, tasks=tasks, rush=rush, void_asked=void_asked)


def task(name: str, *, queued_ms: int = 1, station: str = "hot", gen: int = 1) -> Task:
    return Task(id=name, station=station, gen=gen, queued_ms=queued_ms)


def cooks(*, two_taps: bool = False) -> Station:
    return Station("hot", two_taps=two_taps, seed=1)


def after(station: Station, *tickets: Ticket, left: frozenset[str] = frozenset()) -> list[ScreenCommand]:
    """What is done when everything that was seen has ripened."""
    station.next(tickets, left, 0.0)
    return station.next(tickets, left, LONG_S)


def test_a_task_is_bumped_after_its_time_and_not_before() -> None:
    station, one = cooks(), ticket("t", item("i", task("a")))
    assert station.next([one], (), 0.0) == []
    assert station.next([one], (), 1.0) == []
    assert station.next([one], (), LONG_S) == [Bump((Seen("a", 1),), "t")]


def test_a_station_cooks_no_more_than_it_has_hands() -> None:
    items = [item(f"i{n}", task(f"a{n}", queued_ms=n)) for n in range(HANDS + 3)]
    bumped = after(cooks(), ticket("t", *items))
    assert [command.tasks[0].task for command in bumped if isinstance(command, Bump)] == [f"a{n}" for n in range(HANDS)]


def test_where_two_taps_are_wanted_the_first_starts() -> None:
    station, one = cooks(two_taps=True), ticket("t", item("i", task("a")))
    assert station.next([one], (), 0.0) == [Start((Seen("a", 1),), "t")]


def test_a_rushed_item_comes_first() -> None:
    usual = [item(f"i{n}", task(f"a{n}", queued_ms=n)) for n in range(HANDS)]
    rushed = item("r", task("r", queued_ms=99), rush=Rush(asked_ms=5, reply="2min"))
    tasks = [
        command.tasks[0].task for command in after(cooks(), ticket("t", *usual, rushed)) if isinstance(command, Bump)
    ]
    assert tasks[0] == "r"


def test_other_stations_tasks_are_not_touched() -> None:
    assert after(cooks(), ticket("t", item("i", task("a", station="cold")))) == []


def test_a_ticket_that_is_left_is_not_touched() -> None:
    assert after(cooks(), ticket("t", item("i", task("a"))), left=frozenset({"t"})) == []


def test_a_change_is_confirmed_after_a_look() -> None:
    station = cooks()
    one = ticket("t", item("i"), changes=(Change(id=3, kind="modified", at_ms=0, waits=("hot",)),))
    assert station.next([one], (), 0.0) == []
    assert station.next([one], (), LOOK_S) == [Acknowledge("t", (3,), "hot")]


def test_nothing_is_bumped_while_an_allergen_waits() -> None:
    allergen = Change(id=1, kind="allergen", at_ms=0, item="i", waits=("hot", "expo"))
    done = after(cooks(), ticket("t", item("i", task("a")), changes=(allergen,)))
    assert done == [Acknowledge("t", (1,), "hot")]


def test_a_rush_is_answered_once() -> None:
    hurried = item("i", task("a"), rush=Rush(asked_ms=1))
    answers = [command for command in after(cooks(), ticket("t", hurried)) if isinstance(command, ReplyRush)]
    assert len(answers) == 1
    assert answers[0].items == ("i",)
    answered = item("i", task("a"), rush=Rush(asked_ms=1, reply="5min"))
    assert not any(isinstance(command, ReplyRush) for command in after(cooks(), ticket("t", answered)))


def test_a_void_of_started_food_is_answered_and_not_cooked_on() -> None:
    asked = item("i", Task(id="a", station="hot", state="started"), void_asked="pos")
    (answer,) = after(cooks(), ticket("t", asked))
    assert isinstance(answer, AnswerVoid)


def test_second_thoughts_name_the_last_bump() -> None:
    def bumped(name: str, at_ms: int) -> Item:
        done = Task(id=name, station="hot", state="done", gen=2, done_ms=at_ms, bump=f"bump-{name}")
        return Item(id=name, uid=name, name=name, state="ready", tasks=(done,))

    one = ticket("t", bumped("a", 10), bumped("b", 20))
    assert cooks().second_thoughts([one]) == Recall((Seen("b", 2, "bump-b"),), "t")
    assert cooks().second_thoughts([ticket("t", item("i", task("a")))]) is None


def test_the_pass_serves_what_is_ready() -> None:
    person = Pass()
    ready = Item(id="i", uid="i", name="i", state="ready")
    person.next([ticket("t", ready)], (), 0.0)
    assert person.next([ticket("t", ready)], (), LONG_S) == [Serve("t", ("i",))]
