"""Turns the kitchen files in force into the command that tells the screens about them."""

from __future__ import annotations

from kds.kitchen.command import Actor
from kds.kitchen.setup import Kitchen, MenuDish
from kds.kitchen.system_commands import AdoptKitchen, DishCard
from kds.kitchen.venue import StationCard
from kds.service.receipt import Submission

SYSTEM = Actor("system", "kitchen file")


def adoption(kitchen: Kitchen, command_id: str) -> Submission:
    command = AdoptKitchen(
        digest=kitchen.digest,
        name=kitchen.store_name,
        language=kitchen.language,
        languages=kitchen.languages,
        timezone=kitchen.timezone,
        day_starts=kitchen.day_starts,
        currency=kitchen.currency,
        stations=tuple(StationCard(one.id, one.name, one.kind, one.start, one.backup) for one in kitchen.stations),
        dishes=tuple(_card(kitchen, dish) for dish in kitchen.menu),
        tables=kitchen.tables,
        categories=kitchen.categories,
        board=kitchen.board,
        screens=kitchen.screens,
    )
    return Submission(command, SYSTEM, command_id)


def _card(kitchen: Kitchen, dish: MenuDish) -> DishCard:
    first, *others = (kitchen.language, *(tag for tag in kitchen.languages if tag != kitchen.language))
    name = dish.name.get(first) or next(iter(dish.name.values()), dish.sku)
    second = next((dish.name[tag] for tag in others if tag in dish.name), "")
    return DishCard(dish.sku, name, second if second != name else "", dish.category)
