"""Keeping the store: availability, thresholds passed, the start of a business day, new kitchen files."""

from __future__ import annotations

from msgspec.structs import replace

from kds.kitchen.commands import SetAvailability
from kds.kitchen.context import Context
from kds.kitchen.errors import Accepted, Noop, Outcome, Rejected
from kds.kitchen.events import AnyEvent, AvailabilitySet, DayStarted, KitchenAdopted, ThresholdPassed, TicketAbandoned
from kds.kitchen.finding import known, unknown_ticket
from kds.kitchen.model import Level, Ticket
from kds.kitchen.rehoming import rehome
from kds.kitchen.state import State
from kds.kitchen.system_commands import AdoptKitchen, DishCard, PassThreshold, StartDay
from kds.kitchen.timeouts import level
from kds.kitchen.venue import Dish

TOUCHED_LATELY_MS = 4 * 60 * 60 * 1000
"""Work of the last hours goes on over the start of the day: a night bar is not left over."""

LEVELS: tuple[Level, ...] = ("", "attention", "late")
"""In the order in which a task passes them."""


def set_availability(state: State, command: SetAvailability, context: Context) -> Outcome:
    dish = state.dish(command.sku)
    if dish is None or dish.dropped:
        return Rejected("unknown_dish", f'the menu has no dish "{command.sku}"', "/sku")
    remaining = command.remaining
    if remaining is not None and command.available != (remaining > 0):
        return Rejected("malformed", f"{remaining} left and available {command.available}: say which", "/remaining")
    by = context.actor.name
    changed = replace(dish, available=command.available, remaining=remaining or None)
    if changed != dish:
        changed = replace(changed, since_ms=context.now_ms, by=by)
    elif not command.key:
        return Noop("already_set")
    # Under a key it is accepted all the same: the key is kept, so a late repeat cannot count portions sold since anew.
    return Accepted((AvailabilitySet("", context.now_ms, by, changed),))


def pass_threshold(state: State, command: PassThreshold, context: Context) -> Outcome:
    ticket = known(state, command.ticket)
    if ticket is None:
        return unknown_ticket(command.ticket)
    passed: dict[Level, list[str]] = {"attention": [], "late": []}
    for item in ticket.items if ticket.state != "closed" else ():
        for task in item.tasks:
            reached = level(task, context.now_ms)
            if LEVELS.index(reached) > LEVELS.index(task.level):
                passed[reached].append(task.id)
    events = tuple(
        ThresholdPassed(ticket.id, context.now_ms, context.actor.name, tuple(tasks), reached)
        for reached, tasks in passed.items()
        if tasks
    )
    return Accepted(events) if events else Noop("nothing_to_do", ticket=ticket.id)


def start_day(state: State, command: StartDay, context: Context) -> Outcome:
    day = state.store().day
    if command.day == day:
        return Noop("already_set")
    if command.day < day:
        return Noop("stale", f"it is {day} already")
    left = [ticket.id for ticket in state.open_tickets() if _left_over(ticket, context.now_ms)]
    at = (context.now_ms, context.actor.name)
    events: list[AnyEvent] = [TicketAbandoned(ticket, *at) for ticket in left]
    return Accepted((*events, DayStarted("", *at, command.day, tuple(left))))


def adopt_kitchen(state: State, command: AdoptKitchen, context: Context) -> Outcome:
    if command.digest == state.store().kitchen_digest:
        return Noop("same_contents")
    cards = {card.sku: card for card in command.dishes}
    fresh = [_dish(state.dish(card.sku), card) for card in cards.values()]
    event = KitchenAdopted(
        "",
        context.now_ms,
        context.actor.name,
        digest=command.digest,
        name=command.name,
        language=command.language,
        languages=command.languages,
        timezone=command.timezone,
        day_starts=command.day_starts,
        currency=command.currency,
        stations=command.stations,
        tables=command.tables,
        categories=command.categories,
        board=command.board,
        screens=command.screens,
        dishes=tuple(dish for dish in fresh if dish != state.dish(dish.sku)),
        dropped=tuple(dish.sku for dish in state.dishes() if not dish.dropped and dish.sku not in cards),
    )
    return Accepted((event, *rehome(state, context)))


def _left_over(ticket: Ticket, now_ms: int) -> bool:
    ahead = ticket.due_ms > now_ms or ticket.release_ms > now_ms
    return not ahead and now_ms - ticket.touched_ms >= TOUCHED_LATELY_MS


def _dish(before: Dish | None, card: DishCard) -> Dish:
    """The menu's words; whether it can be had stays as it was."""
    dish = before or Dish(card.sku, card.name)
    return replace(dish, name=card.name, alt_name=card.alt_name, category=card.category, dropped=False)
