"""The inbox of webhooks: a raw body is kept, then read, then done or quarantined; nothing is ever dropped.

Events of one order are taken one after the other, as they came; a vendor that is down holds up only its own orders.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Actor, VoidLine
from kds.kitchen.commands import Amend, AnyCommand, Place
from kds.kitchen.model import Ticket
from kds.service.ports import Clock, InboxRow, StorageFull
from kds.service.quarantine import ERROR_CHARS, Quarantine
from kds.service.receipt import Commands, Receipt, Submission

_logger = logging.getLogger(__name__)

MAX_PENDING = 5_000
MAX_PENDING_BYTES = 64 * 1024 * 1024
"""Bodies in work at once: hours of a vendor's outage; beyond that it is told to come again."""

CONCURRENT = 8
"""Orders fetched at the same time: a slow vendor then costs others little, and its rate limits are kept."""

FIRST_RETRY_MS = 1_000
LONGEST_RETRY_MS = 60_000
"""Doubling between the two: quick after a hiccup, and at most a minute late when an outage ends."""

_DOUBLINGS = 6
"""After these the longest wait is reached."""

PATIENCE = 8
"""Tries before an answer that may get better by itself (an order not there yet) is final: some two minutes."""

HARMLESS = frozenset({"revision_stale", "empty_order", "ticket_closed", "ticket_cancelled"})
"""Rejections that need nobody: overtaken by a newer version; nothing to make; over in the kitchen already."""


class Overflow(Exception):
    """The inbox holds all it takes; passing, the vendor keeps the event and comes again."""


class Ready(Struct, frozen=True):
    """The body is read. `note` says what of it was left unread."""

    commands: tuple[AnyCommand, ...]
    note: str = ""


class Passing(Struct, frozen=True):
    """Not now: the vendor is down or not ready. `final_after` tries it is taken for good, 0: never."""

    why: str
    final_after: int = 0


class Broken(Struct, frozen=True):
    """This body cannot be taken as it is: a person has to look."""

    why: str


Outlook: TypeAlias = Ready | Passing | Broken


class Interpreter(Protocol):
    """What turns a raw body into commands; it may fetch the order from its vendor."""

    def lane(self, row: InboxRow) -> str:
        """Bodies of one lane are taken in order: the source and the order they are about."""

    async def read(self, row: InboxRow) -> Outlook: ...


class Inbox:
    """`run` works until it is cancelled; `sleep` takes seconds."""

    def __init__(
        self,
        commands: Commands,
        interpreter: Interpreter,
        clock: Clock,
        new_id: Callable[[], str],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._commands = commands
        self._interpreter = interpreter
        self._clock = clock
        self._new_id = new_id
        self._sleep = sleep
        self._sizes: dict[str, int] = {}
        """Bytes of each body that is kept and not settled."""
        self.quarantine = Quarantine(commands)
        self._fresh: asyncio.Queue[InboxRow] = asyncio.Queue()
        self._lanes: dict[str, deque[InboxRow]] = {}
        self._slots = asyncio.Semaphore(CONCURRENT)

    @property
    def pending(self) -> int:
        """Bodies that are kept and not settled."""
        return len(self._sizes)

    @property
    def quarantined(self) -> int:
        """Bodies that wait for a person; those of before the start count once `run` has begun."""
        return len(self.quarantine)

    async def receive(self, source: str, headers: bytes, body: bytes) -> str:
        """Keep a verified body; durable when it returns its id. Raises Overflow or StorageFull."""
        if self.pending >= MAX_PENDING or sum(self._sizes.values()) + len(body) > MAX_PENDING_BYTES:
            raise Overflow(f"{self.pending} bodies are waiting to be read")
        row = InboxRow(
            id=self._new_id(),
            source=source,
            received_ms=self._clock.now_ms(),
            headers=headers,
            body=body,
            state="pending",
        )
        await self._admit(row)
        return row.id

    async def retry(self, row_id: str) -> bool:
        """Read a quarantined body again, after a fix; False: there is none with this id. Raises StorageFull."""

        async def again(row: InboxRow) -> None:
            await self._admit(replace(row, state="pending", error=""))

        return row_id in self._sizes or await self.quarantine.release(row_id, again)

    async def run(self) -> None:
        """Take up what was pending at boot, then whatever comes, until cancelled."""
        await self.quarantine.load()
        async with asyncio.TaskGroup() as lanes:
            for row in await self._commands.pending():
                if row.id not in self._sizes:
                    self._sizes[row.id] = len(row.body)
                    self._enter(row, lanes)
            while True:
                self._enter(await self._fresh.get(), lanes)

    async def _admit(self, row: InboxRow) -> None:
        self._sizes[row.id] = len(row.body)
        try:
            await self._commands.keep((row,))
        except StorageFull:
            del self._sizes[row.id]
            raise
        self._fresh.put_nowait(row)

    def _enter(self, row: InboxRow, lanes: asyncio.TaskGroup) -> None:
        name = self._lane(row)
        if name in self._lanes:
            self._lanes[name].append(row)
        else:
            self._lanes[name] = deque((row,))
            lanes.create_task(self._drain(name))

    def _lane(self, row: InboxRow) -> str:
        try:
            return self._interpreter.lane(row)
        except Exception:
            # It would come again at every boot; reading it alone in its lane sends it to quarantine.
            _logger.exception("%s: body %s has no lane", row.source, row.id)
            return row.id

    async def _drain(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            await self._settle(lane.popleft())
        del self._lanes[name]

    async def _settle(self, row: InboxRow) -> None:
        """Try until the body is done or a person has to look, then say so durably."""
        tries = 0
        settled: InboxRow | None = None
        while settled is None:
            tries += 1
            settled = await self._attempt(row, tries)
            if settled is None:
                await self._sleep(backoff_ms(tries) / 1000)
        while not await self._keep(settled):
            tries += 1
            await self._sleep(backoff_ms(tries) / 1000)
        self._sizes.pop(row.id, None)
        if settled.state == "quarantine":
            self.quarantine.add(settled)

    async def _attempt(self, row: InboxRow, tries: int) -> InboxRow | None:
        """The row in its last state; None: not now."""
        async with self._slots:
            outlook = await self._read(row)
            if isinstance(outlook, Ready):
                outlook = await self._submit(row, outlook)
        match outlook:
            case Ready():
                return replace(row, state="done", error=outlook.note[:ERROR_CHARS])
            case Broken():
                _logger.warning("%s: body %s goes to quarantine: %s", row.source, row.id, outlook.why)
                return replace(row, state="quarantine", error=outlook.why[:ERROR_CHARS])
            case Passing():
                if outlook.final_after and tries >= outlook.final_after:
                    return replace(row, state="quarantine", error=outlook.why[:ERROR_CHARS])
                _logger.info("%s: body %s is tried again: %s", row.source, row.id, outlook.why)
                return None
            case _:
                assert_never(outlook)

    async def _read(self, row: InboxRow) -> Outlook:
        try:
            return await self._interpreter.read(row)
        except Exception as error:
            # A body that trips a bug of ours must not stop every other order; it waits where a person sees it.
            _logger.exception("%s: body %s could not be read", row.source, row.id)
            return Broken(f"{type(error).__name__}: {error}")

    async def _submit(self, row: InboxRow, ready: Ready) -> Outlook:
        """The same body gives the same command ids, so a repeat after a crash has no second effect."""
        actor = Actor(role="source", name=row.source, scope=row.source)
        notes = [ready.note] if ready.note else []
        for n, command in enumerate(ready.commands):
            receipt = await self._commands.submit(Submission(command=command, actor=actor, id=f"{row.id}.{n}"))
            if isinstance(command, Place) and receipt.why == "empty_order" and receipt.ticket is not None:
                emptied = _emptied(command, receipt.ticket)
                receipt = await self._commands.submit(Submission(command=emptied, actor=actor, id=f"{row.id}.{n}.void"))
            match receipt.result:
                case "ok" | "noop":
                    notes += [f"left out: {part.name} ({part.why})" for part in receipt.refused]
                case "rejected" if receipt.why in HARMLESS:
                    notes.append(_said(receipt))
                case "rejected":
                    return Broken(_said(receipt))
                case "failed" | "gap":
                    return Passing(_said(receipt))
                case _:
                    assert_never(receipt.result)
        return Ready(commands=ready.commands, note="; ".join(notes))

    async def _keep(self, row: InboxRow) -> bool:
        try:
            await self._commands.keep((row,))
        except StorageFull:
            return False
        return True


def _emptied(command: Place, ticket: Ticket) -> Amend:
    """A vendor took back every line of an order that the kitchen knows, without cancelling it.

    What was split off the ticket since is meant, too: it is followed to where it is.
    """
    items = [item.id for item in ticket.items if item.state != "void"]
    return Amend(
        ticket=ticket.id,
        void=tuple(VoidLine(item) for item in (*items, *ticket.gone)),
        revision=command.revision,
        key=command.key,
        source=command.source,
        external_id=command.external_id,
    )


def backoff_ms(tries: int) -> int:
    """How long to wait after this many tries."""
    return min(FIRST_RETRY_MS << min(tries - 1, _DOUBLINGS), LONGEST_RETRY_MS)


def _said(receipt: Receipt) -> str:
    return f"{receipt.why}: {receipt.detail}" if receipt.detail else receipt.why
