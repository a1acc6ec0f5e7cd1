"""The nouns of a screen: what it may be told to look and sound like, and what it wants otherwise than the store."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import Meta

from kds.kitchen.model import Value

MAX_SCREENS = 256
"""Screens whose own choices are kept: as many as may be connected at once; a person forgets those that are gone."""

MAX_KEYS = 128
"""Keys of a learned bar: a whole keyboard has about 105."""

MAX_KEY_CHARS = 32
"""Longest name of a key (`KeyboardEvent.code`) or of what it does: "BrightnessDown" has 14."""

MAX_CALLED_CHARS = 40
"""Longest name that people give a screen: "Tablet left of the drinks fridge" has 32."""

Called: TypeAlias = Annotated[str, Meta(max_length=MAX_CALLED_CHARS, pattern=r"^[^\x00-\x1f\x7f]*$")]
Word: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_KEY_CHARS)]
Preset: TypeAlias = Literal["digits", "logic", "letters", "learned"]
Theme: TypeAlias = Literal["dark", "light", "device"]
Look: TypeAlias = Literal["cards", "list"]
Part: TypeAlias = Literal[
    "language",
    "theme",
    "size",
    "inches",
    "metres",
    "view",
    "columns",
    "rows",
    "volume",
    "voice",
    "awake",
    "dark",
    "keys",
]
Tag: TypeAlias = Annotated[str, Meta(min_length=1, max_length=16)]
Factor: TypeAlias = Annotated[float, Meta(ge=0.5, le=2)]
Inches: TypeAlias = Annotated[float, Meta(ge=0, le=120)]
Metres: TypeAlias = Annotated[float, Meta(ge=0, le=10)]
Columns: TypeAlias = Annotated[int, Meta(ge=0, le=7)]
Rows: TypeAlias = Annotated[int, Meta(ge=0, le=3)]
Loudness: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=24 * 60)]
Bindings: TypeAlias = Annotated[dict[Word, Word], Meta(max_length=MAX_KEYS)]
PARTS: tuple[Part, ...] = get_args(Part)


class Keys(Value, frozen=True):
    """What the keys of a keyboard or of a bump bar do."""

    preset: Preset = "digits"
    learned: Bindings = {}
    """Key to action; kept while another preset is in use, so that the bar need not be taught again."""


class Layout(Value, frozen=True):
    """How a screen looks and sounds. None: as above it, a screen as the store, the store as the page by itself."""

    language: Tag | None = None
    theme: Theme | None = None
    size: Factor | None = None
    """A factor on every size."""
    inches: Inches | None = None
    """Diagonal of the glass; 0: nobody knows."""
    metres: Metres | None = None
    """From the eye to the glass; 0: nobody knows."""
    view: Look | None = None
    """Cards beside each other, or a list with one row for each."""
    columns: Columns | None = None
    """Cards across; 0: as many as fit."""
    rows: Rows | None = None
    volume: Loudness | None = None
    voice: bool | None = None
    """Are calls and rushes spoken too?"""
    awake: bool | None = None
    """Is it kept from going to sleep?"""
    dark: Minutes | None = None
    """It goes dark after so long without work; 0: never."""
    keys: Keys | None = None


assert Layout.__struct_fields__ == PARTS

AS_THE_STORE = Layout()


class ScreenLayout(Value, frozen=True):
    """What one screen wants otherwise than the store, and what people call it. One that has neither is not kept."""

    id: str
    own: Layout = Layout()
    day: str = ""
    """The last business day on which it was there; "": not since it was named."""
    called: Called = ""
    """What a manager named it, for people to read; "": nothing but its id."""

    @property
    def kept(self) -> bool:
        return self.own != AS_THE_STORE or self.called != ""
