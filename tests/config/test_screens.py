"""The screens section of stations.yaml."""

from __future__ import annotations

import pytest

from kds.kitchen.screens import Keys, Layout
from tests.config.files import KitchenFiles


def says(kitchen_files: KitchenFiles, screens: str) -> None:
    kitchen_files.edit("sources:\n", f"screens: {{{screens}}}\nsources:\n")


def test_without_a_section_every_page_looks_as_it_does_by_itself(kitchen_files: KitchenFiles) -> None:
    assert kitchen_files.loaded().kitchen.screens == Layout()


def test_everything_a_screen_may_choose_can_be_said_for_all(kitchen_files: KitchenFiles) -> None:
    says(
        kitchen_files,
        "language: en, theme: light, size: 1.15, inches: 23.8, metres: 1.5, view: list, columns: 3, rows: 2, "
        "volume: 0.25, voice: off, awake: off, dark: 30, keys: logic",
    )
    expected = Layout("en", "light", 1.15, 23.8, 1.5, "list", 3, 2, 0.25, False, False, 30, Keys("logic"))
    assert kitchen_files.loaded().kitchen.screens == expected


def test_screens_that_look_otherwise_are_another_kitchen(kitchen_files: KitchenFiles) -> None:
    before = kitchen_files.loaded().kitchen.digest
    says(kitchen_files, "theme: light")
    assert kitchen_files.loaded().kitchen.digest != before


@pytest.mark.parametrize(
    ("screens", "told"),
    [
        ("theme: lite", "'lite' is not known here (did you mean 'light'?)"),
        ("colour: light", "unknown key 'colour'"),
        ("language: fr", "the store does not speak 'fr'"),
        ("inches: 61 cm", "'61 cm' is not known here (from 5 to 120 inches from corner to corner)"),
        ("metres: nan", "'nan' is not known here (from 0.3 to 10 metres from the eye)"),
        ("columns: 8", "'8' is not known here (from 2 to 7 cards across)"),
        ("columns: 3.5", "3.5 is not a whole number (from 2 to 7 cards across)"),
        ("rows: 0", "'0' is not known here (from 1 to 3 rows of cards)"),
        ("volume: 60", "'60' is not known here (from 0 to 1 of the loudest)"),
        ("voice: loud", "'loud'"),
        ("dark: never", "'never' is not known here (from 0 to 1440 minutes)"),
        ("keys: learned", "'learned' is not known here"),
        ("view: table", "'table' is not known here"),
    ],
)
def test_what_no_screen_can_be_is_told(screens: str, told: str, kitchen_files: KitchenFiles) -> None:
    says(kitchen_files, screens)
    (error,) = kitchen_files.errors()
    assert told in error
