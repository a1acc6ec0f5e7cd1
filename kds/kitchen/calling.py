"""A table calls a waiter, and somebody goes there."""

from __future__ import annotations

from kds.kitchen.commands import AnswerCall, CallWaiter
from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted, Noop, Outcome
from kds.kitchen.events import CallAnswered, WaiterCalled
from kds.kitchen.state import State
from kds.kitchen.venue import Call

CALL_PAUSE_MS = 60 * 1000
"""Before a call that nobody answered counts as asked again: a waiter needs a moment, an impatient thumb does not."""


def call_waiter(state: State, command: CallWaiter, context: Context) -> Outcome:
    now_ms = context.now_ms
    before = _call_of(state, command.table)
    if before is None:
        call = Call(command.table, now_ms, command.about, last_ms=now_ms)
    elif before.about == command.about and now_ms - before.last_ms < CALL_PAUSE_MS:
        return Noop("already_called", "the staff have been told")
    else:
        call = Call(command.table, before.at_ms, command.about, before.times + 1, now_ms)
    return Accepted((WaiterCalled("", now_ms, context.actor.name, call),))


def answer_call(state: State, command: AnswerCall, context: Context) -> Outcome:
    if _call_of(state, command.table) is None:
        return Noop("nothing_to_do", "nobody calls from there any more")
    return Accepted((CallAnswered("", context.now_ms, context.actor.name, command.table),))


def _call_of(state: State, table: str) -> Call | None:
    return next((call for call in state.store().calls if call.table == table), None)
