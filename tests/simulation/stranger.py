"""A connection that nobody of the house opened: it says what is no frame, too much, or what its role may not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from kds.kitchen.command import Line, Seen
from kds.kitchen.commands import (
    WAITERS,
    AnyCommand,
    Bump,
    Cancel,
    ConfirmRecovered,
    DropRecovered,
    Fire,
    HandOver,
    Hold,
    Merge,
    Move,
    Place,
    Remake,
    ReplyRush,
    Serve,
    SetAvailability,
    Split,
    Start,
)
from kds.kitchen.model import Ticket
from kds.kitchen.permissions import MAY
from kds.kitchen.system_commands import CoverTasks, NoteStation, Release, StartDay
from kds.wire.codec import encode
from kds.wire.frames import Cmd, CmdItem, Hello, More, Pong, ScreenFrame, StreamAt, Subscribe, View
from kds.wire.limits import CMD_ITEMS, FRAMES_BURST, INBOUND_FRAME_BYTES, INFLIGHT_COMMANDS
from kds.wire.version import SCHEMA, VERSION
from tests.simulation.network import Link, Wire

if TYPE_CHECKING:
    from tests.simulation.world import World

Role: TypeAlias = Literal["cook", "waiter", "board"]

ROLES: tuple[Role, ...] = ("cook", "waiter", "board")
"""Those that may not do everything."""

STAY_MS = (1_000, 9_000)


class Stranger:
    """It hears everything, and answers no ping."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.kernel.random
        self._role = self._chance.choice(ROLES)
        self._cid = f"{self._chance.getrandbits(64):016x}"
        self._wire = Wire(world.kernel, Link(), "stranger", 0, world.server, lambda *about: None)

    def come(self) -> None:
        kernel = self._world.kernel
        if kernel.often(0.9):
            self._say(self._hello())
        for message in self._chance.choice((self._noise, self._floods, self._wants, self._wants))():
            kernel.after(kernel.between(30, 300), partial(self._wire.say, message))
        kernel.after(kernel.between(*STAY_MS), self._wire.leave)

    def _say(self, frame: ScreenFrame) -> None:
        self._wire.say(encode(frame))

    def _hello(self) -> Hello:
        stream = StreamAt("board" if self._role == "board" else "store")
        view = View(("hot",) if self._role == "cook" else (), visible=False)
        return Hello(VERSION, VERSION, "stranger", SCHEMA, self._cid, self._role, "stranger", view=view, subs=(stream,))

    def _noise(self) -> Iterator[bytes]:
        """What is no frame, the beginning of one included, and frames that do not belong here."""
        chance = self._chance
        whole = encode(self._cmd(Cancel("ticket")))
        yield chance.choice(
            (
                b"",
                chance.randbytes(40),
                b"\x91" * 1_000,
                bytes(INBOUND_FRAME_BYTES + 1),
                whole[: chance.randrange(len(whole))],
                encode(More("store", 7)),
                encode(Subscribe((StreamAt("guests"),))),
                encode(self._hello()),
                encode(self._cmd(*[Cancel("ticket")] * (CMD_ITEMS + 1))),
            )
        )

    def _floods(self) -> Iterator[bytes]:
        """Too many frames, or too many commands."""
        if self._chance.random() < 0.5:
            yield from [encode(Pong(time=1))] * (FRAMES_BURST + 60)
        else:
            many = [Cancel("ticket")] * CMD_ITEMS
            yield from [encode(self._cmd(*many)) for _ in range(INFLIGHT_COMMANDS // CMD_ITEMS + 2)]

    def _wants(self) -> Iterator[bytes]:
        """What is for others: a role's, or the server's own."""
        life = self._world.server.life
        tickets = [] if life is None else list(life.published.open_tickets())
        if not tickets:
            return
        ticket, other = self._chance.choice(tickets), self._chance.choice(tickets)
        wanted = [one for one in asked(ticket, other) if self._role not in MAY[type(one)]]
        yield encode(self._cmd(*self._chance.sample(wanted, 4)))

    def _cmd(self, *commands: AnyCommand) -> Cmd:
        """Under names that must never be in the log."""
        items = []
        for n, command in enumerate(commands, 1):
            name = f"stranger-{self._cid}-{n}"
            self._world.note("stranger", "info", "forbidden", name)
            args = msgspec.to_builtins(command)
            items.append(CmdItem(n, name, args.pop("kind"), args))
        return Cmd("store", self._cid, tuple(items))


def asked(ticket: Ticket, other: Ticket) -> Iterator[AnyCommand]:
    """Every kind of thing that somebody may ask about these tickets."""
    id_ = ticket.id
    tasks = tuple(Seen(task.id, task.gen) for item in ticket.items for task in item.tasks)
    yield from (kind(id_) for kind in (Cancel, Hold, Fire, Serve, ConfirmRecovered, DropRecovered, Release))
    yield from (Start(tasks, id_), Bump(tasks, id_), CoverTasks(id_, tasks))
    yield from (Move(id_, "9"), Merge(id_, other.id), HandOver(id_, "hot"), ReplyRush(id_, "sold_out"))
    yield from (NoteStation("hot", silent=True), StartDay("2099-01-01"), SetAvailability("tofu", available=False))
    yield Place(WAITERS, id_, (Line("1", sku="tofu"),), revision=1)
    for item in ticket.items[:1]:
        yield from (Split(id_, (item.id,), "away"), Remake(id_, item.id))
