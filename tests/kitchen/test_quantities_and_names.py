"""Quantities as decimal strings, and the permanent ids of tickets, items and tasks."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from kds.kitchen.commands import Amend, Recall, Split
from kds.kitchen.identity import NAMESPACE, digest, item_id, task_id, ticket_id
from kds.kitchen.quantity import normalise, spell, thousandths, times
from tests.builders import EXPO, SALAD, TOFU, opened, place

quantities = some.decimals("0.001", "999999.999", places=3).map(str)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("1", "1"), ("02", "2"), ("1.50", "1.5"), ("0.001", "0.001"), ("999999.999", "999999.999"), ("10.000", "10")],
)
def test_a_quantity_has_one_spelling(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    "text", ["", "0", "0.000", "-1", "+1", "1e3", ".5", "1.", "1,5", "1.2345", "1234567", "二", "１"]
)
def test_anything_else_is_no_quantity(text: str) -> None:
    assert normalise(text) is None


@given(quantities, quantities)
def test_a_product_is_exact(left: str, right: str) -> None:
    assert Decimal(times(left, right)) == Decimal(left) * Decimal(right)
    assert "E" not in times(left, right)


@given(quantities)
def test_a_quantity_survives_the_way_through_thousandths(text: str) -> None:
    assert Decimal(spell(thousandths(text))) == Decimal(text)


def test_ids_are_what_they_have_always_been() -> None:
    assert ticket_id("till", "38") == "233a1bc2-939f-54ed-8191-c80585e0f4e9"
    assert item_id(ticket_id("till", "38"), "1") == "3ea779925c2779a9"
    assert task_id("0123456789abcdef", 1, 2) == "0123456789abcdef.1.2"


@given(some.text(max_size=20), some.text(max_size=20))
def test_a_ticket_id_is_the_version_5_uuid_of_its_source_and_external_id(source: str, external_id: str) -> None:
    assert ticket_id(source, external_id) == str(uuid5(NAMESPACE, f"{source}\n{external_id}"))


def test_the_digest_is_of_what_was_ordered() -> None:
    same = place(replace(TOFU, quantity="1.0"), revision=2, key="k", sold_out="decide")
    assert digest(same) == digest(place())
    assert digest(place(SALAD)) != digest(place())
    assert digest(place(note="quick")) != digest(place())


def test_ids_of_items_stay_through_amend_recall_and_split() -> None:
    shop = opened(TOFU, SALAD)
    before = shop.task().id
    shop.bump()
    shop.ok(Recall((shop.seen(),), shop.ticket().id), EXPO)
    shop.ok(Amend(shop.ticket().id, add=(replace(TOFU, uid="9"),)))
    shop.ok(Split(shop.ticket().id, ("1",), "38b"))
    assert shop.task(external_id="38b").id == before
