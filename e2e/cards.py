"""A card on the glass and its rows: what a person reads there, and what hands do to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from playwright.sync_api import Locator, expect

Hand: TypeAlias = Callable[[Locator], None]


class Row:
    """One dish of a card."""

    def __init__(self, root: Locator, tap: Hand, take_back: Hand) -> None:
        self.root = root
        self._tap = tap
        self._take_back = take_back

    def tap(self) -> None:
        self._tap(self.root.locator(".dish"))

    def undo(self) -> None:
        self._take_back(self.root.locator(".line-undo"))

    def confirm_allergy(self) -> None:
        self._tap(self.root.locator("button.allergen"))

    def acknowledge(self) -> None:
        self._tap(self.root.locator(".seen"))

    def answer(self, answer: str) -> None:
        self._tap(self.root.get_by_role("button", name=answer, exact=True))

    def says(self, *words: str) -> None:
        """Somewhere in the row."""
        for word in words:
            expect(self.root).to_contain_text(word)

    def is_silent_about(self, word: str) -> None:
        expect(self.root).not_to_contain_text(word)

    def counts(self, quantity: str) -> None:
        expect(self.root.locator(".quantity")).to_have_text(quantity)

    def is_made(self, *modifiers: str) -> None:
        """Exactly these modifiers, as they are read."""
        expect(self.root.locator(".mod > b")).to_have_text(list(modifiers))

    def notes(self, note: str) -> None:
        expect(self.root.locator(".asides .note")).to_have_text(note)

    def changed(self, was: str, now: str) -> None:
        """A difference is drawn: what it was, what it is."""
        expect(self.root.locator(".change del")).to_have_text(was)
        expect(self.root.locator(".change ins")).to_have_text(now)

    def is_(self, state: str) -> None:
        """As the style sheet is told: queued, started, done, held, void, asked, ready, served."""
        expect(self.root).to_have_attribute("data-state", state)


class Card:
    """The card of a ticket; one with much to say goes on over several parts."""

    def __init__(self, parts: Locator, tap: Hand, take_back: Hand) -> None:
        self.parts = parts
        self._tap = tap
        self._take_back = take_back

    @property
    def number(self) -> Locator:
        return self.parts.locator(".number")

    @property
    def rows(self) -> Locator:
        return self.parts.locator(".line[data-state]:not(.further)")

    @property
    def head(self) -> Locator:
        return self.parts.locator("[data-head]")

    def row(self, dish: str, nth: int = 0) -> Row:
        named = self.rows.filter(has=self.parts.page.locator(".name", has_text=re.compile(f"^{re.escape(dish)}$")))
        return Row(named.nth(nth), self._tap, self._take_back)

    def bump(self) -> None:
        """A tap on the header of a card in one piece: everything on it is done, or, at the pass, served."""
        self._tap(self.head)

    def serve(self) -> None:
        """The button for everything that is ready, on whichever part."""
        self._tap(self.parts.get_by_role("button", name=re.compile("^Serve ")).first)

    def undo(self) -> None:
        self._take_back(self.parts.locator(".card-undo"))

    def press(self, button: str) -> None:
        """A button of the card, by what stands on it."""
        self._tap(self.parts.get_by_role("button", name=button, exact=True).first)

    def acknowledge(self) -> None:
        """Everything on the card that asks to be seen."""
        seen = self.parts.locator(".seen")
        expect(seen.first).to_be_visible()
        for _ in range(seen.count()):
            before = seen.count()
            self._tap(seen.first)
            expect(seen).to_have_count(before - 1)

    def shows(self, *rows: str) -> None:
        """Exactly these rows: how many, a blank, which dish."""
        expect(self.rows.locator(".quantity")).to_have_text([row.partition(" ")[0] for row in rows])
        expect(self.rows.locator(".name")).to_have_text([row.partition(" ")[2] for row in rows])

    def says(self, *words: str) -> None:
        for word in words:
            expect(self.parts.filter(has_text=word).first).to_be_visible()

    def is_silent_about(self, word: str) -> None:
        expect(self.parts.filter(has_text=word)).to_have_count(0)

    def is_(self, stage: str) -> None:
        """As the style sheet is told: cooking, finished; at the pass cooking, ready, gone."""
        expect(self.parts.first.locator(".card")).to_have_attribute("data-stage", stage)

    def reads_as(self, word: str) -> None:
        """In its header, where the age of a living card stands."""
        expect(self.parts.first.locator(".age")).to_have_text(word)

    def is_there(self) -> None:
        expect(self.parts.first).to_be_visible()

    def is_gone(self) -> None:
        expect(self.parts).to_have_count(0)
