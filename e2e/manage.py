"""The manager's page and its verbs, in the words of whoever runs the store."""

from __future__ import annotations

from typing import Literal, TypeAlias

from playwright.sync_api import Locator

from e2e.screens import Screen

Room: TypeAlias = Literal["screens", "dishes", "kitchen", "bodies"]


class Office(Screen):
    """One room at a time; what needs somebody stands above them all."""

    def go_to(self, room: Room) -> None:
        self.tap(self.page.locator(f".room-door[href='#{room}']"))
        self.page.locator(f"kds-{room}-room").wait_for()

    # Alarms.

    @property
    def alarms(self) -> Locator:
        return self.page.locator(".manage-alarm")

    def dark(self, station: str) -> Locator:
        """The alarm of a station that had a screen and has none."""
        return self.page.locator(f"[data-alarm=dark][data-station={station}]")

    @property
    def word(self) -> Locator:
        """What the page says of itself or of the room."""
        return self.page.locator(".manage-word")

    # Screens.

    def row(self, page: str) -> Locator:
        """The screen that is opened on this page, by the beginning of its name."""
        return self.page.locator(f".screen-row[data-device^='{page}-']")

    def name(self, page: str, called: str) -> None:
        """Gives the screen a name for people to read, or takes it away."""
        self.tap(self.row(page).locator("[data-name]"))
        self.row(page).get_by_label("Name of this screen").fill(called)
        self.tap(self.row(page).get_by_role("button", name="Set", exact=True))

    # Dishes.

    def dish(self, name: str) -> Locator:
        return self.page.locator(".stock-row", has_text=name)

    def turn(self, name: str) -> None:
        self.tap(self.dish(name).locator("[data-turn]"))

    def count(self, name: str, portions: int) -> None:
        self.tap(self.dish(name).locator("[data-count]"))
        self.dish(name).get_by_label("Portions left").fill(str(portions))
        self.tap(self.dish(name).get_by_role("button", name="Set", exact=True))

    # Bodies.

    @property
    def bodies(self) -> Locator:
        return self.page.locator(".body-row")

    def look_at(self, body: Locator) -> None:
        self.tap(body.locator(".body-head"))
        body.locator(".body-text").wait_for()

    def retry(self, body: Locator) -> None:
        self.tap(body.locator("[data-retry]"))

    def discard(self, body: Locator, reason: str, by: str) -> None:
        self.tap(body.locator("[data-discard]"))
        body.get_by_label("Why").fill(reason)
        body.get_by_label("Your name").fill(by)
        self.tap(body.get_by_role("button", name="Discard it"))
