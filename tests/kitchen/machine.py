"""A shop in which anything may happen: random but plausible commands, with every rule checked after each.

The machine knows its system only as `System`, so the same one runs over the rules alone and over a server.
"""

from __future__ import annotations

from hypothesis import strategies as some
from hypothesis.stateful import rule
from msgspec.structs import replace

from kds.kitchen.businessday import business_day
from kds.kitchen.commands import (
    Acknowledge,
    Amend,
    AnswerCall,
    AnswerVoid,
    AnyCommand,
    AskRush,
    Bump,
    CallAgain,
    CallWaiter,
    Cancel,
    Fire,
    HandOver,
    Hold,
    Merge,
    Move,
    Recall,
    RecallServe,
    Remake,
    ReplyRush,
    Serve,
    SetAvailability,
    SetLayout,
    Split,
    Start,
)
from kds.kitchen.model import Ticket
from kds.kitchen.screens import MAX_SCREENS, PARTS, Layout
from kds.kitchen.system_commands import (
    CoverTasks,
    Mark,
    MarkShown,
    NoteStation,
    PassThreshold,
    Release,
    StartDay,
    WarnUnshown,
)
from tests.builders import APP, COOK, EXPO, GUEST, KITCHEN, MANAGER, NOON_MS, SYSTEM, TILL, WAITER, adopt
from tests.kitchen.plausible import FLOOR, LINE, NUMBERS, PASS, SERVER, SKUS, STATIONS
from tests.kitchen.stories import StoryMachine


class AnyMachine(StoryMachine):
    @rule(data=some.data())
    def place(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        command = draw.order()
        self.do(command, draw.one((TILL,) * 9 + (APP, COOK)))
        if draw.one((False, False, True)):
            self.do(command, TILL)

    @rule(data=some.data())
    def amend(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        command = draw.amend(draw.ticket())
        self.do(command, draw.actor(FLOOR))
        if draw.one((False, False, True)):
            self.do(command, TILL)

    @rule(data=some.data())
    def somebody_makes_a_mistake(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        for command in draw.mistakes(draw.ticket()):
            self.do(command, draw.one((TILL, EXPO)))

    @rule(data=some.data())
    def cancel(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        early = draw.one((False, False, True))
        command = (
            Cancel("", source="till", external_id=draw.one(NUMBERS))
            if early
            else Cancel(ticket.id, revision=draw.one((0, 1)))
        )
        self.do(command, draw.actor(FLOOR))

    @rule(data=some.data())
    def start(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.tap(draw, Start(draw.seen(ticket), ticket.id))

    @rule(data=some.data())
    def bump(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.tap(draw, Bump(draw.seen(ticket), ticket.id))

    @rule(data=some.data())
    def recall(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.do(Recall(draw.seen(ticket, done=True), ticket.id, both=draw.one((False, True))), draw.actor(LINE))

    @rule(data=some.data())
    def remake(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.do(Remake(ticket.id, draw.item(ticket).id), draw.actor(LINE))

    @rule(data=some.data())
    def serve(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.do(Serve(ticket.id, draw.items(ticket)), draw.actor(PASS))

    @rule(data=some.data())
    def recall_serve(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        served = [
            each
            for each in self.documents.values()
            if isinstance(each, Ticket) and any(item.state == "served" for item in each.items)
        ]
        ticket = draw.one([*served, draw.ticket()])
        self.do(RecallServe(ticket.id, draw.items(ticket)), draw.actor(PASS))

    @rule(data=some.data())
    def call_again(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ready = [each.id for each in self.documents.values() if isinstance(each, Ticket) and each.state == "ready"]
        command = CallAgain(draw.one([*ready, draw.ticket().id]))
        self.do(command, draw.actor(PASS))
        self.do(command, EXPO)

    @rule(data=some.data())
    def acknowledge(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        changes = tuple(range(1, ticket.next_change + draw.often(0, 1)))
        self.do(Acknowledge(ticket.id, changes, draw.one((*STATIONS, "moon"))), draw.actor(LINE))

    @rule(data=some.data())
    def answer_void(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        asked = [item.id for item in ticket.items if item.void_asked]
        item = draw.one([*asked, *asked, *asked, draw.item(ticket).id])
        self.do(AnswerVoid(ticket.id, item, draw.one(("stop", "reuse", "waste", "keep"))), draw.actor(LINE))

    @rule(data=some.data())
    def rush(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        self.do(AskRush(ticket.id, draw.items(ticket)), draw.actor(FLOOR))

    @rule(data=some.data())
    def reply_rush(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        command = ReplyRush(ticket.id, draw.one(("2min", "plating")), draw.items(ticket))
        self.do(AskRush(ticket.id), draw.one((EXPO, COOK)))
        self.do(command, draw.actor(LINE))
        self.do(command, EXPO)

    @rule(data=some.data())
    def hold_or_fire(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket, course = draw.ticket().id, draw.one((0, 1, 2))
        commands: tuple[AnyCommand, ...] = (Hold(ticket, course), Fire(ticket, course))
        self.do(draw.one(commands), draw.actor(FLOOR))

    @rule(data=some.data())
    def move_or_merge(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        commands: tuple[AnyCommand, ...] = (
            Move(ticket.id, draw.one(("5", "6"))),
            Merge(ticket.id, draw.ticket().id),
        )
        command = draw.one(commands)
        self.do(command, draw.actor(FLOOR))
        self.do(command, TILL)

    @rule(data=some.data())
    def split(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        command = Split(ticket.id, draw.items(ticket), draw.one((*NUMBERS, "7", "8", "9", "10", "11")))
        actor = draw.actor(FLOOR)
        self.do(command, actor)
        if draw.one((False, True)):
            self.do(command, actor)

    @rule(data=some.data())
    def set_availability(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        sku, available = draw.one((*SKUS, "moon")), draw.one((True, True, False))
        self.do(SetAvailability(sku, available, draw.one((None, 5, 3, 2, 1, 0))), draw.actor((COOK, EXPO)))
        if not available:
            line = replace(draw.line("1"), sku=sku)
            self.do(replace(draw.order(), lines=(line,)), TILL)
            self.do(Amend(draw.ticket().id, add=(replace(line, uid="8"),)), TILL)

    @rule(data=some.data())
    def a_table_calls(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        call = CallWaiter(draw.one(("5", "5", "6")), draw.one(("waiter", "waiter", "bill")))
        self.do(call, draw.actor((GUEST, WAITER)))
        if draw.one((True, False)):
            self.do(call, draw.actor((GUEST, WAITER)))
        self.do(AnswerCall(draw.one(("5", "6"))), draw.actor((WAITER, EXPO)))

    @rule(data=some.data())
    def a_screen_chooses_how_it_looks(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        chosen = SetLayout(draw.one(("1", "2")), Layout(columns=draw.one((None, 3, 4))), draw.one(((), PARTS)))
        self.do(chosen, draw.actor((EXPO, COOK)))
        # Once is enough: it takes as many commands as the rest of a story.
        crowded = self.tally.reached["set_layout", "too_many_screens"]
        many = MAX_SCREENS + 1 if draw.one((False,) * 20 + (True,)) and not crowded else 0
        for number in range(many):
            self.do(SetLayout(f"gone-{number}", Layout(rows=1)), EXPO)

    @rule(data=some.data())
    def the_server_looks_at_the_clock(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        if draw.one((True, False)):
            self.system.now_ms = max(self.system.now_ms, ticket.release_ms)
        commands: tuple[AnyCommand, ...] = (PassThreshold(ticket.id), Release(ticket.id))
        self.do(draw.one(commands), draw.actor(SERVER))

    @rule(data=some.data())
    def a_screen_paints_or_does_not(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        seen = draw.seen(ticket)
        stations = draw.one((("hot",), ("grill",), ("hot", "grill"), ("cold",)))
        at_ms = self.system.now_ms
        marks = tuple(Mark(one.task, one.gen, station, at_ms, "hot-1") for one in seen for station in stations)
        commands: tuple[AnyCommand, ...] = (
            MarkShown(ticket.id, marks),
            WarnUnshown(ticket.id, seen),
            CoverTasks(ticket.id, seen),
        )
        self.do(draw.one(commands), draw.actor(SERVER))

    @rule(data=some.data())
    def a_station_falls_silent(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        ticket = draw.ticket()
        station = draw.one(("hot", "hot", "cold"))
        note = NoteStation(station, silent=draw.one((True, True, False)))
        for _ in range(draw.one((1, 2))):
            self.do(note, draw.actor(SERVER))
        for _ in range(draw.one((1, 2))):
            self.do(HandOver(ticket.id, station), draw.actor((EXPO, MANAGER)))

    @rule(data=some.data())
    def a_day_starts(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        at_ms = draw.one((self.system.now_ms, self.system.now_ms, NOON_MS))
        self.do(StartDay(business_day(at_ms, KITCHEN.timezone, KITCHEN.day_starts)), draw.actor(SERVER))

    @rule(data=some.data())
    def the_kitchen_files_change(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        left = KITCHEN.menu[: draw.one((len(KITCHEN.menu), 5))]
        changed = replace(KITCHEN, digest=draw.one(("first", "second")), menu=left)
        self.do(adopt(changed), draw.actor((SYSTEM, MANAGER)))
