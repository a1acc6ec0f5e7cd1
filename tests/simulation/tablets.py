"""The tablets of a simulated kitchen and the tabs that are open on them, as far as the world knows them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from tests.simulation.network import WINDOW_BYTES, Link, Wire


class Device(Struct):
    name: str
    link: Link
    screens: list[Screen] = field(default_factory=list)

    def quicken(self) -> None:
        self.link.slow_ms, self.link.window, self.link.drips = 20, WINDOW_BYTES, False


class Screen(Struct):
    """A tab; its name is new with each page load."""

    place: str
    device: Device
    page: str
    station: str
    role: str
    loads: int = 0
    wire: Wire | None = None
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.place}.{self.loads}"
