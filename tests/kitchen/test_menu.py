"""What the menu adds to a line, and what it leaves as the source said it."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.command import Line
from kds.kitchen.menu import complete
from kds.kitchen.setup import MenuDish
from tests.kitchen.kitchens import kitchen

NOODLES = Line(uid="1", sku="B1", name="牛肉面", alt_name="Beef Noodles", category="noodles", tags=("topping",))


def test_a_bare_sku_gets_names_category_and_tags() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1")) == NOODLES


def test_a_dish_is_found_by_its_name_in_the_store_language() -> None:
    assert complete(kitchen(), Line(uid="1", name="牛肉面")) == NOODLES


def test_a_dish_is_found_by_its_name_in_another_language_whatever_its_case() -> None:
    assert complete(kitchen(), Line(uid="1", name=" beef NOODLES ")).sku == "B1"


def test_full_width_letters_are_the_same_letters() -> None:
    assert complete(kitchen(), Line(uid="1", sku="Ｂ１")).name == "牛肉面"


def test_the_name_that_the_source_gives_stays() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1", name="大碗牛肉面")).name == "大碗牛肉面"


def test_a_name_in_the_second_language_gets_the_store_language_beside_it() -> None:
    assert complete(kitchen(), Line(uid="1", name="Beef Noodles")).alt_name == "牛肉面"


def test_a_second_name_that_the_source_gives_stays() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1", alt_name="Noodles XL")).alt_name == "Noodles XL"


def test_the_category_that_the_source_gives_stays() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1", category="Mains")).category == "Mains"


def test_tags_of_source_and_menu_are_joined() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1", tags=("new", "topping"))).tags == ("new", "topping")
    assert complete(kitchen(), Line(uid="1", sku="B1", tags=("new",))).tags == ("new", "topping")


def test_an_sku_the_menu_does_not_know_is_kept_while_its_name_is_found() -> None:
    found = complete(kitchen(), Line(uid="1", sku="B1-XL", name="牛肉面"))
    assert (found.sku, found.category) == ("B1-XL", "noodles")


def test_the_allergens_of_a_dish_are_not_warnings_of_a_guest() -> None:
    assert complete(kitchen(), Line(uid="1", sku="B1", allergens=("peanut",))).allergens == ("peanut",)


def test_an_unknown_dish_stays_as_the_source_said_it() -> None:
    unknown = Line(uid="1", sku="X9", name="Surprise", note="mild")
    assert complete(kitchen(), unknown) == unknown


def test_an_unknown_sku_without_a_name_is_named_by_its_sku() -> None:
    assert complete(kitchen(), Line(uid="1", sku="X9")).name == "X9"


def test_of_two_dishes_with_one_name_the_first_is_found() -> None:
    menu = (MenuDish("A", {"zh-Hans": "汤"}), MenuDish("B", {"zh-Hans": "汤"}))
    assert complete(kitchen(menu=menu), Line(uid="1", name="汤")).sku == "A"


def test_a_new_menu_counts_at_once() -> None:
    old = kitchen()
    complete(old, Line(uid="1", sku="B1"))
    renamed = replace(old, menu=(MenuDish("B1", {"zh-Hans": "红烧牛肉面"}),))
    assert complete(renamed, Line(uid="1", sku="B1")).name == "红烧牛肉面"
