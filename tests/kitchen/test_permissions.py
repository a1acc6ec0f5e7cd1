"""The permission table of the design, row by row, and what "own" means for each role."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kds.kitchen.command import Actor, Command, LinePatch, Role, Seen, VoidLine
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
    ConfirmRecovered,
    DropRecovered,
    Fire,
    HandOver,
    Hold,
    Merge,
    Move,
    Place,
    Recall,
    RecallServe,
    Remake,
    ReplyRush,
    Salvage,
    Serve,
    SetAvailability,
    SetLayout,
    Split,
    Start,
)
from kds.kitchen.errors import Rejected
from kds.kitchen.permissions import MAY
from kds.kitchen.system_commands import (
    CoverTasks,
    MarkShown,
    NoteStation,
    PassThreshold,
    Release,
    StartDay,
    WarnUnshown,
)
from tests.builders import (
    APP,
    COOK,
    EXPO,
    GUEST,
    KITCHEN,
    MANAGER,
    MINUTE_MS,
    SALAD,
    SYSTEM,
    TILL,
    TOFU,
    WAITER,
    Shop,
    adopt,
    opened,
    place,
)

BOARD = Actor("board", "screen board")
ROLES: dict[Role, Actor] = {
    actor.role: actor for actor in (TILL, GUEST, WAITER, replace(COOK, scope=""), EXPO, MANAGER, BOARD, SYSTEM)
}
TABLE: dict[type[Command], str] = {
    Place: "source guest waiter expo manager",
    Amend: "source guest waiter expo manager",
    Cancel: "source guest waiter expo manager",
    Hold: "source waiter expo manager",
    Fire: "source waiter expo manager",
    AskRush: "source guest waiter expo manager",
    ReplyRush: "cook expo manager",
    Move: "source waiter expo manager",
    Merge: "source waiter expo manager",
    Split: "source waiter expo manager",
    Start: "cook expo manager",
    Bump: "cook expo manager",
    Recall: "cook expo manager",
    Remake: "cook expo manager",
    Acknowledge: "cook expo manager",
    AnswerVoid: "cook expo manager",
    Serve: "waiter expo manager",
    RecallServe: "waiter expo manager",
    CallAgain: "waiter expo manager",
    SetAvailability: "source cook expo manager",
    CallWaiter: "guest waiter expo manager",
    AnswerCall: "waiter expo manager",
    SetLayout: "cook waiter expo manager",
    ConfirmRecovered: "expo manager",
    DropRecovered: "expo manager",
    Salvage: "cook waiter expo manager",
    Release: "system",
    PassThreshold: "system",
    HandOver: "expo manager",
    MarkShown: "system",
    WarnUnshown: "system",
    CoverTasks: "system",
    NoteStation: "system",
    StartDay: "system",
    type(adopt(KITCHEN)): "manager system",
}


def commands(shop: Shop) -> list[AnyCommand]:
    """One of each kind, addressed to the open ticket."""
    ticket, pairs = shop.ticket().id, (shop.seen(),)
    return [
        place(external_id="99"),
        Amend(ticket, add=(replace(TOFU, uid="9"),)),
        Cancel(ticket),
        Hold(ticket),
        Fire(ticket),
        AskRush(ticket),
        ReplyRush(ticket, "2min"),
        Move(ticket, "6"),
        Merge(ticket, ticket),
        Split(ticket, ("2",), "38b"),
        Start(pairs, ticket),
        Bump(pairs, ticket),
        Recall(pairs, ticket),
        Remake(ticket, "1"),
        Acknowledge(ticket, (1,), "hot"),
        AnswerVoid(ticket, "1", "stop"),
        CallWaiter("5"),
        AnswerCall("5"),
        Serve(ticket),
        RecallServe(ticket, ("1",)),
        CallAgain(ticket),
        SetAvailability("tofu", available=False),
        ConfirmRecovered(ticket),
        DropRecovered(ticket),
        Salvage((shop.ticket(),)),
        Release(ticket),
        PassThreshold(ticket),
        HandOver(ticket, "hot"),
        MarkShown(ticket, ()),
        WarnUnshown(ticket, pairs),
        CoverTasks(ticket, pairs),
        NoteStation("hot", silent=True),
        StartDay("2026-03-07"),
        adopt(replace(KITCHEN, digest="second")),
    ]


def forbidden(shop: Shop, command: AnyCommand, actor: Actor) -> bool:
    outcome = shop.submit(command, actor)
    return isinstance(outcome, Rejected) and outcome.why == "not_permitted"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_ask_what_the_table_says_and_nothing_else(role: Role) -> None:
    for number, kind in enumerate(map(type, commands(opened(TOFU, SALAD)))):
        shop = opened(TOFU, SALAD)
        allowed = role in TABLE[kind].split()
        assert forbidden(shop, commands(shop)[number], ROLES[role]) is not allowed, (role, kind)


def test_the_table_names_every_command() -> None:
    assert MAY.keys() == TABLE.keys()


def test_a_source_touches_only_its_own_tickets() -> None:
    shop = opened(TOFU, SALAD)
    for command in (Cancel(shop.ticket().id), Amend(shop.ticket().id, void=(VoidLine("1"),)), place()):
        assert forbidden(shop, command, APP)
    assert forbidden(shop, Cancel("", source="till", external_id="99"), APP)


def test_a_guest_touches_only_the_own_table() -> None:
    shop = opened(table="6")
    assert forbidden(shop, AskRush(shop.ticket().id), GUEST)
    assert forbidden(shop, place(external_id="99", table="6"), GUEST)


def test_a_guest_takes_back_what_is_not_started_for_one_minute() -> None:
    shop = opened(TOFU, SALAD)
    shop.now_ms += MINUTE_MS
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)), GUEST)
    shop.now_ms += 1
    assert forbidden(shop, Amend(shop.ticket().id, modify=(LinePatch("2", "2"),)), GUEST)
    assert forbidden(shop, Cancel(shop.ticket().id), GUEST)
    shop.ok(Amend(shop.ticket().id, add=(TOFU,)), GUEST)


def test_a_guest_does_not_take_back_what_is_started() -> None:
    shop = opened()
    shop.start()
    assert forbidden(shop, Cancel(shop.ticket().id), GUEST)


@pytest.mark.parametrize("actor", [TILL, WAITER])
def test_sources_and_waiters_ask_the_pass_to_void_started_food(actor: Actor) -> None:
    shop = opened()
    shop.start()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)), actor)
    assert (shop.item().state, shop.item().void_asked) == ("open", actor.name)


@pytest.mark.parametrize("actor", [EXPO, MANAGER])
def test_pass_and_manager_void_started_food_themselves(actor: Actor) -> None:
    shop = opened()
    shop.start()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)), actor)
    assert shop.item().state == "void"


def test_a_cook_works_only_at_the_own_station() -> None:
    shop = opened(TOFU, SALAD)
    ticket = shop.ticket().id
    shop.ok(AskRush(ticket), WAITER)
    for command in (
        Start((shop.seen("cold", "2"),), ticket),
        Bump((shop.seen(), shop.seen("cold", "2")), ticket),
        Recall((Seen(shop.task("cold", "2").id, 1, "x"),), ticket),
        Acknowledge(ticket, (1,), "cold"),
        Remake(ticket, "2"),
        AnswerVoid(ticket, "2", "stop"),
        ReplyRush(ticket, "2min", ("2",)),
    ):
        assert forbidden(shop, command, COOK), command
    shop.ok(Bump((shop.seen(),), ticket), COOK)


def test_a_cook_answers_the_void_of_what_is_made_at_the_own_station() -> None:
    shop = opened()
    shop.start()
    shop.ok(Amend(shop.ticket().id, void=(VoidLine("1"),)))
    shop.ok(AnswerVoid(shop.ticket().id, "1", "waste"), COOK)
    assert shop.change("voided").waits == ("expo",)
