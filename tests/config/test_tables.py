"""The tables of the store: what a file may say of them, and what is wrong is reported with place and advice."""

from __future__ import annotations

import pytest

from kds.config.tables import MAX_TABLES
from kds.kitchen.venue import TableSpot
from tests.config.files import KitchenFiles


def written(kitchen_files: KitchenFiles, tables: str) -> None:
    kitchen_files.edit("sources:\n", f"tables:\n{tables}\nsources:\n")


def test_tables_arrive_in_the_order_of_the_file_with_their_areas(kitchen_files: KitchenFiles) -> None:
    written(kitchen_files, "  - {area: 大厅, tables: [V1, 05]}\n  - {tables: [Bar]}")
    assert kitchen_files.loaded().kitchen.tables == (
        TableSpot("V1", "大厅"),
        TableSpot("05", "大厅"),
        TableSpot("Bar"),
    )


def test_a_range_of_numbers_is_spelled_out(kitchen_files: KitchenFiles) -> None:
    written(kitchen_files, "  - {tables: [1-3, V1]}")
    assert [spot.id for spot in kitchen_files.loaded().kitchen.tables] == ["1", "2", "3", "V1"]


def test_a_file_without_tables_names_none(kitchen_files: KitchenFiles) -> None:
    assert kitchen_files.loaded().kitchen.tables == ()


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ("  - {tables: [1-3, 2]}", "table '2' is already in line 22"),
        ("  - {tables: [a1]}\n  - {tables: [A1]}", "table 'A1' is already in line 22"),
        ("  - {area: hall}", "'tables' is missing"),
        ("  - {tables: [9-3]}", "'9-3' is not a range of tables"),
        (f"  - {{tables: [1-{MAX_TABLES + 1}]}}", f"'1-{MAX_TABLES + 1}' is not a range of tables"),
        ("  - {tables: [1-300]}\n  - {tables: [301-600]}", f"more than {MAX_TABLES} tables"),
        ("  - {tables: [the big round one]}", "a table's name has at most 16 characters"),
        ("  - {tabels: [1]}", "unknown key 'tabels'"),
    ],
)
def test_what_is_wrong_with_the_tables_is_told(kitchen_files: KitchenFiles, tables: str, message: str) -> None:
    written(kitchen_files, tables)
    assert any(message in error for error in kitchen_files.errors())


def test_a_rule_for_a_table_or_an_area_that_is_not_listed_is_warned_of(kitchen_files: KitchenFiles) -> None:
    written(kitchen_files, "  - {area: terrace, tables: [T1]}")
    kitchen_files.edit("{category: wok, to: wok}", "{category: wok, area: terasse, table: [T1, T9], to: wok}")
    warnings = [(one.message, one.suggestion) for one in kitchen_files.loaded().warnings]
    assert ("no table 'T9' is listed under tables", "one of: T1") in warnings
    assert ("no area 'terasse' is listed under tables", "did you mean 'terrace'?") in warnings


def test_the_waiters_are_a_source_that_need_not_be_listed(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("{category: wok, to: wok}", "{category: wok, source: pos-web, to: wok}")
    assert not any("source" in one.message for one in kitchen_files.loaded().warnings)
