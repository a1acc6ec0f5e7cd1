"""What the planned tasks carry: modifier tasks, quantities, prep times, thresholds."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.model import Modifier, Task
from kds.kitchen.routing import longest_path_s
from kds.kitchen.setup import ModifierRoute
from tests.kitchen.kitchens import MENU, also, kitchen, line, plan, ticket, to, ways

FRIES = ModifierRoute(("加薯条", "Fries"), ("fry",), estimate_s=240)


def modifier_tasks(*modifiers: Modifier, quantity: str = "1", unit: str = "") -> list[tuple[str, str, str]]:
    """(station, name, quantity) of the tasks that modifiers make."""
    ordered = line(sku="T1", quantity=quantity, unit=unit, modifiers=modifiers)
    found = plan(kitchen(to("wok"), modifiers=(FRIES,)), ordered)
    return [(task.station, task.name, task.quantity) for task in found.tasks if task.chain > 0]


def test_tasks_come_waiting_in_their_first_generation() -> None:
    (task,) = plan(kitchen(to("wok")), line(sku="T1")).tasks
    assert (task.state, task.gen, task.queued_ms) == ("waiting", 1, 0)


def test_a_modifier_with_a_route_makes_a_task_of_its_own() -> None:
    found = plan(kitchen(to("wok"), modifiers=(FRIES,)), line(sku="T1", modifiers=(Modifier("加薯条"),)))
    assert [(task.id, task.name) for task in found.tasks] == [("item.0.0", ""), ("item.1.0", "加薯条")]


def test_a_modifier_without_a_route_makes_no_task() -> None:
    assert modifier_tasks(Modifier("微辣")) == []


def test_a_modifier_is_known_by_its_second_name_and_its_sku_too() -> None:
    assert modifier_tasks(Modifier("薯条（大）", alt_name="FRIES")) == [("fry", "薯条（大）", "1")]
    assert modifier_tasks(Modifier("薯条（大）", sku="fries")) == [("fry", "薯条（大）", "1")]


def test_a_modifier_that_takes_away_makes_no_task() -> None:
    assert modifier_tasks(Modifier("Fries", action="no")) == []


def test_what_hangs_on_a_modifier_that_takes_away_makes_no_task() -> None:
    assert modifier_tasks(Modifier("Sides", action="no", modifiers=(Modifier("Fries"),))) == []


def test_modifier_tasks_multiply_by_the_quantity_of_the_item() -> None:
    assert modifier_tasks(Modifier("Fries", quantity="2"), quantity="3") == [("fry", "Fries", "6")]


def test_the_product_of_quantities_is_exact_and_plain() -> None:
    assert modifier_tasks(Modifier("Fries", quantity="0.1"), quantity="30") == [("fry", "Fries", "3")]
    assert modifier_tasks(Modifier("Fries", quantity="1000"), quantity="1000") == [("fry", "Fries", "1000000")]


def test_a_modifier_of_a_dish_sold_by_weight_is_made_once() -> None:
    assert modifier_tasks(Modifier("Fries", quantity="2"), quantity="1.5", unit="斤") == [("fry", "Fries", "2")]


def test_a_unit_that_counts_portions_multiplies() -> None:
    assert modifier_tasks(Modifier("Fries"), quantity="2", unit="份") == [("fry", "Fries", "2")]


def test_a_nested_modifier_multiplies_all_the_way_down() -> None:
    basket = Modifier("Basket", quantity="2", modifiers=(Modifier("Fries", quantity="3"),))
    assert modifier_tasks(basket, quantity="2") == [("fry", "Fries", "12")]


def test_each_modifier_gets_the_next_chain_after_the_also_stations() -> None:
    setup = kitchen(to("wok"), also("cold"), modifiers=(FRIES, ModifierRoute(("Soup",), ("steam", "bar"))))
    found = plan(setup, line(sku="T1", modifiers=(Modifier("Soup"), Modifier("Fries"))))
    assert ways(found) == [["wok"], ["cold"], ["steam", "bar"], ["fry"]]


def test_an_unrouted_item_keeps_the_tasks_of_its_modifiers() -> None:
    found = plan(kitchen(modifiers=(FRIES,)), line(name="Surprise", modifiers=(Modifier("Fries"),)))
    assert found.unrouted
    assert ways(found) == [["wok"], ["fry"]]


def test_the_prep_time_of_a_dish_is_shared_by_the_steps_of_its_sequence() -> None:
    found = plan(kitchen(to("noodle", "wok", "bar")), line(sku="T1"))
    assert [task.estimate_s for task in found.tasks] == [120, 120, 120]


def test_a_second_that_cannot_be_shared_goes_to_the_first_step() -> None:
    odd = (replace(MENU[1], estimate_s=100),)
    found = plan(kitchen(to("noodle", "wok", "bar"), menu=odd), line(sku="T1"))
    assert [task.estimate_s for task in found.tasks] == [34, 33, 33]


def test_steps_with_prep_times_of_their_own_keep_them() -> None:
    stepped = (replace(MENU[1], step_estimates_s=(300, 60)),)
    found = plan(kitchen(to("noodle", "wok"), menu=stepped), line(sku="T1"))
    assert [task.estimate_s for task in found.tasks] == [300, 60]


def test_prep_times_of_other_steps_than_the_route_has_are_shared_evenly() -> None:
    stepped = (replace(MENU[1], step_estimates_s=(300, 60)),)
    (task,) = plan(kitchen(to("wok"), menu=stepped), line(sku="T1")).tasks
    assert task.estimate_s == 360


def test_a_modifier_task_has_the_prep_time_of_its_route() -> None:
    found = plan(kitchen(to("wok"), modifiers=(FRIES,)), line(sku="T1", modifiers=(Modifier("Fries"),)))
    assert [task.estimate_s for task in found.tasks] == [360, 240]


def test_a_task_with_a_prep_time_is_judged_by_it() -> None:
    (task,) = plan(kitchen(to("wok")), line(sku="T1"), ticket("takeaway")).tasks
    assert (task.attention_s, task.late_s) == (360 + 300, 360 + 420)


def test_a_task_without_a_prep_time_is_judged_by_its_service() -> None:
    (task,) = plan(kitchen(to("bar")), line(sku="D1"), ticket("delivery")).tasks
    assert (task.attention_s, task.late_s) == (480, 720)


def test_a_task_of_an_order_with_a_due_time_is_judged_by_that() -> None:
    (task,) = plan(kitchen(to("wok")), line(sku="T1"), ticket(due_ms=1)).tasks
    assert (task.attention_s, task.late_s) == (-120, 0)


def test_the_longest_path_adds_the_steps_of_a_chain_and_takes_the_slowest_chain() -> None:
    tasks = (
        Task(id="a.0.0", station="noodle", estimate_s=200),
        Task(id="a.0.1", station="wok", estimate_s=150),
        Task(id="a.1.0", station="fry", estimate_s=240),
        Task(id="b.0.0", station="wok", estimate_s=300),
    )
    assert longest_path_s(tasks) == 350


def test_without_tasks_there_is_no_path() -> None:
    assert longest_path_s(()) == 0
