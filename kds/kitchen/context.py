"""Everything a decision depends on besides the state: the moment, who asks, under which id, and the kitchen files."""

from __future__ import annotations

from msgspec import Struct

from kds.kitchen.command import Actor
from kds.kitchen.model import PASS
from kds.kitchen.setup import Kitchen


class Context(Struct, frozen=True, gc=False):
    now_ms: int
    actor: Actor
    command_id: str
    """Unique in the log; a bump is named by it, so that a recall can say which one it takes back."""
    kitchen: Kitchen

    @property
    def pass_waits(self) -> tuple[str, ...]:
        """Who at the pass must acknowledge a change: nobody in a shop without one."""
        return (PASS,) if any(station.kind == "expo" for station in self.kitchen.stations) else ()
