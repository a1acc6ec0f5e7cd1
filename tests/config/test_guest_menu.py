"""What the files say for guests: options with their rules, pictures, headings, and whether phones may order."""

from __future__ import annotations

import pytest

from kds.kitchen.setup import Choice, OptionGroup
from kds.kitchen.venue import Category
from tests.config.files import KitchenFiles

DISH = "tags: [spicy], prep: 6m, price: 28.50}"
"""How the tofu's line ends; what is added to the dish stands in its place."""


def with_options(files: KitchenFiles, options: str) -> KitchenFiles:
    files.edit(DISH, f"tags: [spicy], prep: 6m, price: 28.50, options: [{options}]}}")
    return files


def group(choices: str = "{id: a, name: 甲}", more: str = "") -> str:
    return f"{{id: spice, name: {{zh-Hans: 辣度, en: Spice}}, choices: [{choices}]{more}}}"


def test_options_arrive_with_their_rule_and_prices(kitchen_files: KitchenFiles) -> None:
    choices = "{id: a, name: 微辣, plain: on}, {id: b, name: 加蛋, price: 5, sku: X1}, {id: c, name: 香菜, action: no}"
    kitchen = with_options(kitchen_files, group(choices, ", min: 1, max: 2")).loaded().kitchen
    assert kitchen.menu[1].options == (
        OptionGroup(
            "spice",
            {"zh-Hans": "辣度", "en": "Spice"},
            (
                Choice("a", {"zh-Hans": "微辣"}, plain=True),
                Choice("b", {"zh-Hans": "加蛋"}, 500, "X1"),
                Choice("c", {"zh-Hans": "香菜"}, action="no"),
            ),
            1,
            2,
        ),
    )


def test_a_group_without_a_rule_is_one_answer_that_may_be_left_out(kitchen_files: KitchenFiles) -> None:
    (found,) = with_options(kitchen_files, group()).loaded().kitchen.menu[1].options
    assert (found.min, found.max) == (0, 1)


def test_more_than_one_that_is_needed_may_be_chosen_without_saying_so_twice(kitchen_files: KitchenFiles) -> None:
    (found,) = (
        with_options(kitchen_files, group("{id: a, name: 甲}, {id: b, name: 乙}", ", min: 2"))
        .loaded()
        .kitchen.menu[1]
        .options
    )
    assert (found.min, found.max) == (2, 2)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (group(more=", min: 2"), "2 of 1 choices can never be chosen (lower min)"),
        (
            group("{id: a, name: 甲}, {id: b, name: 乙}", ", min: 2, max: 1"),
            "max 1 is below 2 (raise max, or lower min)",
        ),
        (group(more=", max: 0"), "max 0 is below 1 (raise max, or lower min)"),
        (group("{id: a, name: 甲}, {id: a, name: 乙}"), "there is already a choice 'a' (give each its own id)"),
        (f"{group()}, {group()}", "there is already an option 'spice' (give each its own id)"),
        (group("{id: a, name: 甲, plain: on, price: 3}"), "what the dish always has costs nothing more"),
        (group("{id: a, name: 甲, plain: on}, {id: b, name: 乙, plain: on}"), "2 choices are plain, but at most 1"),
        (group("{id: a, name: 甲, prise: 3}"), "unknown key 'prise' (did you mean 'price'?)"),
        (group("{id: a, name: 甲, price: 3.005}"), "'3.005' is not a price in CNY (such as 38 or 38.50)"),
        (group("{id: a, name: 甲, action: never}"), "'never' is not known here"),
        (group("{id: a, name: {en: A}}"), "no name in the store's language, zh-Hans (add zh-Hans: …)"),
        ("{id: spice, name: 辣度}", "'choices' is missing (list them with id and name)"),
    ],
)
def test_a_rule_that_cannot_work_is_told_with_its_place(
    kitchen_files: KitchenFiles, options: str, complaint: str
) -> None:
    errors = with_options(kitchen_files, options).errors()
    assert any(complaint in error for error in errors), errors
    assert all(error.startswith("menu.yaml:3:") for error in errors)


def test_a_picture_that_is_not_there_is_a_warning_and_the_kitchen_works(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit(DISH, "prep: 6m, price: 28, picture: pictures/tofu.jpg}")
    (warning,) = kitchen_files.warnings()
    assert "cannot read the picture pictures/tofu.jpg" in warning
    assert kitchen_files.loaded().kitchen.menu[1].picture == "pictures/tofu.jpg"


def test_a_picture_that_is_too_heavy_for_a_phone_is_a_warning(kitchen_files: KitchenFiles) -> None:
    (kitchen_files.menu.parent / "tofu.jpg").write_bytes(b"x" * 500 * 1024)
    kitchen_files.edit(DISH, "prep: 6m, price: 28, picture: tofu.jpg}")
    (warning,) = kitchen_files.warnings()
    assert "the picture tofu.jpg has 500 KB (save it 800 pixels wide" in warning


@pytest.mark.parametrize(
    ("picture", "complaint"),
    [
        ("/tofu.jpg", "'/tofu.jpg' leads out of the folder"),
        ("../tofu.jpg", "'../tofu.jpg' leads out of the folder"),
        ("tofu.svg", "'tofu.svg' is no picture (save it as one of .jpg, .jpeg, .png, .webp, .avif)"),
    ],
)
def test_a_picture_is_one_of_the_stores_own_files(kitchen_files: KitchenFiles, picture: str, complaint: str) -> None:
    kitchen_files.edit(DISH, f"prep: 6m, price: 28, picture: {picture}}}")
    assert complaint in kitchen_files.errors()[0]


def test_headings_arrive_in_the_order_of_the_file(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("dishes:", "categories:\n  - {id: wok, name: 热菜}\n  - {id: noodles, name: 面食}\ndishes:")
    assert kitchen_files.loaded().kitchen.categories == (
        Category("wok", {"zh-Hans": "热菜"}),
        Category("noodles", {"zh-Hans": "面食"}),
    )


def test_a_heading_that_fits_no_dish_and_a_dish_without_heading_are_warnings(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("dishes:", "categories:\n  - {id: wok, name: 热菜}\n  - {id: noodle, name: 面食}\ndishes:")
    assert [warning.partition(": ")[2] for warning in kitchen_files.warnings()] == [
        "no dish has the category 'noodle' (did you mean 'noodles'?)",
        "N1 has the category 'noodles', which categories does not name (did you mean 'noodle'?)",
    ]


def test_guests_may_order_unless_the_file_says_otherwise(kitchen_files: KitchenFiles) -> None:
    assert kitchen_files.loaded().kitchen.guest_orders == "on"
    kitchen_files.edit("sources:", "guest_orders: approve\nsources:")
    assert kitchen_files.loaded().kitchen.guest_orders == "approve"


def test_a_word_that_is_none_for_guest_orders_is_told(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("sources:", "guest_orders: aprove\nsources:")
    assert kitchen_files.errors() == ["stations.yaml:21:15: 'aprove' is not known here (did you mean 'approve'?)"]
