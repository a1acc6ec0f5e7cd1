"""Every limit of the wire, each with its unit and why it is that number; `docs/protocol.md` lists them all."""

from __future__ import annotations

from kds.kitchen import limits as order

MAX_INTEGER = 2**53 - 1
"""Largest integer on the wire: JavaScript numbers are exact up to here."""

INBOUND_FRAME_BYTES = 128 * 1024
"""Largest frame of a screen. 64 commands with generous arguments stay below 64 KB; twice that is never honest."""

SOCKET_MESSAGE_BYTES = 1024 * 1024
"""What the WebSocket layer buffers before the frame limit gets to speak; beyond it closes with 1009."""

SNAPSHOT_PART_BYTES = 64 * 1024
"""Size of a snapshot part: about 5 ms on Wi-Fi, so that pings and answers fit in between."""

DELTA_BYTES = 160 * 1024
"""Largest delta sent in one piece: the changes of ten very busy seconds, a hundred tickets. Beyond it a snapshot, which
is pulled in parts, is kinder to a slow link, and with 200 open tickets twice as large."""

QUEUE_BYTES = 256 * 1024
QUEUE_FRAMES = 512
"""How far a screen may fall behind, in bytes and in frames: over 10 s of a full rush; then a snapshot is cheaper."""

CMD_ITEMS = 64
"""Commands in one frame: a whole evening's outbox goes in a few frames, one frame stays one group commit."""

INFLIGHT_COMMANDS = 256
"""Undecided commands of one connection: as many as the writer takes in one group commit."""

BUSY_RETRY_MS = 250
"""When a screen with too many commands in flight tries again: some twenty group commits later."""

SUBSCRIPTIONS = 4
"""Streams of one connection; there are fewer today."""

OUTBOX_CIDS = 64
"""Page loads whose outbox one screen may still drain; a tablet reloaded all day offline has fewer."""

SALVAGE_TICKETS = 256
"""Tickets in one `salvage`: more than fit into its bytes."""

VIEW_STATIONS = 64
"""Stations on one screen; the largest kitchens have about twenty."""

GLASS_TASKS = 1000
"""Tasks named in one list of `shown`: more than any glass can draw; what is more goes in the next frame."""

SIGHTS = 10_000
"""Tasks that are remembered of one screen: what 200 of the largest tickets have. More are not counted as seen."""

ID_CHARS = 64
"""Length of an id that a screen sends; a UUID has 36."""

NAME_CHARS = 120
"""Length of a name that a screen sends (device, station, build)."""

ARGS_DEPTH = 8
"""Nesting of a command's arguments; a line with modifiers of modifiers needs five."""

ARGS_TEXT_CHARS = order.MAX_TEXT
"""Longest text in a command's arguments: as long as a source may write it."""

FRAMES_PER_S = 50
FRAMES_BURST = 200
"""Frames of one screen per second, and how many at once: painted frames, pulls and taps make about ten."""

SCREENS = 256
"""Connected screens: five times the largest kitchen, a bound for memory and for a page gone wild."""

PING_MS = 2_000
"""Between two pings of the server: a screen is green while it heard something within 5 s."""

PONG_MS = 10_000
"""Without a pong for this long the peer is taken for dead and its transport aborted."""

HELLO_MS = 5_000
"""Time for the first frame; a connection that says nothing holds nothing."""

SEND_MS = 10_000
"""Longest a single frame may wait for the peer's window before the transport is aborted."""

MORE_MS = 10_000
"""Longest a snapshot waits for its next part to be asked for."""

LINGER_MS = 5_000
"""After the closing frame the peer has this long to take it before the transport is aborted."""

RELEASE_MS = 20_000
"""Within this time everything a dead peer held is released, whatever it does; the sum of the above stays below."""


def told() -> dict[str, int]:
    """The limits a client has to keep to, as `welcome` tells them."""
    return {
        "frame_bytes": INBOUND_FRAME_BYTES,
        "cmd_items": CMD_ITEMS,
        "inflight": INFLIGHT_COMMANDS,
        "frames_per_s": FRAMES_PER_S,
        "ping_ms": PING_MS,
        "pong_ms": PONG_MS,
        "more_ms": MORE_MS,
    }
