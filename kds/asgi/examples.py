"""Requests that work, in an order that tells a story; /docs and OpenAPI show them and the tests send them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Example(Struct, frozen=True):
    operation: str
    """operationId of what is asked."""
    name: str
    path: str
    status: int = 200
    body: dict[str, Any] | None = None
    headers: dict[str, str] = {}


_ORDER: dict[str, Any] = {
    "source": "till-1",
    "external_id": "check-1042",
    "revision": 1,
    "service": "dine_in",
    "table": "12",
    "covers": 2,
    "items": [
        {
            "uid": "1",
            "name": "水煮鱼",
            "quantity": "1.5",
            "unit": "斤",
            "modifiers": [{"name": "香菜", "action": "no"}],
            "allergens": ["fish"],
        },
        {"uid": "2", "name": "米饭", "quantity": "2", "course": 2},
    ],
}

_SET_MEAL: dict[str, Any] = {
    "source": "kiosk-1",
    "external_id": "q-77",
    "service": "takeaway",
    "items": [
        {
            "uid": "set",
            "name": "双人套餐",
            "components": [
                {"uid": "a", "name": "回锅肉"},
                {"uid": "b", "name": "米饭", "quantity": "2"},
            ],
        }
    ],
}

_NEWER = {**_ORDER, "revision": 2, "items": [*_ORDER["items"], {"uid": "3", "name": "酸梅汤"}]}

_T1 = "/api/v1/tickets/till-1:check-1042"

EXAMPLES = (
    Example("placeTicket", "a dine-in order with revisions", "/api/v1/tickets", 201, _ORDER),
    Example("placeTicket", "the same contents again change nothing", "/api/v1/tickets", 200, _ORDER),
    Example("placeTicket", "a newer revision says what the order is now", "/api/v1/tickets", 200, _NEWER),
    Example(
        "placeTicket",
        "a set meal of a source without revisions",
        "/api/v1/tickets",
        201,
        _SET_MEAL,
        {"Idempotency-Key": "6f0f2d9c-5c39-4a43-9d25-0f7f4c6f5a10"},
    ),
    Example("getTicket", "by the source's own id", _T1),
    Example(
        "amendTicket",
        "one more, one changed, one taken back",
        f"{_T1}/amend",
        200,
        {
            "add": [{"uid": "4", "name": "凉拌黄瓜"}],
            "modify": [{"item": "1", "note": "少油"}],
            "void": [{"item": "3", "reason": "guest changed their mind"}],
        },
        {"Idempotency-Key": "amend-1"},
    ),
    Example("holdTicket", "keep the second course back", f"{_T1}/hold", 200, {"course": 2}),
    Example("fireTicket", "start the second course", f"{_T1}/fire", 200, {"course": 2}),
    Example("rushTicket", "hurry one line", f"{_T1}/rush", 200, {"items": ["1"]}),
    Example("moveTicket", "to table 14", f"{_T1}/move", 200, {"table": "14"}),
    Example(
        "splitTicket",
        "two lines on a bill of their own",
        f"{_T1}/split",
        200,
        {"items": ["2", "4"], "external_id": "check-1043"},
    ),
    Example(
        "mergeTicket",
        "and together again",
        "/api/v1/tickets/till-1:check-1043/merge",
        200,
        {"into": "till-1:check-1042"},
    ),
    Example(
        "cancelTicket",
        "the takeaway is not wanted",
        "/api/v1/tickets/kiosk-1:q-77/cancel",
        200,
        {"reason": "guest left"},
    ),
    Example(
        "setAvailability",
        "three portions left",
        "/api/v1/menu/S2/availability",
        200,
        {"source": "till-1", "remaining": 3},
        {"Idempotency-Key": "rice-1"},
    ),
    Example("getMenu", "all dishes", "/api/v1/menu"),
    Example("getHealth", "is the process alive", "/api/v1/healthz"),
    Example("getReadiness", "can orders be taken", "/api/v1/readyz"),
    Example("listQuarantine", "what waits for a person", "/api/v1/quarantine"),
)
