"""Versions: which one is spoken, and that no shape on the wire changes unnoticed."""

from __future__ import annotations

from typing import get_args

import pytest

from kds.kitchen.commands import ScreenCommand
from kds.wire.frames import ScreenFrame, ServerFrame
from kds.wire.version import OLDEST, SCHEMA, SUBPROTOCOL, VERSION, negotiate, shapes

FINGERPRINTS = {1: "55dbf5d15e5c94fe"}
"""Version -> fingerprint of every shape that this version puts on the wire."""


def test_no_shape_on_the_wire_changes_without_a_new_version() -> None:
    assert FINGERPRINTS.get(VERSION) == SCHEMA, (
        f"A frame, a document or a command of a screen has another shape than version {VERSION} had "
        f"(fingerprint {SCHEMA}). If a server with version {VERSION} was ever released: raise VERSION in "
        "kds/wire/version.py, see that commands of the two versions before are still read, add the new "
        "fingerprint here, and tell it in docs/protocol.md. If not: put the fingerprint here."
    )


def test_the_fingerprint_covers_every_frame_and_every_command_of_a_screen() -> None:
    types = (*get_args(ScreenFrame), *get_args(ServerFrame), *get_args(ScreenCommand))
    assert {shape.__name__ for shape in types} <= set(shapes())


def test_the_fingerprint_does_not_cover_prose() -> None:
    assert "description" not in shapes()["Hello"]


@pytest.mark.parametrize(
    ("low", "high", "spoken"),
    [
        (VERSION, VERSION, VERSION),
        (0, VERSION + 5, VERSION),
        (OLDEST, OLDEST, OLDEST),
        (VERSION + 1, VERSION + 2, None),
        (0, OLDEST - 1, None),
        (VERSION, 0, None),
    ],
)
def test_the_highest_version_that_both_speak_is_spoken(low: int, high: int, spoken: int | None) -> None:
    assert negotiate(low, high) == spoken


def test_commands_of_the_two_versions_before_are_still_taken() -> None:
    assert max(1, VERSION - 2) >= OLDEST
    assert f"kds.{VERSION}" == SUBPROTOCOL
