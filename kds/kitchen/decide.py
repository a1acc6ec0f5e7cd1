"""Decides every command: permission first, then the rules of its kind."""

from __future__ import annotations

from typing import assert_never

from kds.kitchen import (
    amending,
    arranging,
    calling,
    cooking,
    coursing,
    covering,
    keeping,
    moving,
    passing,
    placing,
    salvaging,
    voiding,
)
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
from kds.kitchen.context import Context
from kds.kitchen.errors import Outcome
from kds.kitchen.permissions import forbidden
from kds.kitchen.portions import counted
from kds.kitchen.repeats import same_verb
from kds.kitchen.state import State
from kds.kitchen.system_commands import (
    AdoptKitchen,
    CoverTasks,
    MarkShown,
    NoteStation,
    PassThreshold,
    Release,
    StartDay,
    SystemCommand,
    WarnUnshown,
)

__all__ = ["Context", "decide"]


def decide(state: State, command: AnyCommand, context: Context) -> Outcome:
    """What the command comes to in this state; nothing is changed, `evolve` makes the events true."""
    fault = forbidden(state, command, context.actor, context.now_ms)
    answer = fault or same_verb(state, command, context)
    return answer or counted(state, _decide(state, command, context), context)


def _decide(state: State, command: AnyCommand, context: Context) -> Outcome:
    if isinstance(command, SystemCommand):
        return _decide_of_the_system(state, command, context)
    match command:
        case Place():
            return placing.place(state, command, context)
        case Amend():
            return amending.amend(state, command, context)
        case Cancel():
            return voiding.cancel(state, command, context)
        case AnswerVoid():
            return voiding.answer_void(state, command, context)
        case Start():
            return cooking.start(state, command, context)
        case Bump():
            return cooking.bump(state, command, context)
        case Recall():
            return cooking.recall(state, command, context)
        case Remake():
            return cooking.remake(state, command, context)
        case Serve():
            return passing.serve(state, command, context)
        case RecallServe():
            return passing.recall_serve(state, command, context)
        case CallAgain():
            return passing.call_again(state, command, context)
        case Acknowledge():
            return passing.acknowledge(state, command, context)
        case AskRush():
            return passing.ask_rush(state, command, context)
        case ReplyRush():
            return passing.reply_rush(state, command, context)
        case Salvage() | ConfirmRecovered() | DropRecovered():
            return salvaging.decide(state, command, context)
        case Hold():
            return coursing.hold(state, command, context)
        case Fire():
            return coursing.fire(state, command, context)
        case Move():
            return moving.move(state, command, context)
        case Merge():
            return moving.merge(state, command, context)
        case Split():
            return moving.split(state, command, context)
        case SetAvailability():
            return keeping.set_availability(state, command, context)
        case CallWaiter():
            return calling.call_waiter(state, command, context)
        case AnswerCall():
            return calling.answer_call(state, command, context)
        case SetLayout():
            return arranging.set_layout(state, command, context)
        case HandOver():
            return covering.hand_over(state, command, context)
        case _:
            assert_never(command)


def _decide_of_the_system(state: State, command: SystemCommand, context: Context) -> Outcome:
    match command:
        case Release():
            return coursing.release(state, command, context)
        case PassThreshold():
            return keeping.pass_threshold(state, command, context)
        case StartDay():
            return keeping.start_day(state, command, context)
        case AdoptKitchen():
            return keeping.adopt_kitchen(state, command, context)
        case MarkShown():
            return covering.mark_shown(state, command, context)
        case WarnUnshown():
            return covering.warn_unshown(state, command, context)
        case CoverTasks():
            return covering.cover(state, command, context)
        case NoteStation():
            return covering.note_station(state, command, context)
        case _:
            assert_never(command)
