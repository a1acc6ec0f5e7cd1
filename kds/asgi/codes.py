"""Every error code of the HTTP interface: its status, its title and what to do next. /docs lists this table."""

from __future__ import annotations

from msgspec import Struct

from kds.kitchen.model import CloseReason


class Code(Struct, frozen=True):
    status: int
    title: str
    remedy: str


CODES: dict[str, Code] = {
    "allergen_unconfirmed": Code(409, "Allergen not confirmed", "Confirm the allergen on the card first."),
    "bad_signature": Code(
        401, "Wrong signature", "Check the signing secret, and that the body is signed exactly as it is sent."
    ),
    "body_too_slow": Code(408, "Body too slow", "Send the whole body at once."),
    "body_too_large": Code(413, "Body too large", "Send less, or raise body_limit of this source in the kitchen file."),
    "cart_changed": Code(409, "Cart changed", "Look at the cart again, then order."),
    "cart_full": Code(409, "Cart full", "Order what is there, then go on."),
    "disk_full": Code(503, "Disk full", "Keep the order and send it again; free space on the kitchen server."),
    "duplicate_uid": Code(422, "Line id used twice", "Give each line of an order its own uid."),
    "empty_body": Code(400, "Empty body", "Send the order as the body of the request."),
    "empty_order": Code(422, "Nothing to make", "Send at least one item."),
    "external_id_taken": Code(409, "Order id in use", "Use an external_id that this source has not used."),
    "forbidden_host": Code(
        403, "Unknown host name", "Use http://127.0.0.1 or http://localhost, or start the server with this --host."
    ),
    "forbidden_origin": Code(403, "Another site asks", "Open the screen from the kitchen server itself."),
    "generation_ahead": Code(409, "Task not that far", "Load the ticket again."),
    "guest_orders_off": Code(403, "No orders by phone", "Ask a waiter to take the order."),
    "illegal_transition": Code(409, "Not possible now", "Load the ticket and see where it stands."),
    "internal": Code(500, "Fault of ours", "Keep the order, and tell us what the server's log says."),
    "invalid_field": Code(422, "Wrong value", "See /docs for this field."),
    "invalid_quantity": Code(422, "Wrong quantity", 'Send a decimal above zero as text: "2" or "1.5".'),
    "invalid_utf8": Code(400, "Not UTF-8", "Encode every text as UTF-8."),
    "key_conflict": Code(409, "Key used for other contents", "Use a new Idempotency-Key for new contents."),
    "malformed": Code(422, "Cannot be read", "See /docs for this request."),
    "malformed_json": Code(400, "Not JSON", "Send one JSON object, and nothing after it."),
    "malformed_msgpack": Code(400, "Not msgpack", "Send one msgpack map, and nothing after it."),
    "method_not_allowed": Code(405, "Wrong method", "Use a method of the Allow header; see /docs."),
    "missing_field": Code(422, "Field missing", "See /docs for the fields of this request."),
    "next_step_started": Code(409, "Next step started", "Recall both steps."),
    "no_secret": Code(
        503, "No signing secret", "Set the environment variable that secret_env of this source names, and restart."
    ),
    "moved": Code(409, "At another table", "Scan the code of the table where you sit now."),
    "not_done": Code(409, "Not done yet", "Load the ticket and see where it stands."),
    "not_found": Code(404, "Nothing here", "See /docs for what there is."),
    "not_permitted": Code(403, "Not permitted", "A source may change its own tickets only; ask the pass."),
    "not_ready": Code(409, "Not ready yet", "Wait until the item is ready."),
    "options_changed": Code(409, "Options do not fit", "Choose the options of this dish again."),
    "overloaded": Code(429, "Too much at once", "Send it again after the time in Retry-After."),
    "read_only": Code(503, "Disk full", "Keep the order and send it again; free space on the kitchen server."),
    "revision_conflict": Code(409, "Same revision, other contents", "Send changed contents under the next revision."),
    "revision_missing": Code(
        400, "No revision", "Send a revision that rises with each change, or an Idempotency-Key header."
    ),
    "revision_stale": Code(409, "Older revision", "The kitchen has newer contents; nothing to do."),
    "rush_too_soon": Code(409, "Asked just now", "Wait for the cook's answer before asking again."),
    "no_backup": Code(409, "No backup", "Name a backup of the station in stations.yaml, or call the order out."),
    "same_ticket": Code(422, "Same ticket", "Name two different tickets."),
    "sitting_over": Code(409, "Other guests' cart", "Load the page again and start a new cart."),
    "sold_out": Code(409, "Sold out", "Take the dish off the order; GET /api/v1/menu tells what can be had."),
    "text_too_long": Code(422, "Text too long", "Shorten the text."),
    "ticket_cancelled": Code(
        409, "Ticket cancelled", "Nothing more is cooked for it; what is wanted after all is an order with a new id."
    ),
    "ticket_closed": Code(409, "Ticket closed", "GET the ticket and see how it ended."),
    "too_deep": Code(422, "Nested too deeply", "Put modifiers side by side."),
    "too_late_to_void": Code(409, "Served already", "Settle it at the till; the guest has the food."),
    "too_many_items": Code(422, "Too many items", "Split the order into several, each with its own external_id."),
    "too_many_screens": Code(409, "Too many screens", "Forget screens that are gone, at the pass."),
    "too_many_streams": Code(429, "Too many streams", "Close streams that nobody reads, then connect again."),
    "too_many_tries": Code(429, "Too many tries", "Wait a minute, then try again."),
    "unauthorized": Code(401, "Token needed", "Send the header `Authorization: Bearer <token>`, or open /login."),
    "unknown_body": Code(404, "No such body", "GET /api/v1/quarantine lists those that wait."),
    "unknown_code": Code(404, "No such table code", "Scan the code on the table again, or ask a waiter."),
    "unknown_change": Code(422, "No such change", "Load the ticket again."),
    "unknown_dish": Code(404, "No such dish", "GET /api/v1/menu lists the dishes."),
    "unknown_field": Code(422, "Unknown field", "Leave it out; /docs lists the fields."),
    "unknown_item": Code(422, "No such item", "GET the ticket for its items; name one by its uid or id."),
    "unknown_source": Code(404, "No such source", "Name the source in the kitchen file."),
    "unknown_station": Code(422, "No such station", "Name a station of the kitchen file."),
    "unknown_task": Code(422, "No such task", "Load the ticket again."),
    "unknown_ticket": Code(
        404,
        "No such ticket",
        "Name it by its id or as source:external_id; where the source reuses its ids, one older than yesterday as "
        "source:external_id@YYYY-MM-DD, with its business day.",
    ),
    "unsupported_media_type": Code(
        415, "Wrong content type", "Send application/json or application/msgpack, not compressed."
    ),
    "wrong_dialect": Code(422, "Source of another dialect", "Let it send its webhooks, or use another source."),
    "wrong_token": Code(401, "Wrong token", "Enter the token that the server was started with."),
}

_MORE = "More food is a newer revision with new items, or a new order."

AFTER: dict[CloseReason, str] = {
    "served": f"The guest has the food: settle it at the till. {_MORE}",
    "ready": f"Everything is cooked. {_MORE}",
    "void": f"Everything was taken back. {_MORE}",
    "abandoned": "Nobody cooks it any more. What is still wanted is an amend with new items, or a new order.",
}
"""What is left to do about a ticket that is closed, by how it ended."""
