"""The streams of this server: takes in each commit once, and lets screens and feeds join without a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from kds.service import snapshot
from kds.service.feed import Feed
from kds.service.index import Changes, Gone, Held, Index
from kds.service.ports import Term
from kds.service.positions import Position, Terms
from kds.service.receipt import DocChange, Publication
from kds.service.ring import Ring
from kds.service.snapshot import Snapshot
from kds.wire.codec import encode
from kds.wire.frames import Cause, Ev
from kds.wire.limits import DELTA_BYTES

STORE = "store"
"""The staff's stream; every screen gets all of it and shows its own part."""

TILL = "till:"
"""A till's stream is `till:` and the name of its source: the tickets of that source and the dishes."""

KNOWN_CIDS = 4_096
"""Page loads whose last command is remembered; a forgotten one only means that the screen asks again."""


class Joined(Struct, frozen=True):
    """How a screen goes on from its position. Frames from `cursor` on in the ring follow what is in here."""

    mode: Literal["delta", "snap", "fork"]
    head: int
    floor: int
    common: int
    cursor: int
    delta: bytes | None = None
    """One `ev` frame that leads to `head`; None on a delta: the screen is there already."""
    snapshot: Snapshot | None = None


class Hub:
    """Implements `receipt.Publisher`. Everything here runs on the event loop and nothing waits.

    Joining reads the index and takes a cursor into the ring in one step, so no commit can fall in between.
    The store's stream has a frame for each commit, even one that changes nothing on a screen: acks name
    positions, and every screen has to reach them.
    """

    def __init__(self, terms: Sequence[Term], head: int, docs: Iterable[DocChange]) -> None:
        self._terms = Terms(terms)
        self._head = head
        self._index = Index(docs, head)
        self._ring = Ring()
        self._lmid: dict[str, int] = {}
        self._listeners: dict[object, Callable[[], None]] = {}
        self._snapshot: Snapshot | None = None

    @property
    def head(self) -> int:
        return self._head

    @property
    def position(self) -> Position:
        return Position(self._terms.current, self._head)

    @property
    def ring(self) -> Ring:
        return self._ring

    def publish(self, publication: Publication) -> None:
        self._remember(publication.lmid)
        if publication.last_seq > self._head:
            assert publication.first_seq == self._head + 1, "commits are published in log order, each once"
            changes = self._index.apply(publication.changes, publication.last_seq)
            self._ring.append(self._frame(publication, changes))
            self._head = publication.last_seq
        for callback in tuple(self._listeners.values()):
            callback()

    def join(self, position: Position | None) -> Joined:
        """Where a screen goes on that holds everything up to `position`; None: it holds nothing."""
        if position is None:
            return self._joined("snap")
        if not self.holds(position):
            return self._joined("fork", common=self._terms.common(position, self._head))
        changes = self.after(position.seq, _anything)
        if changes is None or _size(changes) > DELTA_BYTES:
            return self._joined("snap")
        delta = None if position.seq == self._head else self._encode(position.seq, self._head, changes)
        return Joined("delta", self._head, self._index.floor, 0, self._ring.next, delta=delta)

    def follow(self, stream: str, position: Position | None = None) -> Feed:
        """A till's stream, or the store's, for a reader in this process."""
        if stream == STORE:
            return Feed(self, _anything, position)
        assert stream.startswith(TILL), f"no stream {stream!r}"
        source = stream.removeprefix(TILL)
        return Feed(self, lambda doc: _is_of(doc, source), position)

    def lmid(self, cids: Iterable[str]) -> dict[str, int]:
        """The last decided command of each page load that is remembered."""
        return {cid: self._lmid[cid] for cid in cids if cid in self._lmid}

    def holds(self, position: Position) -> bool:
        return self._terms.holds(position, self._head)

    def all(self, wanted: Callable[[Held], bool]) -> Changes:
        return self._index.all(wanted)

    def after(self, seq: int, wanted: Callable[[Held | Gone], bool]) -> Changes | None:
        return self._index.after(seq, wanted)

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each commit, until the returned function is called."""
        token = object()
        self._listeners[token] = callback

        def unsubscribe() -> None:
            self._listeners.pop(token, None)

        return unsubscribe

    def _joined(self, mode: Literal["snap", "fork"], common: int = 0) -> Joined:
        if self._snapshot is None or self._snapshot.seq != self._head:
            docs = self._index.all(_anything).puts
            self._snapshot = snapshot.build(STORE, self._terms.current, self._head, docs)
        return Joined(mode, self._head, self._index.floor, common, self._ring.next, snapshot=self._snapshot)

    def _frame(self, publication: Publication, changes: Changes) -> bytes:
        cause = tuple(
            Cause(kind=change.cause, id=change.row.key, command=change.command_id) for change in publication.changes
        )
        return self._encode(self._head, publication.last_seq, changes, cause, publication.lmid)

    def _encode(
        self, after: int, to: int, changes: Changes, cause: tuple[Cause, ...] = (), lmid: dict[str, int] | None = None
    ) -> bytes:
        return encode(
            Ev(
                stream=STORE,
                term=self._terms.current,
                from_=after + 1,
                to_=to,
                puts=tuple(snapshot.put(held) for held in changes.puts),
                dels=changes.dels,
                cause=cause,
                lmid=lmid or {},
            )
        )

    def _remember(self, lmid: dict[str, int]) -> None:
        for cid, n in lmid.items():
            self._lmid.pop(cid, None)
            self._lmid[cid] = n
        while len(self._lmid) > KNOWN_CIDS:
            del self._lmid[next(iter(self._lmid))]


def _anything(doc: Held | Gone) -> bool:
    return True


def _is_of(doc: Held | Gone, source: str) -> bool:
    """A till sees its own tickets and what can be had."""
    key = doc.row.key if isinstance(doc, Held) else doc.key
    return doc.source == source if key.startswith("ticket/") else key.startswith("dish/")


def _size(changes: Changes) -> int:
    return sum(snapshot.size(held) for held in changes.puts) + sum(map(len, changes.dels))
