"""What each command can come to, by its kind: "ok", or the code of a noop or a rejection.

The documentation lists these, and the tests reach every one of them.
"""

from __future__ import annotations

_EVERY = frozenset({"ok", "not_permitted"})
_TICKET = _EVERY | {"unknown_ticket"}
_KEYED = frozenset({"same_contents", "key_conflict"})
_ALIVE = _TICKET | {"ticket_closed", "ticket_cancelled"}
_TASKS = _TICKET | {
    "already_done",
    "stale",
    "void",
    "nothing_to_do",
    "unknown_task",
    "ticket_closed",
    "generation_ahead",
    "too_many_items",
}

OUTCOMES: dict[str, frozenset[str]] = {
    "place": _EVERY
    | {
        "same_contents",
        "revision_missing",
        "revision_stale",
        "revision_conflict",
        "key_conflict",
        "ticket_cancelled",
        "empty_order",
        "invalid_quantity",
        "duplicate_uid",
        "too_many_items",
        "sold_out",
    },
    "amend": _ALIVE
    | {
        "same_contents",
        "already_asked",
        "already_voided",
        "nothing_to_do",
        "revision_stale",
        "revision_conflict",
        "key_conflict",
        "unknown_item",
        "invalid_quantity",
        "too_late_to_void",
        "illegal_transition",
        "duplicate_uid",
        "too_many_items",
        "sold_out",
    },
    "cancel": _TICKET | _KEYED | {"already_cancelled", "already_voided", "ticket_closed", "revision_stale"},
    "move": _ALIVE | _KEYED | {"already_there"},
    "merge": _ALIVE | _KEYED | {"already_there", "same_ticket"},
    "split": _TICKET
    | _KEYED
    | {
        "already_there",
        "nothing_to_do",
        "ticket_cancelled",
        "unknown_item",
        "illegal_transition",
        "external_id_taken",
    },
    "hold": _ALIVE | _KEYED | {"already_held", "nothing_to_do"},
    "fire": _ALIVE | _KEYED | {"already_fired", "nothing_to_do"},
    "rush": _ALIVE | _KEYED | {"nothing_to_do", "unknown_item", "rush_too_soon"},
    "reply_rush": _ALIVE | {"already_set", "nothing_to_do", "unknown_item"},
    "start": _TASKS | {"already_started"},
    "bump": _TASKS | {"same_command", "allergen_unconfirmed"},
    "recall": (_TASKS - {"already_done"}) | {"not_done", "next_step_started"},
    "remake": _TICKET | {"void", "unknown_item", "ticket_cancelled", "not_done"},
    "serve": _TICKET | {"already_served", "void", "nothing_to_do", "unknown_item", "not_ready", "allergen_unconfirmed"},
    "recall_serve": _TICKET | {"void", "nothing_to_do", "unknown_item", "not_ready"},
    "call_again": _TICKET | {"already_called", "not_ready", "ticket_closed"},
    "acknowledge": _TICKET | {"already_acknowledged", "nothing_to_do", "unknown_station", "unknown_change"},
    "answer_void": _TICKET | {"already_voided", "unknown_item", "illegal_transition", "ticket_cancelled"},
    "set_availability": _EVERY | _KEYED | {"already_set", "unknown_dish", "malformed"},
    "confirm_recovered": _TICKET | {"nothing_to_do"},
    "drop_recovered": _TICKET | {"nothing_to_do"},
    "salvage": _EVERY | {"nothing_to_do"},
    "call_waiter": _EVERY | {"already_called"},
    "answer_call": _EVERY | {"nothing_to_do"},
    "set_layout": _EVERY | {"already_set", "too_many_screens"},
    "release": _TICKET | {"nothing_to_do"},
    "pass_threshold": _TICKET | {"nothing_to_do"},
    "mark_shown": _TICKET | {"nothing_to_do"},
    "warn_unshown": _TICKET | {"nothing_to_do"},
    "cover": _TICKET | {"nothing_to_do"},
    "hand_over": _TICKET | {"nothing_to_do", "already_covered", "station_back", "no_backup"},
    "note_station": _EVERY | {"already_set"},
    "start_day": _EVERY | {"already_set", "stale"},
    "adopt_kitchen": _EVERY | {"same_contents"},
}
