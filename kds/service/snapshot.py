"""A stream's whole contents as ready frames: encoded once for all screens that join at the same position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Raw, Struct

from kds.service.shelf import Held
from kds.wire.codec import encode
from kds.wire.frames import Put, Snap
from kds.wire.limits import SNAPSHOT_PART_BYTES

PUT_BYTES = 32
"""What msgpack adds around one document: the keys, its version and the length headers."""


class Snapshot(Struct, frozen=True, gc=False):
    """Encoded `snap` frames, first to last; never empty."""

    seq: int
    parts: tuple[bytes, ...]


def put(held: Held) -> Put:
    return Put(id=held.row.key, ver=held.row.ver, doc=Raw(held.row.doc))


def size(held: Held) -> int:
    """Upper bound of the bytes a document takes in a frame, short of a few."""
    return len(held.row.doc) + len(held.row.key) + PUT_BYTES


def build(stream: str, term: str, seq: int, docs: Iterable[Held]) -> Snapshot:
    groups = list(_groups(docs))
    last = len(groups) - 1
    return Snapshot(
        seq,
        tuple(
            encode(Snap(stream=stream, term=term, seq=seq, part=part, last=part == last, docs=group))
            for part, group in enumerate(groups)
        ),
    )


def _groups(docs: Iterable[Held]) -> Iterator[tuple[Put, ...]]:
    """Documents by the part they travel in; a document larger than a part travels alone."""
    group: list[Put] = []
    filled = 0
    for held in docs:
        more = size(held)
        if group and filled + more > SNAPSHOT_PART_BYTES:
            yield tuple(group)
            group, filled = [], 0
        group.append(put(held))
        filled += more
    yield tuple(group)
