"""Looks whether the pictures that the menu names are there, and small enough for a phone on a busy evening."""

from __future__ import annotations

from pathlib import Path

from kds.config.problems import Findings
from kds.config.stationsfile import Written
from kds.kitchen.setup import MenuDish

MAX_PICTURE_BYTES = 400 * 1024
"""A menu of 80 dishes at this size is 32 MB for each phone; a picture 800 px wide has about 100 KB."""


def warn_of_pictures(folder: Path, dishes: tuple[Written[MenuDish], ...], findings: Findings) -> None:
    """Guests see the dish without its picture; the kitchen works all the same."""
    for written in dishes:
        name, at = written.value.picture, written.node.at
        if not name:
            continue
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            hint = "paths of pictures start at the folder of the stations file"
            findings.warn(at, f"cannot read the picture {name}: {error.strerror}", hint)
            continue
        if size > MAX_PICTURE_BYTES:
            hint = "save it 800 pixels wide: guests load it over the restaurant's Wi-Fi"
            findings.warn(at, f"the picture {name} has {size // 1024} KB", hint)
