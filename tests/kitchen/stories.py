"""Short stories that chance alone would seldom tell: a few commands in the order in which a bad evening brings them."""

from __future__ import annotations

from hypothesis import strategies as some
from hypothesis.stateful import rule
from msgspec.structs import replace

from kds.kitchen.businessday import business_day
from kds.kitchen.command import LinePatch, Seen, VoidLine
from kds.kitchen.commands import (
    Acknowledge,
    Amend,
    AnswerVoid,
    AnyCommand,
    AskRush,
    Bump,
    Cancel,
    ConfirmRecovered,
    DropRecovered,
    Fire,
    Hold,
    KeyedVerb,
    Merge,
    Move,
    Recall,
    Remake,
    Salvage,
    Serve,
    SetAvailability,
    Split,
    Start,
)
from kds.kitchen.system_commands import StartDay
from tests.builders import COOK, EXPO, GUEST, HOUR_MS, KITCHEN, SYSTEM, TILL, Shop, place
from tests.kitchen.plausible import NUMBERS
from tests.kitchen.shop_machine import ShopMachine


class StoryMachine(ShopMachine):
    @rule(data=some.data())
    def the_kitchen_catches_up(self, data: some.DataObject) -> None:
        """Everything of a ticket confirmed, finished and, often, served."""
        draw = self.draw(data)
        ticket = draw.ticket()
        stations = sorted({station for change in ticket.changes for station in change.waits})
        for station in stations[draw.one((0, 0, 1)) :]:
            self.do(Acknowledge(ticket.id, tuple(change.id for change in ticket.changes), station), EXPO)
        card = Bump(draw.unfinished(ticket), ticket.id)
        self.do(card, EXPO, f"card{self.number}")
        if draw.one((True, False)):
            self.do(card, EXPO, f"card{self.number - 1}")
        if draw.one((True, True, False)):
            self.do(Serve(ticket.id), EXPO)

    @rule(data=some.data())
    def a_verb_comes_again_under_its_key(self, data: some.DataObject) -> None:
        """As it was, and then with other contents."""
        draw = self.draw(data)
        ticket, other = draw.ticket(), draw.ticket()
        item = draw.item(ticket).id
        pairs: tuple[tuple[KeyedVerb, KeyedVerb], ...] = (
            (Cancel(ticket.id, "left"), Cancel(ticket.id, "wrong table")),
            (Move(ticket.id, f"{self.number}"), Move(ticket.id, "5")),
            *[(Merge(ticket.id, other.id), Merge(ticket.id, ticket.id))] * 3,
            (Split(ticket.id, (item,), f"{self.number}"), Split(ticket.id, (item,), "7")),
            (Hold(ticket.id, 1), Hold(ticket.id, 2)),
            (Fire(ticket.id), Fire(ticket.id, 1)),
            (AskRush(ticket.id), AskRush(ticket.id, (item,))),
            *[(SetAvailability("tofu", True, 3), SetAvailability("tofu", False))] * 3,
        )
        first, second = draw.one(pairs)
        key = f"key{self.number}"
        for command in (first, first, second):
            self.do(replace(command, key=key), TILL)

    @rule(data=some.data())
    def a_step_goes_back(self, data: some.DataObject) -> None:
        """The first step is done, the second begun, and then the first is taken back."""
        draw = self.draw(data)
        ticket = draw.ticket()
        steps = draw.sequence(ticket)
        if steps is None:
            return
        first, second = steps
        self.do(Bump((Seen(first.id, first.gen),), ticket.id), EXPO, f"step{self.number}")
        self.do(Start((Seen(second.id, second.gen),), ticket.id), EXPO)
        undo = Recall((Seen(first.id, first.gen, f"step{self.number - 2}"),), ticket.id)
        self.do(undo, EXPO)
        self.do(replace(undo, both=True), EXPO)

    @rule(data=some.data())
    def a_night_passes_and_screens_of_yesterday_wake_up(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        if draw.one((True, True, False)):
            return
        self.system.now_ms += 20 * HOUR_MS
        self.do(StartDay(business_day(self.system.now_ms, KITCHEN.timezone, KITCHEN.day_starts)), SYSTEM)
        pairs = draw.unfinished(ticket)
        self.do(Start(pairs, ticket.id), EXPO)
        self.do(Bump(pairs, ticket.id), EXPO)
        self.do(draw.amend(ticket), TILL)

    @rule(data=some.data())
    def a_change_overtakes_a_tap(self, data: some.DataObject) -> None:
        """The screen still shows the food as it was ordered first."""
        draw = self.draw(data)
        ticket = draw.ticket()
        pairs = draw.unfinished(ticket)
        item = draw.item(ticket)
        self.do(Amend(ticket.id, modify=(LinePatch(item.id, note=f"note {self.number}"),)), EXPO)
        self.do(Start(pairs[:1], ticket.id), EXPO)
        self.do(Bump(tuple(pair for pair in pairs if pair.task.startswith(item.id)), ticket.id), EXPO)

    @rule(data=some.data())
    def started_food_is_taken_back(self, data: some.DataObject) -> None:
        """Asked twice, perhaps cancelled, perhaps finished before anybody answers."""
        draw = self.draw(data)
        ticket = draw.ticket()
        item = draw.item(ticket).id
        pairs = tuple(pair for pair in draw.unfinished(ticket) if pair.task.startswith(item))
        self.do(Start(pairs, ticket.id), EXPO)
        void = Amend(ticket.id, void=(VoidLine(item),))
        self.do(void, TILL)
        self.do(void, TILL)
        if draw.one((True, False)):
            self.do(Cancel(ticket.id), TILL)
        if draw.one((True, False)):
            self.do(Bump(pairs, ticket.id), EXPO)
            self.do(Remake(ticket.id, item), EXPO)
        self.do(AnswerVoid(ticket.id, item, draw.one(("keep", "stop"))), EXPO)

    @rule(data=some.data())
    def everything_is_taken_back_one_by_one(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        for item in ticket.items:
            self.do(Amend(ticket.id, void=(VoidLine(item.id),)), EXPO)
        self.do(Cancel(ticket.id), TILL)

    @rule(data=some.data())
    def a_screen_brings_an_order_of_a_lost_history_back(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        lost = Shop(KITCHEN, self.system.now_ms)
        lost.ok(place(draw.line("1"), draw.line("2"), external_id=draw.one((f"{self.number}", *NUMBERS)), number=""))
        (held,) = lost.state.open_tickets()
        if draw.one((True, False)):
            lost.submit(Bump(draw.unfinished(held)[:1], held.id), EXPO)
            (held,) = lost.state.open_tickets()
        for actor in (TILL, COOK, EXPO):
            self.do(Salvage((held,)), actor)
        for name in (held.id, "nobody"):
            decisions: tuple[AnyCommand, ...] = (ConfirmRecovered(name), DropRecovered(name))
            decision = draw.one(decisions)
            for actor in (COOK, EXPO, EXPO):
                self.do(decision, actor)
        self.do(Salvage((held,)), COOK)

    @rule(data=some.data())
    def a_guest_is_hungry(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        rush = AskRush(draw.ticket().id)
        self.do(rush, GUEST)
        self.do(rush, GUEST)
