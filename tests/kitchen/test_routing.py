"""Which route takes a line, and which stations it leads to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.model import Modifier, Ticket
from kds.kitchen.setup import Match
from tests.kitchen.kitchens import also, kitchen, line, local_ms, plan, ticket, to, ways

TOFU = line(sku="T1")


def taken(match: Match, ordered: Line = TOFU, header: Ticket | None = None, at: str = "2026-03-06 12:00") -> bool:
    """Whether a rule with these conditions takes the line."""
    return not plan(kitchen(to("steam", match=match)), ordered, header, local_ms(at)).unrouted


@pytest.mark.parametrize(
    ("match", "other"),
    [
        (Match(sku=("T1",)), Match(sku=("B1",))),
        (Match(category=("wok",)), Match(category=("noodles",))),
        (Match(tag=("spicy",)), Match(tag=("topping",))),
        (Match(name=("麻婆豆腐",)), Match(name=("牛肉面",))),
        (Match(name=("mapo tofu",)), Match(name=("beef noodles",))),
    ],
    ids=["sku", "category", "tag", "name", "name in another language"],
)
def test_a_rule_matches_what_the_menu_knows_of_the_dish(match: Match, other: Match) -> None:
    assert taken(match)
    assert not taken(other)


def test_a_rule_matches_what_only_the_source_says_of_the_dish() -> None:
    assert taken(Match(category=("specials",)), line(name="Surprise", category="Specials"))


def test_a_category_of_the_menu_matches_though_the_source_calls_it_otherwise() -> None:
    assert taken(Match(category=("wok",)), line(sku="T1", category="Mains"))


def test_a_rule_matches_a_modifier() -> None:
    extra = (Modifier("加面"),)
    assert taken(Match(modifier=("加面",)), line(sku="T1", modifiers=extra))
    assert not taken(Match(modifier=("加面",)))


def test_a_modifier_that_takes_away_matches_no_rule() -> None:
    assert not taken(Match(modifier=("葱",)), line(sku="T1", modifiers=(Modifier("葱", action="no"),)))


def test_a_rule_matches_the_source() -> None:
    assert taken(Match(source=("qr",)), header=ticket(source="qr"))
    assert not taken(Match(source=("qr",)), header=ticket(source="pos"))


def test_a_rule_matches_the_service() -> None:
    assert taken(Match(service=("takeaway", "delivery")), header=ticket("delivery"))
    assert not taken(Match(service=("takeaway", "delivery")), header=ticket("dine_in"))


def test_a_rule_matches_the_area() -> None:
    assert taken(Match(area=("Terrace",)), header=ticket(area="terrace"))
    assert not taken(Match(area=("Terrace",)), header=ticket(area="hall"))


def test_a_rule_matches_the_table() -> None:
    assert taken(Match(table=("5", "VIP")), header=ticket(table="5"))
    assert not taken(Match(table=("5", "VIP")), header=ticket(table="50"))


def test_a_rule_matches_the_course() -> None:
    assert taken(Match(course=(2,)), line(sku="T1", course=2))
    assert not taken(Match(course=(2,)), line(sku="T1", course=1))


def test_hours_hold_from_their_first_minute_until_before_their_last() -> None:
    evening = Match(hours=(17 * 60, 22 * 60))
    assert not taken(evening, at="2026-03-06 16:59")
    assert taken(evening, at="2026-03-06 17:00")
    assert taken(evening, at="2026-03-06 21:59")
    assert not taken(evening, at="2026-03-06 22:00")


def test_hours_may_go_over_midnight() -> None:
    night = Match(hours=(22 * 60, 2 * 60))
    assert taken(night, at="2026-03-06 23:59")
    assert taken(night, at="2026-03-07 01:59")
    assert not taken(night, at="2026-03-07 02:00")
    assert not taken(night, at="2026-03-06 12:00")


def test_hours_are_those_of_the_store_not_of_the_server() -> None:
    setup = kitchen(to("steam", match=Match(hours=(11 * 60, 13 * 60))))
    elsewhere = replace(setup, timezone="America/New_York")
    noon_in_shanghai_ms = local_ms("2026-03-06 12:00")
    assert ways(plan(setup, TOFU, now_ms=noon_in_shanghai_ms)) == [["steam"]]
    assert ways(plan(elsewhere, TOFU, now_ms=noon_in_shanghai_ms)) == [["wok"]]


def test_a_rule_matches_the_weekday() -> None:
    assert taken(Match(weekday=(5,)), at="2026-03-06 12:00")
    assert not taken(Match(weekday=(6, 7)), at="2026-03-06 12:00")


def test_after_midnight_the_weekday_is_still_that_of_the_evening() -> None:
    assert taken(Match(weekday=(5,)), at="2026-03-07 04:59")
    assert not taken(Match(weekday=(5,)), at="2026-03-07 05:00")


def test_every_condition_of_a_rule_must_hold() -> None:
    both = Match(category=("wok",), service=("takeaway",))
    assert taken(both, header=ticket("takeaway"))
    assert not taken(both, header=ticket("dine_in"))
    assert not taken(both, line(sku="B1"), header=ticket("takeaway"))


def test_a_rule_without_conditions_takes_everything() -> None:
    assert taken(Match(), line(name="Surprise"))


def test_the_first_rule_that_matches_wins() -> None:
    setup = kitchen(to("cold", match=Match(tag=("spicy",))), to("steam", match=Match(category=("wok",))))
    assert ways(plan(setup, TOFU)) == [["cold"]]


def test_a_rule_whose_moment_has_not_come_leaves_the_dish_to_the_next() -> None:
    setup = kitchen(to("cold", match=Match(hours=(0, 60))), to("steam"))
    assert ways(plan(setup, TOFU)) == [["steam"]]


def test_a_list_of_stations_is_a_sequence_of_one_chain() -> None:
    found = plan(kitchen(to("noodle", "wok")), line(sku="B1"))
    assert [(task.id, task.chain, task.step) for task in found.tasks] == [("item.0.0", 0, 0), ("item.0.1", 0, 1)]
    assert ways(found) == [["noodle", "wok"]]


def test_a_sequence_may_come_back_to_a_station() -> None:
    assert ways(plan(kitchen(to("wok", "steam", "wok")), TOFU)) == [["wok", "steam", "wok"]]


def test_also_adds_a_chain_of_its_own() -> None:
    assert ways(plan(kitchen(to("fry"), also("cold")), TOFU)) == [["fry"], ["cold"]]


def test_every_also_rule_that_matches_adds() -> None:
    setup = kitchen(also("bar"), to("fry"), also("cold", "steam", match=Match(tag=("spicy",))))
    assert ways(plan(setup, TOFU)) == [["fry"], ["bar"], ["cold", "steam"]]


def test_an_also_rule_that_does_not_match_adds_nothing() -> None:
    assert ways(plan(kitchen(to("fry"), also("cold", match=Match(tag=("topping",)))), TOFU)) == [["fry"]]


def test_also_does_not_send_a_dish_to_a_station_that_makes_it_already() -> None:
    assert ways(plan(kitchen(to("noodle", "wok"), also("wok"), also("bar"), also("bar")), TOFU)) == [
        ["noodle", "wok"],
        ["bar"],
    ]


def test_what_no_rule_takes_goes_to_the_default_station_and_is_marked() -> None:
    found = plan(kitchen(to("bar", match=Match(category=("drinks",)))), TOFU)
    assert ways(found) == [["wok"]]
    assert found.unrouted


def test_an_also_rule_alone_does_not_take_a_dish() -> None:
    found = plan(kitchen(also("bar")), TOFU)
    assert ways(found) == [["wok"], ["bar"]]
    assert found.unrouted


def test_the_station_that_the_source_names_wins_over_the_rules() -> None:
    found = plan(kitchen(to("bar"), also("cold")), line(sku="T1", hint="fry"))
    assert ways(found) == [["fry"], ["cold"]]
    assert not found.unrouted


@pytest.mark.parametrize("hint", ["grill", "expo", "board"])
def test_a_named_station_that_prepares_no_food_here_is_passed_over(hint: str) -> None:
    assert ways(plan(kitchen(to("bar")), line(sku="T1", hint=hint))) == [["bar"]]


def test_a_new_kitchen_counts_at_once() -> None:
    assert ways(plan(kitchen(to("bar")), TOFU)) == [["bar"]]
    assert ways(plan(kitchen(to("fry")), TOFU)) == [["fry"]]
