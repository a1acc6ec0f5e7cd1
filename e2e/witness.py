"""What screens asked for and were told, read from their sockets, and what they keep: in the format of the checker."""

from __future__ import annotations

from typing import Any

import msgspec
from playwright.sync_api import Page, WebSocket

from e2e.device import kept
from e2e.shop import Shop
from tests.checker import Fault, check
from tests.history import read
from tests.record import Line

_decode = msgspec.msgpack.Decoder(dict[str, Any]).decode


class Witness:
    def __init__(self) -> None:
        self.record: list[Line] = []
        self._ids: dict[tuple[str, int], str] = {}

    def watches(self, page: Page) -> None:
        """From its next load on."""
        page.on("websocket", self._watch)

    def order(self, number: str, revision: int = 1) -> None:
        """The till was told that it is in."""
        about = {"source": "pos", "external_id": number, "revision": revision}
        self.record.append(Line(0, "pos", "ok", "order", number, about=about))

    def sees_kept(self, page: Page) -> None:
        """Whatever the device has written down now must be answered some day."""
        self.record += [Line(0, one.page, "info", "kept", one.id) for one in kept(page)]

    def faults(self, shop: Shop) -> list[Fault]:
        return check(self.record, read(shop.server.data))

    def _watch(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: bytes | str) -> None:
        frame = self._read(payload)
        for one in frame["items"] if frame["t"] == "cmd" else ():
            self._ids[frame["cid"], one["n"]] = one["id"]
            seen = [[task["task"], task["gen"], task.get("bump", "")] for task in one["args"].get("tasks", ())]
            self.record.append(Line(0, frame["cid"], "invoke", one["kind"], one["id"], about={"seen": seen}))

    def _received(self, payload: bytes | str) -> None:
        frame = self._read(payload)
        for one in frame["items"] if frame["t"] == "ack" else ():
            command = self._ids[frame["cid"], one["n"]]
            self.record.append(Line(0, frame["cid"], one["result"], "answer", command, one["seq"]))

    def _read(self, payload: bytes | str) -> dict[str, Any]:
        assert isinstance(payload, bytes)
        return _decode(payload)
