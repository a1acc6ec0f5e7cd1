"""The streams of this server: takes in each commit once, and lets screens and feeds join without a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kds.service.feed import Feed
from kds.service.glass import Glass
from kds.service.index import Index
from kds.service.pickups import Pickups
from kds.service.ports import Term
from kds.service.positions import Position, Terms
from kds.service.receipt import DocChange, Publication
from kds.service.ring import Ring
from kds.service.shelf import Changes, Gone, Held, anything
from kds.service.stream import Joined, Stream

STORE = "store"
"""The staff's stream; every screen gets all of it and shows its own part."""

BOARD = "board"
"""What guests at the counter may see: numbers and states."""

TILL = "till:"
"""A till's stream is `till:` and the name of its source: the tickets of that source and the dishes."""

UNSEEN_TICKETS = 256
"""Changed tickets that the board's stream may be behind while no board asks: it catches up within milliseconds."""

KNOWN_CIDS = 4_096
"""Page loads whose last command is remembered; a forgotten one only means that the screen asks again."""


class Hub:
    """Implements `receipt.Publisher`. Everything here runs on the event loop and nothing waits.

    Joining reads the index and takes a cursor into the ring in one step, so no commit can fall in between.
    """

    def __init__(self, terms: Sequence[Term], head: int, docs: Iterable[DocChange]) -> None:
        documents = tuple(docs)
        self._terms = Terms(terms)
        self._head = head
        self._index = Index(documents, head)
        self._pickups = Pickups(self._index.shelf, head)
        self._unseen: dict[str, Held] = {}
        """What changed on the store's stream since the board's was brought up to `_board_head`."""
        self._board_head = head
        self._streams = {
            STORE: Stream(STORE, self._terms.current, self._index.shelf),
            BOARD: Stream(BOARD, self._terms.current, self._pickups.shelf),
        }
        self._lmid: dict[str, int] = {}
        self.glass = Glass(documents, head)
        self._listeners: dict[object, Callable[[], None]] = {}

    @property
    def head(self) -> int:
        return self._head

    @property
    def position(self) -> Position:
        return Position(self._terms.current, self._head)

    def ring(self, stream: str = STORE) -> Ring:
        return self._stream(stream).ring

    def publish(self, publication: Publication) -> None:
        self._remember(publication.lmid)
        if publication.last_seq > self._head:
            assert publication.first_seq == self._head + 1, "commits are published in log order, each once"
            self._append(publication)
            self.glass.committed(publication.changes, publication.last_seq)
            self._head = publication.last_seq
        for callback in tuple(self._listeners.values()):
            callback()

    def join(self, position: Position | None, stream: str = STORE) -> Joined:
        """Where a screen goes on that holds everything up to `position`; None: it holds nothing."""
        joining = self._stream(stream)
        if position is None:
            return joining.whole("snap", self._head)
        if not self.holds(position):
            return joining.whole("fork", self._head, self._terms.common(position, self._head))
        return joining.since(position.seq, self._head)

    def follow(self, stream: str, position: Position | None = None) -> Feed:
        """A till's stream, or the store's, for a reader in this process."""
        if stream == STORE:
            return Feed(self, anything, position)
        assert stream.startswith(TILL), f"no stream {stream!r}"
        source = stream.removeprefix(TILL)
        return Feed(self, lambda doc: _is_of(doc, source), position)

    def lmid(self, cids: Iterable[str]) -> dict[str, int]:
        """The last decided command of each page load that is remembered."""
        return {cid: self._lmid[cid] for cid in cids if cid in self._lmid}

    def holds(self, position: Position) -> bool:
        return self._terms.holds(position, self._head)

    def all(self, wanted: Callable[[Held], bool]) -> Changes:
        return self._index.shelf.all(wanted)

    def after(self, seq: int, wanted: Callable[[Held | Gone], bool]) -> Changes | None:
        return self._index.shelf.after(seq, wanted)

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each commit, until the returned function is called."""
        token = object()
        self._listeners[token] = callback

        def unsubscribe() -> None:
            self._listeners.pop(token, None)

        return unsubscribe

    def _append(self, publication: Publication) -> None:
        """The frame of one commit; the board's waits until a board asks, since most kitchens have none."""
        to = publication.last_seq
        changes = self._index.apply(publication.changes, to)
        cause = tuple(cause for change in publication.changes for cause in change.causes)
        self._streams[STORE].append(self._head, to, changes, cause, publication.lmid)
        for held in changes.puts:
            self._unseen.pop(held.row.key, None)
            self._unseen[held.row.key] = held
        if len(self._unseen) > UNSEEN_TICKETS:
            self._bring_board(to)

    def _stream(self, name: str) -> Stream:
        if name == BOARD:
            self._bring_board(self._head)
        return self._streams[name]

    def _bring_board(self, to: int) -> None:
        """Up to the position `to`, in one frame for all commits since."""
        if to == self._board_head:
            return
        changes = self._pickups.apply(self._unseen.values(), to)
        # Commands and who sent them are the staff's business.
        self._streams[BOARD].append(self._board_head, to, changes, (), {})
        self._unseen = {}
        self._board_head = to

    def _remember(self, lmid: dict[str, int]) -> None:
        for cid, n in lmid.items():
            self._lmid.pop(cid, None)
            self._lmid[cid] = n
        while len(self._lmid) > KNOWN_CIDS:
            del self._lmid[next(iter(self._lmid))]


def _is_of(doc: Held | Gone, source: str) -> bool:
    """A till sees its own tickets and what can be had."""
    key = doc.row.key if isinstance(doc, Held) else doc.key
    return doc.source == source if key.startswith("ticket/") else key.startswith("dish/")
