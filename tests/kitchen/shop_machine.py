"""What every machine over a shop is made of: the system it drives, and commands checked and counted one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec import Struct

from kds.kitchen.command import Actor, Command
from kds.kitchen.commands import AnyCommand, Bump, Start
from kds.kitchen.model import Ticket
from kds.kitchen.state import Document
from tests.builders import KITCHEN, SYSTEM, TILL, adopt
from tests.coverage_report import Tally
from tests.kitchen.invariants import Watch
from tests.kitchen.plausible import LINE, PAUSES_MS, Draw


class System(Protocol):
    """What the machine drives: the rules in memory, or a whole server."""

    now_ms: int

    def submit(self, command: AnyCommand, actor: Actor, command_id: str) -> str:
        """Carry it out; "ok", or the code of the noop or rejection."""

    def documents(self) -> Mapping[str, Document]:
        """Every document by its key, closed tickets included; unchanged ones are the same objects."""

    def check(self) -> None:
        """What the system must hold to by itself, asked at the end: the log folds to the documents."""


class Late(Struct):
    """A tap of a screen that was offline when it was made."""

    command: AnyCommand
    actor: Actor
    command_id: str


class ShopMachine(RuleBasedStateMachine):
    open_system: Callable[[], System]
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.system = type(self).open_system()
        self.watch = Watch()
        self.number = 0
        self.outbox: list[Late] = []
        self.documents = self.system.documents()

    def do(self, command: AnyCommand, actor: Actor, command_id: str = "") -> str:
        self.number += 1
        outcome = self.system.submit(command, actor, command_id or f"c{self.number}")
        before, self.documents = self.documents, self.system.documents()
        self.tally.count(kind_of(command), outcome)
        if outcome == "ok":
            self.watch.look(command, before, self.documents)
        else:
            assert before == self.documents, f"{outcome} changed something"
        return outcome

    def draw(self, data: some.DataObject) -> Draw:
        tickets = [each for each in self.documents.values() if isinstance(each, Ticket)]
        return Draw(data, tickets, self.system.now_ms)

    def tap(self, draw: Draw, command: Start | Bump) -> None:
        """Sent now, or kept on a screen that is offline."""
        actor = draw.actor(LINE)
        if draw.one((False, False, False, True)):
            self.outbox.append(Late(command, actor, f"late{self.number}.{len(self.outbox)}"))
        else:
            self.do(command, actor)

    def teardown(self) -> None:
        self.system.check()

    @initialize(data=some.data())
    def the_shop_opens(self, data: some.DataObject) -> None:
        self.do(adopt(KITCHEN), SYSTEM)
        for _ in range(2):
            self.do(self.draw(data).order(), TILL)

    @rule(pause_ms=some.sampled_from(PAUSES_MS))
    def time_passes(self, pause_ms: int) -> None:
        self.system.now_ms += pause_ms

    @precondition(lambda self: self.outbox)
    @rule(data=some.data())
    def an_offline_screen_comes_back(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        late = draw.one(self.outbox)
        self.do(late.command, late.actor, late.command_id)
        if draw.one((True, False)):
            self.do(late.command, late.actor, late.command_id)
            self.outbox.remove(late)


def kind_of(command: Command) -> str:
    kind = command.__struct_config__.tag
    assert isinstance(kind, str)
    return kind
