"""The shared cart: what phones put in, in whatever order and however often it arrives, and one order at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from kds.service.carts import CHOOSING_IDLE_MS, MAX_LEAP, MAX_LINES, SERVED_IDLE_MS, Cart, Carts, Sent

NOW = 1_000_000_000


class Line(Struct, frozen=True):
    id: str
    rev: int = 1
    quantity: int = 1


LINES = st.builds(Line, st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 3))


def cart() -> Cart[Line]:
    return Cart("boot", "one", NOW)


def sent(state: str, *lines: str) -> Sent:
    return Sent("order", "anna", "A001", lines, (), {}, state)


def food(of: Cart[Line]) -> dict[str, int]:
    return {line.id: line.quantity for line in of.lines}


def test_a_line_that_is_sent_again_changes_nothing() -> None:
    shared = cart()
    shared.change([Line("a")], NOW)
    state = shared.state
    shared.change([Line("a")], NOW)
    assert (food(shared), shared.state) == ({"a": 1}, state)


@given(st.lists(LINES, max_size=12), st.data())
def test_the_highest_revision_of_a_line_stands_whatever_comes_late_or_twice(
    lines: list[Line], data: st.DataObject
) -> None:
    # One revision of a line has one content: whoever changes it raises the revision.
    plain = list({(line.id, line.rev): line for line in lines}.values())
    straight, mixed = cart(), cart()
    straight.change(sorted(plain, key=lambda line: line.rev), NOW)
    for line in data.draw(st.permutations([*plain, *plain])):
        mixed.change([line], NOW)
    assert food(mixed) == food(straight)


def test_a_line_that_was_taken_out_does_not_come_back_by_a_late_repeat() -> None:
    shared = cart()
    shared.change([Line("a"), Line("a", 2, 0)], NOW)
    shared.change([Line("a")], NOW)
    assert food(shared) == {}


@given(st.lists(LINES, max_size=8))
def test_a_line_that_was_ordered_never_comes_back(late: list[Line]) -> None:
    shared = cart()
    shared.change([Line("a"), Line("b"), Line("c")], NOW)
    state = shared.state
    shared.begin()
    shared.end(sent(state, "a", "b", "c"), NOW)
    shared.change(late, NOW)
    assert food(shared) == {}


def test_while_an_order_is_on_its_way_its_lines_stand_and_others_may_come() -> None:
    shared = cart()
    shared.change([Line("a")], NOW)
    state = shared.state
    assert [line.id for line in shared.begin()] == ["a"]
    shared.change([Line("a", 2, 5), Line("b")], NOW)
    assert food(shared) == {"a": 1, "b": 1}
    shared.end(sent(state, "a"), NOW)
    assert food(shared) == {"b": 1}


def test_an_order_that_failed_leaves_the_cart_as_it_was() -> None:
    shared = cart()
    shared.change([Line("a")], NOW)
    shared.begin()
    shared.end(None, NOW)
    assert (food(shared), shared.sending, shared.sent) == ({"a": 1}, False, None)


def test_every_change_gives_the_cart_another_name() -> None:
    shared = cart()
    names = [shared.state]
    for line in (Line("a"), Line("b"), Line("a", 2, 0)):
        shared.change([line], NOW)
        names.append(shared.state)
    assert len(set(names)) == len(names)


def test_a_full_cart_takes_no_new_line_but_changes_to_those_it_has() -> None:
    shared = cart()
    shared.change([Line(f"line {number}") for number in range(MAX_LINES)], NOW)
    assert shared.change([Line("one more"), Line("line 1", 2)], NOW) == ("one more",)
    assert shared.change([Line("line 0", 2, 9)], NOW) == ()
    assert (len(shared.lines), food(shared)["line 0"]) == (MAX_LINES, 9)


def test_a_line_whose_revision_leaps_ahead_is_not_taken_so_that_everybody_can_go_on_changing_it() -> None:
    shared = cart()
    shared.change([Line("a", 7)], NOW)
    shared.change([Line("a", 8 + MAX_LEAP, 50), Line("b", 1 + MAX_LEAP)], NOW)
    assert food(shared) == {"a": 1}
    shared.change([Line("a", 7 + MAX_LEAP, 2), Line("a", 8 + MAX_LEAP, 0)], NOW)
    assert food(shared) == {}


def test_guests_have_left_when_all_is_served_and_nobody_touched_the_cart_for_long() -> None:
    shared = cart()
    assert not shared.is_over(NOW + SERVED_IDLE_MS, NOW, open_orders=True)
    assert not shared.is_over(NOW + SERVED_IDLE_MS, NOW + 1, open_orders=False)
    assert shared.is_over(NOW + SERVED_IDLE_MS, NOW, open_orders=False)


def test_guests_who_still_choose_are_given_longer() -> None:
    shared = cart()
    shared.change([Line("a")], NOW)
    assert not shared.is_over(NOW + SERVED_IDLE_MS, NOW, open_orders=False)
    assert shared.is_over(NOW + CHOOSING_IDLE_MS, NOW, open_orders=False)


def test_each_table_has_its_own_cart() -> None:
    names = iter("abcdef")
    carts: Carts[Line] = Carts(lambda: next(names))
    carts.of("12", "", NOW).change([Line("a")], NOW)
    assert food(carts.of("12", "", NOW)) == {"a": 1}
    assert food(carts.of("13", "", NOW)) == {}
