"""The lines of the demo: each thing is said once, and what was there before is old news."""

from __future__ import annotations

from msgspec.structs import replace

from kds.demo.narrator import Narrator
from kds.kitchen.model import Item, Rush, Task, Ticket

PLAIN = Ticket(
    id="t",
    source="meituan",
    external_id="1",
    mark="美",
    number="38",
    items=(Item(id="i", uid="1", name="宫保鸡丁", tasks=(Task(id="a", station="hot"),)),),
)


def with_item(**changes: object) -> Ticket:
    return replace(PLAIN, items=(replace(PLAIN.items[0], **changes),))


def heard(after: Ticket) -> list[str]:
    narrator = Narrator()
    narrator.news([PLAIN])
    return narrator.news([after])


def test_a_late_ticket_is_told_with_the_mark_of_its_source() -> None:
    assert heard(with_item(tasks=(Task(id="a", station="hot", level="late"),))) == ["美38 is late"]


def test_a_rush_and_its_answer_are_told() -> None:
    lines = heard(with_item(rush=Rush(asked_ms=1, reply="2min")))
    assert lines == ["美38: 宫保鸡丁 is rushed", "美38: 宫保鸡丁 has an answer to the rush: 2min"]


def test_an_unrouted_item_is_told_with_the_station_that_gets_it() -> None:
    assert heard(with_item(unrouted=True)) == ["美38: 宫保鸡丁 is in no route; hot gets it, marked"]


def test_nothing_is_told_twice() -> None:
    narrator = Narrator()
    narrator.news([PLAIN])
    cancelled = replace(PLAIN, cancelled=True)
    assert narrator.news([cancelled]) == ["美38 is cancelled"]
    assert narrator.news([cancelled]) == []


def test_what_was_there_before_is_old_news() -> None:
    assert Narrator().news([replace(PLAIN, cancelled=True)]) == []
