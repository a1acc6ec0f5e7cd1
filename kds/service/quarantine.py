"""The bodies that could not be taken: what waits for a person, and what people decide about each."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from msgspec import Struct
from msgspec.structs import replace

from kds.service.ports import InboxRow, StorageFull
from kds.service.receipt import Commands

_logger = logging.getLogger(__name__)

ERROR_CHARS = 500
"""Length of an error kept with a body; some of it may be quoted from outside."""


class Waiting(Struct, frozen=True, gc=False):
    """A body that waits for a person, without the body itself."""

    id: str
    source: str
    received_ms: int
    size: int
    """Bytes."""
    error: str


class Quarantine:
    """The list is in memory, so that looking at it costs no read; a body is read when somebody opens it."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._waiting: dict[str, Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """In the order in which they came to."""
        return tuple(self._waiting.values())

    async def load(self) -> None:
        """Take up those of before the start."""
        for row in await self._commands.quarantined():
            self.add(row)

    def add(self, row: InboxRow) -> None:
        self._waiting[row.id] = Waiting(row.id, row.source, row.received_ms, len(row.body), row.error)

    async def body(self, row_id: str) -> InboxRow | None:
        """None: no such body waits."""
        return await self._commands.body(row_id) if row_id in self._waiting else None

    async def discard(self, row_id: str, by: str, reason: str) -> bool:
        """Nothing comes of this body; it is kept, with who said so and why. False: no such body waits.

        Raises StorageFull.
        """

        async def put_away(row: InboxRow) -> None:
            note = f"discarded by {by}: {reason}. Before: {row.error}"
            await self._commands.keep((replace(row, state="discarded", error=note[:ERROR_CHARS]),))
            _logger.warning("%s: body %s is discarded by %s: %s", row.source, row.id, by, reason)

        return await self.release(row_id, put_away)

    async def release(self, row_id: str, to: Callable[[InboxRow], Awaitable[None]]) -> bool:
        """Hand a body on; False: no such body waits. Where `to` raises StorageFull it waits on."""
        # Taken off the list at once: of two people who decide together, the second is told that nothing waits.
        waiting = self._waiting.pop(row_id, None)
        if waiting is None:
            return False
        row = await self._commands.body(row_id)
        assert row is not None, "what waits is kept"
        try:
            await to(row)
        except StorageFull:
            self._waiting[row_id] = waiting
            raise
        return True
