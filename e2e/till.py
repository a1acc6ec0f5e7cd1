"""The verbs of a till: it places orders over HTTP, changes them, hurries them, and hears what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import count
from types import TracebackType
from typing import Any, Self, TypeAlias

import httpx

Json: TypeAlias = dict[str, Any]

PATIENCE_S = 15.0


def dish(what: str, quantity: str = "1", **fields: Any) -> Json:
    """A line: an sku of the menu, or, with a blank or in Chinese, the name of something that is not on it."""
    known = what.isascii() and what.isalnum()
    return {"uid": what, ("sku" if known else "name"): what, "quantity": quantity, **fields}


def modifier(name: str, action: str = "add", quantity: str = "1") -> Json:
    return {"name": name, "action": action, "quantity": quantity}


class Till:
    """Orders are called by the number on their receipt, which is also the till's own id of them."""

    def __init__(self, url: str, source: str = "pos", token: str = "") -> None:
        self.source = source
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(base_url=url, timeout=PATIENCE_S, trust_env=False, headers=headers)
        self._keys = count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def place(self, number: str, *items: Json, revision: int = 1, **fields: Any) -> Json:
        """The answer; a higher revision says what the order is now."""
        order = {"source": self.source, "external_id": number, "number": number, "revision": revision, **fields}
        return self._ask("POST", "/api/v1/tickets", order | {"items": list(items)})

    def amend(self, number: str, **what: Any) -> Json:
        return self._verb(number, "amend", what)

    def void(self, number: str, item: str, reason: str = "") -> Json:
        return self.amend(number, void=[{"item": item, "reason": reason}])

    def add(self, number: str, *items: Json) -> Json:
        return self.amend(number, add=list(items))

    def cancel(self, number: str, reason: str = "") -> Json:
        return self._verb(number, "cancel", {"reason": reason})

    def rush(self, number: str) -> Json:
        return self._verb(number, "rush", {})

    def move(self, number: str, table: str) -> Json:
        return self._verb(number, "move", {"table": table})

    def merge(self, number: str, into: str) -> Json:
        return self._verb(number, "merge", {"into": self._ref(into)})

    def split(self, number: str, items: list[str], to: str) -> Json:
        return self._verb(number, "split", {"items": items, "external_id": to, "number": to})

    def ticket(self, number: str) -> Json:
        return self._ask("GET", f"/api/v1/tickets/{self._ref(number)}")

    def items(self, number: str) -> dict[str, Json]:
        """What the till reads of the order's items, by the till's own line ids."""
        return {item["uid"]: item for item in self.ticket(number)["items"]}

    def menu(self) -> dict[str, Json]:
        return {one["sku"]: one for one in self._ask("GET", "/api/v1/menu")["dishes"]}

    def in_hours(self, hours: float) -> str:
        """A moment by the clock of the server, as an order writes it."""
        answer = self._client.get("/api/v1/healthz")
        now: datetime = parsedate_to_datetime(answer.headers["Date"])
        return (now + timedelta(hours=hours)).isoformat()

    @contextmanager
    def listening(self) -> Iterator[News]:
        """The till's own stream; what happens from here on is kept until it is asked for."""
        with self._client.stream("GET", "/api/v1/stream", params={"source": self.source}) as answer:
            yield News(answer)

    def _verb(self, number: str, verb: str, body: Json) -> Json:
        key = {"Idempotency-Key": f"{number}-{next(self._keys)}"}
        return self._ask("POST", f"/api/v1/tickets/{self._ref(number)}/{verb}", body, key)

    def _ask(self, method: str, path: str, body: Json | None = None, headers: dict[str, str] | None = None) -> Json:
        answer = self._client.request(method, path, json=body, headers=headers)
        assert answer.is_success, answer.text
        read: Json = answer.json()
        return read

    def _ref(self, number: str) -> str:
        return f"{self.source}:{number}"


class News:
    """Server-sent events, read as they are asked for."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.iter_lines()

    def of_item(self, number: str, uid: str, **said: Any) -> Json:
        """The first news from which on this item is so; fails when there is none for long."""
        for name, data in self._events():
            if name == "ticket" and data["number"] == number:
                item = next(one for one in data["items"] if one["uid"] == uid)
                if said.items() <= item.items():
                    return dict(item)
        raise AssertionError("the stream has ended")

    def reply_to_rush(self, number: str) -> str:
        """What the cook answered."""
        for name, data in self._events():
            if name == "ticket" and data["number"] == number:
                for item in data["items"]:
                    if reply := item.get("rush", {}).get("reply"):
                        return str(reply)
        raise AssertionError("the stream has ended")

    def of_dish(self, sku: str, available: bool) -> None:
        """Until the menu says so."""
        for name, data in self._events():
            if name == "dish" and (data["sku"], data["available"]) == (sku, available):
                return
        raise AssertionError("the stream has ended")

    def _events(self) -> Iterator[tuple[str, Json]]:
        name = ""
        for line in self._lines:
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)
