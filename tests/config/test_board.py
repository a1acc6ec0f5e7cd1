"""The board section of stations.yaml."""

from __future__ import annotations

from kds.kitchen.venue import BoardCard
from tests.config.files import KitchenFiles


def test_without_a_section_takeaway_and_delivery_are_called_for_ten_minutes(kitchen_files: KitchenFiles) -> None:
    assert kitchen_files.loaded().kitchen.board == BoardCard(("takeaway", "delivery"), 600, 30)


def test_services_and_times_can_be_said(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("sources:\n", "board: {services: dine_in, clear: 5m, flash: 10s}\nsources:\n")
    assert kitchen_files.loaded().kitchen.board == BoardCard(("dine_in",), 300, 10)


def test_a_board_that_works_otherwise_is_another_kitchen(kitchen_files: KitchenFiles) -> None:
    before = kitchen_files.loaded().kitchen.digest
    kitchen_files.edit("sources:\n", "board: {clear: 5m}\nsources:\n")
    assert kitchen_files.loaded().kitchen.digest != before


def test_a_number_cannot_flash_longer_than_it_stays(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("sources:\n", "board: {clear: 20s}\nsources:\n")
    (error,) = kitchen_files.errors()
    assert "flash ends before clear (give clear the longer time)" in error


def test_a_service_that_there_is_not_is_told(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("sources:\n", "board: {services: [takeout]}\nsources:\n")
    (error,) = kitchen_files.errors()
    assert "'takeout' is not known here" in error
