"""Close codes: from 4000 the screen connects again, from 4500 it stops and says why."""

from __future__ import annotations

from enum import IntEnum

STOP_FROM = 4500
"""Codes from here on mean stop: trying again would end the same way. Every other code means reconnect."""


class CloseCode(IntEnum):
    """Why the server ends a connection; `bye` carries the same number."""

    HELLO_LATE = 4000
    """No hello in time."""
    TOO_MANY_FRAMES = 4001
    """The screen sends faster than the frame rate allows."""
    SNAPSHOT_STALLED = 4002
    """The next part of a snapshot was not asked for in time."""
    TOO_MANY_SCREENS = 4003
    """The server holds as many screens as it will."""

    MALFORMED = 4500
    """Not a frame: not msgpack, an unknown kind, a missing key, a wrong type or value."""
    TOO_BIG = 4501
    """The frame is larger than the limit."""
    UNEXPECTED = 4502
    """A good frame at the wrong moment: a second hello, anything before the hello, a part nobody offered."""
    UNKNOWN_STREAM = 4503
    """There is no such stream."""
    VERSION = 4504
    """No protocol version in common."""
    SCHEMA = 4505
    """The page was built for other frames or documents."""
    NOT_ALLOWED = 4506
    """This address, origin or session may not connect."""


RELOAD = frozenset({CloseCode.VERSION, CloseCode.SCHEMA, CloseCode.NOT_ALLOWED})
"""Loading the page again mends these: it brings the right build, or asks for the token."""


def reconnects(code: CloseCode) -> bool:
    return code < STOP_FROM
