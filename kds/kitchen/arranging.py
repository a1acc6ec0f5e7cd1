"""A screen chooses how it looks and sounds, or goes back to what the store says."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import SetLayout
from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import LayoutSet
from kds.kitchen.screens import MAX_SCREENS, PARTS, Layout, ScreenLayout
from kds.kitchen.state import State


def set_layout(state: State, command: SetLayout, context: Context) -> Outcome:
    known = state.screen(command.screen)
    before = known or ScreenLayout(command.screen)
    called = before.called if command.called is None else command.called.strip()
    # Whoever sits elsewhere does not know whether it is still there.
    day = state.store().day if context.actor.name == command.screen else before.day
    now = replace(before, own=_changed(before.own, command), day=day, called=called)
    if now == before or (known is None and not now.kept):
        return Noop("already_set")
    if known is None and sum(1 for _ in state.screens()) >= MAX_SCREENS:
        detail = f"the store keeps the layouts of {MAX_SCREENS} screens; forget those that are gone, at the pass"
        return Rejected("too_many_screens", detail)
    return Accepted((LayoutSet("", context.now_ms, context.actor.name, now),))


def _changed(own: Layout, command: SetLayout) -> Layout:
    chosen = {part: value for part in PARTS if (value := getattr(command.own, part)) is not None}
    return replace(own, **dict.fromkeys(command.inherit) | chosen)
