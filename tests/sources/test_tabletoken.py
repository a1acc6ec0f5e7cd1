"""Table codes: only this store can make one, each opens one table, and a renewed one ends those before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kds.sources.tabletoken import MAX_EDITION, SECRET_BYTES, TableKeys, renewed, table_of, token_of

KEYS = TableKeys(b"s" * SECRET_BYTES)
TABLES = st.text(min_size=1, max_size=16)


@given(TABLES)
def test_a_code_opens_the_table_it_was_made_for(table: str) -> None:
    assert table_of(KEYS, token_of(KEYS, table)) == table


@given(TABLES)
def test_a_code_can_stand_in_an_address_as_it_is(table: str) -> None:
    assert set(token_of(KEYS, table)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text(max_size=200))
def test_no_text_opens_a_table_by_chance(text: str) -> None:
    assert table_of(KEYS, text) is None


@given(TABLES, st.data())
def test_a_code_with_any_character_changed_opens_nothing(table: str, data: st.DataObject) -> None:
    token = token_of(KEYS, table)
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("Ab0-_").filter(lambda char: char != token[at]))
    assert table_of(KEYS, token[:at] + other + token[at + 1 :]) is None


def test_another_stores_code_opens_nothing() -> None:
    assert table_of(TableKeys(b"t" * SECRET_BYTES), token_of(KEYS, "12")) is None


def test_a_renewed_code_ends_the_old_one_of_that_table_only() -> None:
    newer = renewed(KEYS, ["12"])
    assert table_of(newer, token_of(KEYS, "12")) is None
    assert table_of(newer, token_of(newer, "12")) == "12"
    assert table_of(newer, token_of(KEYS, "13")) == "13"


def test_a_table_whose_codes_are_used_up_needs_a_new_secret() -> None:
    worn = TableKeys(KEYS.secret, {"12": MAX_EDITION})
    with pytest.raises(ValueError, match="renew all of them"):
        renewed(worn, ["12"])


def test_a_code_is_short_enough_to_scan_from_a_small_print() -> None:
    assert len(token_of(KEYS, "V12")) <= 20
